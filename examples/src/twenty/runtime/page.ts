import type { Row } from './operation.js';
import { type Query, readPage, type ReadPage } from './read.js';
import type { Page, PagePromise } from './types.js';

/**
 * A page that is asked for when it is first awaited or iterated. Iterating goes on to the following pages, each
 * requested while the one before it is consumed, and stops requesting on `break`.
 */
export function pagePromise<R>(query: Query): PagePromise<R> {
  let first: Promise<ReadPage> | undefined;
  const read = (): Promise<ReadPage> => (first ??= readPage(query));
  const page = async (): Promise<Page<Row>> => (await read()).page;
  const records = (): Records => iterate(query, read());
  // Plain functions on rows: the types of a promise would cost every project's type-check, and say no more.
  const promise: object = {
    // oxlint-disable-next-line unicorn/no-thenable -- it is a promise
    then: (onPage: never, onError: never): unknown => page().then(onPage, onError),
    catch: (onError: never): unknown => page().catch(onError),
    finally: (onEnd: never): unknown => page().finally(onEnd),
    toArray: (options?: { readonly limit?: number }): Promise<Row[]> => collect(records, options?.limit),
    [Symbol.asyncIterator]: records,
    [Symbol.toStringTag]: 'PagePromise',
  };
  return promise as PagePromise<R>;
}

interface Step {
  readonly done: boolean;
  readonly value: Row | undefined;
}

interface Records {
  next(): Promise<Step>;
  return(): Promise<Step>;
}

const end: Step = { done: true, value: undefined };

function iterate(query: Query, start: Promise<ReadPage>): Records {
  let pending: Promise<ReadPage> | undefined = start;
  let rows: readonly Row[] = [];
  let index = 0;
  return {
    async next() {
      while (index >= rows.length) {
        if (pending === undefined) return end;
        const loading = pending;
        pending = undefined;
        const loaded: ReadPage = await loading;
        rows = loaded.page.records;
        index = 0;
        pending = loaded.next === null ? undefined : readPage(query, loaded.next);
        // Whoever stops early never awaits the request under way: its failure is nobody's concern then.
        pending?.catch(() => undefined);
      }
      const value = rows[index];
      index += 1;
      return { done: false, value };
    },
    async return() {
      pending = undefined;
      rows = [];
      return end;
    },
  };
}

async function collect(records: () => Records, limit: number = Number.POSITIVE_INFINITY): Promise<Row[]> {
  const all: Row[] = [];
  if (limit <= 0) return all;
  const iterator = records();
  for (let step = await iterator.next(); !step.done; step = await iterator.next()) {
    all.push(step.value as Row);
    if (all.length >= limit) {
      await iterator.return();
      break;
    }
  }
  return all;
}

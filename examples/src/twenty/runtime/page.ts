import type { Row } from './operation.js';
import { type Query, readPage, type ReadPage } from './read.js';
import type { Page } from './types.js';

/** A PagePromise of rows, with as much of its type as the client itself needs. */
export interface Pages {
  toArray(options?: { readonly limit?: number }): Promise<Row[]>;
}

/**
 * A page that is asked for when it is first awaited or iterated. Iterating goes on to the following pages, each
 * requested while the one before it is consumed, and stops requesting on `break`.
 */
export function pagePromise(query: Query): Pages {
  let first: Promise<ReadPage> | undefined;
  const read = (): Promise<ReadPage> => (first ??= readPage(query));
  const page = async (): Promise<Page<Row>> => (await read()).page;
  const records = (limit?: number): Records => iterate(query, read, limit);
  // Plain functions on rows: the types of a promise would cost every project's type-check, and say no more.
  const promise = {
    then: (onPage: never, onError: never): unknown => page().then(onPage, onError),
    catch: (onError: never): unknown => page().catch(onError),
    finally: (onEnd: never): unknown => page().finally(onEnd),
    toArray: (options?: { readonly limit?: number }): Promise<Row[]> => collect(records, options?.limit),
    [Symbol.asyncIterator]: () => records(),
    [Symbol.toStringTag]: 'PagePromise',
  };
  return promise;
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

/** @param limit records that are wanted: no page is asked for beyond them. */
function iterate(query: Query, start: () => Promise<ReadPage>, limit = Number.POSITIVE_INFINITY): Records {
  let wanted = limit;
  let ended = false;
  let pending: Promise<ReadPage> | undefined;
  let rows: readonly Row[] = [];
  let index = 0;
  return {
    async next() {
      while (index >= rows.length) {
        if (ended) return end;
        const loading = (pending ??= start());
        let loaded: ReadPage;
        try {
          loaded = await loading;
        } catch (error) {
          ended = true;
          throw error;
        }
        // Another call, or return, came first.
        if (ended || loading !== pending) continue;
        rows = loaded.page.records;
        index = 0;
        wanted -= rows.length;
        ended = loaded.next === null || wanted <= 0;
        pending = ended || loaded.next === null ? undefined : readPage(query, loaded.next);
        // Whoever stops early never awaits the request under way: its failure is nobody's concern then.
        pending?.catch(() => undefined);
      }
      const value = rows[index];
      index += 1;
      return { done: false, value };
    },
    async return() {
      ended = true;
      rows = [];
      return end;
    },
  };
}

async function collect(
  records: (limit: number) => Records,
  limit: number = Number.POSITIVE_INFINITY,
): Promise<Row[]> {
  const all: Row[] = [];
  if (limit <= 0) return all;
  const iterator = records(limit);
  for (let step = await iterator.next(); !step.done; step = await iterator.next()) {
    all.push(step.value as Row);
    if (all.length >= limit) {
      await iterator.return();
      break;
    }
  }
  return all;
}

import { abortError } from './failure.js';
import type { Row } from './operation.js';
import { platform } from './platform.js';
import { checkReach, type Query, readPage, type ReadPage } from './read.js';
import { onAbort } from './sleep.js';
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
  return pagesOf(
    page,
    (options) => collect(records, options?.limit),
    () => records(),
  );
}

/** Plain functions on rows: the types of a promise would cost every project's type-check, and say no more. */
export function pagesOf(
  page: () => Promise<unknown>,
  toArray: Pages['toArray'],
  iterate: () => unknown,
): Pages {
  const promise = {
    then: (onPage: never, onError: never): unknown => page().then(onPage, onError),
    catch: (onError: never): unknown => page().catch(onError),
    finally: (onEnd: never): unknown => page().finally(onEnd),
    toArray,
    [Symbol.asyncIterator]: iterate,
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
  const { root, options, first, offset = 0 } = query;
  // What is read ahead nobody wants any more once the loop is left.
  const ahead = new platform.AbortController();
  const unlink = onAbort(options.signal, () => ahead.abort(options.signal?.reason));
  let wanted = limit;
  let ended = false;
  let pending: Promise<ReadPage> | undefined;
  let rows: readonly Row[] = [];
  let index = 0;
  const stop = (): Step => {
    ended = true;
    rows = [];
    unlink();
    ahead.abort();
    return end;
  };
  return {
    async next() {
      // Not even what is there already.
      if (options.signal?.aborted && (!ended || index < rows.length)) {
        stop();
        throw abortError(`findMany ${root}`, options.signal, false);
      }
      while (index >= rows.length) {
        if (ended) return stop();
        const loading = (pending ??= start());
        let loaded: ReadPage;
        try {
          loaded = await loading;
          // Before the first of them, rather than after the last that can be had.
          checkReach(root, offset + limit, loaded);
        } catch (error) {
          if (ended) return end;
          stop();
          throw error;
        }
        // Another call, or return, came first.
        if (ended || loading !== pending) continue;
        rows = loaded.page.records;
        index = 0;
        wanted -= rows.length;
        ended = loaded.next === null || wanted <= 0;
        pending =
          ended || loaded.next === null
            ? undefined
            : readPage(
                { ...query, first: Math.min(first, wanted), options: { ...options, signal: ahead.signal } },
                loaded.next,
              );
        // Whoever stops early never awaits the request under way: its failure is nobody's concern then.
        pending?.catch(() => undefined);
      }
      const value = rows[index];
      index += 1;
      return { done: false, value };
    },
    async return() {
      return stop();
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

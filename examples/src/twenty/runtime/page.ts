import { abortError } from './failure.js';
import type { Row } from './operation.js';
import { platform } from './platform.js';
import { checkReach, type Query, readPage, type ReadPage } from './read.js';
import { onAbort } from './sleep.js';

/** A PagePromise of rows, with as much of its type as the client itself needs. */
export interface Pages {
  toArray(options?: { readonly limit?: number }): Promise<Row[]>;
}

/**
 * A page that is asked for when it is first awaited or iterated. Iterating goes on to the following pages, each
 * requested while the one before it is consumed, and stops requesting on `break`.
 *
 * @param prepare the query; what it throws, the promise and the iteration fail with.
 */
export function pagePromise(prepare: () => Query): Pages {
  let first: Promise<ReadPage> | undefined;
  const read = async (): Promise<ReadPage> => readPage(prepare());
  const start = (): Promise<ReadPage> => (first ??= read());
  const rows = (limit?: number): AsyncGenerator<Row> => iterate(prepare, start, limit);
  return pagesOf(
    async (): Promise<unknown> => (await start()).page,
    async ({ limit } = {}) => {
      const all: Row[] = [];
      for await (const row of rows(limit)) all.push(row);
      return all;
    },
    () => rows(),
  );
}

/** Plain functions on rows: the types of a promise would cost every project's type-check, and say no more. */
export function pagesOf(
  page: () => Promise<unknown>,
  toArray: Pages['toArray'],
  iterate: () => unknown,
): Pages {
  const promise = {
    // oxlint-disable-next-line unicorn/no-thenable -- To be awaited is what a page is for.
    then: (onPage: never, onError: never): unknown => page().then(onPage, onError),
    catch: (onError: never): unknown => page().catch(onError),
    finally: (onEnd: never): unknown => page().finally(onEnd),
    toArray,
    [Symbol.asyncIterator]: iterate,
    [Symbol.toStringTag]: 'PagePromise',
  };
  return promise;
}

/** @param limit records that are wanted: no page is asked for beyond them. */
async function* iterate(
  prepare: () => Query,
  start: () => Promise<ReadPage>,
  limit: number = Infinity,
): AsyncGenerator<Row> {
  const { root, options, first, offset = 0 } = prepare();
  const { signal } = options;
  // What is read ahead nobody wants any more once the loop is left.
  const ahead = new platform.AbortController();
  const off = onAbort(signal, () => ahead.abort(signal?.reason));
  let wanted = limit;
  let pending = wanted > 0 ? start() : undefined;
  try {
    while (pending) {
      const read: ReadPage = await pending;
      // Before the first of them, rather than after the last that can be had.
      checkReach(root, offset + limit, read);
      const rows = read.page.records.slice(0, wanted);
      wanted -= rows.length;
      pending =
        read.next && wanted > 0
          ? readPage({
              ...read.next,
              first: Math.min(first, wanted),
              options: { ...options, signal: ahead.signal },
            })
          : undefined;
      // Whoever stops early never awaits the request under way: its failure is nobody's concern then.
      pending?.catch(() => undefined);
      for (const row of rows) {
        // Not even what is there already.
        if (signal?.aborted) throw abortError(`findMany ${root}`, signal);
        yield row;
      }
    }
  } finally {
    off();
    ahead.abort();
  }
}

import { type Query, readPage, type ReadPage } from './read.js';
import type { Page, PagePromise } from './types.js';

/**
 * A page that is asked for when it is first awaited or iterated. Iterating goes on to the following pages, each
 * requested while the one before it is consumed, and stops requesting on `break`.
 */
export function pagePromise<R>(query: Query): PagePromise<R> {
  let first: Promise<ReadPage> | undefined;
  const read = (): Promise<ReadPage> => (first ??= readPage(query));
  const page = (): Promise<Page<R>> => read().then((result) => result.page as Page<unknown> as Page<R>);

  async function* records(): AsyncGenerator<R, void, undefined> {
    let current: Promise<ReadPage> | undefined = read();
    while (current !== undefined) {
      const { page: loaded, next }: ReadPage = await current;
      current = next === null ? undefined : readPage(query, next);
      // Whoever stops early never awaits the request under way: its failure is nobody's concern then.
      current?.catch(() => undefined);
      for (const record of loaded.records) yield record as R;
    }
  }

  return {
    // oxlint-disable-next-line unicorn/no-thenable
    then: (onPage, onError) => page().then(onPage, onError),
    catch: (onError) => page().catch(onError),
    finally: (onEnd) => page().finally(onEnd),
    [Symbol.asyncIterator]: records,
    async toArray({ limit = Number.POSITIVE_INFINITY } = {}) {
      const all: R[] = [];
      if (limit <= 0) return all;
      for await (const record of records()) {
        all.push(record);
        if (all.length >= limit) break;
      }
      return all;
    },
    [Symbol.toStringTag]: 'PagePromise',
  };
}

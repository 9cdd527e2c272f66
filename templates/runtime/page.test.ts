import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { workspaceWith } from '../../test/client/words.ts';
import type { TwentyClient } from './client.ts';
import { TwentyServerError } from './errors.ts';
import { describe as described } from './object.ts';
import type { OperationArgs } from './operation.ts';
import { pagePromise } from './page.ts';
import type { Query } from './read.ts';
import { compile } from './selection.ts';
import type { TransportTraits } from './transport.ts';
import type { PagePromise } from './types.ts';

const object = described({
  workspace: workspaceWith('Person/people'),
  type: 'Person',
  fields: {},
});

const transport: TransportTraits = { hasOffset: true, answersDestroyed: true, maxIds: 200 };

interface Row {
  readonly n: number;
}

function queryOf(client: TwentyClient): Query {
  const selection = compile(object, { n: true });
  return { client, root: 'people', selection, orderBy: [], first: 3, options: {} };
}

/** Ten records, three a page; `failing` counts the page that is not answered, from 0. */
function people({ failing = -1 } = {}) {
  const asked: OperationArgs[] = [];
  const client: TwentyClient = {
    transport,
    async execute({ args }) {
      asked.push(args);
      await Promise.resolve();
      if (asked.length - 1 === failing) throw new TwentyServerError('SERVER', 'no');
      const start = Number(args.after ?? 0);
      const end = Math.min(start + 3, 10);
      const edges = Array.from({ length: end - start }, (_, index) => ({ node: { n: start + index } }));
      return { edges, totalCount: 10, pageInfo: { hasNextPage: end < 10, endCursor: String(end) } };
    },
  };
  const pages = pagePromise(() => queryOf(client)) as PagePromise<unknown> as PagePromise<Row>;
  return { pages, asked };
}

const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5));
const numbers = (rows: readonly Row[]): number[] => rows.map(({ n }) => n);

const unhandled: unknown[] = [];
const note = (reason: unknown): void => void unhandled.push(reason);
beforeEach(() => {
  unhandled.length = 0;
  process.on('unhandledRejection', note);
});
afterEach(async () => {
  await settled();
  process.off('unhandledRejection', note);
  if (unhandled.length > 0) throw new Error(`unhandled: ${String(unhandled[0])}`);
});

describe('a page that is awaited', () => {
  it('is asked for once, and not before', async () => {
    const { pages, asked } = people();
    await settled();
    expect(asked).toHaveLength(0);
    const page = await pages;
    expect(page).toEqual({ records: [{ n: 0 }, { n: 1 }, { n: 2 }], totalCount: 10, hasNextPage: true });
    expect(await pages).toBe(page);
    expect(asked).toHaveLength(1);
  });

  it('is a promise to Promise.all, then, catch and finally', async () => {
    const pages = await Promise.all([people().pages, people().pages]);
    expect(pages.map(({ totalCount }) => totalCount)).toEqual([10, 10]);
    const failing = (): unknown => people({ failing: 0 }).pages;
    await expect(failing()).rejects.toThrow(TwentyServerError);
    expect(await people({ failing: 0 }).pages.catch(() => 'caught')).toBe('caught');
    let ended = 0;
    await people().pages.finally(() => (ended += 1));
    expect(ended).toBe(1);
  });
});

describe('a page that is iterated', () => {
  it('goes on over all that follow, once each', async () => {
    const { pages, asked } = people();
    const rows: Row[] = [];
    for await (const row of pages) rows.push(row);
    expect(numbers(rows)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(asked.map(({ after }) => after)).toEqual([undefined, '3', '6', '9']);
  });

  it('asks for one page ahead, and no further', async () => {
    const { pages, asked } = people();
    let seen = 0;
    for await (const row of pages) {
      await settled();
      expect(row.n).toBe(seen);
      expect(asked).toHaveLength(Math.min(4, Math.trunc(seen / 3) + 2));
      seen += 1;
    }
  });

  it('asks for no more once the loop is left, and swallows the failure of what is under way', async () => {
    const { pages, asked } = people({ failing: 1 });
    for await (const row of pages) if (row.n === 1) break;
    await settled();
    expect(asked).toHaveLength(2);
  });

  it('fails once, where the failing page is reached, and is over then', async () => {
    const { pages } = people({ failing: 1 });
    const iterator = pages[Symbol.asyncIterator]();
    for (const n of [0, 1, 2]) expect(await iterator.next()).toEqual({ done: false, value: { n } });
    await expect(iterator.next()).rejects.toThrow(TwentyServerError);
    expect((await iterator.next()).done).toBe(true);
  });

  it('gives each record once to whoever does not wait for the one before', async () => {
    const iterator = people().pages[Symbol.asyncIterator]();
    const steps = await Promise.all(Array.from({ length: 12 }, () => iterator.next()));
    expect(steps.flatMap(({ done, value }) => (done === true ? [] : [(value as Row).n]))).toEqual([
      0, 1, 2, 3, 4, 5, 6, 7, 8, 9,
    ]);
  });

  it('is over after return, once the page under way is there', async () => {
    const iterator = people().pages[Symbol.asyncIterator]();
    const pending = iterator.next();
    await iterator.return?.();
    expect(await pending).toEqual({ done: false, value: { n: 0 } });
    expect((await iterator.next()).done).toBe(true);
  });

  it('asks for nothing, and fails nowhere, while nobody takes its first record', async () => {
    const { pages, asked } = people({ failing: 0 });
    pages[Symbol.asyncIterator]();
    await settled();
    expect(asked).toHaveLength(0);
  });
});

describe('toArray', () => {
  it.each([
    [undefined, 10, 4],
    [100, 10, 4],
    [10, 10, 4],
    [9, 9, 3],
    [4, 4, 2],
    [3, 3, 1],
    [1, 1, 1],
    [0, 0, 0],
    [-1, 0, 0],
  ])('with a limit of %o gives %i records for %i requests', async (limit, count, requests) => {
    const { pages, asked } = people();
    const rows = await pages.toArray(limit === undefined ? {} : { limit });
    await settled();
    expect(numbers(rows)).toEqual(Array.from({ length: count }, (_, index) => index));
    expect(asked).toHaveLength(requests);
  });

  it('fails with what the page failed with', async () => {
    await expect(people({ failing: 2 }).pages.toArray()).rejects.toThrow(TwentyServerError);
  });
});

it('an answer that claims more records and gives none is an error, not an end', async () => {
  const client: TwentyClient = {
    transport,
    execute: async () => ({ edges: [], totalCount: 5, pageInfo: { hasNextPage: true, endCursor: null } }),
  };
  await expect(pagePromise(() => queryOf(client)).toArray()).rejects.toThrow(TwentyServerError);
});

it.each([null, {}, { edges: [] }])('an answer that is no page is an error: %o', async (answer) => {
  const client: TwentyClient = { transport, execute: async () => answer };
  await expect(pagePromise(() => queryOf(client)).toArray()).rejects.toThrow(TwentyServerError);
});

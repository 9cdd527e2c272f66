import {
  InfiniteQueryObserver,
  MutationObserver,
  QueryClient,
  dehydrate,
  hashKey,
} from '@tanstack/query-core';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { tanstackQuery } from '../../src/emitters/tanstack-query.ts';
import { createSimulator } from '../../src/simulate/simulator.ts';
import type * as options from '../../templates/queries/options.ts';
import type { Model } from '../../src/model/types.ts';
import type { Index, Row, TwentyClient } from '../client/generated.ts';
import { fixtureModel } from '../golden/workspaces.ts';
import { emitted, filesOf, type Emitted } from './emitted.ts';

type Args = Readonly<Record<string, unknown>>;
type Read = (client: TwentyClient, args?: Args) => options.Query<{ records: Row[] } & Row>;
type Pages = (client: TwentyClient, args?: Args) => options.PagesQuery<Row>;
type Write = (client: TwentyClient, args?: Args) => options.Mutation<Row & Row[], unknown>;

type Queries = Readonly<Record<string, Write>> & {
  readonly key: options.Key;
  readonly invalidate: options.Invalidate;
  readonly findMany: Read;
  readonly findOne: Read;
  readonly count: Read;
  readonly groupBy: Read;
  readonly findManyPages: Pages;
};

let code: Emitted;
let model: Model;
let people: Queries;
let companies: Queries;
let index: Index;
beforeAll(async () => {
  model = await fixtureModel('demo');
  code = emitted(filesOf(model, [tanstackQuery()]));
  ({ people, companies } = await code.load<{ people: Queries; companies: Queries }>('queries/index.ts'));
  index = await code.load<Index>('index.ts');
});

interface World {
  readonly client: TwentyClient;
  readonly queries: QueryClient;
  /** Signals of the requests under way and done. */
  readonly signals: AbortSignal[];
  asked(): number;
}

function world(records = 12): World {
  const simulator = createSimulator({ model, apiKey: 'key', records, seed: 3 });
  const signals: AbortSignal[] = [];
  const client = index.createClient({
    url: 'http://crm.example',
    apiKey: 'key',
    rateLimit: false,
    fetch: async (url: string, init: { readonly signal?: AbortSignal }) => {
      if (init.signal) signals.push(init.signal);
      return simulator.fetch(url, init as RequestInit);
    },
  } as never);
  const queries = new QueryClient({ defaultOptions: { queries: { retry: false, staleTime: Infinity } } });
  return { client, queries, signals, asked: () => signals.length };
}

describe('options for TanStack Query', () => {
  it('read what the client reads, once for the same question', async () => {
    const { client, queries, asked } = world();
    const args = {
      first: 5,
      select: { id: true, company: { name: true } },
      orderBy: { createdAt: 'AscNullsLast' },
    };
    const data = await queries.fetchQuery(people.findMany(client, args));
    expect(data).toEqual(await index.people.findMany(client, args));
    expect(data.records).toHaveLength(5);
    const before = asked();
    expect(await queries.fetchQuery(people.findMany(client, { ...args }))).toBe(data);
    expect(asked()).toBe(before);
    expect(queries.getQueryData(people.findMany(client, args).queryKey)).toBe(data);
  });

  it('give null for a record that there is not', async () => {
    const { client, queries } = world();
    const id = 'c0000000-0000-4000-8000-00000000dead';
    expect(await queries.fetchQuery(people.findOne(client, { id }))).toBeNull();
  });

  it('have keys of JSON: prefix, object, function, arguments', () => {
    const { client } = world();
    const filter = { createdAt: { gte: new Date(0) }, city: undefined, position: { lt: 5 } };
    const { queryKey } = people.findMany(client, { filter, first: 5 });
    const key = [
      'twenty',
      'people',
      'findMany',
      { filter: { createdAt: { gte: '1970-01-01T00:00:00.000Z' }, position: { lt: 5 } }, first: 5 },
    ];
    expect(queryKey).toEqual(key);
    expect(JSON.parse(JSON.stringify(queryKey))).toEqual(key);
    expect(people.count(client).queryKey).toEqual(['twenty', 'people', 'count', {}]);
    expect(people['createOne']?.(client).mutationKey).toEqual(['twenty', 'people', 'createOne']);
  });

  it('have the same key whatever the order of arguments and the way in which the call is sent', () => {
    const { client } = world();
    const one = people.findMany(client, {
      first: 5,
      filter: { city: { eq: 'x' }, jobTitle: { eq: 'y' } },
      timeout: 5,
    });
    const same = people.findMany(client, {
      filter: { jobTitle: { eq: 'y' }, city: { eq: 'x' } },
      first: 5,
      headers: { a: 'b' },
    });
    expect(hashKey(one.queryKey)).toBe(hashKey(same.queryKey));
    expect(hashKey(one.queryKey)).not.toBe(hashKey(people.findMany(client, { first: 6 }).queryKey));
    expect(hashKey(people.findMany(client).queryKey)).not.toBe(
      hashKey(people.findManyPages(client).queryKey),
    );
  });

  it('tell values of classes apart that JSON knows nothing of', () => {
    const { client } = world();
    class Day {
      readonly #text: string;
      constructor(text: string) {
        this.#text = text;
      }
      toString(): string {
        return this.#text;
      }
    }
    const keyOf = (day: string) =>
      people.findMany(client, { filter: { birthday: { eq: new Day(day) } } }).queryKey;
    expect(keyOf('2026-01-01')[3]).toEqual({ filter: { birthday: { eq: '2026-01-01' } } });
    expect(hashKey(keyOf('2026-01-01'))).not.toBe(hashKey(keyOf('2026-01-02')));
  });

  it('go page after page until there is no more', async () => {
    const { client, queries } = world(12);
    const observer = new InfiniteQueryObserver(
      queries,
      people.findManyPages(client, { first: 5, select: { id: true } }),
    );
    const stop = observer.subscribe(() => undefined);
    await observer.refetch();
    while (observer.getCurrentResult().hasNextPage) await observer.fetchNextPage();
    const { data } = observer.getCurrentResult();
    stop();
    const { records } = await index.people.findMany(client, { select: { id: true } });
    expect(data?.pages.map((page) => page.records.length)).toEqual([5, 5, 2]);
    expect(data?.pages.flatMap((page) => page.records)).toEqual(records);
    expect(data?.pageParams).toEqual([0, 5, 10]);
  });

  it('go back to the page before, from where they began', () => {
    const { client } = world();
    const { getPreviousPageParam, initialPageParam } = people.findManyPages(client, { first: 5, offset: 7 });
    const page = { records: [], totalCount: 9, hasNextPage: false };
    expect(initialPageParam).toBe(7);
    expect(getPreviousPageParam(page, [page], 7)).toBe(2);
    expect(getPreviousPageParam(page, [page], 2)).toBe(0);
    expect(getPreviousPageParam(page, [page], 0)).toBeUndefined();
  });

  it('pass the query’s signal on: a request that nobody waits for any more is aborted', async () => {
    const { queries } = world();
    let sent: AbortSignal | undefined;
    const client = index.createClient({
      url: 'http://crm.example',
      apiKey: 'key',
      fetch: ((_url: string, { signal }: { readonly signal: AbortSignal }) => {
        sent = signal;
        return new Promise((_answer, fail) => {
          signal.addEventListener('abort', () => fail(signal.reason as Error));
        });
      }) as never,
    });
    const asked = people.findMany(client, { first: 1 });
    const answer = queries.fetchQuery(asked);
    await vi.waitFor(() => expect(sent?.aborted).toBe(false));
    const refused = answer.then(
      () => 'answered',
      (error: Error) => error.name || error.constructor.name,
    );
    await queries.cancelQueries({ queryKey: asked.queryKey });
    expect(await refused).not.toBe('answered');
    expect(sent?.aborted).toBe(true);
  });

  it('write, in the order of arguments that each function has', async () => {
    const { client, queries } = world(0);
    const run = (name: string, variables: unknown, args?: Args): Promise<Row & Row[]> =>
      new MutationObserver(
        queries,
        people[name]?.(client, args) as options.Mutation<Row & Row[], unknown>,
      ).mutate(variables);
    const made = await run('createOne', { city: 'Lyon' }, { select: { id: true, city: true } });
    expect(made).toEqual({ id: expect.any(String), city: 'Lyon' });
    const { id } = made;
    expect(await run('createMany', [{ city: 'Nice' }, { city: 'Nice' }])).toHaveLength(2);
    expect(await run('updateOne', { id, data: { city: 'Lille' } }, { select: { city: true } })).toEqual({
      city: 'Lille',
    });
    expect(
      await run('updateMany', { target: { city: { eq: 'Nice' } }, data: { jobTitle: 'x' } }),
    ).toHaveLength(2);
    expect(await run('deleteOne', id, { select: { id: true } })).toEqual({ id });
    expect(await run('restoreOne', id, { select: { id: true } })).toEqual({ id });
    expect(await run('deleteMany', [id])).toHaveLength(1);
    expect(await run('restoreMany', [id])).toHaveLength(1);
    expect(await run('destroyOne', id, { select: { id: true } })).toEqual({ id });
    expect(await run('destroyMany', { city: { eq: 'Nice' } })).toHaveLength(2);
    expect(await index.people.count(client)).toBe(0);
  });

  it('invalidate the queries of an object, and of no other', async () => {
    const { client, queries } = world();
    const reads = [people.findMany(client), people.count(client), people.findMany(client, { first: 1 })];
    const other = companies.findMany(client);
    for (const read of [...reads, other]) await queries.fetchQuery(read);
    const isStale = ({ queryKey }: options.Query<unknown>) => queries.getQueryState(queryKey)?.isInvalidated;
    await people.invalidate(queries);
    expect([...reads.map(isStale), isStale(other)]).toEqual([true, true, true, false]);
    await queries.invalidateQueries({ queryKey: companies.key });
    expect(isStale(other)).toBe(true);
  });

  it('can be dehydrated, as server-side rendering and persisting do', async () => {
    const { client, queries } = world();
    await queries.fetchQuery(people.findMany(client, { first: 2 }));
    const state = dehydrate(queries);
    expect(JSON.parse(JSON.stringify(state.queries[0]?.queryKey))).toEqual(state.queries[0]?.queryKey);
  });
});

describe('options of the emitter', () => {
  it('begin keys with another word, and import types from another package', async () => {
    const files = [
      ...tanstackQuery({ key: "it's", package: '@tanstack/react-query' }).emit(model, {
        importExtension: '',
        enums: 'const',
      }),
    ];
    const text = files.map(({ content }) => content).join('');
    expect(text).toContain("import type { DataTag, InfiniteData } from '@tanstack/react-query';");
    expect(text).toContain(String.raw`export const key = ['it\'s', 'people'] as const;`);
    expect(text).not.toMatch(/query-core|\.js';/);
  });
});

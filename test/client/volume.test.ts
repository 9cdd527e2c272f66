import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createSimulator } from '../../src/simulate/simulator.ts';
import type { BatchProgress } from '../../templates/runtime/types.ts';
import { apiKey, generated } from './generated.ts';
import type { Row } from './generated.ts';
import {
  byRoot,
  elapse,
  failureOf,
  idOf,
  idsOf,
  page,
  people as stubPeople,
  refusal,
  settle,
  stopTime,
  stubbed,
} from './stub.ts';
import type { Functions, Root, Stub } from './stub.ts';

afterEach(() => vi.useRealTimers());

const demo = await generated('demo');
const people = demo.of('person');
/** The same, with lists of ids for targets. */
const functions = people as unknown as Functions;

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** Bytes in use once what nobody holds is gone. */
function heapUsed(): number {
  collectGarbage();
  return process.memoryUsage().heapUsed;
}

/** A server of so many records, of some 300 bytes each, that makes them as they are asked for. */
function vast(total: number): Stub & { running(): number; most(): number } {
  let running = 0;
  let most = 0;
  const stub = stubbed(
    async (request, index, init) => {
      running += 1;
      most = Math.max(most, running);
      await undefined;
      running -= 1;
      return byRoot(({ args }) => {
        const start = Number(args['after'] ?? 0);
        const end = Math.min(start + Number(args['first']), total);
        const rows = Array.from({ length: end - start }, (_, place) => ({
          id: idOf(start + place),
          name: `${start + place} `.padEnd(250, 'x'),
        }));
        return {
          ...page(rows),
          totalCount: total,
          pageInfo: { hasNextPage: end < total, endCursor: String(end) },
        };
      })(request, index, init);
    },
    { rateLimit: false },
  );
  return { ...stub, running: () => running, most: () => most };
}

describe('iterating 100,000 records', () => {
  it('sees each once, with one page ahead at most, in memory that stays flat', async () => {
    const { client, sent, most } = vast(100_000);
    const heaps: number[] = [];
    let seen = 0;
    for await (const { id } of stubPeople.findMany(client)) {
      // An expectation for each would take longer than all else.
      seen += id === idOf(seen) ? 1 : Number.NaN;
      // What the test itself notes down would grow.
      if (seen % 200 === 0) sent.splice(0, sent.length - 1);
      if (seen % 20_000 === 0) heaps.push(heapUsed());
    }
    expect(seen).toBe(100_000);
    expect(most()).toBe(1);
    const [first = 0] = heaps;
    // All the records would be thirty megabytes, those of one page 60 kB.
    expect(Math.max(...heaps) - first).toBeLessThan(3_000_000);
  });

  it('keeps memory flat although the page promise is kept', async () => {
    const { client, sent } = vast(40_000);
    const pages = stubPeople.findMany(client, { select: { id: true } });
    const before = heapUsed();
    let seen = 0;
    for await (const row of pages) {
      seen += row['id'] === undefined ? 0 : 1;
      if (seen % 200 === 0) sent.splice(0);
    }
    expect(heapUsed() - before).toBeLessThan(3_000_000);
    expect(await pages).toMatchObject({ totalCount: 40_000 });
  });

  it.each([
    [1, 2],
    [199, 2],
    [200, 2],
    [201, 3],
  ])('asks for nothing more after a break at record %i', async (at, requests) => {
    const { client, sent, running } = vast(100_000);
    let seen = 0;
    for await (const row of stubPeople.findMany(client)) {
      expect(row['id']).toBe(idOf(seen));
      seen += 1;
      await settle();
      if (seen === at) break;
    }
    await settle();
    expect(sent).toHaveLength(requests);
    expect(running()).toBe(0);
  });

  it('ends with a break what is under way, also what waits for the limit', async () => {
    stopTime();
    const { client } = stubbed(
      byRoot(() => ({ ...page([{ id: idOf(1) }]), pageInfo: { hasNextPage: true, endCursor: 'x' } })),
      { rateLimit: { requests: 1, perMs: 60_000 } },
    );
    for await (const row of stubPeople.findMany(client)) {
      expect(row).toEqual({ id: idOf(1) });
      await settle();
      // The next page waits for a token.
      expect(vi.getTimerCount()).toBe(1);
      break;
    }
    expect(vi.getTimerCount()).toBe(0);
  });
});

/** A client of an empty simulated workspace, and how a call goes: its requests, and how many at a time. */
function simulated() {
  const simulator = createSimulator({ model: demo.model, apiKey, records: 0 });
  let requests = 0;
  let running = 0;
  let most = 0;
  const client = demo.index.createClient({
    url: 'http://crm.example',
    apiKey,
    rateLimit: false,
    fetch: async (url, init) => {
      requests += 1;
      running += 1;
      most = Math.max(most, running);
      const response = await simulator.fetch(url, init);
      running -= 1;
      return response;
    },
  });
  const counted = async <T>(
    call: () => Promise<T>,
  ): Promise<{ result: T; requests: number; most: number }> => {
    requests = 0;
    most = 0;
    const result = await call();
    return { result, requests, most };
  };
  return { client, counted };
}

const rowsOf = (count: number): { jobTitle: string }[] =>
  Array.from({ length: count }, (_, n) => ({ jobTitle: `Title ${n}` }));

it('20,000 records are created in batches of 200, four at a time, in order, and iterated, each once', async () => {
  const { client, counted } = simulated();
  const told: BatchProgress[] = [];
  const onProgress = (progress: BatchProgress): void => void told.push(progress);
  const rows = rowsOf(20_000);
  const select = { id: true, jobTitle: true };
  const created = await counted(() => people.createMany(client, rows, { select, onProgress }));
  expect(created.result.map(({ jobTitle }) => jobTitle)).toEqual(rows.map(({ jobTitle }) => jobTitle));
  expect(created.requests).toBe(100);
  expect(created.most).toBe(4);
  expect(told).toEqual(Array.from({ length: 100 }, (_, n) => ({ done: 200 * (n + 1), total: 20_000 })));
  const seen: unknown[] = [];
  for await (const { id } of people.findMany(client, { select: { id: true }, first: 5_000 })) seen.push(id);
  expect(seen.toSorted()).toEqual(created.result.map(({ id }) => id).toSorted());
});

describe('of 700 records, more than the server changes at once', async () => {
  const { client, counted } = simulated();
  const select = { id: true, jobTitle: true };
  const ids = (await people.createMany(client, rowsOf(700), { select })).map(({ id }) => id as string);
  const left = async (): Promise<number> => (await people.findMany(client, { first: 1 })).totalCount;

  it('450 are updated by their ids, 200 at a time', async () => {
    const some = ids.slice(0, 450);
    const data = { jobTitle: 'New' };
    const done = await counted(() => functions.updateMany(client, some, data, { select, concurrency: 2 }));
    expect(done.result.map(({ id }) => id).toSorted()).toEqual(some.toSorted());
    expect(new Set(done.result.map(({ jobTitle }) => jobTitle))).toEqual(new Set(['New']));
    expect(done.requests).toBe(3);
    expect(done.most).toBe(2);
  });

  it('450 are updated by a filter', async () => {
    const filter = { jobTitle: { eq: 'New' } };
    const updated = await functions.updateMany(client, filter, { jobTitle: 'Newer' }, { select });
    expect(updated).toHaveLength(450);
    expect((await people.findMany(client, { filter, first: 1 })).totalCount).toBe(0);
  });

  it('450 are deleted, restored and destroyed by their ids', async () => {
    for (const [change, stay] of [
      ['deleteMany', 250],
      ['restoreMany', 700],
      ['destroyMany', 250],
    ] as const) {
      const done = await counted(() =>
        functions[change](client, ids.slice(0, 450), { select: { id: true } }),
      );
      expect(done.result).toHaveLength(450);
      expect(done.requests).toBe(3);
      expect(await left()).toBe(stay);
    }
  });
});

describe.each(['updateMany', 'deleteMany'] as const)('%s over a list of ids', (name) => {
  const ids = Array.from({ length: 1_000 }, (_, n) => idOf(n));
  const call = (client: Stub['client'], target: unknown, args: Row = {}): Promise<Row[]> =>
    name === 'updateMany'
      ? stubPeople.updateMany(client, target, { name: 'x' }, args)
      : stubPeople.deleteMany(client, target, args);
  const answer = (root: Root): unknown => idsOf(root).map((id) => ({ id, name: 'x' }));

  it.each([
    ['a list', ids],
    ['a filter of ids', { id: { in: ids } }],
  ])('given as %s goes in batches of 200', async (_, target) => {
    const { client, sent } = stubbed(byRoot(answer));
    expect((await call(client, target)).map(({ id }) => id)).toEqual(ids);
    expect(sent.map(({ roots }) => roots.map((root) => idsOf(root).length))).toEqual(
      Array.from({ length: 5 }, () => [200]),
    );
  });

  it('that is empty asks for nothing: the server takes no empty list', async () => {
    const { client, sent } = stubbed(byRoot(answer));
    expect(await call(client, [])).toEqual([]);
    expect(sent).toEqual([]);
  });

  it('that fails midway says which are done', async () => {
    const { client } = stubbed(
      byRoot((root, index) => {
        if (index === 2) throw refusal('no');
        return answer(root);
      }),
    );
    const told: number[] = [];
    const onProgress = ({ done }: BatchProgress): void => void told.push(done);
    const { rows } = await failureOf(call(client, ids, { concurrency: 1, onProgress }));
    expect(rows?.written).toEqual(ids.slice(0, 400).map((_, n) => n));
    expect(rows?.unknown).toEqual([]);
    expect(rows?.records).toHaveLength(400);
    expect(told).toEqual([200, 400]);
  });

  it('is sent again where an answer is lost: by ids, it does the same', async () => {
    stopTime();
    const { client, sent } = stubbed((request, index, init) =>
      index === 1 ? new Response('', { status: 502 }) : byRoot(answer)(request, index, init),
    );
    expect(await elapse(call(client, ids, { concurrency: 1 }))).toHaveLength(1_000);
    expect(sent).toHaveLength(6);
  });
});

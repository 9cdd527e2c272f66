import { describe, expect, it } from 'vitest';
import type { RateLimit } from '../../templates/runtime/bucket.ts';
import type { TwentyClientOptions } from '../../templates/runtime/client.ts';
import type { FetchLike } from '../../templates/runtime/platform.ts';
import { createSimulator } from '../../src/simulate/simulator.ts';
import { apiKey, generated } from './generated.ts';
import { elapse, elapsed, withVirtualTime } from './stub.ts';

const demo = await generated('demo');
const people = demo.of('person');

withVirtualTime();

interface Limited {
  readonly client: ReturnType<typeof demo.index.createClient>;
  /** Requests in all, and those that were refused. */
  readonly count: { requests: number; refused: number };
  /** Lets time pass until a promise is settled. */
  readonly during: <T>(promise: Promise<T>) => Promise<T>;
  /** Another client of the same workspace takes so many. */
  readonly spend: (times: number) => Promise<void>;
}

/**
 * A client of a workspace with 200 people that takes so many calls in so much virtual time. Requests take up to
 * `latency` milliseconds on their way, some more and some less.
 */
function limited(limit: RateLimit, options: TwentyClientOptions = {}, latency = 0): Limited {
  const simulator = createSimulator({
    model: demo.model,
    apiKey,
    records: { person: 200 },
    now: Date.now,
    limit,
  });
  const count = { requests: 0, refused: 0 };
  let running = 0;
  const fetch: FetchLike = async (url, init) => {
    count.requests += 1;
    if (latency > 0) await new Promise((resolve) => setTimeout(resolve, (count.requests * 37) % latency));
    running += 1;
    const response = await simulator.fetch(url, init);
    const text = await response.text();
    if (text.includes('LIMIT_REACHED')) count.refused += 1;
    running -= 1;
    return new Response(text);
  };
  const url = 'http://crm.example';
  const client = demo.index.createClient({ url, apiKey, fetch, ...options });
  const rival = demo.index.createClient({
    url,
    apiKey,
    fetch: simulator.fetch as FetchLike,
    rateLimit: false,
  });
  return {
    client,
    count,
    during: (promise) => elapse(promise, () => running > 0),
    spend: async (times) => {
      for (let time = 0; time < times; time += 1) await people.findMany(rival, { first: 1 });
    },
  };
}

/** Fifty loops over all people, 67 a page unless told otherwise: 150 requests. */
async function fiftyLoops({ client, during }: Limited, first = 67): Promise<void> {
  const loop = async (): Promise<number> => {
    const seen = new Set<unknown>();
    for await (const { id } of people.findMany(client, { first, select: { id: true } })) seen.add(id);
    return seen.size;
  };
  const sizes = await during(Promise.all(Array.from({ length: 50 }, loop)));
  expect(sizes).toEqual(Array.from({ length: 50 }, () => 200));
}

/** Milliseconds that a limit makes so many requests take at least. */
const forced = ({ requests, perMs }: RateLimit, sent: number): number =>
  (Math.max(0, sent - requests) * perMs) / requests;

const hundred: RateLimit = { requests: 100, perMs: 60_000 };

describe('fifty loops at a time', () => {
  it('of 500 requests wait no longer than a limit of 100 a minute forces, and nothing is refused', async () => {
    const workspace = limited(hundred);
    await fiftyLoops(workspace, 20);
    expect(workspace.count).toEqual({ requests: 500, refused: 0 });
    expect(elapsed()).toBeGreaterThanOrEqual(forced(hundred, 500));
    expect(elapsed()).toBeLessThanOrEqual(forced(hundred, 500) + 100);
  });

  it.each<RateLimit>([
    { requests: 50, perMs: 60_000 },
    { requests: 3, perMs: 60_000 },
    { requests: 5, perMs: 1_000 },
  ])(
    'find out by being refused that the limit is $requests in $perMs ms, and then keep to it',
    async (limit) => {
      const workspace = limited(limit);
      await fiftyLoops(workspace);
      // What is under way when the first is refused.
      expect(workspace.count.refused).toBeLessThanOrEqual(100);
      expect(workspace.count.requests).toBe(150 + workspace.count.refused);
      expect(elapsed()).toBeGreaterThanOrEqual(forced(limit, 150));
      // A token more at most: how much of one the server had left when it refused is not known.
      expect(elapsed()).toBeLessThanOrEqual(forced(limit, 151) + 1_000);
    },
  );

  it('are refused now and then where requests overtake each other, and lose next to no time', async () => {
    const workspace = limited(hundred, {}, 200);
    await fiftyLoops(workspace);
    expect(workspace.count.refused).toBeLessThanOrEqual(5);
    expect(elapsed()).toBeLessThanOrEqual(forced(hundred, 150 + 5));
  });

  it('that may send more than the server takes go on as well', async () => {
    const workspace = limited(hundred, { rateLimit: { requests: 100_000, perMs: 1_000 } });
    await fiftyLoops(workspace);
    expect(elapsed()).toBeLessThanOrEqual(forced(hundred, 151) + 1_000);
  });

  it('that may send less keep to that', async () => {
    const own: RateLimit = { requests: 20, perMs: 60_000 };
    const workspace = limited(hundred, { rateLimit: own });
    await fiftyLoops(workspace);
    expect(workspace.count.refused).toBe(0);
    expect(elapsed()).toBeGreaterThanOrEqual(forced(own, 150));
  });

  it('go on beside others that have used the limit up', async () => {
    const workspace = limited(hundred);
    await workspace.spend(100);
    await fiftyLoops(workspace);
    const all = forced(hundred, 250);
    expect(elapsed()).toBeGreaterThanOrEqual(all);
    expect(elapsed()).toBeLessThanOrEqual(all + 10_000);
  });
});

it('a client without a limit of its own is told when it is refused', async () => {
  const { client, spend, count } = limited(hundred, { rateLimit: false });
  await spend(100);
  await expect(people.findMany(client)).rejects.toBeInstanceOf(demo.index.TwentyRateLimitError);
  expect(count.requests).toBe(1);
});

it('writes wait as reads do, and none is lost or made twice', async () => {
  const limit: RateLimit = { requests: 10, perMs: 60_000 };
  const { client, during, count } = limited(limit);
  const names = Array.from({ length: 60 }, (_, index) => `Title ${index}`);
  await during(Promise.all(names.map((jobTitle) => people.createOne(client, { jobTitle }))));
  expect(count.refused).toBeGreaterThan(0);
  const rows = await during(
    people.findMany(client, { filter: { jobTitle: { startsWith: 'Title ' } } }).toArray(),
  );
  expect(rows.map(({ jobTitle }) => jobTitle).toSorted()).toEqual(names.toSorted());
  expect(elapsed()).toBeLessThanOrEqual(forced(limit, 62) + 1_000);
});

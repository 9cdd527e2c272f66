import { describe, expect, it, vi } from 'vitest';
import {
  byRoot,
  countedSignal,
  elapse,
  elapsed,
  failureOf,
  idOf,
  limitReached,
  ownOf,
  page,
  people,
  refusal,
  settle,
  stubbed,
  withoutUnhandledRejections,
  withVirtualTime,
} from '../../test/client/stub.ts';
import type { Answer, Row } from '../../test/client/stub.ts';
import type { TwentyError } from './errors.ts';
import { describe as describeObject } from './object.ts';
import { isRepeatable } from './operation.ts';
import type { Operation } from './operation.ts';
import type { RequestOptions } from './types.ts';

withVirtualTime();
withoutUnhandledRejections();

const object = describeObject(ownOf('Person'));
const selection: Operation['selection'] = {
  object,
  text: 'id',
  fields: ['id'],
  toOne: [],
  toMany: [],
  besideId: [],
  added: [],
};
const read: Operation = { kind: 'findMany', object, root: 'people', args: { first: 1 }, selection };
const ids = { filter: { id: { in: [idOf(1)] } } };

const table: Readonly<Record<string, Operation>> = {
  findMany: read,
  createOne: { ...read, kind: 'createOne', root: 'createPerson', args: { data: {} } },
  createMany: { ...read, kind: 'createMany', root: 'createPeople', args: { data: [{}] } },
  'an upsert of one': { ...read, kind: 'createOne', root: 'createPerson', args: { data: {}, upsert: true } },
  'an upsert of many': {
    ...read,
    kind: 'createMany',
    root: 'createPeople',
    args: { data: [{}], upsert: true },
  },
  updateOne: { ...read, kind: 'updateOne', root: 'updatePerson', args: { id: idOf(1), data: {} } },
  'updateMany by ids': { ...read, kind: 'updateMany', root: 'updatePeople', args: { ...ids, data: {} } },
  'updateMany by a filter': {
    ...read,
    kind: 'updateMany',
    root: 'updatePeople',
    args: { filter: { name: { eq: 'x' } }, data: { name: 'y' } },
  },
  deleteOne: { ...read, kind: 'deleteOne', root: 'deletePerson', args: { id: idOf(1) } },
  'deleteMany by ids': { ...read, kind: 'deleteMany', root: 'deletePeople', args: ids },
  'deleteMany by a filter': {
    ...read,
    kind: 'deleteMany',
    root: 'deletePeople',
    args: { filter: { deletedAt: { is: 'NULL' } } },
  },
  restoreOne: { ...read, kind: 'restoreOne', root: 'restorePerson', args: { id: idOf(1) } },
  'restoreMany by ids': { ...read, kind: 'restoreMany', root: 'restorePeople', args: ids },
  'restoreMany by a filter': {
    ...read,
    kind: 'restoreMany',
    root: 'restorePeople',
    args: { filter: { deletedAt: { is: 'NOT_NULL' } } },
  },
  destroyOne: { ...read, kind: 'destroyOne', root: 'destroyPerson', args: { id: idOf(1) } },
  destroyMany: { ...read, kind: 'destroyMany', root: 'destroyPeople', args: ids },
  mergeMany: {
    ...read,
    kind: 'mergeMany',
    root: 'mergePeople',
    args: { ids: [idOf(1), idOf(2)], conflictPriorityIndex: 0 },
  },
};
/** As the functions have them carried out. */
const operations = Object.fromEntries(
  Object.entries(table).map(([name, operation]): [string, Operation] => {
    const { kind, args } = operation;
    return [name, { ...operation, isRepeatable: args.upsert ?? isRepeatable(kind, args) }];
  }),
);

/** Fails so many times in the first way, and then succeeds. */
const failing =
  (times: number, fail: Answer): Answer =>
  (sent, index, init) =>
    index < times ? fail(sent, index, init) : byRoot(() => page([]))(sent, index, init);

const status =
  (code: number, headers: Record<string, string> = {}): Answer =>
  () =>
    new Response('{}', { status: code, headers });
const networkError =
  (code: string): Answer =>
  () => {
    throw Object.assign(new TypeError('fetch failed'), { cause: { code } });
  };

/** Seconds between the requests. */
const pauses = (sent: readonly { readonly at: number }[]): number[] =>
  sent.slice(1).map(({ at }, index) => (at - (sent[index]?.at ?? 0)) / 1_000);

describe('what failed in passing', () => {
  it.each([
    ['502', status(502)],
    ['503', status(503)],
    ['504', status(504)],
    ['a connection that is reset', networkError('ECONNRESET')],
    ['a connection that is refused', networkError('ECONNREFUSED')],
    ['half of its JSON', () => new Response('{"data":{"peop')],
    ['no answer', () => new Response('')],
  ])('is sent again: a read after %s', async (_, fail) => {
    const { client, sent } = stubbed(failing(2, fail));
    expect(await elapse(client.execute(read))).toEqual(page([]));
    expect(sent).toHaveLength(3);
  });

  it.each([
    ['500', status(500), 'SERVER'],
    ['501', status(501), 'SERVER'],
    ['400', status(400), 'VALIDATION'],
    ['401', status(401), 'AUTHENTICATION'],
    ['403', status(403), 'PERMISSION'],
    ['404', status(404), 'NETWORK'],
    ['an HTML page', () => new Response('<html>'), 'NETWORK'],
    [
      'a server that stumbles',
      byRoot(() => {
        throw refusal('no', { code: 'INTERNAL_SERVER_ERROR' });
      }),
      'SERVER',
    ],
  ])('%s is not in passing', async (_, fail, code) => {
    const { client, sent } = stubbed(failing(1, fail));
    expect(await elapse(failureOf(client.execute(read)))).toMatchObject({ code });
    expect(sent).toHaveLength(1);
  });

  it('is sent again after 0.5 s, 1 s, 2 s … 8 s, less up to a half', async () => {
    const { client, sent } = stubbed(status(503), { maxRetries: 7 });
    await elapse(failureOf(client.execute(read)));
    const longest = [0.5, 1, 2, 4, 8, 8, 8];
    expect(sent).toHaveLength(8);
    for (const [index, pause] of pauses(sent).entries()) {
      expect(pause).toBeLessThanOrEqual(longest[index] ?? 0);
      expect(pause).toBeGreaterThanOrEqual((longest[index] ?? 0) / 2 - 0.001);
    }
  });

  it.each<[number | undefined, number | undefined, number]>([
    [undefined, undefined, 3],
    [0, undefined, 1],
    [5, undefined, 6],
    [undefined, 0, 1],
    [0, 1, 2],
    [5, 1, 2],
  ])(
    'is sent again as often as the client (%o) and above it the call (%o) say: %i requests',
    async (ofClient, ofCall, requests) => {
      const { client, sent } = stubbed(status(503), ofClient === undefined ? {} : { maxRetries: ofClient });
      const options: RequestOptions = ofCall === undefined ? {} : { maxRetries: ofCall };
      expect(await elapse(failureOf(client.execute(read, options)))).toMatchObject({
        code: 'SERVER',
        status: 503,
      });
      expect(sent).toHaveLength(requests);
    },
  );

  it.each([
    ['in seconds', '7', 7],
    ['in parts of a second', '0.25', 0.25],
    ['as a date', 'Thu, 01 Jan 2026 00:00:09 GMT', 9],
  ])('is sent again when Retry-After says, %s', async (_, after, seconds) => {
    const { client, sent } = stubbed(failing(1, status(503, { 'retry-after': after })));
    await elapse(client.execute(read));
    expect(pauses(sent)).toEqual([seconds]);
  });

  it.each(['soon', '', '-5', '0', 'Wed, 31 Dec 2025 23:59:00 GMT'])(
    'is sent again as usual where Retry-After says nothing of use: %o',
    async (after) => {
      const { client, sent } = stubbed(failing(1, status(503, { 'retry-after': after })));
      await elapse(client.execute(read));
      expect(sent).toHaveLength(2);
      expect(pauses(sent)[0]).toBeLessThanOrEqual(0.5);
    },
  );

  const again = Object.keys(operations).filter(
    (name) => !/^(?:create|destroy|merge)|by a filter$/.test(name),
  );
  const once = Object.keys(operations).filter((name) => !again.includes(name));

  it.each(again)('is sent again although it may have arrived: %s', async (name) => {
    const { client, sent } = stubbed(failing(1, networkError('ECONNRESET')));
    await elapse(client.execute(operations[name] ?? read));
    expect(sent).toHaveLength(2);
  });

  it.each(once)('is never sent twice where it may have arrived: %s', async (name) => {
    for (const fail of [networkError('ECONNRESET'), status(502), status(504), () => new Response('{')]) {
      const { client, sent } = stubbed(failing(1, fail));
      const error = await elapse(failureOf(client.execute(operations[name] ?? read)));
      expect(error.mayHaveArrived).toBe(true);
      expect(sent).toHaveLength(1);
    }
  });

  it.each(once)('is sent again where it cannot have arrived: %s', async (name) => {
    for (const fail of [networkError('ECONNREFUSED'), networkError('ENOTFOUND')]) {
      const { client, sent } = stubbed(failing(1, fail));
      await elapse(client.execute(operations[name] ?? read));
      expect(sent).toHaveLength(2);
    }
  });
});

const refusing = byRoot(() => {
  throw limitReached();
});

describe('what the limit refuses', () => {
  it.each([
    ['LIMIT_REACHED', refusing],
    ['429', () => Response.json({ statusCode: 429, messages: ['Limit reached'] }, { status: 429 })],
    ['429 in HTML', () => new Response('<html>', { status: 429 })],
    ['429 in GraphQL', () => Response.json({ errors: [{ message: 'no' }] }, { status: 429 })],
    [
      'too many requests',
      byRoot(() => {
        throw refusal('Too many requests.', { code: 'INTERNAL_SERVER_ERROR' });
      }),
    ],
  ])('waits and goes on, also a create: %s', async (_, fail) => {
    for (const operation of Object.values(operations)) {
      const { client, sent } = stubbed(failing(3, fail), { maxRetries: 0 });
      await elapse(client.execute(operation));
      expect(sent).toHaveLength(4);
    }
  });

  it('waits until there is a token, and then longer each time', async () => {
    const { client, sent } = stubbed(failing(5, refusing));
    await elapse(client.execute(read));
    const [first, ...more] = pauses(sent);
    expect(first).toBe(0.6);
    for (const [index, pause] of more.entries()) {
      expect(pause).toBeGreaterThanOrEqual(0.6 + 0.25 * 2 ** index);
      expect(pause).toBeLessThanOrEqual(0.602 + 0.5 * 2 ** index);
    }
  });

  it('keeps to the limit that the message says', async () => {
    const fail = byRoot(() => {
      throw limitReached('3 tokens per 60000 ms');
    });
    const { client, sent } = stubbed(failing(1, fail));
    await elapse(client.execute(read));
    expect(pauses(sent)).toEqual([20]);
  });

  it.each([
    ['Retry-After', status(429, { 'retry-after': '30' })],
    [
      'Retry-After beside GraphQL',
      () => Response.json({ errors: [{ message: 'no' }] }, { status: 429, headers: { 'retry-after': '30' } }),
    ],
    [
      'retryAfterMs',
      byRoot(() => {
        throw refusal('Slow down', { subCode: 'RATE_LIMITED', retryAfterMs: 30_000 });
      }),
    ],
  ])('waits as long as %s says, and so does whatever else is asked', async (_, fail) => {
    const { client, sent } = stubbed(failing(1, fail));
    const first = client.execute(read);
    await settle();
    const second = client.execute({ ...read, root: 'thing1s' });
    await elapse(Promise.all([first, second]));
    expect(sent.map(({ at }) => at)).toEqual([0, 30_600, 31_200]);
  });

  it('is an error at once where the quota is used up', async () => {
    const fail = byRoot(() => {
      throw refusal('No credits', { code: 'BAD_USER_INPUT', subCode: 'QUOTA_EXHAUSTED' });
    });
    const { client, sent } = stubbed(fail);
    expect(await failureOf(client.execute(read))).toMatchObject({
      name: 'TwentyRateLimitError',
      subCode: 'QUOTA_EXHAUSTED',
    });
    expect(sent).toHaveLength(1);
  });

  it('is an error at once where the client has no limit', async () => {
    const { client, sent } = stubbed(refusing, { rateLimit: false });
    expect(await failureOf(client.execute(read))).toMatchObject({ name: 'TwentyRateLimitError' });
    expect(sent).toHaveLength(1);
  });

  it('is an error in the end where nothing ever gets through', async () => {
    const { client, sent } = stubbed(refusing);
    expect(await elapse(failureOf(client.execute(read)))).toMatchObject({ name: 'TwentyRateLimitError' });
    expect(sent).toHaveLength(21);
    expect(elapsed()).toBeGreaterThan(60_000);
  });
});

const broken: Answer[] = [
  () => ({ data: { people: null } }),
  () => ({ data: { people: { edges: null } } }),
  () => ({ data: { people: { edges: [null] } } }),
  () => ({ data: { people: { edges: [{ node: null }] } } }),
  () => ({ data: { people: 5 } }),
  () => ({ data: 'people' }),
  () => ({ data: null, errors: [null] }),
  () => ({ data: null, errors: { no: 'list' } }),
  () => [],
  () => null,
];

describe('an answer that makes no sense', () => {
  it.each(broken)('is an error of each who asked, and stays with them: %s', async (answer) => {
    const { client } = stubbed(answer);
    const calls = [1, 2].map((number) => failureOf(people.findOne(client, { id: idOf(number) })));
    const errors: TwentyError[] = await elapse(Promise.all(calls));
    for (const error of errors) expect(error.code).toMatch(/^(?:SERVER|NETWORK|VALIDATION)$/);
  });
});

describe('a call that is aborted', () => {
  it('before it is sent, sends nothing and costs nothing', async () => {
    const { client, sent } = stubbed(failing(0, status(500)), { rateLimit: { requests: 2, perMs: 60_000 } });
    const { signal, abort, listeners } = countedSignal();
    abort(new Error('no longer wanted'));
    for (let time = 0; time < 10; time += 1)
      expect(await failureOf(client.execute(read, { signal }))).toMatchObject({
        code: 'ABORTED',
        mayHaveArrived: false,
        cause: { message: 'no longer wanted' },
      });
    expect(listeners()).toBe(0);
    expect(sent).toHaveLength(0);
    await client.execute(read);
    await client.execute(read);
    expect(elapsed()).toBe(0);
  });

  it('in the tick of its call, sends nothing', async () => {
    const { client, sent } = stubbed(failing(0, status(500)));
    const { signal, abort } = countedSignal();
    const call = failureOf(client.execute(read, { signal }));
    abort();
    expect((await call).code).toBe('ABORTED');
    expect(sent).toHaveLength(0);
  });

  it('while it waits for the limit, sends nothing, leaves nothing and keeps no one waiting', async () => {
    const { client, sent } = stubbed(failing(0, status(500)), { rateLimit: { requests: 1, perMs: 60_000 } });
    await client.execute(read);
    const { signal, abort, listeners } = countedSignal();
    const calls = Promise.all([1, 2, 3].map(() => failureOf(client.execute(read, { signal }))));
    await settle();
    expect(vi.getTimerCount()).toBe(1);
    abort();
    for (const error of await calls) expect(error).toMatchObject({ code: 'ABORTED', mayHaveArrived: false });
    expect(listeners()).toBe(0);
    expect(vi.getTimerCount()).toBe(0);
    await elapse(client.execute(read));
    expect(pauses(sent)).toEqual([60]);
  });

  it('while it waits to be sent again, is not sent again, and leaves nothing', async () => {
    const { client, sent } = stubbed(status(503));
    const { signal, abort, listeners } = countedSignal();
    const call = failureOf(client.execute(read, { signal }));
    await settle();
    expect(vi.getTimerCount()).toBe(1);
    abort();
    expect(vi.getTimerCount()).toBe(0);
    expect(listeners()).toBe(0);
    expect(await call).toMatchObject({ code: 'ABORTED' });
    expect(sent).toHaveLength(1);
  });

  it('in flight, ends at once, aborts its fetch and leaves nothing', async () => {
    const signals: (AbortSignal | undefined)[] = [];
    const { client } = stubbed((_sent, _index, init) => {
      signals.push(init.signal as AbortSignal | undefined);
      return new Promise(() => undefined);
    });
    const { signal, abort, listeners } = countedSignal();
    const call = failureOf(client.execute(operations['createOne'] ?? read, { signal }));
    await settle();
    expect(vi.getTimerCount()).toBe(1);
    abort();
    expect(await call).toMatchObject({ code: 'ABORTED', mayHaveArrived: true });
    expect(signals.map((one) => one?.aborted)).toEqual([true]);
    expect(listeners()).toBe(0);
    expect(vi.getTimerCount()).toBe(0);
  });
});

it('what never reached the server costs nothing', async () => {
  const rows: Row[] = [];
  const { client } = stubbed(failing(3, networkError('ECONNREFUSED')), {
    rateLimit: { requests: 2, perMs: 1e9 },
    maxRetries: 9,
  });
  rows.push((await elapse(client.execute(read))) as Row);
  expect(rows).toEqual([page([])]);
  expect(elapsed()).toBeLessThan(10_000);
});

it('what cannot be written as JSON is an error of its own call alone', async () => {
  const { client, sent } = stubbed(failing(0, status(500)));
  const circular: Row = {};
  circular['self'] = circular;
  const calls = [{ age: { eq: Number.NaN } }, circular].map((filter) =>
    client.execute({ ...read, args: { filter } }),
  );
  const settled = await Promise.allSettled([...calls, client.execute({ ...read, root: 'thing1s' })]);
  expect(settled.map((one) => one.status)).toEqual(['rejected', 'rejected', 'fulfilled']);
  expect(sent).toHaveLength(1);
});

import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { inspect } from 'node:util';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { workspaceWith } from '../../test/client/words.ts';
import { createClient } from './client.ts';
import type { TwentyClientOptions } from './client.ts';
import type { TwentyError } from './errors.ts';
import { describe as described } from './object.ts';
import type { Operation } from './operation.ts';
import type { FetchLike } from './platform.ts';
import { compile } from './selection.ts';
import type { AbortSignalLike, RequestOptions } from './types.ts';

const apiKey = 'eyJhbGciOiJIUzI1NiJ9.e30.a-key-that-no-error-may-show';

const object = described({
  workspace: workspaceWith('Person/people'),
  type: 'Person',
  fields: {},
});

const operation: Operation = {
  kind: 'findMany',
  object,
  root: 'people',
  args: { first: 1 },
  selection: compile(object, { id: true }),
};

/** A client that sends everything once, and at once. */
const once = { maxRetries: 0, rateLimit: false } as const;

const servers: Server[] = [];
afterEach(() => {
  vi.restoreAllMocks();
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

async function served(answer: (request: IncomingMessage, response: ServerResponse) => void): Promise<string> {
  const server = createServer((request, response) => {
    request.resume();
    request.on('end', () => answer(request, response));
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Asks a server that answers with a status and a text. */
async function asked(status: number, text: string, headers: Record<string, string> = {}): Promise<unknown> {
  const url = await served((_, response) => response.writeHead(status, headers).end(text));
  return createClient({ url, apiKey, ...once }).execute(operation);
}

async function failure(call: PromiseLike<unknown>): Promise<TwentyError> {
  const error = await Promise.resolve(call).then(
    () => expect.unreachable('nothing failed'),
    (reason: unknown) => reason as TwentyError,
  );
  expect(inspect(error, { depth: 10, showHidden: true })).not.toContain(apiKey);
  expect(error.operation).toBe('findMany people');
  return error;
}

describe('an answer', () => {
  it('is the data of the root field', async () => {
    expect(await asked(200, '{"data":{"people":{"edges":[]}}}')).toEqual({ edges: [] });
    expect(await asked(200, '{"data":{"people":null}}')).toBeNull();
    expect(await asked(200, '{"data":{"people":1},"errors":[]}')).toBe(1);
  });

  it.each([
    ['an HTML page', 200, '<!doctype html><html>login</html>', 'NETWORK', 'HTML'],
    ['an HTML page of a proxy', 502, '<html>Bad gateway</html>', 'SERVER', '502'],
    ['a stack trace', 500, 'Error: no\n    at x', 'SERVER', '500'],
    ['the error of a server', 500, '{"statusCode":500,"messages":["Boom"]}', 'SERVER', 'Boom'],
    ['nothing', 200, '', 'NETWORK', 'not JSON'],
    ['nothing with a status', 415, '', 'VALIDATION', '415'],
    ['half of its JSON', 200, '{"data":{"people":{"edges":[', 'NETWORK', 'not JSON'],
    ['a list', 200, '[]', 'SERVER', 'no data'],
    ['text in JSON', 200, '"data"', 'SERVER', 'no data'],
    ['null', 200, 'null', 'SERVER', 'no data'],
    ['something else in JSON', 200, '{"ok":true}', 'SERVER', 'no data'],
    ['another root field', 200, '{"data":{"companies":[]}}', 'SERVER', 'no data'],
    ['no data and no error', 200, '{"data":null}', 'SERVER', 'no data'],
    ['data that is none', 200, '{"data":"people"}', 'SERVER', 'no data'],
    ['errors that are none', 401, '{"errors":{"auth":"no"}}', 'AUTHENTICATION', '401'],
    [
      'that there is nothing',
      404,
      '{"message":"Cannot POST /graphql","statusCode":404}',
      'NETWORK',
      'Cannot POST',
    ],
    ['too many requests', 429, '{"statusCode":429,"messages":["Limit reached"]}', 'RATE_LIMIT', 'Limit'],
    ['errors', 200, '{"errors":[{"message":"no"}]}', 'VALIDATION', 'no'],
    ['errors beside data', 200, '{"data":{"people":[]},"errors":[{"message":"no"}]}', 'VALIDATION', 'no'],
    ['errors with a status', 400, '{"errors":[{"message":"no"}]}', 'VALIDATION', 'no'],
    [
      'errors with a status, whose code says more',
      500,
      '{"errors":[{"message":"x","extensions":{"code":"UNAUTHENTICATED"}}]}',
      'AUTHENTICATION',
      'x',
    ],
  ])('that is %s is an error', async (_, status, text, code, words) => {
    const error = await failure(asked(status, text));
    expect(error).toMatchObject({ code, status });
    expect(error.message).toContain(words);
  });

  it('names its request in the error', async () => {
    const error = await failure(asked(500, '{}', { 'x-request-id': 'r-1' }));
    expect(error.requestId).toBe('r-1');
  });

  it('that quotes the key back is an error that does not', async () => {
    const echo = `Bearer ${apiKey} is refused`;
    for (const [status, text] of [
      [200, JSON.stringify({ errors: [{ message: echo }] })],
      [401, JSON.stringify({ messages: [echo] })],
      [200, echo],
      [500, echo],
    ] as const)
      expect((await failure(asked(status, text))).message).not.toBe('');
  });
});

describe('a connection that fails', () => {
  it.each([
    ['before the answer', (response: ServerResponse) => response.destroy()],
    [
      'in the middle of the answer',
      (response: ServerResponse) => {
        response.writeHead(200, { 'content-length': '1000' });
        response.write('{"data":', () => response.destroy());
      },
    ],
  ])('%s is a network error', async (_, cut) => {
    const url = await served((_request, response) => void cut(response));
    const error = await failure(createClient({ url, apiKey, ...once }).execute(operation));
    expect(error.code).toBe('NETWORK');
    expect(error.cause).toBeInstanceOf(Error);
  });

  it('is a network error where fetch itself throws, whose words do not show the key', async () => {
    const fetch: FetchLike = (_, { headers }) => {
      throw new TypeError(`invalid header ${headers['authorization']}`);
    };
    const error = await failure(createClient({ url: 'http://x', apiKey, fetch, ...once }).execute(operation));
    expect(error.code).toBe('NETWORK');
  });
});

/** Where a call can be when it is stopped: the server does not answer, or stops in the middle, or fetch is deaf. */
const stages: Readonly<Record<string, () => Promise<TwentyClientOptions>>> = {
  'no answer': async () => ({ url: await served(() => undefined) }),
  'half an answer': async () => ({
    url: await served((_, response) => {
      response.writeHead(200);
      response.write('{"data":');
    }),
  }),
  'a fetch that heeds no signal': async () => ({
    url: 'http://x',
    fetch: () => new Promise(() => undefined),
  }),
};

describe.each(Object.entries(stages))('at %s', (_, stage) => {
  const call = async (options: RequestOptions): Promise<unknown> =>
    createClient({ ...(await stage()), apiKey }).execute(operation, options);

  it('the timeout ends the call', async () => {
    const error = await failure(call({ timeout: 30 }));
    expect(error).toMatchObject({ code: 'TIMEOUT', name: 'TwentyTimeoutError' });
    expect(error.message).toContain('30 ms');
  });

  it('the signal ends the call, and its reason is the cause', async () => {
    const reason = new Error('no longer wanted');
    const controller = new AbortController();
    setTimeout(() => controller.abort(reason), 30);
    const error = await failure(call({ signal: controller.signal as AbortSignalLike }));
    expect(error).toMatchObject({ code: 'ABORTED', name: 'TwentyAbortError', cause: reason });
  });
});

describe('a call', () => {
  it('that is aborted before it starts sends nothing', async () => {
    const fetch = vi.fn<FetchLike>();
    const signal = AbortSignal.abort() as AbortSignalLike;
    const error = await failure(
      createClient({ url: 'http://x', apiKey, fetch }).execute(operation, { signal }),
    );
    expect(error.code).toBe('ABORTED');
    expect(fetch).not.toHaveBeenCalled();
  });

  it('leaves neither a timer nor a listener behind', async () => {
    const set = vi.spyOn(globalThis, 'setTimeout');
    const clear = vi.spyOn(globalThis, 'clearTimeout');
    const { signal } = new AbortController();
    const add = vi.spyOn(signal, 'addEventListener');
    const remove = vi.spyOn(signal, 'removeEventListener');
    for (const fetch of [
      async () => new Response('{"data":{"people":[]}}'),
      async () => new Response('no'),
      () => Promise.reject(new Error('no')),
    ])
      await createClient({ url: 'http://x', apiKey, fetch, timeout: 123_456, ...once })
        .execute(operation, { signal: signal as AbortSignalLike })
        .catch(() => undefined);
    const timers = set.mock.calls.flatMap(([, delay], index) =>
      delay === 123_456 ? [set.mock.results[index]?.value as unknown] : [],
    );
    expect(timers).toHaveLength(3);
    for (const timer of timers) expect(clear).toHaveBeenCalledWith(timer);
    expect(remove.mock.calls.map(([type, listener]) => [type, listener])).toEqual(
      add.mock.calls.map(([type, listener]) => [type, listener]),
    );
    expect(add).toHaveBeenCalledTimes(3);
  });

  it('takes any timeout, also one beyond what timers count', async () => {
    const url = await served((_, response) => response.end('{"data":{"people":[]}}'));
    for (const timeout of [Number.POSITIVE_INFINITY, 2 ** 40])
      expect(await createClient({ url, apiKey, timeout }).execute(operation)).toEqual([]);
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY])(
    'refuses the number %o, which would be written as null',
    async (value) => {
      const fetch = vi.fn<FetchLike>();
      const error = await failure(
        createClient({ url: 'http://x', apiKey, fetch }).execute({
          ...operation,
          args: { filter: { employees: { gt: value } } },
        }),
      );
      expect(error.code).toBe('VALIDATION');
      expect(error.message).toContain('gt');
      expect(fetch).not.toHaveBeenCalled();
    },
  );

  it('sends whole numbers beyond the safe ones as text', async () => {
    const bodies: unknown[] = [];
    const fetch: FetchLike = async (_, { body }) => {
      bodies.push(JSON.parse(body ?? ''));
      return new Response('{"data":{"people":[]}}');
    };
    const args = { filter: { amountMicros: { eq: 9_007_199_254_740_993n } } };
    await createClient({ url: 'http://x', apiKey, fetch }).execute({ ...operation, args });
    expect(bodies).toMatchObject([{ variables: { filter: { amountMicros: { eq: '9007199254740993' } } } }]);
  });
});

import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';

import { CodegenError } from '../../src/errors.ts';
import { introspect } from '../../src/introspect/introspect.ts';
import type { IntrospectOptions } from '../../src/introspect/introspect.ts';
import { closedPort, json, serve, text } from './server.ts';
import type { Handler } from './server.ts';

const apiKey = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJlLW9mLXRoZS1rZXk';
const quick = { apiKey, retries: 1, retryDelayMs: 1, timeoutMs: 5000 };

const html = '<!DOCTYPE html><html><head><title>Sign in</title></head></html>';
const restError = (statusCode: number, error: string, message: string, code?: string): object => ({
  statusCode,
  error,
  messages: [message],
  ...(code === undefined ? {} : { code }),
});
const graphqlError = (message: string, code?: string, subCode?: string): object => ({
  errors: [{ message, extensions: { code, subCode, userFriendlyMessage: { id: 'x', message: 'x' } } }],
  data: null,
});
/** One answer for REST (status, body), another for both GraphQL endpoints, as Twenty has them. */
const refusing =
  (status: number, rest: unknown, graphql: unknown): Handler =>
  ({ method }, response) =>
    method === 'GET' ? json(response, rest, status) : json(response, graphql);

describe('what goes wrong at the server is named', () => {
  const cases: readonly (readonly [string, string, number, Handler])[] = [
    ['a web page', 'HTML_PAGE', 4, (_, response) => text(response, html, 200, 'text/html')],
    [
      'a web page that says nothing of itself',
      'HTML_PAGE',
      4,
      (_, response) => text(response, html, 200, 'text/plain'),
    ],
    ['a web page that forbids', 'HTML_PAGE', 4, (_, response) => text(response, html, 403, 'text/html')],
    [
      'nothing at this path',
      'NOT_TWENTY',
      4,
      (_, response) => json(response, { message: 'Cannot GET' }, 404),
    ],
    ['JSON of another service', 'NOT_TWENTY', 4, (_, response) => json(response, ['hello'])],
    [
      'a refusal of another service',
      'NOT_TWENTY',
      4,
      (_, response) => json(response, { message: 'Forbidden' }, 403),
    ],
    ['text', 'RESPONSE_NOT_JSON', 4, (_, response) => text(response, 'hello', 200, 'text/plain')],
    ['an empty body', 'RESPONSE_NOT_JSON', 4, (_, response) => text(response, '', 200, 'application/json')],
    [
      'half of a JSON',
      'RESPONSE_CUT',
      4,
      (_, response) => text(response, '{"data":{"obj', 200, 'application/json'),
    ],
    [
      'half of a number',
      'RESPONSE_CUT',
      4,
      (_, response) => text(response, '{"data":[1', 200, 'application/json'),
    ],
    [
      'a body that breaks off',
      'RESPONSE_CUT',
      4,
      (_, response) => {
        response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' });
        response.write('{"data":', () => response.destroy());
      },
    ],
    ['a hung up connection', 'CONNECTION_FAILED', 4, (_, response) => void response.destroy()],
    ['status 500', 'SERVER_ERROR', 4, (_, response) => json(response, restError(500, 'Error', 'boom'), 500)],
    ['status 502 of a proxy', 'SERVER_ERROR', 4, (_, response) => text(response, html, 502, 'text/html')],
    [
      'a wrong form',
      'RESPONSE_UNEXPECTED',
      4,
      (_, response) => json(response, { data: { objects: [{ id: 1 }] } }),
    ],
    ['no objects', 'WORKSPACE_EMPTY', 4, emptyWorkspace],
    [
      'status 429',
      'RATE_LIMITED',
      5,
      (_, response) => json(response, restError(429, 'HttpException', 'x'), 429),
    ],
    [
      'a limit inside status 200',
      'RATE_LIMITED',
      5,
      refusing(
        429,
        {},
        graphqlError('Limit reached (100 tokens per 60000 ms)', 'BAD_USER_INPUT', 'LIMIT_REACHED'),
      ),
    ],
    [
      'the limit of an old server',
      'RATE_LIMITED',
      5,
      refusing(
        400,
        restError(400, 'Error', 'Too many requests.'),
        graphqlError('Too many requests.', 'INTERNAL_SERVER_ERROR'),
      ),
    ],
    [
      'a key of nonsense',
      'API_KEY_INVALID',
      3,
      refusing(
        401,
        restError(401, 'UNAUTHENTICATED', 'Token invalid.'),
        graphqlError('Token invalid.', 'UNAUTHENTICATED'),
      ),
    ],
    [
      'a wrong key at an old server, whose REST answers 500 and nothing',
      'API_KEY_INVALID',
      3,
      ({ method }, response) =>
        method === 'GET'
          ? text(response, '', 500, 'text/plain')
          : json(response, graphqlError('Token invalid.', 'UNAUTHENTICATED')),
    ],
    [
      'an expired key',
      'API_KEY_EXPIRED',
      3,
      refusing(
        401,
        restError(401, 'UNAUTHENTICATED', 'Token has expired.'),
        graphqlError('Token has expired.', 'UNAUTHENTICATED'),
      ),
    ],
    [
      'a revoked key',
      'API_KEY_REVOKED',
      3,
      refusing(
        403,
        restError(403, 'FORBIDDEN_EXCEPTION', 'This API Key is revoked'),
        graphqlError('This API Key is revoked', 'FORBIDDEN'),
      ),
    ],
    [
      'a key lost on the way',
      'API_KEY_IGNORED',
      3,
      refusing(
        403,
        restError(403, 'FORBIDDEN_EXCEPTION', 'Missing authentication token'),
        graphqlError('Forbidden resource', 'FORBIDDEN'),
      ),
    ],
    [
      'a role without permission, over REST and at /metadata',
      'PERMISSION_DENIED',
      3,
      refusing(
        403,
        restError(
          403,
          'Error',
          'Entity performing the request does not have permission',
          'PERMISSION_DENIED',
        ),
        graphqlError(
          'Entity performing the request does not have permission',
          'FORBIDDEN',
          'PERMISSION_DENIED',
        ),
      ),
    ],
  ];

  it.each(cases)('%s: %s, exit code %i', async (_, code, exitCode, handler) => {
    const { url } = await serve(handler);
    const error = await failureOf({ url, ...quick });
    expect(error).toMatchObject({ code, exitCode });
    expect(error.message).not.toBe('');
    expect(error.fix).not.toBe('');
  });

  it('names the path of what had a wrong form, and the object it belongs to', async () => {
    const field = { id: 'f', name: 'stage', type: 'SELECT', options: [{ value: 7 }] };
    const object = { id: 'o', nameSingular: 'deal', namePlural: 'deals', fields: [field] };
    const { url } = await serve(({ method }, response) =>
      method === 'GET' ? json(response, { data: [object] }) : json(response, graphqlError('no')),
    );
    const error = await failureOf({ url, ...quick });
    expect(error.code).toBe('RESPONSE_UNEXPECTED');
    expect(error.message).toContain('data[0].fields[0].options[0].value');
    expect(error.message).toContain('"stage" of object deal');
  });

  it('never shows a key that the server sends back', async () => {
    const { url } = await serve(({ headers }, response) =>
      json(response, restError(500, 'Error', `bad header: ${headers.authorization}`), 500),
    );
    const error = await failureOf({ url, ...quick });
    expect(JSON.stringify([error.message, error.fix, error.details, error.cause, error.stack])).not.toContain(
      'c2lnbmF0dXJl',
    );
    expect(error.details.join()).toContain('<key>');
  });
});

describe('what goes wrong on the way is named', () => {
  it('a port that nobody listens at', async () => {
    const error = await failureOf({ url: `http://127.0.0.1:${await closedPort()}`, ...quick });
    expect(error).toMatchObject({ code: 'CONNECTION_REFUSED', exitCode: 4 });
  });

  it('a host that does not exist', async () => {
    const error = await failureOf({ url: 'https://no-such-host.invalid', ...quick, retries: 0 });
    expect(error).toMatchObject({ code: 'HOST_NOT_FOUND', exitCode: 4 });
    expect(error.message).toContain('no-such-host.invalid');
  });

  it('https to a server that speaks http', async () => {
    const { url } = await serve((_, response) => json(response, {}));
    const error = await failureOf({ url: url.replace('http:', 'https:'), ...quick });
    expect(error).toMatchObject({ code: 'TLS_FAILED', exitCode: 4 });
    expect(error.fix).toContain('http://');
  });

  it('something that is not HTTP', async () => {
    const server = createServer((socket) => {
      socket.on('error', () => {});
      socket.write('SSH-2.0-OpenSSH_9.6\r\n');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const error = await failureOf({
      url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      ...quick,
    });
    server.close();
    expect(error).toMatchObject({ code: 'NOT_TWENTY', exitCode: 4 });
  });

  it('a server that never answers', async () => {
    const { url } = await serve(() => {});
    const error = await failureOf({ url, ...quick, timeoutMs: 60, retries: 0 });
    expect(error).toMatchObject({ code: 'TIMEOUT', exitCode: 4 });
    expect(error.message).toContain('0.06 s');
  });

  it('a body that never ends', async () => {
    const { url } = await serve((_, response) => {
      response.writeHead(200, { 'content-type': 'application/json' }).write('{');
    });
    expect(await failureOf({ url, ...quick, timeoutMs: 60, retries: 0 })).toMatchObject({ code: 'TIMEOUT' });
  });

  it('a fetch function that ignores its signal', async () => {
    const fetch = (): Promise<Response> => new Promise(() => {});
    const error = await failureOf({
      url: 'https://crm.example.com',
      ...quick,
      fetch,
      timeoutMs: 30,
      retries: 0,
    });
    expect(error.code).toBe('TIMEOUT');
  });

  it('a body larger than the limit', async () => {
    const { url } = await serve((_, response) => json(response, { data: 'x'.repeat(5000) }));
    expect(await failureOf({ url, ...quick, maxBodyBytes: 1000 })).toMatchObject({
      code: 'RESPONSE_TOO_LARGE',
    });
  });

  it('a certificate that is not trusted, as a fetch function reports it', async () => {
    const cause = Object.assign(new Error('self-signed certificate'), {
      code: 'DEPTH_ZERO_SELF_SIGNED_CERT',
    });
    const fetch = (): Promise<Response> => Promise.reject(new TypeError('fetch failed', { cause }));
    const error = await failureOf({ url: 'https://crm.example.com', ...quick, fetch });
    expect(error.code).toBe('TLS_FAILED');
    expect(error.fix).toContain('NODE_EXTRA_CA_CERTS');
  });

  it('a cancelled run, at once even while it waits', async () => {
    const { url } = await serve((_, response) => json(response, {}, 503));
    const controller = new AbortController();
    const run = failureOf({ url, ...quick, retries: 5, retryDelayMs: 60_000, signal: controller.signal });
    setTimeout(() => controller.abort(), 50);
    expect(await run).toMatchObject({ code: 'ABORTED' });
  });

  it('no key, a key of several lines, no URL: before anything is sent', async () => {
    const { url, received } = await serve((_, response) => json(response, {}));
    expect(await failureOf({ ...quick, url, apiKey: '' })).toMatchObject({ code: 'API_KEY_MISSING' });
    expect(await failureOf({ ...quick, url, apiKey: 'a\nb' })).toMatchObject({ code: 'API_KEY_MALFORMED' });
    expect(await failureOf({ ...quick, url: '' })).toMatchObject({ code: 'URL_INVALID' });
    expect(received).toEqual([]);
  });
});

function emptyWorkspace(
  { method, query }: { method: string; query: string },
  response: Parameters<Handler>[1],
): void {
  if (method === 'GET') json(response, { data: [], pageInfo: { hasNextPage: false }, totalCount: 0 });
  else if (query.includes('__type')) json(response, { data: { __type: null } });
  else json(response, { data: { objects: { edges: [], pageInfo: {} }, currentWorkspace: null } });
}

async function failureOf(options: IntrospectOptions): Promise<CodegenError> {
  const error: unknown = await introspect(options).then(
    () => new Error('introspect did not fail'),
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(CodegenError);
  return error as CodegenError;
}

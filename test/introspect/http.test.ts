import { createServer } from 'node:http';
import { connect } from 'node:net';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it, vi } from 'vitest';

import { createHttp } from '../../src/introspect/http.ts';
import type { HttpOptions } from '../../src/introspect/http.ts';
import { redirectTarget } from '../../src/introspect/redirect.ts';
import { json, serve, text } from './server.ts';
import type { Handler } from './server.ts';

const quick = { apiKey: 'the-key', retryDelayMs: 1, timeoutMs: 5000 };

afterEach(() => {
  vi.unstubAllEnvs();
});

describe('a request', () => {
  it('carries the key in the Authorization header only, and asks for JSON', async () => {
    const { url, received } = await serve((_, response) => json(response, { data: { a: 1 } }));
    expect(await graphql({ url })).toEqual({ a: 1 });
    const [request] = received;
    expect(request?.headers).toMatchObject({ authorization: 'Bearer the-key', accept: 'application/json' });
    expect(JSON.stringify({ ...request, headers: { ...request?.headers, authorization: '' } })).not.toContain(
      'the-key',
    );
  });

  it('keeps the path prefix of the base', async () => {
    const { url, received } = await serve((_, response) => json(response, { data: {} }));
    await get({ url: `${url}/apps/twenty/` });
    expect(received[0]?.path).toBe('/apps/twenty/rest/x');
  });

  it('reuses connections', async () => {
    const ports = new Set<number | undefined>();
    const server = createServer((request, response) => {
      ports.add(request.socket.remotePort);
      json(response, { data: {} });
    });
    const url = await listening(server);
    const http = await createHttp({ ...quick, base: new URL(url) });
    for (let count = 0; count < 6; count++) await http.get('rest/x');
    await http.close();
    server.close();
    // Two, where a request is sent before the connection of the one before is free again.
    expect(ports.size).toBeLessThanOrEqual(2);
  });
});

describe('a request that may succeed later', () => {
  it.each([429, 502, 503, 504])('is sent again after status %i', async (status) => {
    const { url, received } = await serve(failing(2, (response) => json(response, {}, status)));
    expect(await get({ url, retries: 2 })).toEqual({ data: { ok: true } });
    expect(received).toHaveLength(3);
  });

  it('is sent again after a broken connection', async () => {
    const { url, received } = await serve(failing(1, (response) => void response.destroy()));
    expect(await get({ url, retries: 1 })).toEqual({ data: { ok: true } });
    expect(received).toHaveLength(2);
  });

  it('is sent again when the limit is reached inside a status 200', async () => {
    const limited = {
      data: null,
      errors: [{ message: 'x', extensions: { code: 'BAD_USER_INPUT', subCode: 'LIMIT_REACHED' } }],
    };
    const { url, received } = await serve(failing(1, (response) => json(response, limited)));
    expect(await graphql({ url, retries: 1 })).toEqual({ ok: true });
    expect(received).toHaveLength(2);
  });

  it('is not sent again when the quota is exhausted', async () => {
    const exhausted = { data: null, errors: [{ message: 'x', extensions: { subCode: 'QUOTA_EXHAUSTED' } }] };
    const { url, received } = await serve(failing(1, (response) => json(response, exhausted)));
    await expect(graphql({ url, retries: 3 })).rejects.toMatchObject({ code: 'RATE_LIMITED' });
    expect(received).toHaveLength(1);
  });

  it.each([400, 401, 404, 500])('is not sent again after status %i', async (status) => {
    const { url, received } = await serve(failing(1, (response) => json(response, {}, status)));
    await expect(get({ url, retries: 3 })).rejects.toThrow();
    expect(received).toHaveLength(1);
  });

  it('waits as long as Retry-After says', async () => {
    const { url } = await serve(
      failing(1, (response) => {
        response.setHeader('retry-after', '0.2');
        json(response, {}, 503);
      }),
    );
    const start = performance.now();
    await get({ url, retries: 1 });
    expect(performance.now() - start).toBeGreaterThanOrEqual(195);
  });

  it('gives up at once where Retry-After asks for more than a minute', async () => {
    const { url, received } = await serve(
      failing(1, (response) => {
        response.setHeader('retry-after', '3600');
        json(response, {}, 429);
      }),
    );
    await expect(get({ url, retries: 3 })).rejects.toMatchObject({ code: 'RATE_LIMITED' });
    expect(received).toHaveLength(1);
  });
});

describe('a redirect', () => {
  it('within the origin is followed, with the key and the body', async () => {
    const { url, received } = await serve(({ path }, response) => {
      if (path === '/graphql') response.writeHead(308, { location: '/v2/graphql' }).end();
      else json(response, { data: { ok: true } });
    });
    expect(await graphql({ url })).toEqual({ ok: true });
    expect(received[1]).toMatchObject({ method: 'POST', path: '/v2/graphql', query: '{ a }' });
    expect(received[1]?.headers.authorization).toBe('Bearer the-key');
  });

  it('to another origin is an error, and the other never hears of the request', async () => {
    const other = await serve((_, response) => json(response, { data: { ok: true } }));
    const { url } = await serve((_, response) =>
      response.writeHead(302, { location: `${other.url}/login` }).end(),
    );
    const failure = graphql({ url });
    await expect(failure).rejects.toMatchObject({ code: 'REDIRECTED_ELSEWHERE', exitCode: 4 });
    await expect(failure).rejects.toThrow(other.url);
    expect(other.received).toEqual([]);
  });

  it('in a circle is an error', async () => {
    const { url } = await serve((_, response) => response.writeHead(307, { location: '/rest/x' }).end());
    await expect(get({ url })).rejects.toMatchObject({ code: 'REDIRECT_LOOP' });
  });

  it('keeps the key on its way from http to https of the same host, and uses https from then on', async () => {
    const seen: string[] = [];
    const fetch = async (url: string, init: { headers: Record<string, string> }): Promise<Response> => {
      seen.push(`${url} ${init.headers['authorization']}`);
      if (url.startsWith('https:')) return Response.json({ data: {} });
      return new Response(null, { status: 301, headers: { location: url.replace('http:', 'https:') } });
    };
    const http = await createHttp({ ...quick, base: new URL('http://crm.example.com/x/'), fetch });
    await http.get('rest/a');
    await http.get('rest/b');
    expect(seen).toEqual([
      'http://crm.example.com/x/rest/a Bearer the-key',
      'https://crm.example.com/x/rest/a Bearer the-key',
      'https://crm.example.com/x/rest/b Bearer the-key',
    ]);
  });

  it.each([
    ['https://crm.example.com/', 'http://crm.example.com/'],
    ['https://crm.example.com/', 'https://crm.example.com.evil.example/'],
    ['https://crm.example.com/', 'https://crm.example.com:8443/'],
    ['http://crm.example.com/', 'https://www.crm.example.com/'],
    ['https://crm.example.com/', '//evil.example/'],
    ['https://crm.example.com/', 'javascript:alert(1)'],
    ['https://crm.example.com/', 'http://['],
  ])('from %s to %s is refused', (from, location) => {
    expect(() => redirectTarget(new URL(from), 302, location)).toThrow(
      expect.objectContaining({ code: 'REDIRECTED_ELSEWHERE' }),
    );
  });
});

describe('a proxy of the environment', () => {
  it('is used for what NO_PROXY does not name', async () => {
    const { url } = await serve((_, response) => json(response, { data: { ok: true } }));
    const asked: string[] = [];
    const proxy = createServer();
    proxy.on('connect', (request, socket) => {
      asked.push(request.url ?? '');
      const [host = '', port] = (request.url ?? '').split(':');
      const upstream = connect(Number(port), host, () => {
        socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
        upstream.pipe(socket).pipe(upstream);
      });
      upstream.on('error', () => socket.destroy());
      socket.on('error', () => upstream.destroy());
    });
    vi.stubEnv('HTTP_PROXY', await listening(proxy));
    expect(await get({ url })).toEqual({ data: { ok: true } });
    expect(asked).toEqual([new URL(url).host]);
    vi.stubEnv('NO_PROXY', '127.0.0.1');
    expect(await get({ url })).toEqual({ data: { ok: true } });
    expect(asked).toHaveLength(1);
    proxy.closeAllConnections();
    proxy.close();
  });

  it('that refuses is named', async () => {
    const proxy = createServer();
    proxy.on('connect', (_, socket) => socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n'));
    vi.stubEnv('HTTP_PROXY', await listening(proxy));
    await expect(get({ url: 'http://crm.example.com', retries: 0 })).rejects.toMatchObject({
      code: 'PROXY_FAILED',
    });
    proxy.close();
  });

  it('that is not a URL is an error of the configuration, which does not repeat it', async () => {
    vi.stubEnv('HTTPS_PROXY', 'user:secret@[');
    const failure = get({ url: 'https://crm.example.com' });
    await expect(failure).rejects.toMatchObject({ code: 'PROXY_INVALID', exitCode: 2 });
    await expect(failure).rejects.not.toThrow('secret');
  });
});

function failing(times: number, fail: (response: Parameters<Handler>[1]) => void): Handler {
  let count = 0;
  return (_, response) => {
    if (count++ < times) fail(response);
    else text(response, '{"data":{"ok":true}}', 200, 'application/json');
  };
}

type Options = Partial<HttpOptions> & { readonly url: string };

async function get({ url, ...options }: Options): Promise<unknown> {
  const http = await createHttp({ ...quick, ...options, base: new URL(url) });
  return http.get('rest/x').finally(() => http.close());
}

async function graphql({ url, ...options }: Options): Promise<unknown> {
  const http = await createHttp({ ...quick, ...options, base: new URL(url) });
  return http.graphql('graphql', '{ a }').finally(() => http.close());
}

async function listening(server: ReturnType<typeof createServer>): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

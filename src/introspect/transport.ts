import { CodegenError } from '../errors.ts';

/** What is asked of a fetch function; the global `fetch` and undici's fit, and so does the simulator's. */
export type FetchLike = (url: string, init: FetchInit) => Promise<FetchedResponse>;

interface FetchInit {
  readonly method: 'GET' | 'POST';
  readonly headers: Record<string, string>;
  readonly body?: string;
  readonly redirect: 'manual';
  readonly signal: AbortSignal;
}

export interface FetchedResponse {
  readonly status: number;
  readonly headers: { get(name: string): string | null };
  readonly body: ReadableStream<Uint8Array> | null;
}

export interface Transport {
  readonly fetch: FetchLike;
  /** The environment names a proxy: it may be what failed. */
  readonly mayUseProxy: boolean;
  close(): Promise<void>;
}

const proxyVariables = ['HTTPS_PROXY', 'HTTP_PROXY', 'https_proxy', 'http_proxy'];

/**
 * Sends through undici: connections are kept, and the proxies of the environment (HTTP_PROXY, HTTPS_PROXY, NO_PROXY)
 * are used. A given fetch function takes its place.
 *
 * @throws CodegenError PROXY_INVALID
 */
export async function createTransport(options: {
  fetch?: FetchLike | undefined;
  connectTimeoutMs: number;
  keepAliveMs?: number | undefined;
}): Promise<Transport> {
  if (options.fetch !== undefined) return { fetch: options.fetch, mayUseProxy: false, close: async () => {} };
  // undici takes about 100 ms to load: only who talks to a server pays for it.
  const { EnvHttpProxyAgent, fetch } = await import('undici');
  const mayUseProxy = proxyVariables.some((name) => (process.env[name] ?? '') !== '');
  const agent = createAgent();
  return {
    // The types of undici's web streams and of Node's differ in name only.
    fetch: async (url, init) => (await fetch(url, { ...init, dispatcher: agent })) as FetchedResponse,
    mayUseProxy,
    // Not close(): it would wait for the answers of requests that were given up.
    close: () => agent.destroy(),
  };

  function createAgent(): InstanceType<typeof EnvHttpProxyAgent> {
    try {
      return new EnvHttpProxyAgent({
        connect: { timeout: options.connectTimeoutMs },
        ...(options.keepAliveMs === undefined ? {} : { keepAliveTimeout: options.keepAliveMs }),
      });
    } catch {
      // The cause is not kept: its text holds the proxy's URL, which may hold a password.
      throw new CodegenError('PROXY_INVALID', 'HTTP_PROXY or HTTPS_PROXY is not a URL.');
    }
  }
}

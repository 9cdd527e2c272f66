import { setTimeout as sleep } from 'node:timers/promises';

import { CodegenError } from '../errors.ts';
import { readAnswer } from './answer.ts';
import type { Answer, Outcome } from './answer.ts';
import { cutFailure, networkFailure } from './failure.ts';
import type { Failure } from './failure.ts';
import { createRedactor } from './key.ts';
import type { Redact } from './key.ts';
import { redirectTarget } from './redirect.ts';
import { createTransport } from './transport.ts';
import type { FetchedResponse, FetchLike } from './transport.ts';

export interface HttpOptions {
  readonly base: URL;
  /** As parseApiKey gives it. */
  readonly apiKey: string;
  /** Replaces undici: for tests, and for a workspace simulated in memory. */
  readonly fetch?: FetchLike | undefined;
  /** For one request, from its start to the last byte of its answer, in milliseconds. 30,000 unless given. */
  readonly timeoutMs?: number | undefined;
  /** How often a failed request is sent again. 3 unless given. */
  readonly retries?: number | undefined;
  /** The first wait before sending again; it doubles each time, with jitter. 300 ms unless given. */
  readonly retryDelayMs?: number | undefined;
  /** How long a connection that nothing is sent over is kept, in milliseconds. undici's 4,000 unless given. */
  readonly keepAliveMs?: number | undefined;
  /** Of an answer's body, unpacked. 256 MB unless given. */
  readonly maxBodyBytes?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** All that this room asks of the network. Every failure is a CodegenError. */
export interface Http {
  readonly redact: Redact;
  /** The JSON that a path below the base answers. */
  get(path: string): Promise<Record<string, unknown>>;
  /** The `data` that a GraphQL query gets. `withKey: false` asks as a stranger. */
  graphql(
    path: 'graphql' | 'metadata',
    query: string,
    options?: { readonly withKey?: boolean },
  ): Promise<Record<string, unknown>>;
  close(): Promise<void>;
}

interface Request {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly body?: string;
  readonly withKey: boolean;
}

const maxRedirects = 5;
/** Who is told to wait longer than this gives up and says so. */
const longestWaitMs = 60_000;

export async function createHttp(options: HttpOptions): Promise<Http> {
  const { apiKey, signal, timeoutMs = 30_000, retries = 3, retryDelayMs = 300 } = options;
  const maxBodyBytes = options.maxBodyBytes ?? 256 * 1024 * 1024;
  const redact = createRedactor(apiKey);
  const transport = await createTransport({
    fetch: options.fetch,
    connectTimeoutMs: timeoutMs,
    keepAliveMs: options.keepAliveMs,
  });
  let base = options.base;

  return {
    redact,
    get: (path) => send({ method: 'GET', path, withKey: true }, 'rest'),
    graphql: (path, query, { withKey = true } = {}) =>
      send({ method: 'POST', path, body: JSON.stringify({ query }), withKey }, 'graphql'),
    close: () => transport.close(),
  };

  // Everything sent here only reads, so that everything may be sent again.
  async function send(request: Request, kind: 'rest' | 'graphql'): Promise<Record<string, unknown>> {
    for (let attempt = 0; ; attempt++) {
      const outcome = await sendOnce(request, kind);
      // readAnswer lets only objects through.
      if ('value' in outcome) return outcome.value as Record<string, unknown>;
      const wait = waitBeforeRetry(outcome.failure, attempt);
      if (wait === null) throw outcome.failure.error;
      await sleep(wait, undefined, { signal }).catch(() => {
        throw aborted();
      });
    }
  }

  function waitBeforeRetry(failure: Failure, attempt: number): number | null {
    if (!failure.retry || attempt >= retries) return null;
    const asked = failure.retryAfterMs ?? 0;
    if (asked > longestWaitMs) return null;
    return Math.max(asked, retryDelayMs * 2 ** attempt * (0.5 + Math.random() / 2));
  }

  async function sendOnce(request: Request, kind: 'rest' | 'graphql'): Promise<Outcome> {
    if (signal?.aborted === true) throw aborted();
    const limit = new AbortController();
    // Not AbortSignal.timeout: a fetch function that ignores its signal is left behind all the same.
    let timedOut = false;
    const timer = setTimeout(() => {
      timedOut = true;
      limit.abort();
    }, timeoutMs);
    const cancel = (): void => limit.abort(aborted());
    signal?.addEventListener('abort', cancel);
    try {
      return await Promise.race([exchange(request, kind, limit.signal), rejectOnAbort(limit.signal)]);
    } catch (error) {
      if (timedOut) return { failure: timeoutFailure(request) };
      throw error;
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener('abort', cancel);
    }
  }

  async function exchange(request: Request, kind: 'rest' | 'graphql', limit: AbortSignal): Promise<Outcome> {
    let url = new URL(request.path, base);
    let method = request.method;
    for (let hop = 0; ; hop++) {
      const sent = await fetchOnce(url, method, request, limit);
      if ('failure' in sent) return sent;
      const { response } = sent;
      const next = redirectTarget(url, response.status, response.headers.get('location'));
      if (next === null) {
        const read = await readText(response, url, limit);
        return 'failure' in read
          ? read
          : readAnswer(answerOf(url, method, response, read.text), kind, redact);
      }
      await response.body?.cancel().catch(() => {});
      if (hop === maxRedirects) {
        throw new CodegenError('REDIRECT_LOOP', `${url.origin} redirects again and again.`);
      }
      // A server that moved to https is asked there from now on: the key goes in the clear no more than once.
      if (next.origin !== url.origin) base = new URL(base.pathname, next.origin);
      if (response.status === 303) method = 'GET';
      url = next;
    }
  }

  async function fetchOnce(
    url: URL,
    method: 'GET' | 'POST',
    { body, withKey }: Request,
    limit: AbortSignal,
  ): Promise<{ response: FetchedResponse } | { failure: Failure }> {
    const hasBody = body !== undefined && method === 'POST';
    const headers = {
      accept: 'application/json',
      'user-agent': 'twenty-codegen',
      ...(withKey ? { authorization: `Bearer ${apiKey}` } : {}),
      ...(hasBody ? { 'content-type': 'application/json' } : {}),
    };
    try {
      const init = { method, headers, redirect: 'manual', signal: limit } as const;
      return { response: await transport.fetch(url.href, hasBody ? { ...init, body } : init) };
    } catch (error) {
      limit.throwIfAborted();
      return { failure: networkFailure(error, { url, redact, mayUseProxy: transport.mayUseProxy }) };
    }
  }

  async function readText(
    response: FetchedResponse,
    url: URL,
    limit: AbortSignal,
  ): Promise<{ text: string } | { failure: Failure }> {
    if (response.body === null) return { text: '' };
    const decoder = new TextDecoder();
    let bytes = 0;
    let text = '';
    const reader = response.body.getReader();
    try {
      for (;;) {
        const { done, value } = await reader.read();
        if (done) return { text: text + decoder.decode() };
        bytes += value.byteLength;
        if (bytes > maxBodyBytes) break;
        text += decoder.decode(value, { stream: true });
      }
    } catch (error) {
      limit.throwIfAborted();
      return { failure: cutFailure(error, url, redact) };
    }
    await reader.cancel().catch(() => {});
    throw new CodegenError(
      'RESPONSE_TOO_LARGE',
      `The answer of ${url.origin}${url.pathname} is larger than ${Math.round(maxBodyBytes / 1024 / 1024)} MB.`,
    );
  }

  function timeoutFailure({ method, path }: Request): Failure {
    const seconds = timeoutMs / 1000;
    const message = `${method} ${base.origin}${base.pathname}${path.split('?')[0]} did not answer within ${seconds} s.`;
    return { error: new CodegenError('TIMEOUT', message), retry: true };
  }
}

function answerOf(url: URL, method: 'GET' | 'POST', response: FetchedResponse, text: string): Answer {
  return {
    url,
    method,
    status: response.status,
    contentType: response.headers.get('content-type') ?? '',
    retryAfter: response.headers.get('retry-after'),
    text,
  };
}

function aborted(): CodegenError {
  return new CodegenError('ABORTED', 'The work was cancelled.');
}

function rejectOnAbort(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}

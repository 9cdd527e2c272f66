import type { TransportContext } from './client.js';
import { twentyError } from './errors.js';
import { httpFailure } from './failure.js';
import { type FetchInit, type FetchResponse, platform } from './platform.js';
import type { RequestOptions } from './types.js';

export interface Answer {
  readonly status: number;
  readonly body: object;
  readonly requestId?: string;
}

/**
 * Posts JSON and reads JSON, within the timeout and until aborted.
 * @throws TwentyError of the class that says why there is no answer.
 */
export async function post(
  context: TransportContext,
  path: string,
  body: object,
  options: RequestOptions,
  operation: string,
): Promise<Answer> {
  const { signal } = options;
  const timeout = options.timeout ?? context.timeout;
  const controller = new platform.AbortController();
  let timedOut = false;
  const abort = (): void => controller.abort(signal?.reason);
  const timer = platform.setTimeout(() => {
    timedOut = true;
    controller.abort();
  }, timeout);
  signal?.addEventListener('abort', abort);
  try {
    if (signal?.aborted) abort();
    const { fetch } = context;
    const response = await fetch(context.url + path, {
      method: 'POST',
      headers: {
        ...context.headers,
        ...options.headers,
        accept: 'application/json',
        'content-type': 'application/json',
        authorization: `Bearer ${context.apiKey}`,
      },
      body: JSON.stringify(body),
      signal: controller.signal as never,
    } satisfies FetchInit);
    return readAnswer(response, await response.text(), operation);
  } catch (error) {
    if (signal?.aborted)
      throw twentyError('ABORTED', `${operation} was aborted.`, { operation, cause: signal.reason });
    if (timedOut)
      throw twentyError('TIMEOUT', `${operation}: no answer within ${timeout} ms.`, { operation });
    if (error instanceof Error && 'code' in error && 'operation' in error) throw error;
    throw twentyError('NETWORK', `${operation}: the server could not be reached.`, {
      operation,
      cause: error,
    });
  } finally {
    platform.clearTimeout(timer);
    signal?.removeEventListener('abort', abort);
  }
}

function readAnswer(response: FetchResponse, text: string, operation: string): Answer {
  const { status } = response;
  const requestId = response.headers.get('x-request-id');
  const details = { operation, status, ...(requestId === null ? {} : { requestId }) };
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch (cause) {
    if (status >= 400) throw httpFailure(status, undefined, details);
    const what = /^\s*</.test(text) ? 'an HTML page' : 'something that is not JSON';
    throw twentyError('NETWORK', `${operation}: the server answered ${what}.`, { ...details, cause });
  }
  // GraphQL errors may come with any status: they say more than it does.
  const isGraphql = typeof body === 'object' && body !== null && ('data' in body || 'errors' in body);
  if (status >= 400 && !isGraphql) throw httpFailure(status, body, details);
  if (typeof body !== 'object' || body === null)
    throw twentyError('NETWORK', `${operation}: the server's answer has no data.`, details);
  return { status, body, ...(requestId === null ? {} : { requestId }) };
}

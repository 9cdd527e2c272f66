import type { TransportContext } from './client.js';
import { TwentyError, twentyError } from './errors.js';
import { httpFailure } from './failure.js';
import { type FetchInit, type FetchResponse, platform } from './platform.js';
import type { RequestOptions } from './types.js';

export interface Answer {
  readonly status: number;
  readonly body: object;
  readonly requestId: string | undefined;
}

/** Timers take no more milliseconds: beyond, they fire at once. */
const longestTimeout = 2 ** 31 - 1;

/**
 * Posts JSON and reads JSON, within the timeout and until aborted, whether or not `fetch` heeds its signal.
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
  const timeout = Math.min(options.timeout ?? context.timeout, longestTimeout);
  const text = json(body, operation);
  const controller = new platform.AbortController();
  let stop: (error: TwentyError) => void = () => undefined;
  const stopped = new Promise<never>((_, reject) => {
    stop = (error) => {
      reject(error);
      controller.abort();
    };
  });
  const abort = (): void =>
    stop(twentyError('ABORTED', `${operation} was aborted.`, { operation, cause: signal?.reason }));
  const timer = platform.setTimeout(
    () => stop(twentyError('TIMEOUT', `${operation}: no answer within ${timeout} ms.`, { operation })),
    timeout,
  );
  signal?.addEventListener('abort', abort);
  const exchange = async (): Promise<Answer> => {
    const { fetch } = context;
    const response = await fetch(context.url + path, {
      method: 'POST',
      headers: headersOf(context, options),
      body: text,
      signal: controller.signal as never,
    } satisfies FetchInit);
    return readAnswer(response, await response.text(), operation, context.apiKey);
  };
  try {
    if (signal?.aborted) abort();
    return await Promise.race(signal?.aborted ? [stopped] : [stopped, exchange()]);
  } catch (error) {
    if (error instanceof TwentyError) throw error;
    throw twentyError('NETWORK', `${operation}: the connection to the server failed.`, {
      operation,
      cause: holds(error, context.apiKey) ? undefined : error,
    });
  } finally {
    platform.clearTimeout(timer);
    signal?.removeEventListener('abort', abort);
  }
}

/** JSON, but for what it would write as null: a number lost in silence. */
function json(body: object, operation: string): string {
  return JSON.stringify(body, (key, value: unknown) => {
    if (typeof value === 'bigint' || (typeof value === 'number' && !Number.isFinite(value)))
      throw twentyError('VALIDATION', `${operation}: ${key} is ${value}, which JSON has no number for.`, {
        operation,
      });
    return value;
  });
}

/** Names in lower case, so that a call's header takes the place of the client's. */
function headersOf({ headers, apiKey }: TransportContext, options: RequestOptions): Record<string, string> {
  const all: Record<string, string> = {};
  for (const given of [headers, options.headers ?? {}])
    for (const name of Object.keys(given)) all[name.toLowerCase()] = given[name] ?? '';
  return {
    ...all,
    accept: 'application/json',
    'content-type': 'application/json',
    authorization: `Bearer ${apiKey}`,
  };
}

/** Whether an error would show the key to whoever reads it. */
function holds(error: unknown, apiKey: string): boolean {
  return (
    error instanceof Error &&
    (`${error.message}${error.stack ?? ''}`.includes(apiKey) || holds(error.cause, apiKey))
  );
}

function readAnswer(response: FetchResponse, text: string, operation: string, apiKey: string): Answer {
  const { status } = response;
  const requestId = response.headers.get('x-request-id') ?? undefined;
  const details = { operation, status, requestId };
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    if (status >= 400) throw httpFailure(status, undefined, details, apiKey);
    const what = /^\s*</.test(text) ? 'an HTML page' : 'something that is not JSON';
    throw twentyError('NETWORK', `${operation}: the server answered ${what}.`, details);
  }
  // GraphQL errors may come with any status: they say more than it does.
  const isGraphql =
    typeof body === 'object' &&
    body !== null &&
    ('data' in body || ('errors' in body && Array.isArray(body.errors)));
  if (status >= 400 && !isGraphql) throw httpFailure(status, body, details, apiKey);
  if (!isGraphql) throw twentyError('NETWORK', `${operation}: the server's answer has no data.`, details);
  return { status, body: body as object, requestId };
}

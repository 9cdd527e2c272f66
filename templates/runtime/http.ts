import { TwentyError, twentyError } from './errors.js';
import { abortError, httpFailure } from './failure.js';
import { type FetchInit, type FetchResponse, platform } from './platform.js';
import { onAbort, startTimer } from './sleep.js';
import type { TransportContext } from './transport.js';
import type { RequestOptions } from './types.js';

export interface Answer {
  readonly status: number;
  /** What JSON it holds. */
  readonly body: unknown;
  readonly requestId: string | undefined;
  /** Milliseconds to wait, where the server says so. */
  readonly retryAfter: number | undefined;
}

/** Which say that nothing was sent; by Node, Bun and Deno. */
const notConnected = /ECONNREFUSED|ENOTFOUND|EAI_AGAIN|ConnectionRefused|error \(Connect\)/;

/**
 * Sends JSON and reads JSON, within the timeout and until aborted, whether or not `fetch` heeds its signal.
 *
 * @throws TwentyError of the class that says why there is no answer.
 */
export async function request(
  context: TransportContext,
  {
    method = 'POST',
    path,
    body,
  }: { readonly method?: string; readonly path: string; readonly body?: object },
  options: RequestOptions,
  operation: string,
): Promise<Answer> {
  const { fetch, apiKey } = context;
  const { signal } = options;
  const { timeout = context.timeout } = options;
  const init: FetchInit = {
    method,
    headers: headersOf(context, options),
    ...(body && { body: json(body, operation) }),
  };
  if (signal?.aborted) throw abortError(operation, signal, false);
  const controller = new platform.AbortController();
  let stop: (error: TwentyError) => void = () => undefined;
  const off = onAbort(signal, () => stop(abortError(operation, signal, true)));
  const timer = startTimer(
    () =>
      stop(
        twentyError('TIMEOUT', `${operation}: no answer within ${timeout} ms.`, {
          operation,
          mayHaveArrived: true,
        }),
      ),
    timeout,
  );
  const exchange = async (): Promise<Answer> => {
    const response = await fetch(context.url + path, { ...init, signal: controller.signal as never });
    return readAnswer(response, await response.text(), operation, apiKey);
  };
  try {
    return await new Promise<Answer>((resolve, reject) => {
      stop = (error) => {
        reject(error);
        controller.abort();
      };
      exchange().then(resolve, reject);
    });
  } catch (error) {
    if (error instanceof TwentyError) throw error;
    const { cause, message, code } = error as {
      cause?: { code?: unknown; message?: unknown };
      message?: unknown;
      code?: unknown;
    };
    throw twentyError('NETWORK', `${operation}: the connection to the server failed.`, {
      operation,
      isTransient: true,
      mayHaveArrived: !notConnected.test(`${code} ${message} ${cause?.code} ${cause?.message}`),
      cause: holds(error, apiKey) ? undefined : error,
    });
  } finally {
    platform.clearTimeout(timer);
    off();
  }
}

/** JSON, but for what it would write as null: a number lost in silence. */
function json(body: object, operation: string): string {
  return JSON.stringify(body, (key, value: unknown) => {
    if (typeof value === 'number' && !Number.isFinite(value))
      throw twentyError('VALIDATION', `${operation}: ${key} is ${value}, which JSON has no number for.`, {
        operation,
      });
    // Where it takes whole numbers beyond the safe ones, the server takes them as text.
    return typeof value === 'bigint' ? `${value}` : value;
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

/** JSON, whatever its status. @throws TwentyError where there is none. */
function readAnswer(
  { status, headers }: FetchResponse,
  text: string,
  operation: string,
  apiKey: string,
): Answer {
  const requestId = headers.get('x-request-id') ?? undefined;
  const retryAfter = waitOf(headers.get('retry-after'));
  const details = { operation, status, requestId, retryAfter };
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    if (status >= 400) throw httpFailure(status, undefined, details, apiKey);
    const isPage = /^\s*</.test(text);
    const what = isPage ? 'an HTML page' : 'something that is not JSON';
    throw twentyError('NETWORK', `${operation}: the server answered ${what}.`, {
      ...details,
      isTransient: !isPage,
      mayHaveArrived: !isPage,
    });
  }
  // GraphQL errors may come with any status: they say more than it does.
  const isGraphql =
    typeof body === 'object' &&
    body !== null &&
    ('data' in body || Array.isArray((body as { errors?: unknown }).errors));
  if (status >= 400 && !isGraphql) throw httpFailure(status, body, details, apiKey);
  return { status, body, requestId, retryAfter };
}

/** Milliseconds, of a header that holds seconds or a date. */
function waitOf(after: string | null): number | undefined {
  const wait = Number(after) * 1_000 || Date.parse(after ?? '') - Date.now();
  return wait > 0 ? wait : undefined;
}

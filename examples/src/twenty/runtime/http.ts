import { failed, TwentyError, type TwentyErrorDetails } from './errors.js';
import { abortError, httpFailure } from './failure.js';
import { type FetchInit, type FetchResponse, platform } from './platform.js';
import { onAbort, startTimer } from './sleep.js';
import type { TransportContext } from './transport.js';
import type { RequestOptions } from './types.js';

export interface Answer {
  /** What JSON it holds. */
  readonly body: unknown;
  /** What errors say of it. */
  readonly details: TwentyErrorDetails;
}

/** Which say that nothing was sent; by Node, Bun and Deno. */
const notConnected = /ECONNREFUSED|ENOTFOUND|EAI_AGAIN|ConnectionRefused|error \(Connect\)/;

/**
 * Sends JSON and reads JSON, within the timeout and until aborted, whether or not `fetch` heeds its signal.
 *
 * @param operation as errors name it.
 * @throws TwentyError of the class that says why there is no answer.
 */
export async function request(
  context: TransportContext,
  operation: string,
  options: RequestOptions,
  path: string,
  body?: object,
  method = 'POST',
): Promise<Answer> {
  const { fetch, apiKey } = context;
  const { signal, timeout = context.timeout } = options;
  const init: FetchInit = {
    method,
    headers: headersOf(context, options),
    ...(body && { body: json(body, operation) }),
  };
  if (signal?.aborted) throw abortError(operation, signal);
  const controller = new platform.AbortController();
  let stop: (error: TwentyError) => void = () => undefined;
  const off = onAbort(signal, () => stop(abortError(operation, signal, true)));
  const timer = startTimer(
    () => stop(failed('TIMEOUT', operation, `no answer within ${timeout} ms`, { mayHaveArrived: true })),
    timeout,
  );
  const exchange = async (
    resolve: (answer: Answer) => void,
    reject: (error: unknown) => void,
  ): Promise<void> => {
    try {
      const response = await fetch(context.url + path, { ...init, signal: controller.signal as never });
      resolve(readAnswer(response, await response.text(), operation, apiKey));
    } catch (error) {
      reject(error instanceof TwentyError ? error : notAnswered(error, operation, apiKey));
    }
  };
  try {
    return await new Promise<Answer>((resolve, reject) => {
      stop = (error) => {
        reject(error);
        controller.abort();
      };
      void exchange(resolve, reject);
    });
  } finally {
    platform.clearTimeout(timer);
    off();
  }
}

/** Why fetch failed, with its own reason unless that would show the key. */
function notAnswered(error: unknown, operation: string, apiKey: string): TwentyError {
  const { cause, message, code } = error as {
    cause?: { code?: unknown; message?: unknown };
    message?: unknown;
    code?: unknown;
  };
  return failed('NETWORK', operation, 'the connection to the server failed', {
    isTransient: true,
    mayHaveArrived: !notConnected.test([code, message, cause?.code, cause?.message].join(' ')),
    cause: holds(error, apiKey) ? undefined : error,
  });
}

/** JSON, but for what it would write as null: a number lost in silence. */
const json = (body: object, operation: string): string =>
  JSON.stringify(body, (key, value: unknown) => {
    if (typeof value === 'number' && !Number.isFinite(value))
      throw failed('VALIDATION', operation, `${key} is ${value}, which JSON has no number for`);
    // Where it takes whole numbers beyond the safe ones, the server takes them as text.
    return typeof value === 'bigint' ? `${value}` : value;
  });

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
  if (!(error instanceof Error)) return false;
  const { message, stack = '', cause } = error as Error & { readonly cause?: unknown };
  return `${message}${stack}`.includes(apiKey) || holds(cause, apiKey);
}

/** JSON, whatever its status. @throws TwentyError where there is none. */
function readAnswer(
  { status, headers }: FetchResponse,
  text: string,
  operation: string,
  apiKey: string,
): Answer {
  const details: TwentyErrorDetails = {
    operation,
    status,
    requestId: headers.get('x-request-id') ?? undefined,
    retryAfter: waitOf(headers.get('retry-after')),
  };
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    if (status < 400) {
      const isPage = /^\s*</.test(text);
      throw failed('NETWORK', operation, `the answer is ${isPage ? 'an HTML page' : 'not JSON'}`, {
        ...details,
        isTransient: !isPage,
        mayHaveArrived: !isPage,
      });
    }
  }
  const { data, errors } = (body ?? {}) as { readonly data?: unknown; readonly errors?: unknown };
  // GraphQL errors may come with any status: they say more than it does.
  if (status >= 400 && data === undefined && !Array.isArray(errors)) throw httpFailure(body, details, apiKey);
  return { body, details };
}

/** Milliseconds, of a header that holds seconds or a date. */
function waitOf(after: string | null): number | undefined {
  const wait = Number(after) * 1_000 || Date.parse(after ?? '') - Date.now();
  return wait > 0 ? wait : undefined;
}

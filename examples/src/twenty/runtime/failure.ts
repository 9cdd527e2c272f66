import {
  failed,
  twentyError,
  type TwentyError,
  type TwentyErrorCode,
  type TwentyErrorDetails,
} from './errors.js';
import type { AbortSignalLike } from './types.js';

/** One of `errors` in a GraphQL answer. */
export interface GraphqlError {
  readonly message?: string;
  readonly extensions?: {
    readonly code?: string;
    readonly subCode?: string;
    readonly conflictingRecordId?: string;
    readonly retryAfterMs?: number;
  };
}

/** The class of a GraphQL error: its finer code decides, then its words and its code, then the status. */
export function graphqlFailure(
  error: GraphqlError | null,
  details: TwentyErrorDetails,
  apiKey: string,
): TwentyError {
  const { message = 'The server gave an error without a message.', extensions = {} } = error ?? {};
  const { code = '', subCode = '', conflictingRecordId, retryAfterMs } = extensions;
  const { status = 200, retryAfter } = details;
  const cause = causeOf(subCode, message, code || (status < 400 ? 'BAD_USER_INPUT' : `${status}`));
  // The key was sent, so the schema that lacks this is the workspace's own, unless a proxy took the key away.
  const advice =
    code === '' && message.startsWith('Cannot query field')
      ? ' Either the workspace has changed since this client was generated, or the key did not reach the server.'
      : '';
  return failure(cause, message + advice, apiKey, {
    ...details,
    conflictingRecordId,
    subCode: subCode || undefined,
    retryAfter: retryAfterMs ?? retryAfter,
  });
}

/** The class of an answer whose status is not 2xx. */
export function httpFailure(body: unknown, details: TwentyErrorDetails, apiKey: string): TwentyError {
  const { status } = details;
  const { messages, message, error } = (body ?? {}) as Readonly<Record<string, unknown>>;
  const text = textOf(messages) || textOf(message) || textOf(error) || `The server answered ${status}.`;
  // Where there is no such route, the messages are not in a list: what answers there may be no Twenty.
  const cause = status === 404 && !Array.isArray(messages) ? 'NETWORK' : causeOf('', text, `${status}`);
  return failure(cause, text, apiKey, details);
}

/** The call was aborted by its signal. */
export const abortError = (
  operation: string,
  signal: AbortSignalLike | undefined,
  mayHaveArrived = false,
): TwentyError => failed('ABORTED', operation, 'aborted', { mayHaveArrived, cause: signal?.reason });

/** Servers and proxies may quote the key that they refuse. */
const failure = (
  code: TwentyErrorCode,
  message: string,
  apiKey: string,
  details: TwentyErrorDetails,
): TwentyError =>
  twentyError(code, message.split(apiKey).join('…'), {
    ...details,
    isTransient: code === 'RATE_LIMIT' || /^50[234]$/.test(`${details.status}`),
    mayHaveArrived: code === 'SERVER' || code === 'TIMEOUT',
  });

/** What the server's codes, and statuses, say. */
const causes: Readonly<Record<string, RegExp>> = {
  RATE_LIMIT: /LIMIT_REACHED|RATE_LIMITED|QUOTA_EXHAUSTED|429/,
  NOT_FOUND: /NOT_FOUND|404/,
  TOO_COMPLEX: /TOO_COMPLEX/,
  AUTHENTICATION: /UNAUTHENTICATED|401/,
  PERMISSION: /PERMISSION|FORBIDDEN$|403/,
  TIMEOUT: /^TIMEOUT/,
  SERVER: /INTERNAL|^5/,
};

/** @param code the server's code, or the status where it gave none. */
function causeOf(subCode: string, message: string, code: string): TwentyErrorCode {
  if (/^(?:Too many requests|Limit reached)/.test(message)) return 'RATE_LIMIT';
  if (/duplicate (?:entry|key)/i.test(message) && !code.startsWith('5')) return 'DUPLICATE';
  // With 400, by REST on older servers.
  if (message === 'Record not found') return 'NOT_FOUND';
  const said = (sign: string): string | undefined => {
    for (const cause of Object.keys(causes)) if (causes[cause]?.test(sign)) return cause;
    return undefined;
  };
  const cause = (said(subCode) ?? said(code) ?? 'VALIDATION') as TwentyErrorCode;
  // A key that is no longer good is refused as if it lacked a permission.
  return cause === 'PERMISSION' && /revoked|forbidden resource|missing authentication/i.test(message)
    ? 'AUTHENTICATION'
    : cause;
}

/** A text, or texts in a row. */
function textOf(value: unknown): string {
  if (Array.isArray(value)) return value.join(' ');
  return typeof value === 'string' ? value : '';
}

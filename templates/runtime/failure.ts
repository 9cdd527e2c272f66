import { twentyError, type TwentyError, type TwentyErrorCode, type TwentyErrorDetails } from './errors.js';

/** One of `errors` in a GraphQL answer. */
export interface GraphqlError {
  readonly message?: string;
  readonly extensions?: {
    readonly code?: string;
    readonly subCode?: string;
    readonly conflictingRecordId?: string;
  };
}

/** The class of a GraphQL error: its finer code decides, then its words and its code, then the status. */
export function graphqlFailure(
  error: GraphqlError,
  details: TwentyErrorDetails,
  apiKey: string,
): TwentyError {
  const text = error.message ?? 'The server reported an error without a message.';
  const { code = '', subCode, conflictingRecordId } = error.extensions ?? {};
  const { status = 200 } = details;
  const cause =
    code === '' && status >= 400 ? causeOfStatus(status, text) : causeOf(code, subCode ?? '', text);
  // The key was sent, so the schema that lacks this is the workspace's own, unless a proxy took the key away.
  const isUnknown = code === '' && text.startsWith('Cannot query field');
  const advice = isUnknown
    ? ' Either the workspace has changed since this client was generated, or the key did not reach the server.'
    : '';
  return twentyError(cause, withoutKey(text, apiKey) + advice, { ...details, subCode, conflictingRecordId });
}

function causeOf(code: string, subCode: string, message: string): TwentyErrorCode {
  switch (subCode) {
    case 'LIMIT_REACHED':
    case 'RATE_LIMITED':
    case 'QUOTA_EXHAUSTED':
      return 'RATE_LIMIT';
    case 'RECORD_NOT_FOUND':
      return 'NOT_FOUND';
    case 'TOO_COMPLEX_QUERY':
      return 'TOO_COMPLEX';
    case 'PERMISSION_DENIED':
      return 'PERMISSION';
    case 'UNAUTHENTICATED':
      return 'AUTHENTICATION';
  }
  if (/^(?:Too many requests|Limit reached)/.test(message)) return 'RATE_LIMIT';
  if (/duplicate (?:entry|key)/i.test(message)) return 'DUPLICATE';
  switch (code) {
    case 'UNAUTHENTICATED':
      return 'AUTHENTICATION';
    case 'FORBIDDEN':
      return /revoked|forbidden resource/i.test(message) ? 'AUTHENTICATION' : 'PERMISSION';
    case 'NOT_FOUND':
      return 'NOT_FOUND';
    case 'TIMEOUT':
      return 'TIMEOUT';
    case 'INTERNAL_SERVER_ERROR':
      return 'SERVER';
  }
  return 'VALIDATION';
}

/** The class of an answer whose status is not 2xx. */
export function httpFailure(
  status: number,
  body: unknown,
  details: TwentyErrorDetails,
  apiKey: string,
): TwentyError {
  const { messages, message, error } = (body ?? {}) as Readonly<Record<string, unknown>>;
  const text = said(messages) || said(message) || said(error) || `The server answered ${status}.`;
  return twentyError(causeOfStatus(status, text), withoutKey(text, apiKey), { ...details, status });
}

/** A text, or texts in a row. */
function said(value: unknown): string {
  if (Array.isArray(value)) return value.join(' ');
  return typeof value === 'string' ? value : '';
}

/** Servers and proxies may quote what they refuse. */
function withoutKey(text: string, apiKey: string): string {
  return text.replaceAll(apiKey, '…');
}

function causeOfStatus(status: number, message: string): TwentyErrorCode {
  if (status === 401) return 'AUTHENTICATION';
  if (status === 403)
    return /revoked|missing authentication/i.test(message) ? 'AUTHENTICATION' : 'PERMISSION';
  // What answers there is no Twenty: a record that does not exist is answered with 200.
  if (status === 404) return 'NETWORK';
  if (status === 429) return 'RATE_LIMIT';
  return status >= 500 ? 'SERVER' : 'VALIDATION';
}

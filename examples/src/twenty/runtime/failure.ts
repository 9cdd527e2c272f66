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

/** The class of a GraphQL error: its finer code decides, then its code, then, on older servers, its words. */
export function graphqlFailure(error: GraphqlError, details: TwentyErrorDetails): TwentyError {
  const message = error.message ?? 'The server reported an error without a message.';
  const { code = '', subCode, conflictingRecordId } = error.extensions ?? {};
  return twentyError(causeOf(code, subCode ?? '', message), message, {
    ...details,
    ...(subCode === undefined ? {} : { subCode }),
    ...(conflictingRecordId === undefined ? {} : { conflictingRecordId }),
  });
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
  // Without a key, the schema that is served lacks the workspace's objects.
  if (code === '' && message.startsWith('Cannot query field')) return 'AUTHENTICATION';
  return 'VALIDATION';
}

/** The class of an answer whose status is not 2xx. */
export function httpFailure(status: number, body: unknown, details: TwentyErrorDetails): TwentyError {
  const { messages, message, error } = (body ?? {}) as {
    messages?: readonly string[];
    message?: string;
    error?: string;
  };
  const text = messages?.join(' ') || message || error || `The server answered ${status}.`;
  return twentyError(causeOfStatus(status, text), text, { ...details, status });
}

function causeOfStatus(status: number, message: string): TwentyErrorCode {
  if (status === 401) return 'AUTHENTICATION';
  if (status === 403)
    return /revoked|missing authentication/i.test(message) ? 'AUTHENTICATION' : 'PERMISSION';
  if (status === 404) return 'NOT_FOUND';
  if (status === 429) return 'RATE_LIMIT';
  return status >= 500 ? 'SERVER' : 'VALIDATION';
}

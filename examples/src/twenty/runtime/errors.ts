/** What went wrong, as a stable word to branch on. */
export type TwentyErrorCode =
  | 'ABORTED'
  | 'AUTHENTICATION'
  | 'DUPLICATE'
  | 'NETWORK'
  | 'NOT_FOUND'
  | 'PERMISSION'
  | 'RATE_LIMIT'
  | 'SERVER'
  | 'TIMEOUT'
  | 'TOO_COMPLEX'
  | 'VALIDATION';

export interface TwentyErrorDetails {
  /** The operation, for example `findMany people`. */
  readonly operation?: string;
  /** HTTP status, where there was an answer. */
  readonly status?: number | undefined;
  /** The server's own, finer code. */
  readonly subCode?: string | undefined;
  readonly requestId?: string | undefined;
  /** For a duplicate: the id of the record that has the value already. */
  readonly conflictingRecordId?: string | undefined;
  /** Milliseconds to wait, where the server says so. */
  readonly retryAfter?: number | undefined;
  /** The same request may well succeed later. */
  readonly isTransient?: boolean;
  /** The server may have carried the operation out. */
  readonly mayHaveArrived?: boolean;
  readonly cause?: unknown;
}

/** The parent of every error that the client throws. */
export class TwentyError extends Error {
  override readonly name: string = 'TwentyError';
  readonly code: TwentyErrorCode;
  declare readonly operation: string | undefined;
  declare readonly status: number | undefined;
  declare readonly subCode: string | undefined;
  declare readonly requestId: string | undefined;
  declare readonly conflictingRecordId: string | undefined;
  declare readonly retryAfter: number | undefined;
  readonly isTransient: boolean = false;
  readonly mayHaveArrived: boolean = false;
  /** What became of the records, or ids, that a function sends in batches, where it failed midway. */
  declare rows: WrittenRows | undefined;

  constructor(code: TwentyErrorCode, message: string, details: TwentyErrorDetails = {}) {
    const { cause, ...others } = details;
    super(message);
    this.code = code;
    Object.assign(this, others);
    // As ES2022 has it, which not every project's `lib` knows.
    if (cause !== undefined)
      Object.defineProperty(this, 'cause', { value: cause, configurable: true, writable: true });
  }
}

/** What was given to a function that sends batches and failed midway, by its places in the input, from 0. */
export interface WrittenRows {
  /** Those that are in. */
  readonly written: readonly number[];
  /** Those of which it is not known: the server gave no answer, and could not be asked. */
  readonly unknown: readonly number[];
  /** The records that came back, in the order of `written`. */
  readonly records: readonly unknown[];
}

/** The call was aborted by its signal. */
export class TwentyAbortError extends TwentyError {
  override readonly name = 'TwentyAbortError';
}
/** No key, or one that is malformed, expired or revoked. */
export class TwentyAuthenticationError extends TwentyError {
  override readonly name = 'TwentyAuthenticationError';
}
/** A unique value that another record has already. */
export class TwentyDuplicateError extends TwentyError {
  override readonly name = 'TwentyDuplicateError';
}
/** No answer, or a broken one. */
export class TwentyNetworkError extends TwentyError {
  override readonly name = 'TwentyNetworkError';
}
/** There is no such record. */
export class TwentyNotFoundError extends TwentyError {
  override readonly name = 'TwentyNotFoundError';
}
/** The key's role may not do this. */
export class TwentyPermissionError extends TwentyError {
  override readonly name = 'TwentyPermissionError';
}
/** Too many requests. */
export class TwentyRateLimitError extends TwentyError {
  override readonly name = 'TwentyRateLimitError';
}
/** The server failed. */
export class TwentyServerError extends TwentyError {
  override readonly name = 'TwentyServerError';
}
/** No answer within the timeout. */
export class TwentyTimeoutError extends TwentyError {
  override readonly name = 'TwentyTimeoutError';
}
/** The query asks for too much at once. */
export class TwentyTooComplexError extends TwentyError {
  override readonly name = 'TwentyTooComplexError';
}
/** The server, or the client on its behalf, refuses the input. */
export class TwentyValidationError extends TwentyError {
  override readonly name = 'TwentyValidationError';
}

const classes: { readonly [code in TwentyErrorCode]: typeof TwentyError } = {
  ABORTED: TwentyAbortError,
  AUTHENTICATION: TwentyAuthenticationError,
  DUPLICATE: TwentyDuplicateError,
  NETWORK: TwentyNetworkError,
  NOT_FOUND: TwentyNotFoundError,
  PERMISSION: TwentyPermissionError,
  RATE_LIMIT: TwentyRateLimitError,
  SERVER: TwentyServerError,
  TIMEOUT: TwentyTimeoutError,
  TOO_COMPLEX: TwentyTooComplexError,
  VALIDATION: TwentyValidationError,
};

/** What an operation, as `findMany people`, ends with, for another reason than the server gives. */
export const failed = (
  code: TwentyErrorCode,
  operation: string,
  what: string,
  details?: TwentyErrorDetails,
): TwentyError => twentyError(code, `${operation}: ${what}.`, { operation, ...details });

/** What the client refuses before anything is sent. */
export const invalid = (message: string): TwentyValidationError =>
  new TwentyValidationError('VALIDATION', message);

/** An error of the class that its code stands for. */
export const twentyError = (
  code: TwentyErrorCode,
  message: string,
  details?: TwentyErrorDetails,
): TwentyError => new classes[code](code, message, details);

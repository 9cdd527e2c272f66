/**
 * Every error that a user of the tool can meet. A code is stable: scripts may branch on it.
 * `fix` says what to do; the sentence thrown says what happened.
 */
export const catalogue = {
  // 2: usage or configuration
  USAGE: { exitCode: 2, fix: 'Run `twenty-codegen --help` to see the commands and their options.' },
  UNEXPECTED: { exitCode: 6, fix: 'Run again with --debug and report what it prints.' },
} as const satisfies Record<string, { readonly exitCode: 1 | 2 | 3 | 4 | 5 | 6; readonly fix: string }>;

export type ErrorCode = keyof typeof catalogue;

/** A failure with a stable code, its cause in a sentence, and what to do about it. */
export class CodegenError extends Error {
  override readonly name = 'CodegenError';
  readonly code: ErrorCode;
  /** What to do, as one sentence or more; the catalogue's unless the thrower knows better. */
  readonly fix: string;
  /** Facts beside the sentence (all problems found, a URL without credentials, a file), one a line. */
  readonly details: readonly string[];

  constructor(
    code: ErrorCode,
    message: string,
    options: { fix?: string; details?: readonly string[]; cause?: unknown } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.fix = options.fix ?? catalogue[code].fix;
    this.details = options.details ?? [];
  }

  get exitCode(): number {
    return catalogue[this.code].exitCode;
  }
}

/** Something worth knowing that does not stop the work. */
export interface Warning {
  readonly code: string;
  readonly message: string;
}

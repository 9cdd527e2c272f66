import type { Paint } from './terminal.ts';

export interface Wording {
  /** For what goes to stdout, and to stderr. */
  readonly out: Paint;
  readonly err: Paint;
  /** A path as it is shown. */
  readonly path: (path: string) => string;
}

export interface Words {
  readonly out: string;
  readonly err: string;
}

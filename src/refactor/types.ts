import type { Change } from '../diff/types.ts';

/** A place in the user's project that uses what changed. */
export interface Place {
  /** Relative to the folder of the tsconfig, or the base that was given, with forward slashes. */
  readonly file: string;
  /** Both begin at 1. */
  readonly line: number;
  readonly column: number;
  /** The whole line, without white space at its ends. */
  readonly text: string;
}

/** A breaking or risky change with the places that use what it changes, by file, line and column. */
export interface Impact {
  readonly change: Change;
  readonly places: readonly Place[];
}

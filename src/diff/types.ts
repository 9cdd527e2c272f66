import type { OperationKind } from '../model/types.ts';
import type { ChangeCode } from './rules.ts';

/** How much a change hurts: `breaking` stops code that was right, `risky` may, `safe` cannot. */
export type ChangeClass = 'breaking' | 'risky' | 'safe';

/** Whom a breaking change stops: who reads records, or who writes them. */
export type Audience = 'readers' | 'writers';

/** A place in the user's code. */
export interface Place {
  /** Relative to the folder of the tsconfig, or to the base that was given, with forward slashes. */
  readonly file: string;
  /** Both begin at 1. */
  readonly line: number;
  readonly column: number;
  /** The whole line, without white space at its ends. */
  readonly text: string;
}

/** One thing that differs between two models, named as it was before (as it is now where it is new). */
export interface Change {
  /** Stable: a row of the table in rules.ts. */
  readonly code: ChangeCode;
  readonly class: ChangeClass;
  /** Empty unless the class is breaking. */
  readonly breaks: readonly Audience[];
  /** nameSingular; absent where the change is the workspace's (a capability, the sources of an actor). */
  readonly object?: string;
  readonly field?: string;
  /** The value of a picklist's option. */
  readonly option?: string;
  readonly operation?: OperationKind;
  /** What it was and what it is now, in short: names, types, values. Absent where there was or is nothing. */
  readonly before?: string;
  readonly after?: string;
  /** One sentence for a person. */
  readonly message: string;
  /** Where the user's code uses what changed, by file, line and column; absent where that was not looked for. */
  readonly places?: readonly Place[];
}

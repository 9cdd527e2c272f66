import type { OperationKind } from '../model/types.ts';
import type { ChangeCode } from './rules.ts';

/** How much a change hurts: `breaking` stops code that was right, `risky` may, `safe` cannot. */
export type ChangeClass = 'breaking' | 'risky' | 'safe';

/** Whom a breaking change stops: who reads records, or who writes them. */
export type Audience = 'readers' | 'writers';

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
}

import type { Change } from '../../diff/types.ts';

/** Changes as every format shows them. */
export interface Report {
  /** What was compared, in words: `twenty.lock.json`, `production`. */
  readonly before: string;
  readonly after: string;
  readonly changes: readonly Change[];
}

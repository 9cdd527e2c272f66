import type { Model } from '../model/types.ts';
import type { MatchBy, ObjectPair } from './match.ts';
import type { Audience, Change } from './types.ts';

/** A change before it is classed. */
export interface Draft extends Omit<Change, 'class' | 'breaks'> {
  /** Where it is fewer than the rule says. */
  readonly breaks?: readonly Audience[];
}

/** What every comparison needs to know of the two models as a whole. */
export interface Comparison {
  readonly before: Model;
  readonly after: Model;
  readonly matchBy: MatchBy;
  /** Whether an id that differs means that a thing was made anew: not across workspaces. */
  readonly hasSameIds: boolean;
  /** Ids of objects and fields that are not in `after`, but in the workspace, deactivated. */
  readonly deactivated: ReadonlySet<string>;
  readonly pairs: readonly ObjectPair[];
  /** The object on both sides, by its name before. */
  readonly pairOf: ReadonlyMap<string, ObjectPair>;
}

/** The name that an object goes by now. */
export function nameNow(comparison: Comparison, name: string): string {
  return comparison.pairOf.get(name)?.after.nameSingular ?? name;
}

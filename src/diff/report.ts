import { classes } from './diff.ts';
import type { Change, ChangeClass } from './types.ts';

export type Counts = Readonly<Record<ChangeClass, number>>;

export function countsOf(changes: readonly Change[]): Counts {
  const count = (wanted: ChangeClass): number => changes.filter((change) => change.class === wanted).length;
  return { breaking: count('breaking'), risky: count('risky'), safe: count('safe') };
}

/** `2 breaking, 1 risky, 3 safe`, without what there is none of. */
export function countText(changes: readonly Change[]): string {
  const counts = countsOf(changes);
  return classes.flatMap((one) => (counts[one] > 0 ? [`${counts[one]} ${one}`] : [])).join(', ');
}

/** The changes of each class that has some, the worst first. */
export function byClass(
  changes: readonly Change[],
): readonly { readonly name: ChangeClass; readonly changes: readonly Change[] }[] {
  return classes
    .map((name) => ({ name, changes: changes.filter((change) => change.class === name) }))
    .filter((group) => group.changes.length > 0);
}

/** Whom a change breaks, where it is not everyone: ` for writers`. */
export function audienceText({ breaks }: Pick<Change, 'breaks'>): string {
  return breaks.length === 1 ? ` for ${breaks.join()}` : '';
}

/** For each class, what it means for code. */
export const meanings: Readonly<Record<ChangeClass, string>> = {
  breaking: 'stops code that was right',
  risky: 'may stop code that was right',
  safe: 'stops no code',
};

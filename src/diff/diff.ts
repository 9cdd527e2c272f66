import { byCodePoint } from '../model/order.ts';
import type { Model } from '../model/types.ts';
import { compareFieldMetadata, compareFields } from './fields.ts';
import type { Comparison, Draft } from './draft.ts';
import { matchObjects } from './match.ts';
import type { MatchBy } from './match.ts';
import { addedObject, beforeAndAfter, compareObjects, removedObject } from './objects.ts';
import { compareMorphs } from './relations.ts';
import { rules } from './rules.ts';
import type { Rule, RuleSettings } from './rules.ts';
import type { Audience, Change, ChangeClass } from './types.ts';
import { compareWorkspaces } from './workspace.ts';

export interface DiffOptions {
  readonly rules?: RuleSettings | undefined;
  /** How renames are known. Default: `id`. */
  readonly matchBy?: MatchBy | undefined;
  /** Ids of objects and fields that `after` leaves out because they are deactivated: they were not removed. */
  readonly deactivated?: ReadonlySet<string> | undefined;
}

/**
 * Every difference between two models that `after` brings, classed, the worst first, then by object and field. Pinned names
 * are none: they are ours. Pure: the same models give the same changes.
 */
export function diffModels(before: Model, after: Model, options: DiffOptions = {}): readonly Change[] {
  const { matchBy = 'id', deactivated = new Set<string>() } = options;
  const { pairs, removed, added } = matchObjects(before, after, matchBy);
  const hasSameIds =
    matchBy === 'id' && (pairs.length === 0 || pairs.some((pair) => pair.before.id === pair.after.id));
  const comparison: Comparison = {
    before,
    after,
    matchBy,
    hasSameIds,
    deactivated,
    pairs,
    pairOf: new Map(pairs.map((pair) => [pair.before.nameSingular, pair])),
  };
  const drafts = [
    ...compareWorkspaces(comparison),
    ...removed.map((object) => removedObject(object, comparison)),
    ...added.map((object) => addedObject(object)),
    ...pairs.flatMap((pair) => [
      ...compareObjects(pair, comparison),
      ...compareFields(pair, comparison),
      ...compareMorphs(pair),
      ...pair.fields.pairs.flatMap((both) => compareFieldMetadata(pair, both, comparison)),
    ]),
  ];
  return drafts.flatMap((draft) => classed(draft, options.rules ?? {})).toSorted(inOrder);
}

function classed({ code, breaks, ...facts }: Draft, settings: RuleSettings): readonly Change[] {
  const rule: Rule = rules[code];
  const given = settings[code] ?? rule.class;
  if (given === 'off') return [];
  const { object, field, option, operation, before, after, message } = facts;
  // In the order in which a reader of the JSON looks for them.
  return [
    {
      code,
      class: given,
      breaks: given === 'breaking' ? audience(breaks ?? rule.breaks) : [],
      ...(object === undefined ? {} : { object }),
      ...(field === undefined ? {} : { field }),
      ...(option === undefined ? {} : { option }),
      ...(operation === undefined ? {} : { operation }),
      ...beforeAndAfter(before, after),
      message,
    },
  ];
}

/** A change that only the config calls breaking may break anyone. */
function audience(breaks: readonly Audience[]): readonly Audience[] {
  return breaks.length > 0 ? breaks : ['readers', 'writers'];
}

export const classes = ['breaking', 'risky', 'safe'] as const satisfies readonly ChangeClass[];

const codes: readonly string[] = Object.keys(rules);

/** Changes of the whole workspace come first in their class. */
function inOrder(a: Change, b: Change): number {
  return (
    classes.indexOf(a.class) - classes.indexOf(b.class) ||
    byCodePoint(a.object ?? '', b.object ?? '') ||
    byCodePoint(a.field ?? '', b.field ?? '') ||
    codes.indexOf(a.code) - codes.indexOf(b.code) ||
    byCodePoint(a.option ?? '', b.option ?? '') ||
    byCodePoint(a.message, b.message)
  );
}

import type { Model, ModelField, ModelObject, ModelOption } from '../model/types.ts';

export interface Pair<T> {
  readonly before: T;
  readonly after: T;
}

export interface Matching<T> {
  readonly pairs: readonly Pair<T>[];
  readonly removed: readonly T[];
  readonly added: readonly T[];
}

/** An object on both sides, with its fields. */
export interface ObjectPair extends Pair<ModelObject> {
  readonly fields: Matching<ModelField>;
  /** The field that each is now, by its name before. */
  readonly fieldNow: ReadonlyMap<string, ModelField>;
}

/**
 * - id: within one workspace, where a rename keeps the id
 * - identity: across workspaces, where only the universal identifiers of standard objects and fields, and names, are the same
 */
export type MatchBy = 'id' | 'identity';

/** Two sides of one workspace share ids, also where one is a copy of the other; else only names are left to go by. */
export function matchingOf(before: Model, after: Model): MatchBy {
  const ids = new Set(before.objects.map(({ id }) => id));
  return after.objects.some(({ id }) => ids.has(id)) ? 'id' : 'identity';
}

export interface ObjectMatching extends Omit<Matching<ModelObject>, 'pairs'> {
  readonly pairs: readonly ObjectPair[];
}

/** The objects of two models, paired. What has no partner by one key is looked for by the next. */
export function matchObjects(before: Model, after: Model, matchBy: MatchBy): ObjectMatching {
  const matching = match(before.objects, after.objects, [
    ...identities<ModelObject>(matchBy),
    ({ nameSingular }) => nameSingular,
  ]);
  return { ...matching, pairs: matching.pairs.map((pair) => withFields(pair, matchBy)) };
}

function withFields(pair: Pair<ModelObject>, matchBy: MatchBy): ObjectPair {
  const fields = match(pair.before.fields, pair.after.fields, [
    ...identities<ModelField>(matchBy),
    ({ name }) => name,
  ]);
  return {
    ...pair,
    fields,
    fieldNow: new Map(fields.pairs.map(({ before, after }) => [before.name, after])),
  };
}

/** By id, which a rename keeps; where servers give none, by value. */
export function matchOptions(
  before: readonly ModelOption[],
  after: readonly ModelOption[],
): Matching<ModelOption> {
  return match(before, after, [({ id }) => id, ({ value }) => value]);
}

type Key<T> = (item: T) => string | undefined;

interface Identified {
  readonly id: string;
  readonly universalIdentifier?: string;
}

function identities<T extends Identified>(matchBy: MatchBy): readonly Key<T>[] {
  const universal: Key<T> = ({ universalIdentifier }) => universalIdentifier;
  return matchBy === 'id' ? [({ id }) => id, universal] : [universal];
}

/** In the order of `before`, and what was added in that of `after`. Where a key is there twice, the first ones go together. */
function match<T>(before: readonly T[], after: readonly T[], keys: readonly Key<T>[]): Matching<T> {
  const partner = new Map<T, T>();
  const open = new Set(after);
  for (const key of keys) {
    const candidates = new Map<string, T[]>();
    for (const item of open) {
      const value = key(item);
      if (value === undefined) continue;
      const list = candidates.get(value);
      if (list === undefined) candidates.set(value, [item]);
      else list.push(item);
    }
    for (const item of before) {
      const value = key(item);
      if (value === undefined || partner.has(item)) continue;
      const found = candidates.get(value)?.shift();
      if (found === undefined) continue;
      partner.set(item, found);
      open.delete(found);
    }
  }
  return {
    pairs: before.flatMap((item) => {
      const found = partner.get(item);
      return found === undefined ? [] : [{ before: item, after: found }];
    }),
    removed: before.filter((item) => !partner.has(item)),
    added: [...open],
  };
}

import { lowerFirst } from './case.ts';
import { ownNames, reservedFiles, reservedWords } from './reserved.ts';
import type { ObjectNames } from './types.ts';

/**
 * The names of the generated code, settled in one place by a rule that never depends on order:
 *
 * 1. A name given before (pinned in the lock, found by the object's or field's id) stays.
 * 2. Objects come next: the type is the GraphQL entity's name, the namespace the plural name, the file the singular one.
 * 3. Picklists come last: the GraphQL enum's name without its `Enum`.
 *
 * Whoever finds its name taken, or wanted by another of its kind at the same time, takes its next choice: for an
 * object with `Record` (`Records`, `-record`) behind it, for a picklist the enum's full name, and at last the id.
 */
export interface NameRequest {
  readonly id: string;
  readonly entity: string;
  readonly nameSingular: string;
  readonly namePlural: string;
  readonly pinned?: ObjectNames;
}

export interface PicklistRequest {
  /** The field's id. */
  readonly id: string;
  readonly enum: string;
  readonly pinned?: string;
}

export interface Names {
  readonly objects: ReadonlyMap<string, ObjectNames>;
  readonly picklists: ReadonlyMap<string, string>;
}

/** What is declared for an object whose type is `Person`, by what stands behind the name. */
export const typeSuffixes = [
  'Select',
  'Relations',
  'FieldFilter',
  'FilterInput',
  'FieldOrderBy',
  'OrderByInput',
  'CreateInput',
  'UpdateInput',
  'WhereUniqueInput',
  'Types',
] as const;

export function assignNames(objects: readonly NameRequest[], picklists: readonly PicklistRequest[]): Names {
  const exported = new Set(ownNames);
  const files = new Set(reservedFiles);

  const types = settle(
    objects.map(({ id, entity, pinned }) => ({
      id,
      pinned: pinned?.type,
      choices: [entity, `${entity}Record`, `${entity}Record${shortId(id)}`, `${entity}Record${longId(id)}`],
    })),
    { taken: exported, claims: (name) => [name, ...typeSuffixes.map((suffix) => name + suffix)] },
  );
  const namespaces = settle(
    objects.map(({ id, namePlural, pinned }) => {
      const name = identifier(namePlural);
      return {
        id,
        pinned: pinned?.namespace,
        choices: [name, `${name}Records`, `${name}${shortId(id)}`, `${name}${longId(id)}`],
      };
    }),
    { taken: exported, refused: reservedWords },
  );
  const modules = settle(
    objects.map(({ id, nameSingular, pinned }) => {
      const name = fileName(nameSingular);
      return {
        id,
        pinned: pinned?.file,
        choices: [name, `${name}-record`, `${name}-${shortId(id)}`, `${name}-${longId(id)}`],
      };
    }),
    { taken: files, claims: (name) => [name.toLowerCase()] },
  );
  const picklistNames = settle(
    picklists.map((picklist) => ({
      id: picklist.id,
      pinned: picklist.pinned,
      choices: [
        picklist.enum.replace(/(?<=.)Enum$/, ''),
        picklist.enum,
        `${picklist.enum}${shortId(picklist.id)}`,
        `${picklist.enum}${longId(picklist.id)}`,
      ],
    })),
    { taken: exported, claims: (name) => [name, optionsName(name)] },
  );
  return {
    objects: new Map(
      objects.map(({ id }) => [
        id,
        { type: at(types, id), namespace: at(namespaces, id), file: at(modules, id) },
      ]),
    ),
    picklists: picklistNames,
  };
}

/** The constant that holds a picklist's options: `opportunityStageOptions` for OpportunityStage. */
export function optionsName(picklist: string): string {
  return `${lowerFirst(picklist)}Options`;
}

interface Item {
  readonly id: string;
  readonly pinned: string | undefined;
  /** The last is unique by its id. */
  readonly choices: readonly string[];
}

interface Scope {
  /** Names in use; those given are added. */
  readonly taken: Set<string>;
  readonly refused?: ReadonlySet<string>;
  /** All that a name occupies. */
  readonly claims?: (name: string) => readonly string[];
}

function settle(items: readonly Item[], scope: Scope): ReadonlyMap<string, string> {
  const { taken, refused, claims = (name) => [name] } = scope;
  const settled = new Map<string, string>();
  const give = (id: string, name: string) => {
    settled.set(id, name);
    for (const claim of claims(name)) taken.add(claim);
  };
  for (const { id, pinned } of items) if (pinned !== undefined) give(id, pinned);

  let open = items.filter(({ id }) => !settled.has(id));
  for (let round = 0; open.length > 0; round += 1) {
    const choice = (item: Item) => item.choices[Math.min(round, item.choices.length - 1)] ?? item.id;
    const last = (item: Item) => round >= item.choices.length - 1;
    // How many want a name, and which names are only part of what another one occupies.
    const wanted = new Map<string, number>();
    const derived = new Set<string>();
    for (const item of open) {
      const [name = '', ...rest] = claims(choice(item));
      wanted.set(name, (wanted.get(name) ?? 0) + 1);
      for (const claim of rest) derived.add(claim);
    }
    const winners = open.filter((item) => {
      const name = choice(item);
      const all = claims(name);
      if (last(item)) return true;
      if (refused?.has(name) || all.some((claim) => taken.has(claim))) return false;
      return wanted.get(all[0] ?? name) === 1 && !derived.has(name);
    });
    for (const item of winners) give(item.id, choice(item));
    open = open.filter(({ id }) => !settled.has(id));
  }
  return settled;
}

const longId = (id: string): string => id.replaceAll(/[^\dA-Za-z]/g, '');
const shortId = (id: string): string => longId(id).slice(0, 4);

/** A valid identifier as near to a name as can be. */
function identifier(name: string): string {
  const valid = name.replaceAll(/[^\w$]/g, '_');
  return /^[A-Za-z_$]/.test(valid) ? valid : `_${valid}`;
}

function fileName(name: string): string {
  const valid = name.replaceAll(/[^\w-]/g, '_');
  return /^[A-Za-z\d]/.test(valid) ? valid : `_${valid}`;
}

function at(names: ReadonlyMap<string, string>, id: string): string {
  const name = names.get(id);
  if (name === undefined) throw new Error(`no name was settled for ${id}`);
  return name;
}

import { lowerFirst, upperFirst } from './case.ts';
import { by } from './order.ts';
import { ownNames, reservedFiles, reservedTypes, reservedWords } from './reserved.ts';
import type { ObjectNames } from './types.ts';

/**
 * The names of the generated code, settled in one place by a rule that never depends on order:
 *
 * 1. A name given before (pinned in the lock, found by the object's or field's id) stays, unless it would be given twice.
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
  /** Its morph relations, by the name that their targets share: `target`. */
  readonly morphs?: readonly string[];
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
  const types: Scope = {
    items: objects.map(({ id, entity, pinned }) => {
      const name = identifier(entity);
      return {
        id,
        pinned: pinned?.type,
        choices: [name, `${name}Record`, `${name}Record${shortId(id)}`, `${name}Record${longId(id)}`],
      };
    }),
    taken: exported,
    refused: reservedTypes,
    isValid: isIdentifier,
    claims: (name) => [name, ...typeSuffixes.map((suffix) => name + suffix)],
  };
  const namespaces: Scope = {
    items: objects.map(({ id, namePlural, pinned }) => {
      const name = identifier(namePlural);
      return {
        id,
        pinned: pinned?.namespace,
        choices: [name, `${name}Records`, `${name}${shortId(id)}`, `${name}${longId(id)}`],
      };
    }),
    taken: exported,
    refused: reservedWords,
    isValid: isIdentifier,
    claims: (name) => [name],
  };
  const modules: Scope = {
    items: objects.map(({ id, nameSingular, pinned }) => {
      const name = fileName(nameSingular);
      return {
        id,
        pinned: pinned?.file,
        choices: [name, `${name}-record`, `${name}-${shortId(id)}`, `${name}-${longId(id)}`],
      };
    }),
    taken: new Set(reservedFiles),
    refused: reservedFiles,
    isValid: isFileName,
    claims: (name) => [name.toLowerCase()],
  };
  const enums: Scope = {
    items: picklists.map((picklist) => {
      const name = identifier(picklist.enum);
      return {
        id: picklist.id,
        pinned: picklist.pinned,
        choices: [
          name.replace(/(?<=.)Enum$/, ''),
          name,
          `${name}${shortId(picklist.id)}`,
          `${name}${longId(picklist.id)}`,
        ],
      };
    }),
    taken: exported,
    refused: reservedTypes,
    isValid: isIdentifier,
    claims: (name) => [name, optionsName(name)],
  };
  // What was given before goes first, whatever its kind: nothing new may take it.
  const kept = new Map([types, namespaces, modules, enums].map((scope) => [scope, keep(scope)]));
  const settled = (scope: Scope) => settle(scope, kept.get(scope) ?? new Map());
  const typeNames = settled(types);
  for (const { id, morphs = [] } of objects)
    for (const morph of morphs) exported.add(morphTypeName(at(typeNames, id), morph));
  const namespaceNames = settled(namespaces);
  for (const { morphs = [] } of objects) for (const morph of morphs) exported.add(morphReaderName(morph));
  const fileNames = settled(modules);
  return {
    objects: new Map(
      objects.map(({ id }) => [
        id,
        { type: at(typeNames, id), namespace: at(namespaceNames, id), file: at(fileNames, id) },
      ]),
    ),
    picklists: settled(enums),
  };
}

/** The constant that holds a picklist's options: `opportunityStageOptions` for OpportunityStage. */
export function optionsName(picklist: string): string {
  return `${lowerFirst(picklist)}Options`;
}

/** The relations that a morph relation is made of: `ClientTargetRelation`. */
export function morphTypeName(type: string, morph: string): string {
  return `${type}${upperFirst(morph.replaceAll(/[^\w$]/g, '_'))}Relation`;
}

/** The function that tells which of them is set: `targetOf`. */
export function morphReaderName(morph: string): string {
  return `${lowerFirst(identifier(morph))}Of`;
}

interface Item {
  readonly id: string;
  readonly pinned: string | undefined;
  /** The last is unique by its id. */
  readonly choices: readonly string[];
}

interface Scope {
  readonly items: readonly Item[];
  /** Names in use; those given are added. */
  readonly taken: Set<string>;
  readonly refused: ReadonlySet<string>;
  /** A lock that someone edited may hold any text. */
  readonly isValid: (name: string) => boolean;
  /** All that a name occupies, the name (as it is compared) first. */
  readonly claims: (name: string) => readonly string[];
}

/** Gives pinned names again: each, unless two ended up the same (a merge of two locks) or a later version of ours needs it. */
function keep(scope: Scope): Map<string, string> {
  const settled = new Map<string, string>();
  const pinned = scope.items.flatMap(({ id, pinned: name }) => (name === undefined ? [] : [{ id, name }]));
  give(pinned, scope, settled);
  return settled;
}

function settle(scope: Scope, settled: Map<string, string>): ReadonlyMap<string, string> {
  const open = () => scope.items.filter(({ id }) => !settled.has(id));
  const rounds = Math.max(0, ...scope.items.map(({ choices }) => choices.length));
  for (let round = 0; round < rounds; round += 1) {
    const wishes = open().flatMap(({ id, choices }) => {
      const name = choices[round];
      return name === undefined ? [] : [{ id, name }];
    });
    give(wishes, scope, settled);
  }
  // Only ids that are no ids get here.
  for (const { id, choices } of open().toSorted(by((item) => item.id))) {
    let name = choices.at(-1) ?? '';
    while (scope.refused.has(name) || scope.claims(name).some((claim) => scope.taken.has(claim))) name += '_';
    give([{ id, name }], scope, settled);
  }
  return settled;
}

/** Gives each wish whose name is free, and that no other wish is for. */
function give(
  wishes: readonly { readonly id: string; readonly name: string }[],
  { taken, refused, claims, isValid }: Scope,
  settled: Map<string, string>,
): void {
  // How many want a name, and how many occupy it as part of another one.
  const wanted = new Map<string, number>();
  const derived = new Map<string, number>();
  for (const { name } of wishes) {
    const [own = '', ...rest] = claims(name);
    wanted.set(own, (wanted.get(own) ?? 0) + 1);
    for (const claim of rest) derived.set(claim, (derived.get(claim) ?? 0) + 1);
  }
  const winners = wishes.filter(({ name }) => {
    if (!isValid(name)) return false;
    const [own = '', ...rest] = claims(name);
    if (refused.has(name) || taken.has(own) || rest.some((claim) => taken.has(claim))) return false;
    return wanted.get(own) === 1 && !derived.has(own) && rest.every((claim) => derived.get(claim) === 1);
  });
  for (const { id, name } of winners) {
    settled.set(id, name);
    for (const claim of claims(name)) taken.add(claim);
  }
}

/** What may stand in code as the name of a type, a namespace or a picklist. */
export function isIdentifier(name: string): boolean {
  return /^[A-Za-z_$][\w$]*$/.test(name);
}

/** What a GraphQL schema can name. */
export function isGraphqlName(name: string): boolean {
  return /^[A-Za-z_]\w*$/.test(name);
}

/** What may be the name of a module: a file in one folder, on any system. */
export function isFileName(name: string): boolean {
  return /^[A-Za-z\d_][\w-]*$/.test(name) && !reservedFiles.has(name.toLowerCase());
}

const longId = (id: string): string => id.replaceAll(/[^\dA-Za-z]/g, '');
const shortId = (id: string): string => longId(id).slice(0, 4);

/** A valid identifier as near to a name as can be. */
function identifier(name: string): string {
  const valid = name.replaceAll(/[^\w$]/g, '_');
  return /^[A-Za-z_$]/.test(valid) ? valid : `_${valid}`;
}

/** Far below what file systems take, for what is put behind it. */
const longestFileName = 120;

function fileName(name: string): string {
  const valid = name.slice(0, longestFileName).replaceAll(/[^\w-]/g, '_');
  return /^[A-Za-z\d]/.test(valid) ? valid : `_${valid}`;
}

function at(names: ReadonlyMap<string, string>, id: string): string {
  const name = names.get(id);
  if (name === undefined) throw new Error(`no name was settled for ${id}`);
  return name;
}

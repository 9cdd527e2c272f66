import { operationKinds } from '../model/operations.ts';
import type { ModelObject, OperationKind } from '../model/types.ts';
import type { Comparison, Draft } from './draft.ts';
import type { ObjectPair } from './match.ts';
import { canonical, nameOfObject, oneLine, quoted, short } from './text.ts';

export function addedObject(object: ModelObject): Draft {
  return {
    code: 'OBJECT_ADDED',
    object: object.nameSingular,
    after: object.nameSingular,
    message: `${nameOfObject(object)} is a new object.`,
  };
}

export function removedObject(object: ModelObject, { deactivated }: Comparison): Draft {
  const isDeactivated = deactivated.has(object.id);
  return {
    code: isDeactivated ? 'OBJECT_DEACTIVATED' : 'OBJECT_REMOVED',
    object: object.nameSingular,
    before: object.nameSingular,
    message: `${nameOfObject(object)} was ${isDeactivated ? 'deactivated' : 'removed'}.`,
  };
}

/** What differs in an object itself, beside its fields. */
export function compareObjects(pair: ObjectPair, comparison: Comparison): readonly Draft[] {
  return [
    ...identity(pair, comparison),
    ...access(pair),
    ...operations(pair),
    ...labels(pair),
    ...metadata(pair, comparison),
  ].map((draft) => ({ object: pair.before.nameSingular, ...draft }));
}

function identity({ before, after }: ObjectPair, { hasSameIds }: Comparison): readonly Draft[] {
  const drafts: Draft[] = [];
  const name = nameOfObject(before);
  if (before.nameSingular !== after.nameSingular) {
    drafts.push({
      code: 'OBJECT_RENAMED',
      before: before.nameSingular,
      after: after.nameSingular,
      message: `${name} is called ${oneLine(after.nameSingular)} now.`,
    });
  } else if (before.namePlural !== after.namePlural) {
    drafts.push({
      code: 'OBJECT_PLURAL_RENAMED',
      before: before.namePlural,
      after: after.namePlural,
      message: `${name} has the plural ${oneLine(after.namePlural)} now, no longer ${oneLine(before.namePlural)}.`,
    });
  } else {
    // Names in GraphQL follow from those above.
    const differing = apiNames(before).find(([key, value]) => {
      const now = new Map(apiNames(after)).get(key);
      return now !== undefined && now !== value;
    });
    if (differing !== undefined) {
      const [key, old] = differing;
      const now = new Map(apiNames(after)).get(key) ?? '';
      drafts.push({
        code: 'OBJECT_API_NAMES_CHANGED',
        before: old,
        after: now,
        message: `${name} has other names in GraphQL: ${oneLine(old)} is ${oneLine(now)} now.`,
      });
    }
  }
  if (hasSameIds && before.id !== after.id) {
    drafts.push({
      code: 'OBJECT_REPLACED',
      before: short(before.id),
      after: short(after.id),
      message: `${name} was removed, and another object made in its place: its records are others.`,
    });
  }
  return drafts;
}

/** Every name that GraphQL knows an object by: of its types, and of its operations. */
function apiNames({ graphql, operations }: ModelObject): readonly (readonly [string, string])[] {
  return [...Object.entries(graphql), ...Object.entries(operations)];
}

function access({ before, after }: ObjectPair): readonly Draft[] {
  const drafts: Draft[] = [];
  const name = nameOfObject(before);
  if (before.isActive && !after.isActive)
    drafts.push({ code: 'OBJECT_DEACTIVATED', message: `${name} was deactivated.` });
  if (!before.isActive && after.isActive)
    drafts.push({ code: 'OBJECT_ACTIVATED', message: `${name} was activated.` });
  if (!before.isReadOnly && after.isReadOnly)
    drafts.push({ code: 'OBJECT_BECAME_READ_ONLY', message: `${name} can no longer be written.` });
  if (before.isReadOnly && !after.isReadOnly)
    drafts.push({ code: 'OBJECT_BECAME_WRITABLE', message: `${name} can be written now.` });
  return drafts;
}

const reading: ReadonlySet<OperationKind> = new Set(['findMany', 'findOne', 'groupBy', 'findDuplicates']);

function operations({ before, after }: ObjectPair): readonly Draft[] {
  const name = nameOfObject(before);
  return operationKinds.flatMap((operation): Draft[] => {
    const old = before.operations[operation];
    const now = after.operations[operation];
    if (old !== undefined && now === undefined) {
      return [
        {
          code: 'OPERATION_LOST',
          breaks: reading.has(operation) ? ['readers'] : ['writers'],
          operation,
          before: old,
          message: `${name} no longer has ${operation}.`,
        },
      ];
    }
    if (old === undefined && now !== undefined)
      return [{ code: 'OPERATION_GAINED', operation, after: now, message: `${name} has ${operation} now.` }];
    return [];
  });
}

function labels({ before, after, fieldNow }: ObjectPair): readonly Draft[] {
  const drafts: Draft[] = [];
  const name = nameOfObject(before);
  const [title, titleNow] = [before.labelIdentifier, after.labelIdentifier];
  const titleRenamed = title === undefined ? undefined : (fieldNow.get(title)?.name ?? title);
  if (titleRenamed !== titleNow) {
    drafts.push({
      code: 'OBJECT_LABEL_IDENTIFIER_CHANGED',
      ...beforeAndAfter(title, titleNow),
      message:
        titleNow === undefined
          ? `${name} has no field that titles its records any more.`
          : `${name} is titled by ${oneLine(titleNow)} now.`,
    });
  }
  if (before.labelSingular !== after.labelSingular || before.labelPlural !== after.labelPlural) {
    const both = ({ labelSingular, labelPlural }: ModelObject): string =>
      `${quoted(labelSingular)} and ${quoted(labelPlural)}`;
    drafts.push({
      code: 'OBJECT_LABEL_CHANGED',
      before: `${short(before.labelSingular)} / ${short(before.labelPlural)}`,
      after: `${short(after.labelSingular)} / ${short(after.labelPlural)}`,
      message: `${oneLine(before.nameSingular)} is labelled ${both(after)} now, no longer ${both(before)}.`,
    });
  }
  if (before.description !== after.description) {
    drafts.push({
      code: 'OBJECT_DESCRIPTION_CHANGED',
      ...beforeAndAfter(
        before.description === undefined ? undefined : short(before.description),
        after.description === undefined ? undefined : short(after.description),
      ),
      message: `${name} has ${after.description === undefined ? 'no description any more' : 'another description'}.`,
    });
  }
  return drafts;
}

function metadata({ before, after }: ObjectPair, { hasSameIds }: Comparison): readonly Draft[] {
  const facts = changedFacts([
    ['universal identifier', hasSameIds ? [before.universalIdentifier, after.universalIdentifier] : []],
    ['being custom', [before.isCustom, after.isCustom]],
    ["being one of the system's", [before.isSystem, after.isSystem]],
  ]);
  if (facts === undefined) return [];
  const message = `${nameOfObject(before)} differs in ${facts.what}.`;
  return [{ code: 'OBJECT_METADATA_CHANGED', before: facts.before, after: facts.after, message }];
}

/** Of facts with their values before and after, those that differ; undefined where none does. */
export function changedFacts(
  facts: readonly (readonly [string, readonly unknown[]])[],
): { readonly what: string; readonly before: string; readonly after: string } | undefined {
  const changed = facts.filter(([, [before, after]]) => canonical(before) !== canonical(after));
  if (changed.length === 0) return undefined;
  const values = (at: 0 | 1): string =>
    changed.map(([what, pair]) => `${what} ${short(String(pair[at] ?? 'none'))}`).join(', ');
  return {
    what: changed.map(([what]) => `its ${what}`).join(', '),
    before: values(0),
    after: values(1),
  };
}

export function beforeAndAfter(
  before: string | undefined,
  after: string | undefined,
): { readonly before?: string; readonly after?: string } {
  return { ...(before === undefined ? {} : { before }), ...(after === undefined ? {} : { after }) };
}

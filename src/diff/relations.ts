import { readableRelations } from '../model/access.ts';
import type { Model, ModelField, ModelObject } from '../model/types.ts';
import { nameNow } from './draft.ts';
import type { Comparison, Draft } from './draft.ts';
import type { ObjectPair, Pair } from './match.ts';
import { beforeAndAfter } from './objects.ts';
import { nameOfField, oneLine, typeText } from './text.ts';

/** Whether a to-one relation is there as its id alone, the other object being left out of the model. */
export function keptAsId({ relation }: ModelField, other: ModelField): boolean {
  return (
    relation?.joinColumn !== undefined && other.relation === undefined && other.name === relation.joinColumn
  );
}

/** What differs in a field's relation. */
export function compareRelations(
  pair: ObjectPair,
  { before, after }: Pair<ModelField>,
  comparison: Comparison,
): readonly Draft[] {
  const name = nameOfField(pair.before, before);
  const lost: Draft = {
    code: 'RELATION_LOST',
    before: typeText(before),
    message: `${name} can no longer be followed`,
  };
  const gained: Draft = {
    code: 'RELATION_GAINED',
    after: typeText(after),
    message: `${name} can be followed now.`,
  };
  if (keptAsId(before, after)) {
    const id = oneLine(after.name);
    return [{ ...lost, after: after.name, message: `${lost.message}: only its id, ${id}, is left.` }];
  }
  if (keptAsId(after, before)) return [{ ...gained, before: before.name }];
  const [old, now] = [before.relation, after.relation];
  if (old === undefined || now === undefined) return lopsided({ before, after }, name);
  const drafts: Draft[] = [];
  const hasOtherTarget = nameNow(comparison, old.target) !== now.target;
  if (old.kind !== now.kind) {
    drafts.push({
      code: 'RELATION_KIND_CHANGED',
      before: old.kind,
      after: now.kind,
      message: `${name} ${now.kind === 'ONE_TO_MANY' ? 'is a list of records now, no longer one' : 'is one record now, no longer a list'}.`,
    });
  }
  if (hasOtherTarget) {
    drafts.push({
      code: 'RELATION_TARGET_CHANGED',
      before: old.target,
      after: now.target,
      message: `${name} points to ${oneLine(now.target)} now, no longer to ${oneLine(old.target)}.`,
    });
  }
  if (old.joinColumn !== now.joinColumn && !followsName({ before, after })) {
    drafts.push({
      code: 'RELATION_JOIN_COLUMN_CHANGED',
      ...beforeAndAfter(old.joinColumn, now.joinColumn),
      message: `The id of ${name} is called ${oneLine(now.joinColumn ?? '(nothing)')} now, no longer ${oneLine(old.joinColumn ?? '(nothing)')}.`,
    });
  }
  if (old.onDelete !== now.onDelete) {
    const words = (onDelete = 'nothing'): string => oneLine(onDelete);
    drafts.push({
      code: 'RELATION_ON_DELETE_CHANGED',
      ...beforeAndAfter(old.onDelete, now.onDelete),
      message: `When the record that ${name} points to is deleted, ${words(now.onDelete)} happens now, no longer ${words(old.onDelete)}.`,
    });
  }
  if (old.kind !== now.kind || hasOtherTarget) return drafts;
  const [wasReadable, isReadable] = [
    isReadableIn(comparison.before, pair.before, before),
    isReadableIn(comparison.after, pair.after, after),
  ];
  if (wasReadable && !isReadable) drafts.push({ ...lost, message: `${lost.message}.` });
  if (!wasReadable && isReadable) drafts.push(gained);
  if (wasReadable === isReadable && hasOtherInverse({ before, after }, comparison)) {
    drafts.push({
      code: 'RELATION_INVERSE_CHANGED',
      ...beforeAndAfter(old.inverse, now.inverse),
      message: `On the other side of ${name} stands ${oneLine(now.inverse ?? 'no field')} now, no longer ${oneLine(old.inverse ?? 'none')}.`,
    });
  }
  return drafts;
}

/** A lock that someone edited may hold a relation of which only one side says what it is. */
function lopsided({ before, after }: Pair<ModelField>, name: string): readonly Draft[] {
  if ((before.relation === undefined) === (after.relation === undefined) || before.type !== after.type)
    return [];
  return [
    {
      code: 'FIELD_TYPE_CHANGED',
      before: typeText(before),
      after: typeText(after),
      message: `${name} is of type ${typeText(after)} now, no longer ${typeText(before)}.`,
    },
  ];
}

/** `companyId` becomes `employerId` where `company` becomes `employer`. */
function followsName({ before, after }: Pair<ModelField>): boolean {
  const [old, now] = [before.relation?.joinColumn, after.relation?.joinColumn];
  if (before.relation?.kind !== after.relation?.kind) return true;
  return before.name !== after.name && old === `${before.name}Id` && now === `${after.name}Id`;
}

function isReadableIn(model: Model, object: ModelObject, field: ModelField): boolean {
  const target = model.objects.find(({ nameSingular }) => nameSingular === field.relation?.target);
  if (target === undefined) return false;
  const byName = new Map([[target.nameSingular, target]]);
  return readableRelations({ ...object, fields: [field] }, byName).length > 0;
}

/** Whether the field on the other side is another one, and not because it was renamed, removed or added. */
function hasOtherInverse({ before, after }: Pair<ModelField>, { pairOf }: Comparison): boolean {
  const [old, now] = [before.relation?.inverse, after.relation?.inverse];
  const other = pairOf.get(before.relation?.target ?? '');
  if (other === undefined) return old !== now;
  const { fieldNow, fields } = other;
  if (old !== undefined && fields.removed.some(({ name }) => name === old)) return false;
  if (now !== undefined && fields.added.some(({ name }) => name === now)) return false;
  return (old === undefined ? undefined : (fieldNow.get(old)?.name ?? old)) !== now;
}

/** Names of morph relations: each is shared by a field for every target, and said once. */
export function compareMorphs({ before: object, fields }: ObjectPair): readonly Draft[] {
  const seen = new Set<string>();
  return fields.pairs.flatMap(({ before, after }): Draft[] => {
    const [old, now] = [before.relation?.morph, after.relation?.morph];
    const key = JSON.stringify([old, now]);
    if (old === now || !before.relation || !after.relation || before.type !== after.type || seen.has(key))
      return [];
    seen.add(key);
    return [
      {
        code: 'MORPH_RENAMED',
        object: object.nameSingular,
        ...beforeAndAfter(old, now),
        message: `The relation ${oneLine(`${object.nameSingular}.${old ?? before.name}`)} to one of several objects is called ${oneLine(now ?? after.name)} now.`,
      },
    ];
  });
}

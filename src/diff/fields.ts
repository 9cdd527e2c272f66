import { isRequired } from '../model/access.ts';
import type { ModelField, ModelObject } from '../model/types.ts';
import type { Comparison, Draft } from './draft.ts';
import type { ObjectPair, Pair } from './match.ts';
import { beforeAndAfter, changedFacts } from './objects.ts';
import { changedOptionIds, compareOptions } from './options.ts';
import { compareRelations, keptAsId } from './relations.ts';
import { canCreate, compareRequirements } from './requirements.ts';
import { canonical, nameOfField, oneLine, quoted, short, typeText } from './text.ts';

/** What differs in the fields of an object that is on both sides. */
export function compareFields(pair: ObjectPair, comparison: Comparison): readonly Draft[] {
  const { before, after, fields } = pair;
  return [
    ...fields.removed.map((field) => removedField(before, field, comparison)),
    ...fields.added.map((field) => addedField(pair, field)),
    ...fields.pairs.flatMap((both) =>
      [
        ...compareField(pair, both, comparison),
        ...compareRequirements({ before, after }, both),
        ...compareOptions(before, both),
        ...compareRelations(pair, both, comparison),
      ].map((draft) => ({ field: both.before.name, ...draft })),
    ),
  ].map((draft) => ({ object: before.nameSingular, ...draft }));
}

function removedField(object: ModelObject, field: ModelField, comparison: Comparison): Draft {
  const { deactivated, pairOf, before } = comparison;
  const name = nameOfField(object, field);
  const common = { field: field.name, before: typeText(field) };
  if (deactivated.has(field.id))
    return { code: 'FIELD_DEACTIVATED', ...common, message: `${name} was deactivated.` };
  const target = field.relation?.target ?? '';
  const wentWith = !pairOf.has(target) && before.objects.some(({ nameSingular }) => nameSingular === target);
  return {
    code: 'FIELD_REMOVED',
    ...common,
    message: wentWith ? `${name} is gone, with the object ${oneLine(target)}.` : `${name} was removed.`,
  };
}

function addedField({ before, after }: ObjectPair, field: ModelField): Draft {
  const name = nameOfField(before, field);
  const common = { field: field.name, after: typeText(field) };
  if (isRequired(field) && canCreate(after)) {
    return {
      code: 'REQUIRED_FIELD_ADDED',
      ...common,
      message: `${name} is a new field (${typeText(field)}), and creates must give it.`,
    };
  }
  const { morph, target = '' } = field.relation ?? {};
  if (morph !== undefined && before.fields.some(({ relation }) => relation?.morph === morph)) {
    return {
      code: 'MORPH_TARGET_ADDED',
      ...common,
      message: `${oneLine(`${before.nameSingular}.${morph}`)} may point to ${oneLine(target)} now, by the new field ${oneLine(field.name)}.`,
    };
  }
  return { code: 'FIELD_ADDED', ...common, message: `${name} is a new field (${typeText(field)}).` };
}

function compareField(
  { before: object }: ObjectPair,
  { before, after }: Pair<ModelField>,
  { hasSameIds }: Comparison,
): readonly Draft[] {
  const drafts: Draft[] = [];
  const name = nameOfField(object, before);
  // Where the other object is left out, its id stands under its own name: no rename, and no other type.
  const isId = keptAsId(before, after) || keptAsId(after, before);
  if (before.name !== after.name && !isId) {
    drafts.push({
      code: 'FIELD_RENAMED',
      before: before.name,
      after: after.name,
      message: `${name} is called ${oneLine(after.name)} now.`,
    });
  }
  const hasOtherType = before.type !== after.type && !isId;
  if (hasOtherType) {
    drafts.push({
      code: 'FIELD_TYPE_CHANGED',
      before: typeText(before),
      after: typeText(after),
      message: `${name} is of type ${typeText(after)} now, no longer ${typeText(before)}.`,
    });
  } else if (hasSameIds && before.id !== after.id) {
    drafts.push({
      code: 'FIELD_REPLACED',
      before: short(before.id),
      after: short(after.id),
      message: `${name} was removed, and another field made in its place: its values are others.`,
    });
  }
  if (before.numberType !== after.numberType && !hasOtherType) {
    drafts.push({
      code: 'FIELD_NUMBER_TYPE_CHANGED',
      ...beforeAndAfter(before.numberType, after.numberType),
      message: `${name} holds numbers of type ${after.numberType ?? 'unknown'} now, no longer ${before.numberType ?? 'unknown'}.`,
    });
  }
  const [parts, partsNow] = [before.subFields, after.subFields];
  if (canonical(parts) !== canonical(partsNow) && !hasOtherType) {
    drafts.push({
      code: 'FIELD_SUBFIELDS_CHANGED',
      ...beforeAndAfter(parts && short(parts.join(', ')), partsNow && short(partsNow.join(', '))),
      message: `${name} has the parts ${short(partsNow?.join(', ') ?? '') || '(none)'} now, no longer ${short(parts?.join(', ') ?? '') || '(none)'}.`,
    });
  }
  return [...drafts, ...activation(name, before, after), ...labels(object, before, after)];
}

function activation(name: string, before: ModelField, after: ModelField): readonly Draft[] {
  if (before.isActive && !after.isActive)
    return [{ code: 'INACTIVE_FIELD_KEPT', message: `${name} was deactivated, and is kept.` }];
  if (!before.isActive && after.isActive)
    return [{ code: 'FIELD_ACTIVATED', message: `${name} was activated.` }];
  return [];
}

function labels(object: ModelObject, before: ModelField, after: ModelField): readonly Draft[] {
  const drafts: Draft[] = [];
  if (before.label !== after.label) {
    drafts.push({
      code: 'FIELD_LABEL_CHANGED',
      before: short(before.label),
      after: short(after.label),
      message: `${oneLine(`${object.nameSingular}.${before.name}`)} is labelled ${quoted(after.label)} now, no longer ${quoted(before.label)}.`,
    });
  }
  if (before.description !== after.description) {
    const [old, now] = [before.description, after.description];
    drafts.push({
      code: 'FIELD_DESCRIPTION_CHANGED',
      ...beforeAndAfter(
        old === undefined ? undefined : short(old),
        now === undefined ? undefined : short(now),
      ),
      message: `${nameOfField(object, before)} has ${now === undefined ? 'no description any more' : 'another description'}.`,
    });
  }
  return drafts;
}

/** What is left: facts that no code sees, and that follow from no other change. */
export function compareFieldMetadata(
  pair: ObjectPair,
  { before, after }: Pair<ModelField>,
  { hasSameIds }: Comparison,
): readonly Draft[] {
  const isRenamed = pair.before.nameSingular !== pair.after.nameSingular || before.name !== after.name;
  const hasPicklists = (before.picklist && after.picklist) !== undefined || before.type === after.type;
  const facts = changedFacts([
    ['universal identifier', hasSameIds ? [before.universalIdentifier, after.universalIdentifier] : []],
    ['being custom', [before.isCustom, after.isCustom]],
    ["being one of the system's", [before.isSystem, after.isSystem]],
    ["options' ids", hasSameIds ? changedOptionIds({ before, after }) : []],
    ['enum', isRenamed || !hasPicklists ? [] : [before.picklist?.enum, after.picklist?.enum]],
  ]);
  if (facts === undefined) return [];
  return [
    {
      code: 'FIELD_METADATA_CHANGED',
      object: pair.before.nameSingular,
      field: before.name,
      before: facts.before,
      after: facts.after,
      message: `${nameOfField(pair.before, before)} differs in ${facts.what}.`,
    },
  ];
}

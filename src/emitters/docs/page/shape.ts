import { isRequired, isWritable, propertyName, readableRelations, readsNull } from '../../../model/access.ts';
import type { ReadableRelation } from '../../../model/access.ts';
import { fieldType, isKnownFieldType } from '../../../model/fields.ts';
import type { ModelField, ModelObject } from '../../../model/types.ts';
import type { Page } from './data.ts';

/** What every record has, and few ask for. */
const technical: ReadonlySet<string> = new Set(['TS_VECTOR', 'POSITION', 'ACTOR', 'RAW_JSON', 'FILES']);

/** The fields that a reader thinks of first: those of the object itself before the system's. */
export function ownFields(object: ModelObject): readonly ModelField[] {
  const own = object.fields.filter(({ relation }) => relation?.kind !== 'ONE_TO_MANY');
  const title = titleField(object);
  return [...own].sort((a, b) => rank(a) - rank(b));

  function rank(field: ModelField): number {
    if (field === title) return 0;
    if (field.relation) return 3;
    return (field.isSystem || field.name === 'id' ? 4 : 1) + (technical.has(field.type) ? 5 : 0);
  }
}

/** The field that the CRM shows as a record's title; else a text of it. */
export function titleField(object: ModelObject): ModelField | undefined {
  const { fields, labelIdentifier } = object;
  return (
    fields.find(({ name, relation }) => name === labelIdentifier && relation === undefined) ??
    fields.find(({ type, isSystem }) => !isSystem && (type === 'FULL_NAME' || type === 'TEXT'))
  );
}

/** Those of types that this version knows, without what is of no use in a list. */
export function shownFields(object: ModelObject): readonly ModelField[] {
  return ownFields(object).filter(
    ({ type, relation }) => relation === undefined && isKnownFieldType(type) && !technical.has(type),
  );
}

export function relationsOf(page: Page, object: ModelObject): readonly ReadableRelation[] {
  return readableRelations(object, page.models);
}

/** What a person reads of a field's type. */
export function typeLabel(field: ModelField): string {
  const { relation } = field;
  if (relation !== undefined)
    return relation.morph === undefined ? (relation.kind === 'MANY_TO_ONE' ? 'to one' : 'to many') : 'morph';
  return field.type.toLowerCase().replaceAll('_', ' ');
}

/** The type of a field's value in the generated code. */
export function codeType(field: ModelField): string {
  const row = fieldType(field.type);
  if (field.relation?.kind === 'ONE_TO_MANY') return 'Page';
  const one = row.kind === 'picklist' ? (field.picklist?.name ?? 'string') : row.read;
  const type = row.isList ? `${one}[]` : one;
  const isNull = readsNull(field) && row.read !== 'unknown' && row.read !== 'JsonValue';
  return isNull ? `${type} | null` : type;
}

/** What a badge says of a field, in the order in which they are shown. */
export function factsOf(object: ModelObject, field: ModelField): readonly string[] {
  return [
    ...(isRequired(field) && !object.isReadOnly && propertyName(field) !== 'id'
      ? ['required on create']
      : []),
    ...(readsNull(field) && field.relation?.kind !== 'ONE_TO_MANY' ? ['nullable'] : []),
    ...(field.isUnique ? ['unique'] : []),
    ...(isWritable(field) || field.relation?.kind === 'ONE_TO_MANY' ? [] : ['read-only']),
    ...(field.isActive ? [] : ['inactive']),
  ];
}

import type { RawField, RawObject, RawSchema } from '../introspect/types.ts';
import { inverseField, isRelation, morphName, relationKind, relationTarget } from './build-relation.ts';
import { pascalCase } from './case.ts';
import { fieldType, isKnownFieldType } from './fields.ts';
import { by, byCodePoint } from './order.ts';
import { namedType, type SchemaEntity } from './schema.ts';
import type { ModelField, ModelOption, ModelPicklist, ModelRelation } from './types.ts';

interface Kept {
  readonly object: RawObject;
  readonly entity: SchemaEntity;
}

export interface FieldContext {
  readonly schema: RawSchema | null;
  readonly objectsById: ReadonlyMap<string, RawObject>;
  /** The objects that the model will hold, by nameSingular. */
  readonly kept: ReadonlyMap<string, Kept>;
  /** Their nameSingular, by the name of their entity. */
  readonly nameOfEntity: ReadonlyMap<string, string>;
  readonly keeps: (object: RawObject, field: RawField) => boolean;
  readonly isCustom: (item: RawField) => boolean;
  readonly warn: (code: string, message: string) => void;
}

/** The fields of one object, sorted by name, of fields so sorted. A picklist's name is its enum's until names are settled. */
export function buildFields(
  object: RawObject,
  entity: SchemaEntity,
  context: FieldContext,
): readonly ModelField[] {
  const kept = object.fields.filter((field) => context.keeps(object, field));
  const relations = new Map<string, ModelField>();
  const joinColumns = new Set<string>();
  for (const field of kept) {
    if (!isRelation(field)) continue;
    const built = relationField(object, field, entity, context);
    const joinColumn = built?.relation?.joinColumn;
    if (!built || relations.has(built.name) || (joinColumn !== undefined && joinColumns.has(joinColumn)))
      continue;
    relations.set(built.name, built);
    if (joinColumn !== undefined) joinColumns.add(joinColumn);
  }
  // A relation named as another one's id could not be told from it.
  for (const joinColumn of joinColumns) {
    if (!relations.delete(joinColumn)) continue;
    context.warn(
      'RELATION_NAME_TAKEN',
      `Relation ${object.nameSingular}.${joinColumn} has the name of another relation's id; left out.`,
    );
  }
  const taken = new Set([...joinColumns, ...relations.keys()]);
  const own = kept.flatMap((field) => {
    // Servers before 0.53 send a relation's id as a field of its own.
    if (isRelation(field) || taken.has(field.name)) return [];
    taken.add(field.name);
    const built = ownField(object, field, entity, context);
    return built ? [built] : [];
  });
  return [...own, ...relations.values()].toSorted(by((field) => field.name));
}

function ownField(
  object: RawObject,
  field: RawField,
  entity: SchemaEntity,
  { schema, warn, isCustom }: FieldContext,
): ModelField | undefined {
  const path = `${object.nameSingular}.${field.name}`;
  const answered = entity.fields.get(field.name);
  if (schema !== null && answered === undefined) {
    warn('FIELD_NOT_IN_SCHEMA', `Field ${path} is not in the GraphQL schema; left out.`);
    return undefined;
  }
  const answeredType = answered && schema?.types.get(namedType(answered.type));
  const type = normalType(field.type, answeredType?.kind);
  const base = baseField(field, type, isCustom(field));
  if (!isKnownFieldType(type)) {
    warn(
      'FIELD_TYPE_UNKNOWN',
      `Field ${path} has type ${field.type}, which this version does not know; it is read as unknown.`,
    );
    const subFields =
      answeredType?.kind === 'OBJECT'
        ? answeredType.fields
            .filter(({ type: ref }) =>
              ['SCALAR', 'ENUM'].includes(schema?.types.get(namedType(ref))?.kind ?? ''),
            )
            .map(({ name }) => name)
            .toSorted(byCodePoint)
        : undefined;
    return { ...base, isReadOnly: true, ...(subFields === undefined ? {} : { subFields }) };
  }
  if (fieldType(type).kind === 'picklist') {
    const enumName =
      answeredType?.kind === 'ENUM'
        ? answeredType.name
        : `${entity.graphql.entity}${pascalCase(field.name)}Enum`;
    return { ...base, picklist: buildPicklist(path, field, enumName, answeredType?.enumValues, warn) };
  }
  const numberType = field.settings?.['dataType'];
  return type === 'NUMBER' && (numberType === 'int' || numberType === 'bigint' || numberType === 'float')
    ? { ...base, numberType }
    : base;
}

/** RICH_TEXT was a string before it was a composite, and the composite was RICH_TEXT_V2 for a while: the schema tells. */
function normalType(type: string, answered: string | undefined): string {
  if (type === 'RICH_TEXT_V2') return 'RICH_TEXT';
  return type === 'RICH_TEXT' && answered === 'SCALAR' ? 'TEXT' : type;
}

function baseField(field: RawField, type: string, isCustom: boolean): ModelField {
  return {
    id: field.id,
    ...(field.universalIdentifier === undefined ? {} : { universalIdentifier: field.universalIdentifier }),
    name: field.name,
    type,
    label: field.label,
    ...(field.description ? { description: field.description } : {}),
    isCustom,
    isSystem: field.isSystem,
    isActive: field.isActive,
    isNullable: field.isNullable,
    isUnique: field.isUnique,
    ...(field.defaultValue === undefined || field.defaultValue === null
      ? {}
      : { defaultValue: field.defaultValue }),
    isReadOnly: refusesWrites(field),
  };
}

/** Newer servers: only the system, or an application, may write it. */
export function refusesWrites({ writability }: RawObject | RawField): boolean {
  return writability === 'SYSTEM' || writability === 'APPLICATION';
}

function buildPicklist(
  path: string,
  field: RawField,
  enumName: string,
  enumValues: readonly string[] | undefined,
  warn: FieldContext['warn'],
): ModelPicklist {
  const seen = new Set<string>();
  const options = (field.options ?? [])
    .filter(({ value }) => {
      if (seen.has(value)) return false;
      seen.add(value);
      const isServed = enumValues === undefined || enumValues.length === 0 || enumValues.includes(value);
      if (!isServed)
        warn('OPTION_NOT_IN_SCHEMA', `Option ${value} of ${path} is not in the GraphQL schema; left out.`);
      return isServed;
    })
    .map((option): ModelOption => ({
      ...(option.id === undefined ? {} : { id: option.id }),
      value: option.value,
      label: option.label,
      ...(option.color === undefined ? {} : { color: option.color }),
      position: option.position,
    }))
    .toSorted((a, b) => a.position - b.position || byCodePoint(a.value, b.value));
  return { enum: enumName, name: enumName, options };
}

function relationField(
  object: RawObject,
  field: RawField,
  entity: SchemaEntity,
  context: FieldContext,
): ModelField | undefined {
  const { schema, warn, kept } = context;
  const path = `${object.nameSingular}.${field.name}`;
  const kind = relationKind(field);
  if (kind !== 'MANY_TO_ONE' && kind !== 'ONE_TO_MANY') {
    warn('RELATION_UNKNOWN', `Relation ${path} does not say its kind; left out.`);
    return undefined;
  }
  const named = field.settings?.['joinColumnName'];
  const joinColumn = typeof named === 'string' ? named : `${field.name}Id`;
  const target = relationTarget(path, field, entity, context);
  const inSchema = schema === null || entity.fields.has(field.name);
  const base = baseField(field, field.type, context.isCustom(field));
  if (target === undefined || !inSchema) {
    // The other object is left out of the model: what remains of a to-one relation is its id.
    const hasId = schema === null || entity.fields.has(joinColumn);
    return kind === 'MANY_TO_ONE' && hasId ? { ...base, name: joinColumn, type: 'UUID' } : undefined;
  }
  const inverse = inverseField(object, field, kept.get(target)?.object, context);
  const onDelete = field.settings?.['onDelete'];
  const morph = field.type === 'MORPH_RELATION' ? morphName(field, target) : undefined;
  const relation: ModelRelation = {
    kind,
    target,
    ...(inverse === undefined ? {} : { inverse }),
    ...(kind === 'MANY_TO_ONE' ? { joinColumn } : {}),
    ...(typeof onDelete === 'string' ? { onDelete } : {}),
    ...(morph === undefined ? {} : { morph }),
  };
  return { ...base, relation };
}

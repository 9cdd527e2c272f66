import type { RawField, RawObject, RawSchema } from '../introspect/types.ts';
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
  readonly keeps: (object: RawObject, field: RawField) => boolean;
  readonly isCustom: (item: RawField) => boolean;
  readonly warn: (code: string, message: string) => void;
}

/** The fields of one object, sorted by name. A picklist's name is its enum's until names are settled. */
export function buildFields(
  object: RawObject,
  entity: SchemaEntity,
  context: FieldContext,
): readonly ModelField[] {
  const kept = object.fields.filter((field) => context.keeps(object, field));
  const relations = new Map<string, ModelField>();
  for (const field of kept) {
    if (fieldType(field.type).kind !== 'relation') continue;
    const built = relationField(object, field, entity, context);
    if (built) relations.set(built.name, built);
  }
  // Servers before 0.53 send a relation's id as a field of its own.
  const joinColumns = new Set([...relations.values()].map(({ relation }) => relation?.joinColumn));
  const own = kept.flatMap((field) => {
    const isServedByRelation = joinColumns.has(field.name) || relations.has(field.name);
    if (fieldType(field.type).kind === 'relation' || isServedByRelation) return [];
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
    isReadOnly: field.writability === 'SYSTEM' || field.writability === 'APPLICATION',
  };
}

function buildPicklist(
  path: string,
  field: RawField,
  enumName: string,
  enumValues: readonly string[] | undefined,
  warn: FieldContext['warn'],
): ModelPicklist {
  const options = (field.options ?? [])
    .filter(({ value }) => {
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
  const kind = field.relation?.type ?? field.settings?.['relationType'];
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

/** nameSingular of the object on the other side, where the model holds it. */
function relationTarget(
  path: string,
  field: RawField,
  entity: SchemaEntity,
  { objectsById, kept, schema, warn }: FieldContext,
): string | undefined {
  const told = objectsById.get(field.relation?.targetObjectId ?? '')?.nameSingular;
  const answered = entity.fields.get(field.name);
  if (answered === undefined) return told !== undefined && kept.has(told) ? told : undefined;
  const type = namedType(answered.type);
  const node = schema?.types.get(type)?.fields.find(({ name }) => name === 'edges');
  const edge = node && schema?.types.get(namedType(node.type))?.fields.find(({ name }) => name === 'node');
  const answeredEntity = edge ? namedType(edge.type) : type;
  const seen = [...kept].find(([, other]) => other.entity.graphql.entity === answeredEntity)?.[0];
  if (seen !== undefined && told !== undefined && seen !== told)
    warn(
      'RELATION_TARGET_DIFFERS',
      `Relation ${path} points to ${told} in the metadata and to ${seen} in the GraphQL schema; the schema's is taken.`,
    );
  return seen;
}

function inverseField(
  object: RawObject,
  field: RawField,
  target: RawObject | undefined,
  { keeps, schema, kept }: FieldContext,
): string | undefined {
  if (target === undefined) return undefined;
  const inSchema = (other: RawField) =>
    schema === null || kept.get(target.nameSingular)?.entity.fields.has(other.name);
  const named = target.fields.find(({ id }) => id === field.relation?.targetFieldId);
  // For a morph relation the server names any one row of the group: the right one points back to this object.
  const back =
    named?.type === 'MORPH_RELATION'
      ? target.fields.find(
          (other) => other.morphId === named.morphId && other.relation?.targetObjectId === object.id,
        )
      : named;
  return back && keeps(target, back) && inSchema(back) ? back.name : undefined;
}

/** `target` of `targetPerson`. */
function morphName(field: RawField, target: string): string {
  if (field.morphName !== undefined) return field.morphName;
  const end = target.toLowerCase();
  return field.name.toLowerCase().endsWith(end) ? field.name.slice(0, -end.length) : field.name;
}

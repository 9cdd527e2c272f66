import type { RawField, RawObject } from '../introspect/types.ts';
import type { FieldContext } from './build-fields.ts';
import { fieldType } from './fields.ts';
import { entityOfConnection, namedType, type SchemaEntity } from './schema.ts';

export function isRelation(field: RawField): boolean {
  return fieldType(field.type).kind === 'relation';
}

export function relationKind(field: RawField): unknown {
  return field.relation?.type ?? field.settings?.['relationType'];
}

/** nameSingular of the object on the other side, where the model holds it. */
export function relationTarget(
  path: string,
  field: RawField,
  entity: SchemaEntity,
  { objectsById, kept, nameOfEntity, schema, warn }: FieldContext,
): string | undefined {
  const told = objectsById.get(field.relation?.targetObjectId ?? '')?.nameSingular;
  const answered = entity.fields.get(field.name);
  if (answered === undefined) return told !== undefined && kept.has(told) ? told : undefined;
  const type = namedType(answered.type);
  const seen = nameOfEntity.get((schema && entityOfConnection(schema, type)) ?? type);
  if (seen !== undefined && told !== undefined && seen !== told)
    warn(
      'RELATION_TARGET_DIFFERS',
      `Relation ${path} points to ${told} in the metadata and to ${seen} in the GraphQL schema; the schema's is taken.`,
    );
  return seen;
}

export function inverseField(
  object: RawObject,
  field: RawField,
  target: RawObject | undefined,
  context: FieldContext,
): string | undefined {
  const { keeps, schema, kept } = context;
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
      : field.relation?.targetFieldId === undefined
        ? onlyInverse(object, field, target, context)
        : named;
  return back && keeps(target, back) && inSchema(back) ? back.name : undefined;
}

/** Where no source names the other side: the only field there that points back, when it can only mean this one. */
function onlyInverse(
  object: RawObject,
  field: RawField,
  target: RawObject,
  context: FieldContext,
): RawField | undefined {
  const silent: FieldContext = { ...context, warn: () => undefined };
  const between = (from: RawObject, to: RawObject, isKind: (kind: unknown) => boolean) => {
    const entity = context.kept.get(from.nameSingular)?.entity;
    if (entity === undefined) return [];
    return from.fields.filter(
      (other) =>
        isRelation(other) &&
        isKind(relationKind(other)) &&
        relationTarget('', other, entity, silent) === to.nameSingular,
    );
  };
  const kind = relationKind(field);
  const rivals = between(object, target, (other) => other === kind);
  const back = between(target, object, (other) => other !== undefined && other !== kind);
  return rivals.length === 1 && back.length === 1 ? back[0] : undefined;
}

/** `target` of `targetPerson`. */
export function morphName(field: RawField, target: string): string {
  if (field.morphName !== undefined) return field.morphName;
  const end = target.toLowerCase();
  return field.name.toLowerCase().endsWith(end) ? field.name.slice(0, -end.length) : field.name;
}

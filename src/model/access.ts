import { fieldType } from './fields.ts';
import type { ModelField, ModelObject } from './types.ts';

/** Whether a create or update may write a field. The server overwrites updatedBy, whatever is written. */
export function isWritable(field: ModelField): boolean {
  if (field.isReadOnly || field.relation?.kind === 'ONE_TO_MANY') return false;
  if (field.name === 'updatedBy' && field.type === 'ACTOR') return false;
  return fieldType(field.type).write !== undefined;
}

/** Whether a create must give a field: it is not nullable and has no default. */
export function isRequired(field: ModelField): boolean {
  return isWritable(field) && !field.isNullable && field.defaultValue === undefined;
}

/** Whether it may be read as null: of text, lists and composites a null is read as empty. */
export function readsNull({ isNullable, type }: ModelField): boolean {
  return isNullable && fieldType(type).nullReads === 'null';
}

/** The name of the property that holds a field's value: a to-one relation's is its id. */
export function propertyName(field: ModelField): string {
  return field.relation?.joinColumn ?? field.name;
}

/** A relation that can be read: to one, or to many with a field on the other side that says whose they are. */
export interface ReadableRelation {
  readonly field: ModelField;
  readonly target: ModelObject;
  /** To many: the property of the target that holds this object's id. */
  readonly inverseColumn?: string;
}

export function readableRelations(
  object: ModelObject,
  objects: ReadonlyMap<string, ModelObject>,
): readonly ReadableRelation[] {
  return object.fields.flatMap((field): ReadableRelation[] => {
    const { relation } = field;
    const target = objects.get(relation?.target ?? '');
    if (!relation || !target) return [];
    if (relation.kind === 'MANY_TO_ONE') return [{ field, target }];
    const inverse = target.fields.find(({ name }) => name === relation.inverse)?.relation?.joinColumn;
    return inverse === undefined || target.operations.findMany === undefined
      ? []
      : [{ field, target, inverseColumn: inverse }];
  });
}

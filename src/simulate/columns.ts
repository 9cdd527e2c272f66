import { composites } from '../model/composites.ts';
import type { Composite, CompositeField } from '../model/composites.ts';
import type { Model, ModelField } from '../model/types.ts';

/** The type of a value: of a field, or of a composite's sub-field in terms of field types. */
export interface Column {
  readonly type: string;
  /** SELECT, RATING, MULTI_SELECT and an actor's source: the values in order. */
  readonly options?: readonly string[];
  /** `_contractReview_stage_enum`, in the database's messages. */
  readonly enumName?: string;
}

export function compositeOf(field: ModelField): Composite | undefined {
  return Object.hasOwn(composites, field.type) ? composites[field.type] : undefined;
}

export function columnOf(field: ModelField, relationName: string): Column {
  if (field.picklist === undefined) return { type: field.type };
  return {
    type: field.type,
    options: field.picklist.options.map((option) => option.value),
    enumName: `${relationName}_${field.name}_enum`,
  };
}

const subTypes: Readonly<Record<string, string>> = {
  String: 'TEXT',
  BigFloat: 'NUMERIC',
  JSON: 'RAW_JSON',
  UUID: 'UUID',
  ActorSourceEnum: 'SELECT',
};

export function subColumnOf(sub: CompositeField, model: Model): Column {
  const type = subTypes[sub.graphql] ?? 'TEXT';
  return type === 'SELECT' ? { type, options: model.actorSources, enumName: 'actor_source_enum' } : { type };
}

export function subField(composite: Composite, name: string): CompositeField | undefined {
  return composite.fields.find((sub) => sub.name === name);
}

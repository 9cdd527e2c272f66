import { createHash } from 'node:crypto';
import { upperFirst } from '../model/case.ts';
import type { Model, ModelField, ModelObject, OperationKind } from '../model/types.ts';

/** One object of the workspace, indexed for execution. */
export interface Table {
  readonly object: ModelObject;
  readonly name: string;
  readonly entity: string;
  /** The table's name as the database's messages give it. */
  readonly relationName: string;
  readonly fields: ReadonlyMap<string, ModelField>;
  /** To-one relations by their join column (`companyId`). */
  readonly joins: ReadonlyMap<string, ModelField>;
}

export interface Root {
  readonly kind: OperationKind;
  readonly table: Table;
}

export interface Workspace {
  readonly model: Model;
  readonly tables: ReadonlyMap<string, Table>;
  /** The root fields of its GraphQL schema. */
  readonly roots: ReadonlyMap<string, Root>;
}

export function joinColumn(field: ModelField): string {
  return field.relation?.joinColumn ?? `${field.name}Id`;
}

export function isToOne(field: ModelField): boolean {
  return field.relation?.kind === 'MANY_TO_ONE';
}

export function isToMany(field: ModelField): boolean {
  return field.relation?.kind === 'ONE_TO_MANY';
}

/** The name of a foreign key's constraint: made by the server, the same each time. */
export function constraintName(prefix: string, ...parts: readonly string[]): string {
  return `${prefix}_${createHash('sha256').update(parts.join('.')).digest('hex').slice(0, 27)}`;
}

function table(object: ModelObject): Table {
  const fields = new Map(object.fields.map((field) => [field.name, field]));
  const joins = new Map(object.fields.filter(isToOne).map((field) => [joinColumn(field), field]));
  return {
    object,
    name: object.nameSingular,
    entity: object.graphql.entity,
    relationName: object.isCustom ? `_${object.nameSingular}` : object.nameSingular,
    fields,
    joins,
  };
}

export function workspaceOf(model: Model): Workspace {
  const tables = new Map(model.objects.map((object) => [object.nameSingular, table(object)]));
  const roots = new Map<string, Root>();
  for (const own of tables.values()) {
    if (!own.object.isActive) continue;
    for (const [kind, name] of Object.entries(own.object.operations)) {
      if (name !== undefined) roots.set(name, { kind: kind as OperationKind, table: own });
    }
    // These two are answered for every object, though the schema has them only for those with criteria.
    const { findOne, findMany } = own.object.operations;
    for (const [kind, name] of [
      ['findDuplicates', `${findOne}Duplicates`],
      ['mergeMany', `merge${upperFirst(findMany ?? '')}`],
    ] as const)
      if (!roots.has(name)) roots.set(name, { kind, table: own });
  }
  return { model, tables, roots };
}

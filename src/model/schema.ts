import type { RawSchema, RawSchemaField, RawTypeRef } from '../introspect/types.ts';
import type { GraphqlNames, OperationKind } from './types.ts';

/** What the GraphQL schema says of one entity: its input types and the root field of each operation. */
export interface SchemaEntity {
  readonly graphql: GraphqlNames;
  readonly operations: Partial<Record<OperationKind, string>>;
  /** Its fields, by name. */
  readonly fields: ReadonlyMap<string, RawSchemaField>;
}

/** The name at the bottom of a type reference: `[Person!]!` gives Person. */
export function namedType(ref: RawTypeRef): string {
  let type = ref;
  while (type.ofType !== null) type = type.ofType;
  return type.name ?? '';
}

export function isListType(ref: RawTypeRef): boolean {
  return ref.kind === 'LIST' || (ref.kind === 'NON_NULL' && ref.ofType !== null && isListType(ref.ofType));
}

/** `Person` for `PersonConnection`: what its edges hold; nothing for a type that is no connection. */
export function entityOfConnection(schema: RawSchema, name: string): string | undefined {
  const typeOf = (type: string, field: string): string | undefined => {
    const found = schema.types.get(type)?.fields.find((other) => other.name === field);
    return found && namedType(found.type);
  };
  const edge = typeOf(name, 'edges');
  return edge === undefined ? undefined : typeOf(edge, 'node');
}

/**
 * All entities of a schema, by the name of their type. Nothing is derived from names: an entity is what a
 * connection's edges hold, and an operation is told by its arguments and by what it returns. Only delete,
 * destroy and restore, which look alike, are told by how their root field begins.
 */
export function schemaEntities(schema: RawSchema): ReadonlyMap<string, SchemaEntity> {
  const entities = new Map<string, { graphql: GraphqlNames; operations: SchemaEntity['operations'] }>();
  const queries = schema.types.get(schema.queryType)?.fields ?? [];
  for (const field of queries) {
    const args = argumentTypes(field);
    const entity = entityOfConnection(schema, namedType(field.type));
    if (entity === undefined || isListType(field.type) || !args.has('filter')) continue;
    entities.set(entity, {
      graphql: {
        entity,
        filter: args.get('filter') ?? '',
        orderBy: args.get('orderBy') ?? `${entity}OrderByInput`,
        create: `${entity}CreateInput`,
        update: `${entity}UpdateInput`,
      },
      operations: { findMany: field.name },
    });
  }
  const byFilter = new Map([...entities].map(([name, { graphql }]) => [graphql.filter, name]));
  for (const field of queries) {
    const args = argumentTypes(field);
    const returned = namedType(field.type);
    if (args.has('groupBy')) {
      const entity = entities.get(byFilter.get(args.get('filter') ?? '') ?? '');
      if (entity) entity.operations.groupBy = field.name;
    } else if (args.has('ids')) {
      const entity = entities.get(entityOfConnection(schema, returned) ?? '');
      if (entity) entity.operations.findDuplicates = field.name;
    } else if (args.has('filter') && !isListType(field.type)) {
      const entity = entities.get(returned);
      if (entity) entity.operations.findOne = field.name;
    }
  }
  const mutations = schema.mutationType === null ? [] : (schema.types.get(schema.mutationType)?.fields ?? []);
  for (const field of mutations) {
    const entity = entities.get(namedType(field.type));
    const kind = entity && mutationKind(field);
    if (entity === undefined || kind === undefined) continue;
    entity.operations[kind] = field.name;
    const data = argumentTypes(field).get('data');
    if (data !== undefined && kind === 'createOne') entity.graphql = { ...entity.graphql, create: data };
    if (data !== undefined && kind === 'updateOne') entity.graphql = { ...entity.graphql, update: data };
  }
  return new Map(
    [...entities].map(([name, entity]) => [
      name,
      { ...entity, fields: new Map(schema.types.get(name)?.fields.map((field) => [field.name, field])) },
    ]),
  );
}

function argumentTypes(field: RawSchemaField): ReadonlyMap<string, string> {
  return new Map(field.args.map((argument) => [argument.name, namedType(argument.type)]));
}

function mutationKind(field: RawSchemaField): OperationKind | undefined {
  const args = new Map(field.args.map((argument) => [argument.name, argument.type]));
  const data = args.get('data');
  if (args.has('conflictPriorityIndex')) return 'mergeMany';
  if (data !== undefined) {
    if (args.has('id')) return 'updateOne';
    if (args.has('filter')) return 'updateMany';
    return isListType(data) ? 'createMany' : 'createOne';
  }
  const verb = (['delete', 'destroy', 'restore'] as const).find((start) => field.name.startsWith(start));
  if (verb === undefined) return undefined;
  if (args.has('id')) return `${verb}One`;
  return args.has('filter') ? `${verb}Many` : undefined;
}

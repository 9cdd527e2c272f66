import type { RawSchema } from '../introspect/types.ts';
import { namedType, type SchemaEntity } from './schema.ts';
import { byCodePoint } from './order.ts';
import type { Capability } from './types.ts';

const modern: readonly Capability[] = [
  'connect',
  'endsWith',
  'enumOrder',
  'offset',
  'toOneFilter',
  'toOneOrderBy',
  'upsert',
  'uuid',
];

/** What the server's GraphQL API can do, told by its schema. Where it cannot be read, what a current server does. */
export function detectCapabilities(
  schema: RawSchema | null,
  entities: readonly SchemaEntity[],
): readonly Capability[] {
  if (schema === null) return modern;
  const found = new Set<Capability>();
  const queries = schema.types.get(schema.queryType)?.fields ?? [];
  const mutations = schema.mutationType === null ? [] : (schema.types.get(schema.mutationType)?.fields ?? []);
  const roots = new Map([...queries, ...mutations].map((field) => [field.name, field]));
  const entityTypes = new Set(entities.map(({ graphql }) => graphql.entity));
  const filters = new Set(entities.map(({ graphql }) => graphql.filter));
  const orders = new Set(entities.map(({ graphql }) => graphql.orderBy));
  const inputs = (name: string) => schema.types.get(name)?.inputFields ?? [];
  const argument = (root: string | undefined, name: string) =>
    roots.get(root ?? '')?.args.find((arg) => arg.name === name);

  if (inputs('StringFilter').some(({ name }) => name === 'endsWith')) found.add('endsWith');
  for (const { graphql, operations, fields } of entities) {
    const isRelation = (name: string) => {
      const field = fields.get(name);
      return field !== undefined && entityTypes.has(namedType(field.type));
    };
    if (operations.groupBy !== undefined) found.add('enumOrder');
    if (argument(operations.findMany, 'offset')) found.add('offset');
    if (argument(operations.createMany, 'upsert')) found.add('upsert');
    const id = argument(operations.updateOne, 'id');
    if (id && namedType(id.type) === 'UUID') found.add('uuid');
    for (const { name, type } of inputs(graphql.filter))
      if (isRelation(name) && filters.has(namedType(type))) found.add('toOneFilter');
    for (const { name, type } of inputs(graphql.orderBy))
      if (isRelation(name) && orders.has(namedType(type))) found.add('toOneOrderBy');
    for (const { name, type } of inputs(graphql.create))
      if (isRelation(name) && inputs(namedType(type)).some((input) => input.name === 'connect'))
        found.add('connect');
  }
  return [...found].toSorted(byCodePoint);
}

const defaultActorSources = [
  'EMAIL',
  'CALENDAR',
  'WORKFLOW',
  'AGENT',
  'API',
  'IMPORT',
  'MANUAL',
  'SYSTEM',
  'WEBHOOK',
  'APPLICATION',
];

export function detectActorSources(schema: RawSchema | null): readonly string[] {
  const source = schema?.types.get('Actor')?.fields.find(({ name }) => name === 'source');
  const values = source && schema?.types.get(namedType(source.type))?.enumValues;
  return values && values.length > 0 ? values : defaultActorSources;
}

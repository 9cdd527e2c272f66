import { buildClientSchema, printSchema } from 'graphql';
import type { GraphQLSchema, IntrospectionQuery } from 'graphql';
import { buildSchema } from '../src/model/graphql.ts';
import type { Model, ModelField, ModelObject } from '../src/model/types.ts';
import { fixtureModel, modelFrom } from '../test/golden/workspaces.ts';
import { readRecording, recordingsFolder } from '../test/simulate/recorded.ts';
import { describe } from './descriptions.ts';

export interface BenchWorkspace {
  readonly source: string;
  readonly model: Model;
  /** The server's schema, with its descriptions; absent where there is no recording of it. */
  readonly described?: GraphQLSchema;
}

/** The recorded workspace where a checkout has the recordings beside it, or else the demo fixture. */
export async function benchWorkspace(): Promise<BenchWorkspace> {
  const folder = recordingsFolder();
  if (folder === undefined) return { source: 'fixtures/demo', model: await fixtureModel('demo') };
  const model = await modelFrom(folder, {
    objects: ['rest-metadata-objects.limit200.page1.json'],
    metadata: 'graphql-metadata-objects.json',
    schema: 'core-introspection.json',
    workspace: 'current-workspace.json',
  });
  const answer = readRecording(folder, 'core-introspection.full.json') as { data: IntrospectionQuery };
  return { source: 'the recorded workspace', model, described: buildClientSchema(answer.data) };
}

/** A workspace so many times as large: copies under other names, each with its relations within itself. */
export function multiply(model: Model, times: number): Model {
  const copies = Array.from({ length: times - 1 }, (_, index) =>
    model.objects.map((object) => copy(object, `Copy${index + 1}`)),
  );
  const objects = [...model.objects, ...copies.flat()];
  return {
    ...model,
    objects: objects.toSorted((a, b) => (a.nameSingular < b.nameSingular ? -1 : 1)),
  };
}

function copy(object: ModelObject, suffix: string): ModelObject {
  const { graphql, names, operations } = object;
  const suffixed = <T extends object>(value: T): T =>
    Object.fromEntries(Object.entries(value).map(([key, name]) => [key, `${name}${suffix}`])) as T;
  // PersonFilterInput is made of Person.
  const type = (name: string): string =>
    name.startsWith(graphql.entity)
      ? `${graphql.entity}${suffix}${name.slice(graphql.entity.length)}`
      : `${name}${suffix}`;
  return {
    ...object,
    id: `${object.id}-${suffix}`,
    nameSingular: `${object.nameSingular}${suffix}`,
    namePlural: `${object.namePlural}${suffix}`,
    graphql: {
      entity: type(graphql.entity),
      filter: type(graphql.filter),
      orderBy: type(graphql.orderBy),
      create: type(graphql.create),
      update: type(graphql.update),
    },
    operations: suffixed(operations),
    names: suffixed(names),
    fields: object.fields.map((field) => copyField(field, suffix)),
  };
}

function copyField(field: ModelField, suffix: string): ModelField {
  const { picklist, relation } = field;
  return {
    ...field,
    id: `${field.id}-${suffix}`,
    ...(picklist
      ? { picklist: { ...picklist, enum: `${picklist.enum}${suffix}`, name: `${picklist.name}${suffix}` } }
      : {}),
    ...(relation ? { relation: { ...relation, target: `${relation.target}${suffix}` } } : {}),
  };
}

/** The GraphQL schema that a server has for this model, as the peer's generator reads it. */
export function schemaText(model: Model, described?: GraphQLSchema): string {
  const schema = buildSchema(model);
  if (described) describe(schema, described, (name) => name.replace(/Copy\d+/, ''));
  return printSchema(schema);
}

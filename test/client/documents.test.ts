import { parse, print } from 'graphql';
import type { FieldNode, GraphQLSchema, OperationDefinitionNode } from 'graphql';
import { describe, expect, it } from 'vitest';
import { isRequired } from '../../src/model/access.ts';
import { buildSchema } from '../../src/model/graphql.ts';
import type { Model } from '../../src/model/types.ts';
import { generated, workspaceOf } from './generated.ts';
import type { Functions, Row, SentRequest, TwentyClient } from './generated.ts';

const id = 'c0000000-0000-4000-8000-000000000001';
const filter = { id: { in: [id] }, deletedAt: { is: 'NULL' } };

interface Given {
  readonly offset: object;
  readonly data: Row;
}

const values: Row = { DATE: '2026-01-01', UUID: id, FULL_NAME: {} };

/** What a create must give, of the right types. */
function required(model: Model, nameSingular: string): Row {
  const fields = model.objects.find((object) => object.nameSingular === nameSingular)?.fields ?? [];
  return Object.fromEntries(
    fields.filter(isRequired).map((field) => [field.name, values[field.type] ?? 'text']),
  );
}

/** Every function once, with all the arguments that it may send. */
const calls: Readonly<
  Record<string, (functions: Functions, client: TwentyClient, given: Given) => PromiseLike<unknown>>
> = {
  findMany: (functions, client, { offset }) =>
    functions.findMany(client, { filter, orderBy: { id: 'AscNullsFirst' }, first: 5, ...offset }),
  findOne: (functions, client) => functions.findOne(client, { id }),
  findOneOrThrow: (functions, client) => functions.findOneOrThrow(client, { filter }),
  createOne: (functions, client, { data }) => functions.createOne(client, data, { upsert: true }),
  createMany: (functions, client, { data }) => functions.createMany(client, [data], { upsert: true }),
  updateOne: (functions, client) => functions.updateOne(client, id, {}),
  updateMany: (functions, client) => functions.updateMany(client, filter, {}),
  deleteOne: (functions, client) => functions.deleteOne(client, id),
  deleteMany: (functions, client) => functions.deleteMany(client, filter),
  restoreOne: (functions, client) => functions.restoreOne(client, id),
  restoreMany: (functions, client) => functions.restoreMany(client, filter),
  destroyOne: (functions, client) => functions.destroyOne(client, id),
  destroyMany: (functions, client) => functions.destroyMany(client, filter),
};

const codeOf = (outcome: unknown): unknown => (outcome as { code?: unknown } | null)?.code;

/** The variables of a document as declared, and as the schema has the arguments that they go to. */
function types(schema: GraphQLSchema, { query }: SentRequest): { declared: object; served: object } {
  const operation = parse(query).definitions[0] as OperationDefinitionNode;
  const root = operation.selectionSet.selections[0] as FieldNode;
  const type = operation.operation === 'query' ? schema.getQueryType() : schema.getMutationType();
  const args = type?.getFields()[root.name.value]?.args ?? [];
  const variables = operation.variableDefinitions ?? [];
  return {
    declared: Object.fromEntries(variables.map((one) => [one.variable.name.value, print(one.type)])),
    served: Object.fromEntries(
      variables.map(({ variable: { name } }) => [
        name.value,
        String(args.find((arg) => arg.name === name.value)?.type),
      ]),
    ),
  };
}

describe.each(['demo', 'odd', 'legacy'] as const)('every document for the %s workspace', async (name) => {
  const client = await generated(name);
  const schema = buildSchema(client.model);
  const objects = client.model.objects.map(({ nameSingular }) => nameSingular);

  it.each(objects)('is valid, its variables of the very types of their arguments: %s', async (object) => {
    const workspace = workspaceOf(client);
    const functions = client.of(object);
    const given = {
      offset: client.model.capabilities.includes('offset') ? { offset: 5 } : {},
      data: { id, ...required(client.model, object) },
    };
    for (const [kind, call] of Object.entries(calls)) {
      expect(functions).toHaveProperty(kind);
      const error = await Promise.resolve(call(functions, workspace.client, given)).catch(
        (reason: unknown) => reason,
      );
      // What the simulated server refuses is of no matter; an invalid document fails as if it never answered.
      expect(codeOf(error)).not.toBe('NETWORK');
    }
    expect(workspace.sent).toHaveLength(Object.keys(calls).length);
    for (const request of workspace.sent) {
      const { declared, served } = types(schema, request);
      expect(Object.keys(declared).length).toBeGreaterThan(0);
      expect(declared).toEqual(served);
    }
  });
});

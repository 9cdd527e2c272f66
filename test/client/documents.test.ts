import { Kind, parse, print, validate, visit } from 'graphql';
import type { FieldNode, GraphQLInputObjectType, GraphQLSchema, OperationDefinitionNode } from 'graphql';
import { describe, expect, it } from 'vitest';
import { functionsOf } from '../../src/emit/object/functions.ts';
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
  /** A field to group by. */
  readonly groupBy: object;
}

const values: Row = { DATE: '2026-01-01', UUID: id, FULL_NAME: {} };

/** What a create must give, of the right types. */
function required(model: Model, nameSingular: string): Row {
  const fields = model.objects.find((object) => object.nameSingular === nameSingular)?.fields ?? [];
  return Object.fromEntries(
    fields.filter(isRequired).map((field) => [field.name, values[field.type] ?? 'text']),
  );
}

/** The first field that records are grouped by as it is. */
function groupable(schema: GraphQLSchema, entity: string): object {
  const input = schema.getType(`${entity}GroupByInput`) as GraphQLInputObjectType | undefined;
  const name = Object.values(input?.getFields() ?? {}).find(({ type }) => String(type) === 'Boolean')?.name;
  return name === undefined ? { createdAt: { granularity: 'YEAR', timeZone: 'UTC' } } : { [name]: true };
}

/** Every function once, with all the arguments that it may send. */
const calls: Readonly<
  Record<string, (functions: Functions, client: TwentyClient, given: Given) => PromiseLike<unknown>>
> = {
  findMany: (functions, client, { offset }) =>
    functions.findMany(client, { filter, orderBy: { id: 'AscNullsFirst' }, first: 5, ...offset }),
  findOne: (functions, client) => functions.findOne(client, { id }),
  findOneOrThrow: (functions, client) => functions.findOneOrThrow(client, { filter }),
  count: (functions, client) => functions.count(client, { filter }),
  aggregate: (functions, client) => functions.aggregate(client, { filter, select: { totalCount: true } }),
  groupBy: (functions, client, { groupBy }) =>
    functions.groupBy(client, {
      groupBy,
      filter,
      orderBy: [{ aggregate: { totalCount: 'DescNullsLast' } }],
      limit: 5,
    }),
  findDuplicates: (functions, client, { data }) => functions.findDuplicates(client, { data: [data] }),
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
  mergeMany: (functions, client) => functions.mergeMany(client, [id, id], { dryRun: true }),
};

const codeOf = (outcome: unknown): unknown => (outcome as { code?: unknown } | null)?.code;

/**
 * The variables of a document as declared, and as the schema has the arguments that they go to, but for what of them
 * may be null: nothing that is declared, so that each fits whatever the schema says.
 */
function types(schema: GraphQLSchema, { query }: SentRequest): { declared: object; served: object } {
  const operation = parse(query).definitions[0] as OperationDefinitionNode;
  const root = operation.selectionSet.selections[0] as FieldNode;
  const type = operation.operation === 'query' ? schema.getQueryType() : schema.getMutationType();
  const args = type?.getFields()[root.name.value]?.args ?? [];
  const variables = operation.variableDefinitions ?? [];
  return {
    declared: Object.fromEntries(
      variables.map((one) => [one.variable.name.value, print(one.type).replaceAll('!', '')]),
    ),
    served: Object.fromEntries(
      variables.map(({ variable: { name } }) => [
        name.value,
        String(args.find((arg) => arg.name === name.value)?.type).replaceAll('!', ''),
      ]),
    ),
  };
}

/** What the server takes and does not heed: aliases, directives, fragments whatever their type. */
function oddities({ query }: SentRequest): readonly string[] {
  const found: string[] = [];
  visit(parse(query), {
    enter(node) {
      if (node.kind === Kind.FIELD && node.alias) found.push(`alias ${node.alias.value}`);
      if (/^(?:Directive|Fragment|InlineFragment)/.test(node.kind)) found.push(node.kind);
    },
  });
  return found;
}

describe.each(['demo', 'odd', 'legacy'] as const)('every document for the %s workspace', async (name) => {
  const client = await generated(name);
  const schema = buildSchema(client.model);
  const objects = client.model.objects.map((object) => [object.nameSingular, object] as const);

  it.each(objects)('is valid, its variables of the types of their arguments: %s', async (name, object) => {
    const workspace = workspaceOf(client);
    const functions = client.of(name);
    const given = {
      offset: client.model.capabilities.includes('offset') ? { offset: 5 } : {},
      data: { id, ...required(client.model, name) },
      groupBy: groupable(schema, object.graphql.entity),
    };
    const kinds = functionsOf(object).map((one) => one.name);
    expect(kinds.length).toBeGreaterThan(12);
    for (const kind of kinds) {
      expect(functions).toHaveProperty(kind);
      const error = await Promise.resolve(calls[kind]?.(functions, workspace.client, given)).catch(
        (reason: unknown) => reason,
      );
      // What the simulated server refuses is of no matter; an invalid document fails as if it never answered.
      expect(codeOf(error)).not.toBe('NETWORK');
    }
    expect(workspace.sent).toHaveLength(kinds.length);
    for (const request of workspace.sent) {
      expect(oddities(request)).toEqual([]);
      const { declared, served } = types(schema, request);
      expect(Object.keys(declared).length).toBeGreaterThan(0);
      expect(declared).toEqual(served);
      expect(validate(schema, parse(request.query)).map(String)).toEqual([]);
    }
  });
});

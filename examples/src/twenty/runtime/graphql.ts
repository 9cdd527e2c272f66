import type { TransportContext, TwentyClient } from './client.js';
import { twentyError } from './errors.js';
import { type GraphqlError, graphqlFailure } from './failure.js';
import { post } from './http.js';
import type { ObjectDescriptor } from './object.js';
import type { Operation, OperationArgs } from './operation.js';

/** Sends operations as GraphQL. */
export function graphqlTransport(context: TransportContext): TwentyClient {
  return {
    async execute(operation, options = {}) {
      const name = `${operation.kind} ${operation.root}`;
      const answer = await post(context, '/graphql', graphqlRequest(operation), options, name);
      const { data, errors } = answer.body as {
        data?: unknown;
        errors?: readonly GraphqlError[];
      };
      const { status, requestId } = answer;
      const details = { operation: name, status, requestId };
      if (errors?.[0]) throw graphqlFailure(errors[0], details, context.apiKey);
      if (typeof data !== 'object' || data === null || !(operation.root in data))
        throw twentyError('SERVER', `The answer to ${name} holds no data.`, details);
      return (data as Record<string, unknown>)[operation.root];
    },
  };
}

/** Values go as variables, each of the very type that the schema names. */
export function graphqlRequest(operation: Operation): {
  query: string;
  variables: Record<string, unknown>;
} {
  const variables: Record<string, unknown> = {};
  const declared: string[] = [];
  const passed: string[] = [];
  for (const [name, value] of Object.entries(operation.args)) {
    if (value === undefined) continue;
    variables[name] = value;
    declared.push(`$${name}: ${variableType(operation, name as keyof OperationArgs)}`);
    passed.push(`${name}: $${name}`);
  }
  const isQuery = operation.kind === 'findMany' || operation.kind === 'findOne';
  const selection =
    operation.kind === 'findMany'
      ? `edges { node { ${operation.selection} } } totalCount pageInfo { hasNextPage endCursor }`
      : operation.selection;
  const head = declared.length > 0 ? `(${declared.join(', ')})` : '';
  const args = passed.length > 0 ? `(${passed.join(', ')})` : '';
  return {
    query: `${isQuery ? 'query' : 'mutation'} ${operation.kind}${head} { ${operation.root}${args} { ${selection} } }`,
    variables,
  };
}

function variableType({ kind, object }: Operation, name: keyof OperationArgs): string {
  switch (name) {
    case 'filter':
      return inputType(object, 'filter') + (kind === 'findMany' ? '' : '!');
    case 'orderBy':
      return `[${inputType(object, 'orderBy')}]`;
    case 'first':
    case 'offset':
      return 'Int';
    case 'after':
      return 'String';
    case 'id':
      return `${object.workspace.idType}!`;
    case 'upsert':
      return 'Boolean';
    case 'data':
      if (kind === 'createMany') return `[${inputType(object, 'create')}!]!`;
      return `${inputType(object, kind === 'createOne' ? 'create' : 'update')}!`;
  }
}

const endings = {
  filter: 'FilterInput',
  orderBy: 'OrderByInput',
  create: 'CreateInput',
  update: 'UpdateInput',
} as const;

function inputType(object: ObjectDescriptor, use: keyof typeof endings): string {
  return object.inputs?.[use] ?? object.type + endings[use];
}

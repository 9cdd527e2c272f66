import { twentyError, type TwentyError, type TwentyErrorDetails } from './errors.js';
import { type GraphqlError, graphqlFailure } from './failure.js';
import { request } from './http.js';
import type { ObjectDescriptor } from './object.js';
import { isRead, nameOf, type Operation, type OperationArgs } from './operation.js';
import type { Transport } from './transport.js';

/** Sends operations as GraphQL. */
export const graphql: Transport = {
  hasOffset: true,
  answersDestroyed: true,
  maxIds: 200,
  maxReads: 20,
  async send(context, operations, options) {
    const names = operations.map(nameOf).join(', ');
    const { status, body, requestId, retryAfter } = await request(
      context,
      { path: '/graphql', body: graphqlRequest(operations) },
      options,
      names,
    );
    const { data, errors } = (body ?? {}) as {
      data?: Readonly<Record<string, unknown>> | null;
      errors?: unknown;
    };
    const given: readonly (GraphqlError | null)[] = Array.isArray(errors) ? errors : [];
    const failure = (error: GraphqlError | null, details: TwentyErrorDetails): TwentyError =>
      graphqlFailure(error ?? {}, details, context.apiKey);
    const failed = operations.filter(({ root }) => (data?.[root] ?? null) === null);
    // Errors do not say whose they are: unless that is plain, each operation is to be asked alone.
    const isPlain =
      failed.length === 1
        ? given.length < 2
        : given.every((error) => /^(?:RATE|AUTH)/.test(failure(error, { status }).code));
    return operations.map((operation) => {
      const details = { operation: nameOf(operation), status, requestId, retryAfter };
      const value = data?.[operation.root];
      if (operations.length > 1) {
        if (!isPlain) return twentyError('TOO_COMPLEX', 'To be asked alone.', details);
        if (value !== undefined && value !== null) return value;
      }
      const [error] = given;
      if (error !== undefined) return failure(error, details);
      if (value !== undefined) return value;
      return twentyError('SERVER', `The answer to ${details.operation} holds no data.`, {
        ...details,
        mayHaveArrived: true,
      });
    });
  },
};

/** Values go as variables, each of the very type that the schema names. */
export function graphqlRequest(operations: readonly Operation[]): {
  query: string;
  variables: Record<string, unknown>;
} {
  const variables: Record<string, unknown> = {};
  const declared: string[] = [];
  const roots = operations.map((operation, index) => {
    const passed: string[] = [];
    const { id } = operation.args;
    // Records are found by a filter.
    const args: OperationArgs =
      operation.kind === 'findOne' && id !== undefined ? { filter: { id: { eq: id } } } : operation.args;
    for (const [name, value] of Object.entries(args)) {
      if (value === undefined) continue;
      const variable = index === 0 ? name : name + index;
      variables[variable] = value;
      declared.push(`$${variable}: ${variableType(operation, name as keyof OperationArgs)}`);
      passed.push(`${name}: $${variable}`);
    }
    return `${operation.root}${inParentheses(passed)} { ${selectionOf(operation)} }`;
  });
  const [first] = operations as [Operation];
  return {
    query: `${isRead(first) ? 'query' : 'mutation'} ${first.kind}${inParentheses(declared)} { ${roots.join(' ')} }`,
    variables,
  };
}

function inParentheses(parts: readonly string[]): string {
  return parts.length > 0 ? `(${parts.join(', ')})` : '';
}

function selectionOf({ kind, selection, aggregates = [] }: Operation): string {
  if (kind === 'findMany')
    return `edges { node { ${selection.text} } } totalCount pageInfo { hasNextPage endCursor }`;
  if (kind === 'findDuplicates') return `edges { node { ${selection.text} } }`;
  if (kind === 'aggregate') return aggregates.join(' ');
  if (kind === 'groupBy') return `groupByDimensionValues ${aggregates.join(' ')}`;
  return selection.text;
}

const plainTypes: { readonly [name in keyof OperationArgs]?: string } = {
  first: 'Int',
  offset: 'Int',
  limit: 'Int',
  after: 'String',
  upsert: 'Boolean',
  dryRun: 'Boolean',
  conflictPriorityIndex: 'Int!',
};

function variableType({ kind, object }: Operation, name: keyof OperationArgs): string {
  const { idType } = object.workspace;
  switch (name) {
    case 'filter':
      return inputType(object, 'filter') + (/^(?:findMany|agg|group)/.test(kind) ? '' : '!');
    case 'orderBy':
      return kind === 'groupBy'
        ? `[${object.type}OrderByWithGroupByInput]`
        : `[${inputType(object, 'orderBy')}]`;
    case 'groupBy':
      return `[${object.type}GroupByInput!]!`;
    case 'id':
      return `${idType}!`;
    case 'ids':
      return kind === 'mergeMany' ? `[${idType}!]!` : `[${idType}]`;
    case 'data':
      if (kind === 'findDuplicates') return `[${inputType(object, 'create')}]`;
      if (kind === 'createMany') return `[${inputType(object, 'create')}!]!`;
      return `${inputType(object, kind === 'createOne' ? 'create' : 'update')}!`;
    default:
      return plainTypes[name] ?? '';
  }
}

const endings = {
  filter: 'FilterInput',
  orderBy: 'OrderByInput',
  create: 'CreateInput',
  update: 'UpdateInput',
} as const;

function inputType(object: ObjectDescriptor, use: keyof typeof endings): string {
  return object.names[use] ?? object.type + endings[use];
}

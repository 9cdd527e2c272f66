import { failed, twentyError, type TwentyError } from './errors.js';
import { type GraphqlError, graphqlFailure } from './failure.js';
import { listOf } from './filter.js';
import { request } from './http.js';
import { type NameKey, upperFirst } from './object.js';
import { isRead, nameOf, type Operation, type OperationArgs } from './operation.js';
import type { Transport } from './transport.js';

/** Sends operations as GraphQL. */
export const graphql: Transport = {
  hasOffset: true,
  answersDestroyed: true,
  maxIds: 200,
  maxReads: 20,
  async send(context, operations, options) {
    const { body, details } = await request(
      context,
      operations.map(nameOf).join(', '),
      options,
      '/graphql',
      graphqlRequest(operations),
    );
    const { data, errors } = (body ?? {}) as {
      data?: Readonly<Record<string, unknown>> | null;
      errors?: unknown;
    };
    const given = listOf(errors ?? undefined) as readonly (GraphqlError | null)[];
    const failure = (error: GraphqlError | null, operation: string): TwentyError =>
      graphqlFailure(error, { ...details, operation }, context.apiKey);
    const missing = operations.filter(({ root }) => (data?.[root] ?? null) === null);
    // Errors do not say whose they are: unless that is plain, each operation is to be asked alone.
    const isPlain =
      missing.length === 1
        ? given.length < 2
        : given.every((error) => /^(?:RATE|AUTH)/.test(failure(error, '').code));
    return operations.map((operation) => {
      const name = nameOf(operation);
      const value = data?.[operation.root];
      if (operations.length > 1) {
        if (!isPlain) return twentyError('TOO_COMPLEX', 'To be asked alone.', details);
        if (value !== undefined && value !== null) return value;
      }
      const [error] = given;
      if (error !== undefined) return failure(error, name);
      if (value !== undefined) return value;
      return failed('SERVER', name, 'the answer holds no data', {
        ...details,
        operation: name,
        mayHaveArrived: true,
      });
    });
  },
};

/** Values go as variables. */
export function graphqlRequest(operations: readonly Operation[]): {
  query: string;
  variables: Record<string, unknown>;
} {
  const variables: Record<string, unknown> = {};
  const declared: string[] = [];
  const roots = operations.map((operation, index) => {
    const { kind, root } = operation;
    const passed: string[] = [];
    const { id } = operation.args;
    // Records are found by a filter.
    const args: OperationArgs =
      kind === 'findOne' && id !== undefined ? { filter: { id: { eq: id } } } : operation.args;
    for (const [name, value] of Object.entries(args)) {
      if (value === undefined) continue;
      const variable = index === 0 ? name : name + index;
      variables[variable] = value;
      declared.push(`$${variable}: ${variableType(operation, name, value)}`);
      passed.push(`${name}: $${variable}`);
    }
    return `${root}${inParentheses(passed)} { ${selectionOf(operation)} }`;
  });
  const [first] = operations as [Operation];
  return {
    query: `${isRead(first) ? 'query' : 'mutation'} ${first.kind}${inParentheses(declared)} { ${roots.join(' ')} }`,
    variables,
  };
}

const inParentheses = (parts: readonly string[]): string => (parts.length > 0 ? `(${parts.join(', ')})` : '');

function selectionOf({ kind, selection, aggregates }: Operation): string {
  if (aggregates) return (kind === 'groupBy' ? 'groupByDimensionValues ' : '') + aggregates.join(' ');
  const edges = `edges { node { ${selection.text} } }`;
  if (kind === 'findMany') return `${edges} totalCount pageInfo { hasNextPage endCursor }`;
  return kind === 'findDuplicates' ? edges : selection.text;
}

const scalars: Readonly<Record<string, string>> = { boolean: 'Boolean', number: 'Int', string: 'String' };

/** None is null, so that an argument takes it whether or not it takes null. */
function variableType({ kind, object }: Operation, name: string, value: unknown): string {
  const use =
    name === 'data'
      ? kind.startsWith('update')
        ? 'update'
        : 'create'
      : kind + name === 'groupByorderBy'
        ? 'orderByWithGroupBy'
        : name;
  const type = /^ids?$/.test(name)
    ? object.workspace.idType
    : (scalars[typeof value] ?? object.names[use as NameKey] ?? `${object.type}${upperFirst(use)}Input`);
  return Array.isArray(value) ? `[${type}!]!` : `${type}!`;
}

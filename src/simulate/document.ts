import { GraphQLError, parse } from 'graphql';
import type { DocumentNode, OperationDefinitionNode } from 'graphql';
import { json, nestError } from './answer.ts';
import { printedError } from './introspection.ts';
import { isObject } from './json.ts';
import type { JsonObject } from './json.ts';

export interface GraphqlRequest {
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly variables: JsonObject;
  readonly operationName: string | undefined;
}

/** `hang`: the server never answers such a request. */
export type Parsed = GraphqlRequest | { readonly refusal: Response | 'hang' };

const errors = (status: number, message: string): { refusal: Response } => ({
  refusal: json(status, { errors: [{ message }] }),
});

const noOperationName = `GraphQLError: Must provide operation name when document contains multiple operations.
    at findOperationDefinition (<path>:18:15)`;

function plainText(status: number, text: string): { refusal: Response } {
  return {
    refusal: new Response(text, { status, headers: { 'content-type': 'text/plain;charset=UTF-8' } }),
  };
}

/** Reads the body of a GraphQL request; what the server says of a bad one is the refusal. */
export async function parseRequest(request: Request): Promise<Parsed> {
  const text = await request.text();
  if (text === '') return { refusal: 'hang' };
  if (!(request.headers.get('content-type') ?? '').includes('json')) {
    return { refusal: new Response(null, { status: 415 }) };
  }
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch (error) {
    return { refusal: nestError(400, 'Bad Request', error instanceof Error ? error.message : '') };
  }
  if (Array.isArray(body)) return errors(400, 'Batching is not supported.');
  if (!isObject(body) || body['query'] === undefined) return { refusal: 'hang' };
  const { query, variables, operationName } = body;
  if (typeof query !== 'string') return errors(200, 'Must provide query string.');
  let document: DocumentNode;
  try {
    document = parse(query);
  } catch (error) {
    if (error instanceof GraphQLError) return { refusal: json(200, { errors: [printedError(error)] }) };
    throw error;
  }
  const operations = document.definitions.filter((definition) => definition.kind === 'OperationDefinition');
  const name = typeof operationName === 'string' && operationName !== '' ? operationName : undefined;
  if (name === undefined && operations.length > 1) return plainText(500, noOperationName);
  const operation =
    name === undefined ? operations[0] : operations.find((candidate) => candidate.name?.value === name);
  if (operation === undefined) return errors(400, 'Could not determine what operation to execute.');
  return { document, operation, variables: isObject(variables) ? variables : {}, operationName: name };
}

import { valueFromASTUntyped } from 'graphql';
import type { FieldNode, GraphQLSchema } from 'graphql';
import type { GraphqlRequest } from './document.ts';
import type { Execution } from './execute/context.ts';
import { runOperation } from './execute/operation.ts';
import { fragmentsOf, selectionOf } from './execute/selection.ts';
import type { Fragments } from './execute/selection.ts';
import { Fault } from './fault.ts';
import { answered } from './introspection.ts';
import type { JsonObject } from './json.ts';

/** More root fields than this are refused. */
const rootLimit = 20;

export interface GraphqlContext extends Execution {
  /** The workspace's schema, for introspection and for what is not in it. */
  schema(): GraphQLSchema;
  /** Takes one call from the rate limit; throws where none is left. */
  spend(): void;
}

/** The root fields, fragments spread; directives on them are ignored. */
function rootFields(request: GraphqlRequest, fragments: Fragments): FieldNode[] {
  const fields: FieldNode[] = [];
  const visit = (selections: GraphqlRequest['operation']['selectionSet']['selections']): void => {
    for (const node of selections) {
      if (node.kind === 'Field') fields.push(node);
      else if (node.kind === 'InlineFragment') visit(node.selectionSet.selections);
      else visit(fragments.get(node.name.value)?.selectionSet.selections ?? []);
    }
  };
  visit(request.operation.selectionSet.selections);
  return fields;
}

function argumentsOf(field: FieldNode, variables: JsonObject): JsonObject {
  const given: Record<string, unknown> = {};
  for (const argument of field.arguments ?? []) {
    const value: unknown = valueFromASTUntyped(argument.value, variables);
    if (value !== undefined) given[argument.name.value] = value;
  }
  return given;
}

export function printedFault(fault: Fault): JsonObject {
  return { message: fault.message, extensions: fault.extensions };
}

const refusal = (fault: Fault, data?: JsonObject): JsonObject => ({
  ...(data === undefined ? {} : { data }),
  errors: [printedFault(fault)],
});

const withoutFriendly = (message: string): Fault => new Fault(message, { code: 'BAD_USER_INPUT' });

const isIntrospection = (name: string): boolean => name === '__schema' || name === '__type';

/**
 * Answers as the server does: by an executor of its own, which validates neither documents nor variables nor the
 * kind of the operation, and runs every root field for itself.
 */
export async function answerGraphql(request: GraphqlRequest, context: GraphqlContext): Promise<JsonObject> {
  const fragments = fragmentsOf(request.document);
  const fields = rootFields(request, fragments);
  const { roots } = context.workspace;
  const names = fields.map((field) => field.name.value);
  if (!names.some((name) => roots.has(name))) return answered(context.schema(), request);
  if (names.some((name) => !roots.has(name) && !isIntrospection(name))) {
    return refusal(
      withoutFriendly(
        'This query cannot be executed as a single request. Please split it into separate queries.',
      ),
    );
  }
  if (fields.length > rootLimit) {
    const message =
      `Query too complex - Too many root resolvers requested: ${fields.length} - ` +
      `Maximum allowed root resolvers: ${rootLimit}`;
    return refusal(withoutFriendly(message), {});
  }
  const repeated = names.find((name, index) => names.indexOf(name) !== index);
  if (repeated !== undefined) return refusal(withoutFriendly(`Duplicate root resolver: "${repeated}"`), {});

  const data: Record<string, unknown> = {};
  const errors: JsonObject[] = [];
  for (const field of fields) {
    const key = field.alias?.value ?? field.name.value;
    const root = roots.get(field.name.value);
    try {
      if (root === undefined) {
        const message = "Cannot read properties of undefined (reading 'objectMetadataUniversalIdentifier')";
        throw new Fault(message, { code: 'INTERNAL_SERVER_ERROR' });
      }
      context.spend();
      const given = argumentsOf(field, request.variables);
      data[key] = runOperation(root, given, selectionOf(field.selectionSet, fragments), context);
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      data[key] = null;
      errors.push(printedFault(error));
    }
  }
  return errors.length === 0 ? { data } : { data, errors };
}

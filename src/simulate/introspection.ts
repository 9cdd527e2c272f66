import { buildASTSchema, execute, parse, validate } from 'graphql';
import type { DocumentNode, ExecutionResult, GraphQLError, GraphQLSchema } from 'graphql';
import type { JsonObject } from './json.ts';

/** Without a token `/graphql` has this schema: nothing of the workspace in it. */
export function anonymousSchema(): GraphQLSchema {
  return buildASTSchema(
    parse(/* GraphQL */ `
      scalar JSON
      type SearchResultPageInfo {
        endCursor: String
        hasNextPage: Boolean!
      }
      type SearchResultConnection {
        pageInfo: SearchResultPageInfo!
      }
      type Query {
        search(searchInput: String!, limit: Int!, after: String): SearchResultConnection!
        isMaintenanceModeBannerDismissed: Boolean!
      }
      type Mutation {
        dismissMaintenanceModeBanner: Boolean!
      }
    `),
  );
}

/** A GraphQL error as the server prints it: no `path`, no suggestions, `extensions` only where there are some. */
export function printedError(error: GraphQLError): JsonObject {
  const hasExtensions = Object.keys(error.extensions).length > 0;
  return {
    message: error.message.replace(/ Did you mean .*\?$/s, ''),
    ...(error.locations === undefined || hasExtensions
      ? {}
      : { locations: error.locations.map(({ line, column }) => ({ line, column })) }),
    ...(hasExtensions ? { extensions: error.extensions } : {}),
  };
}

export interface Asked {
  readonly document: DocumentNode;
  readonly variables: JsonObject;
  readonly operationName: string | undefined;
}

/** Validates and executes by graphql-js. A validation error has no `data`. */
export async function answered(
  schema: GraphQLSchema,
  asked: Asked,
  rootValue?: JsonObject,
): Promise<JsonObject> {
  const [invalid] = validate(schema, asked.document);
  if (invalid !== undefined) return { errors: [printedError(invalid)] };
  const result: ExecutionResult = await execute({
    schema,
    document: asked.document,
    rootValue,
    variableValues: asked.variables,
    ...(asked.operationName === undefined ? {} : { operationName: asked.operationName }),
  });
  return {
    ...(result.errors === undefined ? {} : { errors: result.errors.map(printedError) }),
    ...(result.data === undefined ? {} : { data: result.data }),
  };
}

import { CodegenError } from '../errors.ts';
import type { Warning } from '../errors.ts';
import type { Http } from './http.ts';
import { parseSchema } from './schema.ts';
import type { RawSchema } from './types.ts';

/** What is asked of /graphql: no descriptions, no defaults, no directives. Half the size of the usual query. */
const slimIntrospection = `query SlimIntrospection { __schema {
  queryType { name } mutationType { name }
  types { kind name
    fields(includeDeprecated: true) { name args { name type { ...Ref } } type { ...Ref } }
    inputFields { name type { ...Ref } }
    enumValues(includeDeprecated: true) { name }
  }
} }
fragment Ref on __Type { kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name } } } } } }`;

/** A schema, or the sentence with which the server says that it cannot build one. */
export type ReadSchema =
  | { readonly schema: RawSchema; readonly problem?: never }
  | { readonly schema: null; readonly problem: string };

/**
 * The workspace's schema of records. A workspace with a badly named object cannot be introspected, though its data can
 * be queried: that is not an error here.
 *
 * @throws CodegenError
 */
export async function readSchema(http: Http): Promise<ReadSchema> {
  try {
    const data = await http.graphql('graphql', slimIntrospection);
    return { schema: parseSchema(data['__schema']) };
  } catch (error) {
    const problem = error instanceof CodegenError ? error.details.find(isSchemaProblem) : undefined;
    if (problem === undefined) throw error;
    return { schema: null, problem };
  }
}

function isSchemaProblem(message: string): boolean {
  return /schema must contain|uniquely named types|names must only contain|type .{1,80} must define one or more/i.test(
    message,
  );
}

/** What the names of an object are compared by: those of its GraphQL type follow them up to case and punctuation. */
interface Named {
  readonly nameSingular: string;
  readonly namePlural: string;
  readonly isActive?: boolean;
}

/**
 * True for the schema that the server shows to a stranger: with status 200, and without the workspace's objects.
 * Nothing may be generated from it.
 *
 * @param objects the workspace's, where they are known; without them the schema is judged by its shape
 */
export function isStrangersSchema(schema: RawSchema, objects: readonly Named[]): boolean {
  const active = objects.filter((object) => object.isActive !== false);
  const query = schema.types.get(schema.queryType);
  if (active.length === 0) {
    // Every object has a root field that answers a connection, paged and filtered.
    return query?.fields.some((field) => field.args.some((arg) => arg.name === 'orderBy')) !== true;
  }
  const rootFields = new Set(query?.fields.map((field) => letters(field.name)));
  return !active.some(
    (object) => rootFields.has(letters(object.namePlural)) || rootFields.has(letters(object.nameSingular)),
  );
}

/** The warning for a schema that the server cannot build, with the object to rename if it can be told. */
export function brokenSchemaWarning(problem: string, objects: readonly Named[]): Warning {
  const type =
    /types? named "([^"]{1,200})"/i.exec(problem)?.[1] ?? /["“]([^"”]{1,200})["”]/.exec(problem)?.[1];
  const culprits = type === undefined ? [] : culpritsOf(type, objects);
  const blame =
    culprits.length === 0
      ? 'One of its objects has a name that the server uses itself; rename it in Twenty.'
      : `The object ${culprits.map((name) => `"${name}"`).join(' or ')} has a name that the server uses itself; rename it in Twenty.`;
  return {
    code: 'SCHEMA_BROKEN',
    message: `The server cannot describe the GraphQL schema of this workspace (${problem}). ${blame} Until then, names of types and operations are derived from the metadata.`,
  };
}

function culpritsOf(type: string, objects: readonly Named[]): string[] {
  const wanted = letters(type);
  const active = objects.filter((object) => object.isActive !== false);
  const names = (matches: (name: string) => boolean): string[] =>
    active.flatMap(({ nameSingular }) => (matches(letters(nameSingular)) ? [nameSingular] : []));
  const exact = names((name) => name === wanted);
  if (exact.length > 0) return exact;
  // The type may be one that is made from the object's name (string: StringFilterInput): the longest fits best.
  const prefixes = names((name) => name !== '' && wanted.startsWith(name));
  const longest = Math.max(...prefixes.map((name) => name.length));
  return prefixes.filter((name) => name.length === longest);
}

function letters(name: string): string {
  return name.replace(/[^a-z0-9]/gi, '').toLowerCase();
}

import { CodegenError } from '../errors.ts';
import type { Http } from './http.ts';
import { isRecord } from './json.ts';

/** For each type of /metadata that was asked for: its fields, and whether a null is an answer. */
export type Capabilities = ReadonlyMap<string, ReadonlyMap<string, { readonly nullable: boolean }>>;

const asked = ['Object', 'Field'] as const;

/**
 * What this server's /metadata lists of the types that we read: it refuses every field it does not know, and versions
 * differ. One root field a request, since servers refuse to answer the same root twice. A type that the server does
 * not have, or does not tell of, is absent.
 *
 * @throws CodegenError where the server does not answer at all, or turns the key away
 */
export async function readCapabilities(http: Http): Promise<Capabilities> {
  const entries = await Promise.all(asked.map(async (name) => [name, await readType(http, name)] as const));
  return new Map(entries.flatMap(([name, fields]) => (fields === null ? [] : [[name, fields] as const])));
}

async function readType(
  http: Http,
  name: string,
): Promise<ReadonlyMap<string, { nullable: boolean }> | null> {
  const query = `query TypeFields { __type(name: "${name}") { fields { name type { kind } } } }`;
  const data = await http.graphql('metadata', query).catch((error: unknown) => {
    // Introspection may be switched off: the caller then asks for what most servers have.
    if (error instanceof CodegenError && error.code === 'REQUEST_REFUSED') return {};
    throw error;
  });
  const type = '__type' in data ? data['__type'] : null;
  if (!isRecord(type) || !Array.isArray(type['fields'])) return null;
  return new Map(
    type['fields'].filter(isRecord).flatMap((field) => {
      const nullable = !isRecord(field['type']) || field['type']['kind'] !== 'NON_NULL';
      return typeof field['name'] === 'string' ? [[field['name'], { nullable }] as const] : [];
    }),
  );
}

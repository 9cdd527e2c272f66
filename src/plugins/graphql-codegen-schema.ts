import { resolve } from 'node:path';
import { parse, printSchema } from 'graphql';
import type { DocumentNode } from 'graphql';
import { readLock } from '../lock/file.ts';
import { buildSchema } from '../model/graphql.ts';

/**
 * The schema of a lock's workspace, as text in GraphQL's schema language: for `schema:` in a codegen.ts, and for whatever
 * else takes one. Text, since an object of a schema is only good for the copy of `graphql` that made it.
 *
 * @param path relative to the working directory
 * @throws CodegenError those of readLock
 */
export function schemaFromLock(path = 'twenty.lock.json'): string {
  return printSchema(buildSchema(readLock(resolve(path))));
}

/**
 * A loader of GraphQL Code Generator: `schema: { './twenty.lock.json': { loader: 'twenty-codegen/graphql-codegen-schema' } }`.
 *
 * @param pointer the lock's path
 * @throws CodegenError those of readLock
 */
export default function loadLock(
  pointer: string,
  { cwd = '.' }: { readonly cwd?: string } = {},
): DocumentNode {
  return parse(schemaFromLock(resolve(cwd, pointer)), { noLocation: true });
}

import { readFileSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { serializeLock } from '../../../src/lock/serialize.ts';
import { fixtureModel } from '../../golden/workspaces.ts';
import { createPacked } from './packed.ts';
import type { PackedProject } from './packed.ts';

/*
 * The preset and the schema as they are published, in real runs of GraphQL Code Generator. Where npm cannot install it, the
 * tests are skipped and say why.
 */

const ours = `schema:
  ./twenty.lock.json:
    loader: twenty-codegen/graphql-codegen-schema
generates:
  ./src/twenty/:
    preset: twenty-codegen/graphql-codegen
`;

/** A project that has GraphQL Code Generator for its own operations, and adds the client. */
const added = `import type { CodegenConfig } from '@graphql-codegen/cli';

const config: CodegenConfig = {
  schema: { './twenty.lock.json': { loader: 'twenty-codegen/graphql-codegen-schema' } },
  documents: ['src/**/*.ts', '!src/gql/**', '!src/twenty/**'],
  generates: {
    './src/gql/': { preset: 'client' },
    './src/twenty/': { preset: 'twenty-codegen/graphql-codegen', presetConfig: { enums: 'union' } },
  },
};

export default config;
`;

/** The same, by what is imported instead of by names. */
const imported = `import { preset } from 'twenty-codegen/graphql-codegen';
import { schemaFromLock } from 'twenty-codegen/graphql-codegen-schema';

export default {
  schema: schemaFromLock('twenty.lock.json'),
  documents: ['src/operations.ts'],
  generates: { './src/gql/': { preset: 'client' }, './src/twenty/': { preset } },
};
`;

const operations = `import { graphql } from './gql/gql';

export const People = graphql(\`
  query People($first: Int) {
    people(first: $first, filter: { jobTitle: { ilike: "%a%" } }) {
      edges { node { id name { firstName } company { name } } }
    }
  }
\`);
`;

const program = `import type { PeopleQuery } from './gql/graphql';
import { People } from './operations';
import type { ResultOf } from '@graphql-typed-document-node/core';

declare const result: ResultOf<typeof People>;
export const people: PeopleQuery['people'] = result.people;
export const names: (string | null | undefined)[] = (people?.edges ?? []).map((edge) => edge.node.name?.firstName);
`;

let created: PackedProject | { readonly reason: string };
let project: PackedProject;

beforeAll(async () => {
  created = await createPacked(
    {
      'twenty.lock.json': serializeLock(await fixtureModel('demo')),
      'ours.yml': ours,
      'added.ts': added,
      'imported.ts': imported,
      'src/program.ts': program,
      'tsconfig.json': {
        compilerOptions: {
          target: 'es2022',
          module: 'esnext',
          moduleResolution: 'bundler',
          strict: true,
          skipLibCheck: true,
          noEmit: true,
        },
        include: ['src/program.ts'],
      },
    },
    [
      '@graphql-codegen/cli@7',
      '@graphql-codegen/client-preset@6',
      'graphql@16',
      '@graphql-typed-document-node/core@3',
      'typescript@5.9',
    ],
  );
  if (!('reason' in created)) project = created;
}, 240_000);

afterAll(() => {
  if (created !== undefined && !('reason' in created)) created.remove();
});

beforeEach(({ skip }) => {
  if ('reason' in created) return skip(`GraphQL Code Generator is not to be had here: ${created.reason}`);
  for (const folder of ['twenty', 'gql'])
    rmSync(join(project.folder, 'src', folder), { recursive: true, force: true });
  project.add({ 'src/operations.ts': operations });
});

const generate = (config: string) => project.run('graphql-codegen', ['--config', config]);

/** What a folder holds, with the manifest. */
function contents(): Record<string, string> {
  const folder = join(project.folder, 'src', 'twenty');
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((file) => file.isFile());
  return Object.fromEntries(
    files.map(({ parentPath, name }) => {
      const path = join(parentPath, name);
      return [path.slice(folder.length), readFileSync(path, 'utf8')];
    }),
  );
}

it.for([
  ['a config that only has the client', 'ours.yml', []],
  ['a config that has operations and adds the client', 'added.ts', ['--enums', 'union']],
  ['a config that imports what it names', 'imported.ts', []],
] as const)('%s gives what generate gives, to the byte', async ([, config, flags]) => {
  const ran = await generate(config);
  expect(ran.output).not.toMatch(/✖|error/iu);
  expect(ran.code).toBe(0);
  const written = contents();
  expect(Object.keys(written).length).toBeGreaterThan(40);

  const again = await project.run('twenty-codegen', ['generate', '--offline', ...flags]);
  expect(again.output).toContain('files: 0 written');
  rmSync(join(project.folder, 'src', 'twenty'), { recursive: true });
  expect((await project.run('twenty-codegen', ['generate', '--offline', ...flags])).code).toBe(0);
  expect(contents()).toEqual(written);
});

it('checks operations against the workspace, offline, and types their results', async () => {
  expect((await generate('added.ts')).code).toBe(0);
  const compiled = await project.run('tsc', ['-p', '.']);
  expect(compiled.output).toBe('');
  expect(compiled.code).toBe(0);
});

it('refuses an operation with a field that the workspace has not', async () => {
  project.add({ 'src/operations.ts': operations.replace('firstName', 'firstNam') });
  const ran = await generate('added.ts');
  expect(ran.code).toBe(1);
  expect(ran.output).toContain('Cannot query field "firstNam" on type "FullName".');
});

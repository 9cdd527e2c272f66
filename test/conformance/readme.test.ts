import { readFileSync, symlinkSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ensureBuilt } from '../cli/run.ts';
import { all } from '../emitters/all.ts';
import { filesOf } from '../emitters/emitted.ts';
import { createProject, resolutionOptions, strictOptions } from '../golden/compiler.ts';
import { recordedModel, recordingsFolder } from '../simulate/recorded.ts';

/* What the README shows is what users paste: it has to compile against a workspace as Twenty makes it. */

const repository = resolve(import.meta.dirname, '../..');
const folder = recordingsFolder();

/** What a reader of the README has at hand where it names these. */
const atHand: Readonly<Record<string, string>> = {
  client: "import type { TwentyClient } from './twenty/index.js';\ndeclare const client: TwentyClient;",
  createQuery: 'declare function createQuery(options: () => object): unknown;',
  defineConfig: "import { defineConfig } from 'twenty-codegen';",
  file: 'declare const file: File;',
  filter:
    "import type { PersonFilterInput } from './twenty/index.js';\ndeclare const filter: PersonFilterInput;",
  id: 'declare const id: string;',
  noteId: 'declare const noteId: string;',
  noteTargets: "import { noteTargets } from './twenty/index.js';",
  opportunities: "import { opportunities } from './twenty/index.js';",
  people: "import { people } from './twenty/index.js';",
  queryClient:
    "import type { QueryClient } from '@tanstack/query-core';\ndeclare const queryClient: QueryClient;",
  request: 'declare const request: Request;',
  rows: "import type { PersonCreateInput } from './twenty/index.js';\ndeclare const rows: readonly PersonCreateInput[];",
  targetPersonId: 'declare const targetPersonId: string;',
  uploadFile: "import { uploadFile } from './twenty/index.js';",
  useInfiniteQuery: 'declare function useInfiniteQuery(options: object): unknown;',
  useMutation:
    "import type { MutationOptions } from '@tanstack/query-core';\ndeclare function useMutation<R, E, V>(options: MutationOptions<R, E, V>): { mutate(variables: V): void };",
  useQuery: 'declare function useQuery(options: object): unknown;',
};

/** Tools that are not among this repository's dependencies; and several ways to write one line, side by side. */
const left = /from '(?:msw\/node|vite|@graphql-codegen\/cli)'|\/rollup'; \/\//u;

function programs(): readonly (readonly [line: number, program: string])[] {
  const readme = readFileSync(join(repository, 'README.md'), 'utf8');
  return [...readme.matchAll(/^```ts\n(.*?)^```/gmsu)]
    .filter(([, code = '']) => !left.test(code))
    .map(({ 1: code = '', index }) => [readme.slice(0, index).split('\n').length, program(code)] as const);
}

function program(code: string): string {
  const text = /^(?:types|diff): \{/u.test(code) ? `export default defineConfig({\n${code}});\n` : code;
  const missing = Object.keys(atHand).filter(
    (name) =>
      new RegExp(`(?<![.\\w'/])${name}\\b(?!:)`, 'u').test(text) &&
      !new RegExp(`\\bconst (?:\\{[^=]*)?${name}\\b|\\bimport [^;]*\\b${name}\\b[^;]* from`, 'u').test(text),
  );
  return [...missing.map((name) => atHand[name]), text, 'export {};', ''].join('\n');
}

describe.skipIf(folder === undefined)('the code of the README', { timeout: 240_000 }, () => {
  const project = createProject();
  afterAll(() => project.remove());
  const shown = programs();

  beforeAll(async () => {
    await ensureBuilt();
    symlinkSync(join(repository, 'node_modules'), join(project.folder, 'node_modules'), 'junction');
    const files = filesOf(await recordedModel(folder ?? ''), all());
    project.add(files, 'src/twenty');
    project.add(
      shown.map(([line, content]) => ({ path: `line-${line}.ts`, content })),
      'src',
    );
  });

  it('is as much as it was', () => {
    expect(shown.length).toBeGreaterThan(13);
  });

  it('compiles against the recorded workspace', async () => {
    const dist = join(repository, 'dist');
    const { output } = await project.compile('6', ['src/*.ts'], {
      ...strictOptions,
      ...resolutionOptions('nodenext'),
      declaration: false,
      isolatedDeclarations: false,
      exactOptionalPropertyTypes: false,
      noPropertyAccessFromIndexSignature: false,
      noUnusedLocals: false,
      noUnusedParameters: false,
      types: ['node'],
      typeRoots: [join(repository, 'node_modules', '@types')],
      paths: { 'twenty-codegen': [join(dist, 'index.d.ts')], 'twenty-codegen/*': [join(dist, '*.d.ts')] },
    });
    expect(output).toBe('');
  });
});

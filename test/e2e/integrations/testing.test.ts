import { readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { serializeLock } from '../../../src/lock/serialize.ts';
import { clientFiles, fixtureModel } from '../../golden/workspaces.ts';
import { resolutionOptions, strictOptions, tsc, typeRoot } from '../../golden/compiler.ts';
import { createPacked, repositoryFile } from './packed.ts';
import type { PackedProject } from './packed.ts';

/*
 * `twenty-codegen/testing` as it is published, in a project with the real test runners and the real msw. Where npm cannot
 * install them, the tests are skipped and say why.
 */

const folder = join('test', 'e2e', 'integrations', 'testing');

let created: PackedProject | { readonly reason: string };

beforeAll(async () => {
  const model = await fixtureModel('demo');
  const files = Object.fromEntries(
    readdirSync(join(import.meta.dirname, 'testing')).map((name) => [name, repositoryFile(folder, name)]),
  );
  created = await createPacked(
    {
      ...files,
      'twenty.lock.json': serializeLock(model),
      'test/readme.test.ts': readmeCode('Tests without a CRM'),
      'jest.config.json': { testEnvironment: 'node', transform: {}, testMatch: ['**/*.jest.test.mjs'] },
      ...Object.fromEntries(
        clientFiles(model).map(({ path, content }) => [join('src/twenty', path), content]),
      ),
    },
    ['jest@30', 'msw@2', 'vitest@4'],
  );
  if ('reason' in created) return;
  await build({
    absWorkingDir: created.folder,
    entryPoints: ['src/twenty/index.ts'],
    outfile: 'twenty/index.js',
    bundle: true,
    format: 'esm',
    logLevel: 'silent',
  });
}, 240_000);

afterAll(() => {
  if (created !== undefined && !('reason' in created)) created.remove();
});

/** The first block of code in a section of the README. */
function readmeCode(section: string): string {
  const text = repositoryFile('README.md');
  const code = /```ts\n(.*?)```/su.exec(text.slice(text.indexOf(`\n## ${section}\n`)))?.[1];
  if (code === undefined) throw new Error(`The README has no code in ${section}.`);
  return code;
}

interface Case {
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** How it says that so many tests passed. */
  readonly said: RegExp;
}

it.for<[string, Case]>([
  ['node:test', { command: 'node', args: ['--test', 'node.test.mjs'], said: /pass 3\n.*fail 0/su }],
  [
    'jest',
    {
      command: 'jest',
      args: ['--config', 'jest.config.json'],
      env: { NODE_OPTIONS: '--experimental-vm-modules' },
      said: /Tests: {7}3 passed, 3 total/u,
    },
  ],
  // The README's own example is among these.
  ['vitest', { command: 'vitest', args: ['run', 'sync.vitest', 'readme'], said: /Tests {2}3 passed/u }],
  ['msw', { command: 'node', args: ['--test', 'msw.test.mjs'], said: /pass 3\n.*fail 0/su }],
])(
  'a workspace is simulated with %s',
  { timeout: 180_000 },
  async ([, { command, args, env, said }], { skip }) => {
    if ('reason' in created) return skip(`npm cannot install it here: ${created.reason}`);
    const { code, output } = await created.run(command, args, env);
    expect(output).toMatch(said);
    expect(code, output).toBe(0);
  },
);

it('compiles in a strict project', { timeout: 120_000 }, async ({ skip }) => {
  if ('reason' in created) return skip(`npm cannot install it here: ${created.reason}`);
  const options = {
    ...strictOptions,
    ...resolutionOptions('nodenext'),
    skipLibCheck: true,
    types: ['node'],
    typeRoots: [typeRoot],
    isolatedDeclarations: false,
    // As most people have it.
    noPropertyAccessFromIndexSignature: false,
    declaration: false,
  };
  created.add({ 'tsconfig.json': { compilerOptions: options, files: ['types.ts', 'test/readme.test.ts'] } });
  const { exitCode, output } = await tsc('5.9', ['-p', '.'], created.folder);
  expect(output).toBe('');
  expect(exitCode).toBe(0);
});

// It needs a newer Node than the one that runs this may be.
it('a workspace is simulated with msw 3', { timeout: 180_000 }, async ({ skip }) => {
  if ('reason' in created) return skip(`npm cannot install it here: ${created.reason}`);
  const reason = await created.install(['msw@3', 'node@22']);
  if (reason !== undefined) return skip(`npm cannot install msw 3 and Node 22 here: ${reason}`);
  const node = join(created.folder, 'node_modules', 'node', 'bin', 'node');
  const { code, output } = await created.run(relative(join(created.folder, 'node_modules', '.bin'), node), [
    '--test',
    'msw.test.mjs',
  ]);
  expect(output).toMatch(/pass 3\n.*fail 0/su);
  expect(code, output).toBe(0);
});

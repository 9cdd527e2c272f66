import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { cli, ensureBuilt, run } from '../cli/run.ts';
import { folderWith } from './world.ts';

/* What is loaded, told by Node itself: a hook that notes every module. */

let hooks: string;

beforeAll(async () => {
  await ensureBuilt();
  hooks = mkdtempSync(join(tmpdir(), 'twenty-codegen-loaded-'));
  writeFileSync(
    join(hooks, 'register.mjs'),
    "import { register } from 'node:module';\nregister('./note.mjs', import.meta.url);\n",
  );
  writeFileSync(
    join(hooks, 'note.mjs'),
    `import { appendFileSync } from 'node:fs';
export async function load(url, context, next) {
  appendFileSync(process.env.LOADED, url + '\\n');
  return next(url, context);
}
`,
  );
}, 120_000);

afterAll(() => rmSync(hooks, { recursive: true, force: true }));

/** The modules that a run of the command line loads. */
async function loadedBy(folder: string, args: readonly string[]): Promise<readonly string[]> {
  const list = join(hooks, 'list.txt');
  writeFileSync(list, '');
  const register = ['--import', join(hooks, 'register.mjs')];
  const { code, err } = await run(folder, args, { LOADED: list }, register);
  expect(err).not.toContain('error');
  expect(code).toBe(0);
  return readFileSync(list, 'utf8').trim().split('\n');
}

const heavy = /node_modules\/(?:unplugin|ts-morph|@graphql-codegen|graphql|msw|jiti|undici|@clack)\//u;

it('the command line loads no build plugin, nor what only they and init need', async () => {
  const folder = folderWith();
  for (const args of [['generate', '--offline'], ['generate', '--offline'], ['check']]) {
    const loaded = await loadedBy(folder, args);
    expect(loaded.some((url) => url.endsWith(cli))).toBe(true);
    expect(loaded.filter((url) => heavy.test(url))).toEqual([]);
    expect(
      loaded.filter((url) => /\/dist\/(?:plugin|live|graphql-codegen|bundler-config)/u.test(url)),
    ).toEqual([]);
  }
});

it('init loads a compiler only where there is a bundler’s config to edit', async () => {
  expect((await loadedBy(folderWith(), ['init'])).filter((url) => url.includes('/ts-morph/'))).toEqual([]);
  const folder = folderWith({ 'vite.config.ts': 'export default {};\n' });
  expect((await loadedBy(folder, ['init'])).some((url) => url.includes('/ts-morph/'))).toBe(true);
  expect((await loadedBy(folder, ['init'])).filter((url) => url.includes('/ts-morph/'))).toEqual([]);
});

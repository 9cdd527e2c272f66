import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { ensureBuilt, project, run } from '../cli/run.ts';

/* init in projects as their starters make them, as nobody can be asked: every edit is made, and shown. */

beforeAll(ensureBuilt, 120_000);

const vite = {
  'package.json':
    '{\n  "name": "app",\n  "scripts": {\n    "dev": "vite",\n    "build": "vite build"\n  }\n}\n',
  'vite.config.ts':
    "import { defineConfig } from 'vite'\nimport react from '@vitejs/plugin-react'\n\n// https://vite.dev/config/\nexport default defineConfig({\n  plugins: [react()],\n})\n",
  '.gitignore': 'node_modules\ndist',
  '.env': 'TWENTY_API_KEY=secret-of-the-test\n',
  '.git/HEAD': 'ref: refs/heads/main\n',
  '.github/dependabot.yml': 'version: 2\n',
  'pnpm-lock.yaml': '',
  'tsconfig.json': '{}',
} as const;

function contents(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((one) => one.isFile());
  return Object.fromEntries(
    files.map(({ parentPath, name }) => {
      const path = join(parentPath, name);
      return [path.slice(folder.length + 1), readFileSync(path, 'utf8')];
    }),
  );
}

interface Report {
  readonly edits: readonly { readonly kind: string; readonly isMade: boolean; readonly patch: string }[];
  readonly byHand: readonly string[];
  readonly next: readonly string[];
}

async function report(folder: string, ...flags: readonly string[]): Promise<Report> {
  const { code, out } = await run(folder, ['init', '--json', ...flags]);
  expect(code).toBe(0);
  return JSON.parse(out) as Report;
}

describe('init in a project with Vite, GitHub, pnpm and a key in .env', () => {
  test('makes every edit, shows it, and changes nothing the second time', async () => {
    const folder = project(vite);
    const { code, err } = await run(folder, ['init', '--yes']);
    expect(code).toBe(0);
    const after = contents(folder);
    expect(after['vite.config.ts']).toBe(
      "import { defineConfig } from 'vite'\nimport react from '@vitejs/plugin-react'\nimport twenty from 'twenty-codegen/vite'\n\n// https://vite.dev/config/\nexport default defineConfig({\n  plugins: [twenty(), react()],\n})\n",
    );
    expect(after['.gitignore']).toBe('node_modules\ndist\n.env\n');
    expect(JSON.parse(after['package.json'] ?? '')).toMatchObject({
      scripts: { dev: 'vite', 'twenty:check': 'twenty-codegen check' },
    });
    expect(after['.github/workflows/twenty.yml']).toContain('- run: pnpm exec twenty-codegen check\n');
    expect(after['codegen.config.ts']).toContain('defineConfig');
    for (const line of [
      '+  plugins: [twenty(), react()],',
      '-  plugins: [react()],',
      '+.env',
      '+name: twenty',
    ])
      expect(err).toContain(`  ${line}\n`);
    expect(err).not.toContain('secret-of-the-test');

    const again = await report(folder);
    expect(again).toMatchObject({ edits: [], byHand: [] });
    expect(contents(folder)).toEqual(after);
  });

  test.for([
    ['--no-scripts', 'package.json', 'scripts'],
    ['--no-plugin', 'vite.config.ts', 'plugin'],
    ['--no-gitignore', '.gitignore', 'gitignore'],
    ['--no-ci', '.github/workflows/twenty.yml', 'ci'],
  ] as const)('leaves alone what %s declines', async ([flag, file, kind]) => {
    const folder = project(vite);
    const before = contents(folder);
    const { edits } = await report(folder, flag);
    expect(edits.map((edit) => edit.kind)).toHaveLength(4);
    expect(edits.map((edit) => edit.kind)).not.toContain(kind);
    expect(contents(folder)[file]).toBe(before[file]);
  });

  test('says what to install and run in the words of the package manager', async () => {
    const { next } = await report(project({ ...vite, 'pnpm-lock.yaml': '' }));
    expect(next).toContain('pnpm add -D twenty-codegen');
    expect(next).toContain('pnpm exec twenty-codegen generate');
  });
});

test.for([
  [{ 'package.json': '{ "packageManager": "yarn@4.9.0" }', 'package-lock.json': '{}' }, 'yarn add -D'],
  [{ 'package.json': '{}', 'bun.lock': '' }, 'bun add -d'],
  [{ 'package.json': '{}' }, 'npm install -D'],
] as const)('%o is a project of %s', async ([files, command]) => {
  const { next } = await report(project(files));
  expect(next).toContain(`${command} twenty-codegen`);
});

test('a config that is not understood is left alone, with what to paste', async () => {
  const config = 'export default mergeConfig(base, {});\n';
  const folder = project({ 'package.json': '{}', 'vite.config.ts': config });
  const { edits, byHand } = await report(folder);
  expect(edits.map(({ kind }) => kind)).toEqual(['config', 'scripts']);
  expect(byHand[0]).toContain("import twenty from 'twenty-codegen/vite';");
  expect(contents(folder)['vite.config.ts']).toBe(config);
});

test('Next.js has npm generate before it, whatever bundles it', async () => {
  const folder = project({ 'package.json': '{"dependencies":{"next":"16"},"scripts":{"prebuild":"mine"}}' });
  await report(folder);
  expect(JSON.parse(contents(folder)['package.json'] ?? '')).toMatchObject({
    scripts: { prebuild: 'mine', predev: 'twenty-codegen generate --offline' },
  });
});

test('a program that calls esbuild is found by the script that runs it', async () => {
  const folder = project({
    'package.json': '{"scripts":{"build":"node --enable-source-maps build.mjs"}}',
    'build.mjs': "import { build } from 'esbuild';\nawait build({ bundle: true });\n",
  });
  await report(folder);
  expect(contents(folder)['build.mjs']).toContain('await build({ plugins: [twenty()], bundle: true });');
});

test('below a repository, CI works in the folder of the project, and git’s patterns above it count', async () => {
  const folder = project({
    '.git/HEAD': '',
    '.github/x': '',
    '.gitignore': '.env\n',
    'packages/app/package.json': '{}',
    'packages/app/.env': 'TWENTY_API_KEY=secret-of-the-test\n',
  });
  const { edits } = await report(join(folder, 'packages', 'app'));
  expect(edits.map(({ kind }) => kind)).toEqual(['config', 'scripts', 'ci']);
  expect(contents(folder)['.github/workflows/twenty.yml']).toContain('working-directory: "packages/app"');
});

test('finds what the project is made of, and says so', async () => {
  const { code, out } = await run(project(vite), ['init', '--json']);
  expect(code).toBe(0);
  expect(JSON.parse(out)).toMatchObject({
    found: ['pnpm', 'vite (vite.config.ts)', 'TypeScript (imports end in .js)'],
  });
});

test.for([
  [{ 'package.json': '{"devDependencies":{"prettier":"3"}}' }, "  format: 'prettier',"],
  [{ 'package.json': '{"devDependencies":{"oxfmt":"1","prettier":"3"}}' }, "  format: 'oxfmt',"],
  [
    {
      'package.json': '{}',
      '.prettierrc': '{}',
      'node_modules/prettier/package.json': '{"name":"prettier","main":"x.js"}',
      'node_modules/prettier/x.js': '',
    },
    "  format: 'prettier',",
  ],
  // Its editor has it, but generate could not load it.
  [{ 'package.json': '{}', '.prettierrc': '{}' }, null],
  [{ 'package.json': '{}' }, null],
] as const)('%o has its formatter look after what is generated: %s', async ([files, line]) => {
  const folder = project(files);
  await report(folder);
  const config = contents(folder)['codegen.config.ts'] ?? '';
  expect(/^ +format: .*?,/mu.exec(config)?.[0] ?? null).toBe(line);
});

test.for([
  [{ 'package.json': '{"dependencies":{"next":"16"}}', 'app/page.tsx': '' }, 'lib/twenty'],
  [{ 'package.json': '{"dependencies":{"next":"16"}}', 'src/app/page.tsx': '' }, 'src/twenty'],
  [{ 'package.json': '{"devDependencies":{"@sveltejs/kit":"2"}}', 'src/app.html': '' }, 'src/lib/twenty'],
  [{ 'package.json': '{}' }, 'src/twenty'],
] as const)('%o has its client in %s', async ([files, output]) => {
  const folder = project(files);
  await report(folder);
  expect(contents(folder)['codegen.config.ts']).toContain(`  output: '${output}',`);
});

const remote = (url: string) => ({ '.git/HEAD': '', '.git/config': `[remote "origin"]\n\turl = ${url}\n` });

test.for([
  [{ '.git/HEAD': '', '.git/config': '[core]\n' }, true],
  [remote('git@github.com:acme/app.git'), true],
  [remote('https://gitlab.com/acme/app.git'), false],
  [{ '.git/HEAD': '', '.git/config': '[core]\n', '.gitlab-ci.yml': '' }, false],
  [{}, false],
] as const)('in a repository with %o, a job for GitHub is proposed: %s', async ([files, isProposed]) => {
  const folder = project({ 'package.json': '{}', ...files });
  const { edits, byHand } = await report(folder);
  expect(edits.some(({ kind }) => kind === 'ci')).toBe(isProposed);
  expect(byHand.includes('in CI, without a key: npx twenty-codegen check')).toBe(!isProposed);
});

test('where TypeScript does not tell null from what is not null, it says what that costs', async () => {
  const files = { 'package.json': '{}', 'tsconfig.json': '{"compilerOptions":{"strict":false}}' };
  const { byHand } = await report(project(files));
  expect(byHand).toContainEqual(expect.stringContaining('"strict": true'));
});

test('scripts of Next.js that do something else already are for the user to change', async () => {
  const folder = project({ 'package.json': '{"dependencies":{"next":"16"},"scripts":{"prebuild":"mine"}}' });
  const { byHand } = await report(folder);
  expect(byHand).toContain('let prebuild in package.json begin with: twenty-codegen generate --offline');
});

test.for([
  ['astro.config.mjs', "import twenty from 'twenty-codegen/vite';", 'vite: { plugins: [twenty()] },'],
  ['nuxt.config.ts', "import twenty from 'twenty-codegen/vite';", 'vite: { plugins: [twenty()] },'],
  [
    'rsbuild.config.ts',
    "import twenty from 'twenty-codegen/rspack';",
    'tools: { rspack: { plugins: [twenty()] } },',
  ],
] as const)(
  'a framework with a bundler of its own is told what goes into %s',
  async ([file, line, settings]) => {
    const before = 'export default defineConfig({});\n';
    const folder = project({ 'package.json': '{}', [file]: before });
    const { byHand } = await report(folder);
    expect(byHand[0]).toContain(file);
    expect(byHand[0]).toContain(line);
    expect(byHand[0]).toContain(settings);
    expect(contents(folder)[file]).toBe(before);

    const done = project({ 'package.json': '{}', [file]: `${line}\n${before}` });
    expect((await report(done)).byHand).not.toContainEqual(expect.stringContaining(file));
  },
);

test('a package.json that begins with a mark keeps it, and gets its scripts', async () => {
  const text = '\uFEFF{"dependencies":{"next":"16"},"scripts":{"prebuild":"mine"}}';
  const folder = project({ 'package.json': text });
  const { edits, byHand } = await report(folder);
  expect(edits.map(({ kind }) => kind)).toContain('scripts');
  expect(byHand).toContain('let prebuild in package.json begin with: twenty-codegen generate --offline');
  expect(contents(folder)['package.json']).toMatch(/^\uFEFF\{/u);
});

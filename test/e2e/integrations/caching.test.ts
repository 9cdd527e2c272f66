import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { serializeLock } from '../../../src/lock/serialize.ts';
import { fixtureModel } from '../../golden/workspaces.ts';
import { createPacked, repositoryFile } from './packed.ts';
import type { PackedProject } from './packed.ts';

/*
 * Turborepo and Nx with the settings that the README gives: what a run generates, another one takes from their cache. Where
 * npm cannot install them, the tests are skipped and say why.
 */

let created: PackedProject | { readonly reason: string };
let project: PackedProject;
let lock: string;

const web = join('packages', 'web');

/** A block of the README's, by the name of the file that it is for. */
function fromReadme(file: string): string {
  const block = new RegExp(`^// ${file.replaceAll('.', '\\.')}.*\\n([^]*?)^\`\`\`$`, 'mu').exec(
    repositoryFile('README.md'),
  );
  if (block?.[1] === undefined) throw new Error(`The README has nothing for ${file}.`);
  return block[1];
}

beforeAll(async () => {
  lock = serializeLock(await fixtureModel('demo'));
  created = await createPacked(
    {
      'package.json': {
        name: 'repository',
        private: true,
        type: 'module',
        packageManager: 'npm@10.9.0',
        workspaces: ['packages/*'],
      },
      '.gitignore': 'node_modules\n.turbo\n.nx\n',
      'turbo.json': fromReadme('turbo.json'),
      'nx.json': fromReadme('nx.json'),
      [join(web, 'package.json')]: {
        name: 'web',
        version: '1.0.0',
        private: true,
        type: 'module',
        scripts: { twenty: 'twenty-codegen generate --offline', build: 'node build.mjs' },
      },
      [join(web, 'build.mjs')]:
        "import { readdirSync } from 'node:fs';\nconsole.log(`built of ${readdirSync('src/twenty').length}`);\n",
      [join(web, 'twenty.lock.json')]: lock,
    },
    ['turbo@2', 'nx@22'],
  );
  if ('reason' in created) return;
  project = created;
  // Both tell by it what version of this tool there is, and by .gitignore what is no input.
  const lockOnly = 'install --package-lock-only --prefer-offline --no-audit --no-fund --loglevel=error';
  execFileSync('npm', lockOnly.split(' '), { cwd: project.folder, stdio: 'pipe' });
  execFileSync('git', ['init', '--quiet'], { cwd: project.folder });
}, 240_000);

afterAll(() => {
  if (created !== undefined && !('reason' in created)) created.remove();
});

beforeEach(({ skip }) => {
  if ('reason' in created) return skip(`Turborepo and Nx are not to be had here: ${created.reason}`);
  clean();
  writeFileSync(join(project.folder, web, 'twenty.lock.json'), lock);
});

function clean(): void {
  rmSync(join(project.folder, web, 'src'), { recursive: true, force: true });
}

function contents(): Record<string, string> {
  const folder = join(project.folder, web, 'src', 'twenty');
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((file) => file.isFile());
  return Object.fromEntries(
    files.map(({ parentPath, name }) => {
      const path = join(parentPath, name);
      return [path.slice(folder.length), readFileSync(path, 'utf8')];
    }),
  );
}

interface Tool {
  readonly run: () => ReturnType<PackedProject['run']>;
  /** How it says that a task was done, and that it was not. */
  readonly done: RegExp;
  readonly cached: RegExp;
}

it.for<[string, Tool]>([
  [
    'Turborepo',
    {
      run: () => project.run('turbo', ['run', 'build'], { TURBO_TELEMETRY_DISABLED: '1', CI: '1' }),
      done: /Cached: {4}0 cached, 2 total/u,
      cached: /Cached: {4}2 cached, 2 total/u,
    },
  ],
  [
    'Nx',
    {
      run: () =>
        project.run('nx', ['run', 'web:build'], { NX_DAEMON: 'false', NX_NO_CLOUD: 'true', CI: '1' }),
      done: /Successfully ran target build[^]*$/u,
      cached: /Nx read the output from the cache instead of running the command for 2 out of 2 tasks/u,
    },
  ],
])('%s generates once, and gives back what was generated', { timeout: 180_000 }, async ([, tool]) => {
  const first = await tool.run();
  expect(first.output).toMatch(tool.done);
  expect(first.output).not.toMatch(tool.cached);
  expect(first.output).toContain('built of ');
  const generated = contents();
  expect(Object.keys(generated).length).toBeGreaterThan(40);

  clean();
  const second = await tool.run();
  expect(second.output).toMatch(tool.cached);
  expect(contents()).toEqual(generated);

  // Another lock is another input.
  writeFileSync(
    join(project.folder, web, 'twenty.lock.json'),
    lock.replaceAll('"name":"jobTitle"', '"name":"role"'),
  );
  const third = await tool.run();
  expect(third.output).not.toMatch(tool.cached);
  expect(contents()[join('/', 'objects', 'person.ts')]).toContain('role: string');
});

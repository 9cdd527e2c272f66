import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serializeLock } from '../../../src/lock/serialize.ts';
import { serve } from '../../../src/simulate/server.ts';
import type { Server } from '../../../src/simulate/server.ts';
import { createSimulator } from '../../../src/simulate/simulator.ts';
import { fixtureModel } from '../../golden/workspaces.ts';
import { createPacked, repositoryFile } from './packed.ts';
import type { PackedProject } from './packed.ts';

/*
 * The build plugins as they are published, in real builds with each bundler. Where npm cannot install these, the tests are
 * skipped and say why.
 */

const bundlers = ['vite', 'rollup', 'rolldown', 'webpack', 'rspack', 'esbuild'] as const;
type Bundler = (typeof bundlers)[number];

const packages = [
  'vite@8',
  'rollup@4',
  'rolldown@1',
  'webpack@5',
  '@rspack/core@2',
  'esbuild@0.28',
  'esbuild-loader@4',
];

/** Those that do not look for a file of TypeScript where one of JavaScript is asked for: their code imports without endings. */
const literal: ReadonlySet<Bundler> = new Set(['webpack', 'rspack']);

const program = (
  bundler: Bundler,
) => `import { createClient, people } from './twenty/index${literal.has(bundler) ? '' : '.js'}';

const client = createClient();
const { records, totalCount } = await people.findMany(client, { first: 3, select: { id: true, name: true } });
console.log(JSON.stringify({ read: records.map(({ name }) => typeof name.firstName), totalCount }));
`;

const apiKey = 'bundlers-key';
let created: PackedProject | { readonly reason: string };
let project: PackedProject;
let lock: string;
let server: Server;
let totalCount: number;

beforeAll(async () => {
  const model = await fixtureModel('demo');
  const simulator = createSimulator({ model, apiKey, records: 7 });
  server = await serve(simulator);
  totalCount = 7;
  lock = serializeLock(model);
  const scripts = ['bundlers.mjs', 'build.mjs', 'watch.mjs'].map((name) => [
    name,
    repositoryFile('test', 'e2e', 'integrations', 'bundlers', name),
  ]);
  created = await createPacked(
    {
      ...Object.fromEntries(scripts),
      'twenty.lock.json': lock,
      'codegen.config.ts': 'export default {};\n',
      'tsconfig.json': {
        compilerOptions: {
          target: 'es2022',
          module: 'esnext',
          moduleResolution: 'bundler',
          strict: true,
          skipLibCheck: true,
          noCheck: true,
        },
        include: ['src'],
      },
    },
    packages,
  );
  if (!('reason' in created)) project = created;
}, 240_000);

afterAll(async () => {
  await server?.close();
  if (created !== undefined && !('reason' in created)) created.remove();
});

const generated = (path = join('objects', 'person.ts')): string =>
  join(project.folder, 'src', 'twenty', path);

function build(bundler: Bundler, CI = ''): ReturnType<PackedProject['run']> {
  return project.run('node', ['build.mjs', bundler], { CI });
}

/** A project of one bundler. */
function clean(bundler: Bundler): void {
  const devDependencies = { [bundler === 'rspack' ? '@rspack/core' : bundler]: '*' };
  writeFileSync(
    join(project.folder, 'package.json'),
    JSON.stringify({ name: 'app', private: true, type: 'module', devDependencies }),
  );
  mkdirSync(join(project.folder, 'src'), { recursive: true });
  writeFileSync(join(project.folder, 'src', 'main.ts'), program(bundler));
  rmSync(join(project.folder, 'src', 'twenty'), { recursive: true, force: true });
  writeFileSync(join(project.folder, 'twenty.lock.json'), lock);
}

describe.for(bundlers)('%s', (bundler) => {
  it(
    'generates before it builds, reads records, and fails in CI where that is stale',
    { timeout: 120_000 },
    async ({ skip }) => {
      if ('reason' in created) return skip(`The bundlers are not to be had here: ${created.reason}`);
      clean(bundler);
      const built = await build(bundler);
      expect(built.output).not.toMatch(/error|warning/iu);
      expect(built.code).toBe(0);
      const env = { TWENTY_API_URL: server.url, TWENTY_API_KEY: apiKey };
      const ran = await project.run('node', [join('out', bundler, 'main.js')], env);
      expect(JSON.parse(ran.output)).toEqual({ read: ['string', 'string', 'string'], totalCount });

      const before = statSync(generated()).mtimeMs;
      expect((await build(bundler, 'true')).code).toBe(0);
      expect(statSync(generated()).mtimeMs).toBe(before);

      // In CI, what is stale fails, and stays as it is.
      writeFileSync(join(project.folder, 'twenty.lock.json'), renamed());
      const stale = await build(bundler, 'true');
      expect(stale.code).toBe(1);
      expect(stale.output).toContain('src/twenty is not what twenty.lock.json gives. [OUTPUT_STALE]');
      expect(stale.output).toContain('stale   src/twenty/objects/person.ts');
      expect(stale.output).toContain('Run `twenty-codegen generate --offline` and commit the result.');
      expect(stale.output).not.toMatch(/^\s+at /mu);
      expect(statSync(generated()).mtimeMs).toBe(before);
    },
  );

  it('follows the lock while it watches, and comes to rest', { timeout: 150_000 }, async ({ skip }) => {
    if ('reason' in created) return skip(`The bundlers are not to be had here: ${created.reason}`);
    clean(bundler);
    const watching = watch(bundler);
    try {
      await watching.until(/^built$/mu);
      await watching.rest();

      writeFileSync(join(project.folder, 'twenty.lock.json'), renamed());
      const text = await watching.untilRest(bundler === 'vite' ? /^hmr .*person\.ts/mu : /^built$/mu);
      expect(readFileSync(generated(), 'utf8')).toContain('role: string');
      // Of a server one message. Elsewhere what it writes itself may make one more build (webpack looks twice at what is
      // young), and then no other.
      const [said, most] =
        bundler === 'vite' ? [/^hmr /gmu, 1] : [/^built$/gmu, bundler === 'webpack' ? 3 : 2];
      expect(text.match(said)?.length).toBeLessThanOrEqual(most);
      expect(text.match(/files: 1 written/gu)?.length ?? 1).toBe(1);

      writeFileSync(join(project.folder, 'twenty.lock.json'), '{');
      expect(await watching.untilRest(/LOCK_INVALID/u)).toContain('Restore it from version control');

      writeFileSync(join(project.folder, 'twenty.lock.json'), lock);
      await watching.untilRest(bundler === 'vite' ? /files: 1 written/u : /^built$/mu);
      expect(readFileSync(generated(), 'utf8')).toContain('jobTitle: string');
    } finally {
      await watching.stop();
    }
  });
});

function renamed(): string {
  return lock.replaceAll('"name":"jobTitle"', '"name":"role"');
}

/** A bundler that watches, and what it says. */
function watch(bundler: Bundler) {
  const { TWENTY_API_URL: _url, TWENTY_API_KEY: _key, VITEST: _vitest, ...env } = process.env;
  const child = spawn(process.execPath, ['watch.mjs', bundler], {
    cwd: project.folder,
    env: { ...env, CI: '', NO_COLOR: '1' },
  });
  let said = '';
  child.stdout.on('data', (data: Buffer) => (said += data.toString()));
  child.stderr.on('data', (data: Buffer) => (said += data.toString()));
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));

  async function until(pattern: RegExp): Promise<void> {
    for (let waited = 0; !pattern.test(said); waited += 50) {
      if (waited > 40_000) throw new Error(`${bundler} never said ${String(pattern)}, but:\n${said}`);
      await sleep(50);
    }
  }
  /** Until nothing more is said for a while: all that was said. */
  async function rest(): Promise<string> {
    for (let before = ''; before !== said;) {
      before = said;
      await sleep(1500);
    }
    const all = said;
    said = '';
    return all;
  }
  return {
    until,
    rest,
    async untilRest(pattern: RegExp): Promise<string> {
      await until(pattern);
      return rest();
    },
    async stop(): Promise<void> {
      child.stdin.end();
      const killing = setTimeout(() => child.kill('SIGKILL'), 5000);
      await ended;
      clearTimeout(killing);
    },
  };
}

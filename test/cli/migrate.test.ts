import { spawnSync } from 'node:child_process';
import { appendFileSync, cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { demo } from '../../fixtures/demo.ts';
import { modelOf } from '../../fixtures/modern.ts';
import { serializeLock } from '../../src/lock/serialize.ts';
import { serve } from '../../src/simulate/server.ts';
import type { Server } from '../../src/simulate/server.ts';
import { createSimulator } from '../../src/simulate/simulator.ts';
import { changeField, renameField, renameObject } from '../refactor/changed.ts';
import { contents } from '../write/folder.ts';
import { ensureBuilt, project, run } from './run.ts';

const apiKey = 'a-s3cr3t-key-of-the-tests';
const before = modelOf(demo);
/** The workspace as it is now. */
const after = [renameField(before, 'person', 'city', 'town')]
  .map((model) => renameObject(model, 'subscription', 'plan', 'plans'))
  .map((model) => changeField(model, 'person', 'jobTitle', () => null))
  .reduce((_, model) => model);
let server: Server;
let env: Readonly<Record<string, string>>;

beforeAll(async () => {
  await ensureBuilt();
  server = await serve(createSimulator({ model: after, apiKey, records: 1 }));
  env = { TWENTY_API_URL: server.url, TWENTY_API_KEY: apiKey };
}, 120_000);

afterAll(() => server.close());

const tsconfig = {
  compilerOptions: {
    target: 'es2022',
    module: 'nodenext',
    // Without the DOM, whose types take a compiler longer than all the rest.
    lib: ['es2023'],
    types: [],
    strict: true,
    noEmit: true,
    skipLibCheck: true,
  },
  include: ['src'],
};

const app = `import { createClient, people, subscriptions } from './twenty/index.js';

const client = createClient();
const { records } = await people.findMany(client, { select: { city: true }, filter: { city: { eq: 'Rome' } } });
for (const { city } of records) console.log(city, 'city');
await subscriptions.count(client);
`;

const migrated = `import { createClient, people, plans } from './twenty/index.js';

const client = createClient();
const { records } = await people.findMany(client, { select: { town: true }, filter: { town: { eq: 'Rome' } } });
for (const { town: city } of records) console.log(city, 'city');
await plans.count(client);
`;

/** The client as it was generated before the workspace changed. */
let generated: string;

beforeAll(async () => {
  generated = project({
    'tsconfig.json': tsconfig,
    'twenty.lock.json': serializeLock(before),
    'src/console.d.ts': 'declare const console: { log(...values: unknown[]): void };\n',
  });
  const { code, err } = await run(generated, ['generate', '--offline']);
  if (code !== 0) throw new Error(err);
}, 120_000);

/** A project of a user with that client, committed. */
function userProject(files: Readonly<Record<string, string>> = { 'src/app.ts': app }): string {
  const folder = project({ 'package.json': { type: 'module' }, ...files });
  cpSync(generated, folder, { recursive: true });
  git(folder, 'init', '--quiet');
  commit(folder);
  return folder;
}

function git(folder: string, ...args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync('git', [...args], { cwd: folder, encoding: 'utf8' });
  if (status !== 0) throw new Error(`git ${args.join(' ')}: ${stderr}`);
  return stdout;
}

function commit(folder: string): void {
  git(folder, 'add', '--all');
  git(folder, '-c', 'user.name=Test', '-c', 'user.email=test@example.com', 'commit', '--quiet', '-m', 'test');
}

function compile(folder: string): string {
  const tsc = join(import.meta.dirname, '../../node_modules/typescript/bin/tsc');
  return spawnSync(process.execPath, [tsc, '-p', folder], { encoding: 'utf8' }).stdout;
}

const textOf = (folder: string, file = 'src/app.ts'): string => readFileSync(join(folder, file), 'utf8');

describe('migrate', () => {
  test('carries renames through the code, then generates: the project compiles before and after', async () => {
    const folder = userProject();
    expect(compile(folder)).toBe('');
    const done = await run(folder, ['migrate'], env);
    expect(done.err).toContain('5 names in 1 file replaced; src/twenty: 8 written, 1 removed');
    expect(done.err).toContain("src/app.ts:5:51  for (const { city } of records) console.log(city, 'city');");
    expect(done.out).toContain('person.city is called town now.');
    expect(done.code).toBe(0);
    expect(textOf(folder)).toBe(migrated);
    expect(compile(folder)).toBe('');
    expect((await run(folder, ['check', '--live'], env)).code).toBe(0);
    const changed = git(folder, 'status', '--porcelain')
      .split('\n')
      .map((line) => line.slice(3));
    expect(changed.filter((file) => file !== '' && !file.startsWith('src/twenty/'))).toEqual([
      'src/app.ts',
      'twenty.lock.json',
    ]);
    expect(`${done.out}${done.err}`).not.toContain(apiKey);
  });

  test('prints a patch that git takes, and writes nothing, with --dry-run', async () => {
    const folder = userProject();
    const files = contents(folder);
    const { code, out } = await run(folder, ['migrate', '--dry-run'], env);
    expect(code).toBe(0);
    expect(contents(folder)).toEqual(files);
    const { status, stderr } = spawnSync('git', ['apply'], { cwd: folder, input: out, encoding: 'utf8' });
    expect(stderr).toBe('');
    expect(status).toBe(0);
    expect(textOf(folder)).toBe(migrated);
  });

  test('refuses where git has changes that are not committed, unless told otherwise', async () => {
    const folder = userProject();
    writeFileSync(join(folder, 'notes.md'), 'not in git, and not of the project\n');
    expect((await run(folder, ['migrate', '--dry-run'], env)).code).toBe(0);
    appendFileSync(join(folder, 'package.json'), '\n');
    const refused = await run(folder, ['migrate'], env);
    expect(refused.code).toBe(2);
    expect(refused.err).toContain('[GIT_DIRTY]\n  package.json\n');
    expect(textOf(folder)).toBe(app);
    expect((await run(folder, ['migrate', '--allow-dirty'], env)).code).toBe(0);
    expect(textOf(folder)).toBe(migrated);
  });

  test('refuses to write a file that git does not know', async () => {
    const folder = userProject({});
    writeFileSync(join(folder, 'src', 'new.ts'), app);
    const refused = await run(folder, ['migrate'], env);
    expect(refused.code).toBe(2);
    expect(refused.err).toContain('[GIT_DIRTY]\n  src/new.ts\n');
    expect(textOf(folder, 'src/new.ts')).toBe(app);
  });

  test('says so where there is no git', async () => {
    const folder = project({
      'package.json': { type: 'module' },
      'tsconfig.json': tsconfig,
      'twenty.lock.json': serializeLock(before),
      'src/app.ts': app,
    });
    const done = await run(folder, ['migrate'], env);
    expect(done.err).toContain('in no git repository');
    expect(textOf(folder)).toBe(migrated);
  });

  test('writes all or nothing: what cannot be generated leaves the code as it was', async () => {
    const folder = userProject();
    writeFileSync(join(folder, 'src', 'twenty', 'objects', 'plan.ts'), '// of somebody else\n');
    commit(folder);
    const files = contents(folder);
    const refused = await run(folder, ['migrate'], env);
    expect(refused.code).toBe(2);
    expect(refused.err).toContain('[OUTPUT_FOREIGN]');
    expect(contents(folder)).toEqual(files);
  });

  test('leaves line ends and the mark that a file begins with', async () => {
    const text = `\uFEFF${app.replaceAll('\n', '\r\n')}`;
    const folder = userProject({ 'src/app.ts': text });
    expect((await run(folder, ['migrate'], env)).code).toBe(0);
    expect(textOf(folder)).toBe(`\uFEFF${migrated.replaceAll('\n', '\r\n')}`);
  });

  test('goes to the successor of a removed field', async () => {
    const code =
      "import { people } from './twenty/index.js';\nexport const title = people.fields.jobTitle;\n";
    const folder = userProject({ 'src/app.ts': code });
    const left = await run(folder, ['migrate', '--dry-run'], env);
    expect(left.code).toBe(1);
    expect(left.err).toContain('Does not compile yet:\n  src/app.ts:2:36  TS2339');
    expect((await run(folder, ['migrate', '--successor', 'person.jobTitle=town'], env)).code).toBe(0);
    expect(textOf(folder)).toBe(code.replace('fields.jobTitle', 'fields.town'));
  });

  test('refuses a successor that cannot be one', async () => {
    const folder = userProject();
    for (const [given = '', problem = ''] of [
      ['jobTitle=town', '--successor takes object.field=field'],
      ['persan.jobTitle=town', 'There is no object persan in the lock. Did you mean person?'],
      ['person.jobTitel=town', 'person has no field jobTitel in the lock. Did you mean jobTitle?'],
      ['person.jobTitle=city', 'person has no field city now.'],
      ['person.birthday=town', 'person.birthday is there still: it needs no successor.'],
      ['person.city=birthday', 'person.city was renamed to town: it needs no successor.'],
    ]) {
      const { code, err } = await run(folder, ['migrate', '--successor', given], env);
      expect(code).toBe(2);
      expect(err).toContain(problem);
    }
    expect(textOf(folder)).toBe(app);
  });

  test('carries code to a client that was generated already, by the revision that it is written for', async () => {
    const folder = userProject();
    expect((await run(folder, ['generate'], env)).code).toBe(0);
    expect(compile(folder)).not.toBe('');
    // The object has its names still: they are pinned.
    expect((await run(folder, ['migrate', '--since', 'HEAD'])).code).toBe(0);
    expect(textOf(folder)).toBe(migrated.replaceAll('plans', 'subscriptions'));
    expect(compile(folder)).toBe('');
  });

  test('knows by itself that the lock was brought up to the workspace since the last commit', async () => {
    const folder = userProject();
    expect((await run(folder, ['generate'], env)).code).toBe(0);
    const done = await run(folder, ['migrate'], env);
    expect(done.err).toContain('From twenty.lock.json at HEAD: 5 names in 1 file replaced');
    expect(done.code).toBe(0);
    expect(textOf(folder)).toBe(migrated);
    expect(compile(folder)).toBe('');
    commit(folder);
    const idle = await run(folder, ['migrate'], env);
    expect(idle).toMatchObject({ code: 0, out: '' });
    expect(idle.err).toContain('Nothing was renamed since twenty.lock.json at HEAD');
  });

  test('tells a machine all that a person is told', async () => {
    const folder = userProject();
    const { out, code } = await run(folder, ['migrate', '--dry-run', '--json'], env);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      ok: true,
      command: 'migrate',
      dryRun: true,
      changes: expect.arrayContaining([expect.objectContaining({ code: 'FIELD_RENAMED', after: 'town' })]),
      files: [{ file: 'src/app.ts', places: expect.arrayContaining([expect.objectContaining({ line: 4 })]) }],
      byHand: [{ file: 'src/app.ts', line: 5, reason: 'a string that reads like the name city' }],
      problems: [],
    });
  });
});

describe('the impact of changes', () => {
  let folder: string;
  beforeAll(() => {
    folder = userProject();
  });

  test('is told with them: where the code uses what changed', async () => {
    const { out, code } = await run(folder, ['diff', '--impact', '--exit-code'], env);
    expect(code).toBe(1);
    expect(out).toContain(
      'person.city is called town now. [FIELD_RENAMED]\n    src/app.ts:4:63  const { records } = await people.findMany(client, { select: { city: true }',
    );
    expect(out.match(/src\/app\.ts:4:/gu)?.length).toBe(2);
  });

  test('annotates the files of the user', async () => {
    const { out, code } = await run(folder, ['check', '--live', '--impact', '--format', 'github'], env);
    expect(code).toBe(1);
    expect(out).toContain(
      '::error file=src/app.ts,line=5,col=14,title=FIELD_RENAMED::person.city is called town now.\n',
    );
    expect(out).toContain('::error file=twenty.lock.json,line=');
  });

  test('is in the JSON, too', async () => {
    const { out } = await run(folder, ['check', '--live', '--impact', '--json'], env);
    const { live } = JSON.parse(out) as {
      live: { changes: { after?: string; places?: unknown[] }[] };
    };
    const renamed = live.changes.find((change) => change.after === 'town');
    expect(renamed?.places).toHaveLength(3);
  });

  test('needs the workspace', async () => {
    const { code, err } = await run(folder, ['check', '--impact']);
    expect(code).toBe(2);
    expect(err).toContain('--impact has no effect without --live');
  });

  test('needs a tsconfig', async () => {
    const { code, err } = await run(folder, ['diff', '--impact', '--tsconfig', 'none.json'], env);
    expect(code).toBe(2);
    expect(err).toContain('[PROJECT_MISSING]');
  });
});

import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ensureBuilt } from '../cli/run.ts';

/** The main job as a new user does it: from the packed tarball, in an empty folder. */

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc');
const apiKey = 'e2e-key-that-must-appear-nowhere';

let folder: string;
let server: ChildProcess;
let url: string;

interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

function run(command: string, args: readonly string[], env: Record<string, string> = {}): Promise<Outcome> {
  return new Promise((resolve) => {
    execFile(
      command,
      args,
      { cwd: folder, env: { ...process.env, NO_COLOR: '1', ...env }, maxBuffer: 64 * 1024 * 1024 },
      (error, stdout, stderr) => {
        const code = error === null ? 0 : typeof error.code === 'number' ? error.code : 1;
        resolve({ code, stdout, stderr });
      },
    );
  });
}

const twenty = (...args: string[]) =>
  run(join(folder, 'node_modules', '.bin', 'twenty-codegen'), args, {
    TWENTY_API_URL: url,
    TWENTY_API_KEY: apiKey,
  });

beforeAll(async () => {
  await ensureBuilt();
  folder = await mkdtemp(join(tmpdir(), 'twenty-codegen-e2e-'));
  const packed = await run('npm', ['pack', root, '--silent', '--pack-destination', folder]);
  if (packed.code !== 0) throw new Error(packed.stderr);
  const tarball = packed.stdout.trim().split('\n').at(-1) ?? '';
  await writeFile(
    join(folder, 'package.json'),
    `${JSON.stringify({ name: 'app', private: true, type: 'module' }, null, 2)}\n`,
  );
  const installed = await run('npm', [
    'install',
    '--prefer-offline',
    '--no-audit',
    '--no-fund',
    join(folder, tarball),
  ]);
  if (installed.code !== 0) throw new Error(installed.stderr);
  ({ server, url } = await serve('--demo'));
}, 300_000);

/** A simulated workspace, served by the installed command. */
async function serve(...args: readonly string[]): Promise<{ server: ChildProcess; url: string }> {
  const server = spawn(
    join(folder, 'node_modules', '.bin', 'twenty-codegen'),
    ['serve', ...args, '--port', '0', '--key', apiKey, '--json'],
    { cwd: folder, stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const url = await new Promise<string>((resolve, reject) => {
    let text = '';
    server.stdout?.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      const found = /"url":\s*"([^"]+)"/.exec(text);
      if (found?.[1] !== undefined) resolve(found[1]);
    });
    server.on('exit', (code) => reject(new Error(`serve ended with ${code}`)));
  });
  return { server, url };
}

afterAll(async () => {
  server?.kill();
  await rm(folder, { recursive: true, force: true });
});

const strict =
  '--strict --module nodenext --target es2022 --outDir out --exactOptionalPropertyTypes --noUncheckedIndexedAccess --verbatimModuleSyntax';

const program = `
import { createClient, people, TwentyAuthenticationError, TwentyNotFoundError } from './src/twenty/index.js';
import { createTwenty } from './src/twenty/twenty.js';

const client = createClient();
const page = await people.findMany(client, {
  first: 2,
  orderBy: { name: { lastName: 'AscNullsLast' } },
  select: { name: true, company: { name: true }, noteTargets: { select: { note: { title: true } } } },
});
const lastName: string | undefined = page.records[0]?.name.lastName;
const company: string | undefined = page.records[0]?.company?.name;
let count = 0;
for await (const person of people.findMany(client, { first: 4, select: { id: true } })) count += person.id ? 1 : 0;
const twenty = createTwenty();
const created = await twenty.people.createOne({ name: { firstName: 'Ada', lastName: 'Lovelace' } });
const updated = await twenty.people.updateOne(created.id, { jobTitle: 'Countess' });
await twenty.people.deleteOne(created.id);
const hidden = await twenty.people.findOne({ id: created.id });
await twenty.people.restoreOne(created.id);
const back = await twenty.people.findOneOrThrow({ id: created.id }, );
await twenty.people.destroyOne(created.id);
const gone = await twenty.people.findOneOrThrow({ id: created.id }).catch((error: unknown) => error instanceof TwentyNotFoundError);
const refused = await people.findOne(createClient({ apiKey: 'wrong' }), { id: created.id }).catch((error: unknown) => error instanceof TwentyAuthenticationError);
console.log(JSON.stringify({ page: page.records.length, totalCount: page.totalCount, count, hasName: lastName !== undefined, hasCompany: typeof company, jobTitle: updated.jobTitle, hidden, back: back.name.firstName, gone, refused }));
`;

test('a new user generates, compiles and runs a client, and checks it', async () => {
  const generated = await twenty('generate');
  expect(generated.code, generated.stderr).toBe(0);
  expect(generated.stdout).toBe('');
  expect(generated.stderr).toMatch(/files: \d+ written, 0 unchanged, 0 removed/);

  await writeFile(join(folder, 'program.ts'), program);
  const compiled = await run(process.execPath, [tsc, ...strict.split(' '), 'program.ts']);
  expect(compiled.stdout).toBe('');
  expect(compiled.code).toBe(0);
  const ran = await run(process.execPath, ['out/program.js'], {
    TWENTY_API_URL: url,
    TWENTY_API_KEY: apiKey,
  });
  expect(ran.stderr).toBe('');
  const { totalCount, count, ...rest } = JSON.parse(ran.stdout) as Record<string, unknown>;
  expect(count).toBe(totalCount);
  expect(rest).toMatchObject({
    page: 2,
    hasName: true,
    jobTitle: 'Countess',
    hidden: null,
    back: 'Ada',
    gone: true,
    refused: true,
  });

  const again = await twenty('generate');
  expect(again.stderr).toMatch(/files: 0 written, \d+ unchanged, 0 removed/);
  expect((await twenty('check')).code).toBe(0);
  const doctor = await twenty('doctor', '--json');
  expect(doctor.code).toBe(0);
  expect(JSON.parse(doctor.stdout)).toMatchObject({ ok: true });
});

test('a field is renamed in the CRM: its places are named, and the rename is carried through the code', async () => {
  const config = { compilerOptions: { module: 'nodenext', target: 'es2022', strict: true, noEmit: true } };
  await writeFile(join(folder, 'tsconfig.json'), JSON.stringify({ ...config, files: ['program.ts'] }));
  const lock = await readFile(join(folder, 'twenty.lock.json'), 'utf8');
  await writeFile(join(folder, 'renamed.json'), lock.replaceAll('"name":"jobTitle"', '"name":"role"'));
  const renamed = await serve('--lock', 'renamed.json');
  const bin = join(folder, 'node_modules', '.bin', 'twenty-codegen');
  const env = { TWENTY_API_URL: renamed.url, TWENTY_API_KEY: apiKey };
  try {
    const drift = await run(bin, ['check', '--live', '--impact'], env);
    expect(drift.code).toBe(1);
    expect(drift.stdout).toContain('person.jobTitle is called role now. [FIELD_RENAMED]');
    expect(drift.stdout).toMatch(/program\.ts:17:\d+ {2}const updated = /u);
    const migrated = await run(bin, ['migrate'], env);
    expect(migrated.stderr).toContain('2 names in 1 file replaced');
    expect(migrated.code).toBe(0);
    expect(await readFile(join(folder, 'program.ts'), 'utf8')).toBe(
      program
        .replace("{ jobTitle: 'Countess' }", "{ role: 'Countess' }")
        .replace('updated.jobTitle', 'updated.role'),
    );
    const compiled = await run(process.execPath, [tsc, '-p', '.']);
    expect(compiled.stdout).toBe('');
    expect((await run(bin, ['check', '--live'], env)).code).toBe(0);
  } finally {
    renamed.server.kill();
  }
  // Back to what the other tests go on with.
  const back = await twenty('migrate');
  expect(back.code, back.stderr).toBe(0);
  expect(await readFile(join(folder, 'program.ts'), 'utf8')).toBe(program);
  await rm(join(folder, 'tsconfig.json'));
  await rm(join(folder, 'renamed.json'));
});

test('check names a file that was edited, and offline generation repairs it', async () => {
  const person = join(folder, 'src', 'twenty', 'objects', 'person.ts');
  const before = await readFile(person, 'utf8');
  await writeFile(person, `${before}// edited\n`);
  const stale = await run(join(folder, 'node_modules', '.bin', 'twenty-codegen'), ['check']);
  expect(stale.code).toBe(1);
  expect(stale.stdout + stale.stderr).toContain('objects/person.ts');
  const repaired = await run(join(folder, 'node_modules', '.bin', 'twenty-codegen'), [
    'generate',
    '--offline',
  ]);
  expect(repaired.code, repaired.stderr).toBe(0);
  expect(await readFile(person, 'utf8')).toBe(before);
});

test('init writes a config and scripts, and generation goes on to work with them', async () => {
  const first = await twenty('init', '--yes');
  expect(first.code, first.stderr).toBe(0);
  const written = await readFile(join(folder, 'codegen.config.ts'), 'utf8');
  expect(written).toContain('defineConfig');
  expect(await readFile(join(folder, 'package.json'), 'utf8')).toContain('twenty-codegen generate');
  const generated = await twenty('generate');
  expect(generated.code, generated.stderr).toBe(0);
  const second = await twenty('init', '--yes');
  expect(second.code).toBe(0);
  expect(await readFile(join(folder, 'codegen.config.ts'), 'utf8')).toBe(written);
});

test('a wrong key, an unreachable server and no URL end with their own codes', async () => {
  const bin = join(folder, 'node_modules', '.bin', 'twenty-codegen');
  const wrong = await run(bin, ['generate', '--json'], { TWENTY_API_URL: url, TWENTY_API_KEY: 'wrong-key' });
  expect(wrong.code).toBe(3);
  expect(JSON.parse(wrong.stdout)).toMatchObject({ ok: false });
  const unreachable = await run(bin, ['generate'], {
    TWENTY_API_URL: 'http://127.0.0.1:9',
    TWENTY_API_KEY: apiKey,
  });
  expect(unreachable.code).toBe(4);
  const nowhere = await run(bin, ['generate'], { TWENTY_API_URL: '', TWENTY_API_KEY: apiKey });
  expect(nowhere.code).toBe(2);
  for (const outcome of [wrong, unreachable, nowhere])
    expect(outcome.stdout + outcome.stderr).not.toMatch(/ {4}at /);
});

test('the key is in no file that was written', async () => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter(
    (entry) => entry.isFile() && !join(entry.parentPath, entry.name).includes('node_modules'),
  );
  expect(files.length).toBeGreaterThan(20);
  for (const entry of files)
    expect(await readFile(join(entry.parentPath, entry.name), 'utf8')).not.toContain(apiKey);
});

import type { ChildProcess } from 'node:child_process';
import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { changeField } from '../diff/models.ts';
import { ensureBuilt, finished, project, run, start } from '../cli/run.ts';
import { contents } from '../write/folder.ts';
import { apiKey, createWorld, model } from './world.ts';
import type { World } from './world.ts';

beforeAll(ensureBuilt, 120_000);

interface Event {
  readonly event?: string;
  readonly [key: string]: unknown;
}

/** A process that watches, as a machine follows it. */
interface Watcher {
  readonly child: ChildProcess;
  readonly events: readonly Event[];
  /** The next event of this kind, of those that were not waited for yet. */
  next(event: string): Promise<Event>;
  /** Interrupts it; what it ended with. */
  end(signal?: NodeJS.Signals): Promise<Awaited<ReturnType<typeof finished>>>;
}

const running: Watcher[] = [];
let world: World;

afterEach(async () => {
  for (const { child } of running.splice(0)) if (child.exitCode === null) child.kill('SIGKILL');
  await world.goAway();
});

function watch(folder: string, args: readonly string[], env: Readonly<Record<string, string>>): Watcher {
  const child = start(folder, ['generate', '--watch', '--interval', '1', '--json', ...args], env);
  const end = finished(child);
  const events: Event[] = [];
  let rest = '';
  let seen = 0;
  let wake = (): void => undefined;
  child.stdout?.on('data', (text: string) => {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    events.push(...lines.map((line) => JSON.parse(line) as Event));
    wake();
  });
  const watcher: Watcher = {
    child,
    events,
    async next(event) {
      for (;;) {
        const index = events.findIndex((one, place) => place >= seen && one.event === event);
        if (index !== -1) {
          seen = index + 1;
          return events[index] ?? {};
        }
        await new Promise<void>((resolve) => (wake = resolve));
      }
    },
    end: (signal = 'SIGINT') => {
      child.kill(signal);
      return end;
    },
  };
  running.push(watcher);
  return watcher;
}

const renamed = changeField(model, 'person', 'jobTitle', { name: 'occupation' });
const personOf = (folder: string): string => contents(folder)['src/twenty/objects/person.ts'] ?? '';

describe('generate --watch', () => {
  test('follows the workspace through changes, a restart and an edit of the config, until it is interrupted', async () => {
    world = await createWorld();
    const folder = project();
    const env = { TWENTY_API_URL: world.url, TWENTY_API_KEY: apiKey };
    const watcher = watch(folder, [], env);
    expect(await watcher.next('watching')).toMatchObject({
      intervalMs: 1000,
      workspaces: [{ workspace: null }],
    });
    expect(await watcher.next('generated')).toMatchObject({ reason: 'start', objects: 8, lockChanged: true });
    expect(personOf(folder)).toContain('export const PersonRelationship =');

    world.remodel(renamed);
    expect(await watcher.next('generated')).toMatchObject({
      reason: 'changed',
      changes: expect.arrayContaining([
        expect.objectContaining({ code: 'FIELD_RENAMED', class: 'breaking' }),
      ]),
    });
    expect(personOf(folder)).toContain('occupation');

    await world.goAway();
    expect(await watcher.next('failing')).toMatchObject({
      error: { code: 'CONNECTION_REFUSED', fix: expect.any(String) },
    });
    world.remodel(model);
    await world.comeBack();
    expect(await watcher.next('generated')).toMatchObject({ reason: 'changed' });
    await watcher.next('recovered');
    expect(personOf(folder)).toContain('jobTitle');

    const config = join(folder, 'codegen.config.ts');
    writeFileSync(config, "export default { enums: 'unio' };\n");
    expect(await watcher.next('config')).toMatchObject({ isRead: false, error: { code: 'CONFIG_INVALID' } });
    writeFileSync(`${config}.new`, "export default { enums: 'union' };\n");
    renameSync(`${config}.new`, config);
    expect(await watcher.next('config')).toMatchObject({ isRead: true });
    expect(await watcher.next('generated')).toMatchObject({ reason: 'start', lockChanged: false });
    expect(personOf(folder)).not.toContain('export const PersonRelationship =');

    expect(await watcher.end()).toMatchObject({ code: 130, err: '' });
    expect(watcher.events.at(-1)).toMatchObject({ event: 'stopped' });
    expect(JSON.stringify(watcher.events)).not.toContain(apiKey);
    expect((await run(folder, ['check'])).code).toBe(0);
    const leftOver = Object.keys(contents(folder)).filter((path) => /tmp|\.lock$/u.test(path));
    expect(leftOver).toEqual([]);
  });

  test('reads .env and what the config imports anew, and heals with a new key', async () => {
    world = await createWorld();
    const folder = project({
      'package.json': { type: 'module' },
      '.env': `TWENTY_API_URL=${world.url}\nTWENTY_API_KEY=${apiKey}\n`,
      'codegen.config.ts':
        "import { enums } from './enums.ts';\nexport default { enums, header: process.env.HEADER ?? 'none' };\n",
      'enums.ts': "export const enums = 'const';\n",
    });
    const watcher = watch(folder, [], {});
    await watcher.next('generated');
    writeFileSync(
      join(folder, '.env'),
      `TWENTY_API_URL=${world.url}\nTWENTY_API_KEY=another-key\nHEADER=mine\n`,
    );
    expect(await watcher.next('failing')).toMatchObject({ error: { code: 'API_KEY_INVALID' } });
    writeFileSync(join(folder, 'enums.ts'), "export const enums = 'union';\n");
    writeFileSync(
      join(folder, '.env'),
      `TWENTY_API_URL=${world.url}\nTWENTY_API_KEY=${apiKey}\nHEADER=yours\n`,
    );
    await watcher.next('generated');
    expect(personOf(folder)).toMatch(/^\/\/ yours\n/u);
    expect(personOf(folder)).not.toContain('export const PersonRelationship =');
    expect(JSON.stringify(watcher.events)).not.toContain('another-key');
    expect((await watcher.end('SIGTERM')).code).toBe(143);
  });

  test('ends at once where it cannot begin', async () => {
    world = await createWorld();
    const env = { TWENTY_API_URL: world.url, TWENTY_API_KEY: apiKey };
    const folder = project({ 'src/twenty/index.ts': 'mine' });
    const foreign = await run(folder, ['generate', '--watch', '--json'], env);
    expect(foreign.code).toBe(2);
    const lines = foreign.out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Event);
    expect(lines.at(-1)).toMatchObject({ ok: false, error: { code: 'OUTPUT_FOREIGN' } });
    const refused = await run(folder, ['generate', '--watch'], { ...env, TWENTY_API_KEY: 'another-key' });
    expect(refused).toMatchObject({ code: 3, err: expect.stringContaining('[API_KEY_INVALID]') });
    for (const [args, message] of [
      [['--watch', '--offline'], '--watch and --offline exclude each other'],
      [['--watch', '--dry-run'], '--watch and --dry-run exclude each other'],
      [['--interval', '3'], '--interval has no effect without --watch'],
      [['--watch', '--interval', '0'], '--interval takes a whole number from 1'],
    ] as const)
      expect(await run(folder, ['generate', ...args], env)).toMatchObject({
        code: 2,
        err: expect.stringContaining(message),
      });
  });

  test('tells a person what changed and whose code breaks, in lines with the time', async () => {
    world = await createWorld();
    const folder = project({
      'package.json': { type: 'module' },
      'tsconfig.json': {
        compilerOptions: { module: 'nodenext', target: 'es2022', strict: true },
        include: ['src'],
      },
      'src/titles.ts':
        "import type { Person } from './twenty/index.js';\nexport const title = (person: Person) => person.jobTitle;\n",
    });
    const env = { TWENTY_API_URL: world.url, TWENTY_API_KEY: apiKey };
    await run(folder, ['generate'], env);
    world.remodel(renamed);
    const child = start(folder, ['generate', '--watch', '--interval', '1'], env);
    const end = finished(child);
    await said(child, 'files:');
    child.kill('SIGINT');
    const { code, out, err } = await end;
    expect({ code, out }).toEqual({ code: 130, out: '' });
    expect(err.replaceAll(/^\d\d:\d\d:\d\d /gmu, '')).toMatch(
      /^Watching \S+, every 1 second\. Ctrl-C stops it\.\nThe workspace changed: 1 breaking\nbreaking \(.*\)\n {2}.*jobTitle.*occupation.* \[FIELD_RENAMED\]\n {4}src\/titles\.ts:2:\d+ {2}export const title = .*\nsrc\/twenty: 8 objects; files: \d+ written, .*\nStopped\.\n$/u,
    );
  });

  test('generates all the same where there is no project to look through, and with --quiet tells of trouble only', async () => {
    world = await createWorld();
    const folder = project();
    const env = { TWENTY_API_URL: world.url, TWENTY_API_KEY: apiKey };
    const watcher = watch(folder, [], env);
    await watcher.next('generated');
    world.remodel(renamed);
    expect(await watcher.next('generated')).toMatchObject({ warnings: [{ code: 'PROJECT_MISSING' }] });
    await watcher.end();
    const child = start(folder, ['generate', '--watch', '--interval', '1', '--quiet', '--no-impact'], env);
    const end = finished(child);
    world.remodel(model);
    await expect.poll(() => personOf(folder), { timeout: 20_000 }).toContain('jobTitle');
    await world.goAway();
    await said(child, 'Trying again');
    child.kill('SIGINT');
    expect((await end).err).toMatch(/^error Nothing listens at [^\n]*\[CONNECTION_REFUSED\]\n/u);
  });
});

/** Waits until a process has said this. */
async function said(child: ChildProcess, text: string): Promise<void> {
  let all = '';
  await new Promise<void>((resolve) => {
    child.stderr?.on('data', (more: string) => {
      all += more;
      if (all.includes(text)) resolve();
    });
  });
}

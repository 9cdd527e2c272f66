import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { demo } from '../../fixtures/demo.ts';
import { modelOf } from '../../fixtures/modern.ts';
import { serializeLock } from '../../src/lock/serialize.ts';
import type { Model } from '../../src/model/types.ts';
import { serve } from '../../src/simulate/server.ts';
import type { Server } from '../../src/simulate/server.ts';
import { createSimulator } from '../../src/simulate/simulator.ts';
import type { Simulator } from '../../src/simulate/simulator.ts';
import { changeField, changeObject, removeField } from '../diff/models.ts';
import { contents } from '../write/folder.ts';
import { ensureBuilt, project, run } from './run.ts';

const apiKey = 'a-s3cr3t-key-of-the-tests';

/** The demo without what `generate` leaves out, so that a workspace of it gives just this lock. */
const demoModel = modelOf(demo);
const model: Model = {
  ...demoModel,
  objects: demoModel.objects.map((object) => ({
    ...object,
    fields: object.fields.filter(({ isActive }) => isActive),
  })),
};
const renamed = changeField(model, 'person', 'jobTitle', { name: 'role' });

let simulator: Simulator;
let server: Server;
let env: Readonly<Record<string, string>>;
let requests: string[] = [];

beforeAll(async () => {
  await ensureBuilt();
  simulator = createSimulator({ model, apiKey, records: 0 });
  server = await serve({
    fetch: (input, init) => {
      requests.push(new URL(input instanceof Request ? input.url : input).pathname);
      return simulator.fetch(input, init);
    },
  });
  env = { TWENTY_API_URL: server.url, TWENTY_API_KEY: apiKey };
}, 120_000);

afterAll(() => server.close());

beforeEach(() => {
  simulator.remodel(model);
  requests = [];
});

/** A project that was generated from the workspace as it was at first. */
async function generated(files: Readonly<Record<string, string | object>> = {}): Promise<string> {
  const folder = project({ 'codegen.config.json': {}, ...files });
  mkdirSync(join(folder, 'node_modules'));
  await run(folder, ['generate'], env);
  requests = [];
  return folder;
}

const host = (): string => new URL(server.url).host;

describe('diff', () => {
  test('says what the workspace has otherwise than the lock, and writes nothing', async () => {
    const folder = await generated();
    const before = contents(folder);
    expect(await run(folder, ['diff'], env)).toMatchObject({ code: 0, out: '' });
    simulator.remodel(changeObject(renamed, 'company', { labelSingular: 'Firm' }));
    const diff = await run(folder, ['diff'], env);
    expect(diff.code).toBe(0);
    expect(diff.out).toBe(`breaking (stops code that was right)
  person.jobTitle is called role now. [FIELD_RENAMED]

safe (stops no code)
  company is labelled “Firm” and “Companies” now, no longer “Company” and “Companies”. [OBJECT_LABEL_CHANGED]
`);
    expect(diff.err).toContain(`\ntwenty.lock.json → ${host()}: 1 breaking, 1 safe\n`);
    expect(contents(folder)).toEqual(before);
  });

  test('tells what was deactivated from what was removed', async () => {
    const folder = await generated();
    const inactive = changeField(model, 'person', 'jobTitle', { isActive: false });
    simulator.remodel(removeField(inactive, 'person', 'city'));
    const { out } = await run(folder, ['diff'], env);
    expect(out).toBe(`breaking (stops code that was right)
  person.city was removed. [FIELD_REMOVED]
  person.jobTitle was deactivated. [FIELD_DEACTIVATED]
`);
  });

  test('exits 1 for what breaks, where that is asked', async () => {
    const folder = await generated();
    simulator.remodel(changeObject(model, 'company', { labelSingular: 'Firm' }));
    expect((await run(folder, ['diff', '--exit-code'], env)).code).toBe(0);
    simulator.remodel(renamed);
    expect((await run(folder, ['diff', '--exit-code'], env)).code).toBe(1);
  });

  test('gives one document to machines, by --json or --format json', async () => {
    const folder = await generated();
    simulator.remodel(renamed);
    const json = await run(folder, ['diff', '--json', '--exit-code'], env);
    expect(JSON.parse(json.out)).toEqual({
      ok: false,
      exitCode: 1,
      command: 'diff',
      before: 'twenty.lock.json',
      after: host(),
      changes: [
        {
          code: 'FIELD_RENAMED',
          class: 'breaking',
          breaks: ['readers', 'writers'],
          object: 'person',
          field: 'jobTitle',
          before: 'jobTitle',
          after: 'role',
          message: 'person.jobTitle is called role now.',
        },
      ],
      counts: { breaking: 1, risky: 0, safe: 0 },
      warnings: [],
    });
    expect((await run(folder, ['diff', '--format', 'json', '--exit-code'], env)).out).toBe(json.out);
    const error = await run(folder, ['diff', 'gone.json', '--format=json'], env);
    expect(JSON.parse(error.out)).toMatchObject({ ok: false, error: { code: 'LOCK_MISSING' } });
  });

  test('classes changes as the config says', async () => {
    const folder = await generated({
      'codegen.config.json': { diff: { rules: { FIELD_RENAMED: 'risky', OBJECT_LABEL_CHANGED: 'off' } } },
    });
    simulator.remodel(changeObject(renamed, 'company', { labelSingular: 'Firm' }));
    const { out } = await run(folder, ['diff'], env);
    expect(out).toBe(`risky (may stop code that was right)
  person.jobTitle is called role now. [FIELD_RENAMED]
`);
  });

  test('compares lock files, without key or network', async () => {
    const folder = project({
      'old.json': serializeLock(model),
      'new.json': serializeLock(renamed),
      'twenty.lock.json': serializeLock(model),
    });
    const forth = await run(folder, ['diff', 'old.json', 'new.json']);
    expect(forth.out).toContain('person.jobTitle is called role now.');
    expect(forth.err).toBe('\nold.json → new.json: 1 breaking\n');
    const back = await run(folder, ['diff', 'new.json']);
    expect(back.out).toContain('person.role (“Job title”) is called jobTitle now.');
    const live = await run(folder, ['diff', 'new.json', '--live'], env);
    expect(live.err).toContain(`new.json → ${host()}: 1 breaking\n`);
  });

  test('takes formats for comments and for annotations', async () => {
    const folder = project({ 'old.json': serializeLock(model), 'crm/new.json': serializeLock(renamed) });
    const markdown = await run(folder, ['diff', 'old.json', 'crm/new.json', '--format', 'markdown']);
    expect(markdown.out).toBe(`### CRM model: 1 breaking

\`old.json\` → \`crm/new.json\`

#### Breaking

- person.jobTitle is called role now. \`FIELD_RENAMED\`
`);
    const line = serializeLock(renamed)
      .split('\n')
      .findIndex((text) => text.includes('"name":"role"'));
    const github = ['diff', '../old.json', 'new.json', '--format', 'github'];
    const annotations = await run(join(folder, 'crm'), github, { GITHUB_WORKSPACE: folder });
    expect(annotations.out).toBe(
      `::error file=crm/new.json,line=${line + 1},title=FIELD_RENAMED::person.jobTitle is called role now.\n`,
    );
  });

  test('says what cannot be compared', async () => {
    const folder = project({ 'twenty.lock.json': serializeLock(model), 'bad.json': '{' });
    const failure = async (...args: readonly string[]): Promise<string> => {
      const { code, out, err } = await run(folder, ['diff', ...args], env);
      expect([code, out]).toEqual([2, '']);
      return err;
    };
    expect(await failure('gone.json')).toContain('LOCK_MISSING');
    expect(await failure('folder/gone')).toContain('LOCK_MISSING');
    expect(await failure('bad.json')).toContain('LOCK_INVALID');
    expect(await failure('production')).toContain('"production" is no lock file');
    expect(await failure('staging', 'production')).toContain('"staging" is no lock file');
    expect(await failure('a.json', 'b.json', 'c.json')).toContain('takes no argument "c.json"');
    expect(await failure('--before', 'a.json')).toContain('has no flag --before');
    expect(await failure('bad.json', '--since', 'main')).toContain('exclude each other');
    expect(await failure('bad.json', 'bad.json', '--live')).toContain('--live has no effect');
    expect(await failure('--since=--help')).toContain('takes a revision');
    expect(await failure('--format', 'html')).toContain('--format takes terminal, markdown, json, github');
  });
});

describe('diff --since', () => {
  test('tells what changed in the lock since a revision of git', async () => {
    const folder = project({ 'twenty.lock.json': serializeLock(model) });
    const git = (...args: readonly string[]): void => {
      execFileSync('git', ['-c', 'user.name=T', '-c', 'user.email=t@example.com', ...args], {
        cwd: folder,
        stdio: 'pipe',
      });
    };
    git('init', '-q');
    git('add', '.');
    git('commit', '-qm', 'one');
    git('tag', 'v1');
    writeFileSync(join(folder, 'twenty.lock.json'), serializeLock(renamed));
    const diff = await run(folder, ['diff', '--since', 'v1', '--exit-code']);
    expect(diff).toEqual({
      code: 1,
      out: 'breaking (stops code that was right)\n  person.jobTitle is called role now. [FIELD_RENAMED]\n',
      err: '\ntwenty.lock.json at v1 → twenty.lock.json: 1 breaking\n',
    });
    const live = await run(folder, ['diff', '--since', 'v1', '--live'], env);
    expect(live.err).toContain(`twenty.lock.json at v1 → ${host()}: no changes\n`);
    const unknown = await run(folder, ['diff', '--since', 'v2']);
    expect(unknown.code).toBe(2);
    expect(unknown.err).toContain('There is no revision "v2" here. [GIT_REF_UNKNOWN]');
  });
});

describe('diff of two workspaces', () => {
  test('goes by universal identifiers and names', async () => {
    const staging = await serve(createSimulator({ model: elsewhere(renamed), apiKey, records: 0 }));
    try {
      const folder = project({
        'codegen.config.json': {
          workspaces: { production: { url: server.url }, staging: { url: staging.url } },
        },
        'twenty.lock.json': serializeLock(model),
      });
      const key = { TWENTY_API_KEY: apiKey };
      const diff = await run(folder, ['diff', 'staging', 'production'], key);
      expect(diff.err).toContain('\nstaging → production: 1 breaking\n');
      expect(diff.out).toContain('person.role (“Job title”) is called jobTitle now. [FIELD_RENAMED]');
      const wrong = await run(folder, ['diff', 'staging', 'prodution'], key);
      expect(wrong).toMatchObject({ code: 2, out: '' });
      expect(wrong.err).toContain('Did you mean production?');
      const lock = await run(folder, ['diff', 'twenty.lock.json', 'staging'], key);
      expect(lock.err).toContain('\ntwenty.lock.json → staging: 1 breaking\n');
    } finally {
      await staging.close();
    }
  });
});

/** The same workspace elsewhere: other ids, the same universal identifiers and names. */
function elsewhere(one: Model): Model {
  return {
    ...one,
    objects: one.objects.map((object) => ({
      ...object,
      id: object.id.replace(/^.{8}/u, '0b0b0b0b'),
      fields: object.fields.map((field) => ({ ...field, id: field.id.replace(/^.{8}/u, '0c0c0c0c') })),
    })),
  };
}

describe('check --live', () => {
  test('answers both questions, and a second time asks one small one', async () => {
    const folder = await generated();
    rmSync(join(folder, 'node_modules', '.cache'), { recursive: true });
    const before = contents(join(folder, 'src'));
    const first = await run(folder, ['check', '--live'], env);
    expect(first).toMatchObject({ code: 0, out: '' });
    expect(first.err).toMatch(/src\/twenty is what twenty\.lock\.json gives: \d+ files\n/u);
    expect(first.err).toContain(`twenty.lock.json is what ${host()} has\n`);
    expect(requests.length).toBeGreaterThan(1);
    requests = [];
    const second = await run(folder, ['check', '--live'], env);
    expect(second).toMatchObject({ code: 0, out: '' });
    expect(second.err).toContain(`twenty.lock.json is what ${host()} has, unchanged since it was read\n`);
    expect(requests).toEqual(['/metadata']);
    expect(contents(join(folder, 'src'))).toEqual(before);
  });

  test('after generate, the first time too', async () => {
    const folder = await generated();
    expect((await run(folder, ['check', '--live'], env)).code).toBe(0);
    expect(requests).toEqual(['/metadata']);
  });

  test('exits 1 where the workspace changed, with what did, though the output is right', async () => {
    const folder = await generated();
    simulator.remodel(renamed);
    const check = await run(folder, ['check', '--live'], env);
    expect(check.code).toBe(1);
    expect(check.out).toBe(
      'breaking (stops code that was right)\n  person.jobTitle is called role now. [FIELD_RENAMED]\n',
    );
    expect(check.err).toContain('src/twenty is what twenty.lock.json gives');
    expect(check.err).toContain(`twenty.lock.json is not what ${host()} has: 1 breaking\n`);
    expect(check.err).toContain('Run `twenty-codegen generate` and commit the result.');
    const json = JSON.parse((await run(folder, ['check', '--live', '--json'], env)).out) as object;
    expect(json).toMatchObject({
      ok: false,
      command: 'check',
      stale: [],
      live: {
        isEqual: false,
        isRemembered: false,
        counts: { breaking: 1 },
        changes: [{ code: 'FIELD_RENAMED' }],
      },
    });
    expect((await run(folder, ['generate'], env)).code).toBe(0);
    expect((await run(folder, ['check', '--live'], env)).code).toBe(0);
  });

  test('exits 1 where the output is stale, though the workspace did not change', async () => {
    const folder = await generated();
    writeFileSync(join(folder, 'src', 'twenty', 'index.ts'), '');
    const check = await run(folder, ['check', '--live'], env);
    expect(check).toMatchObject({ code: 1, out: 'edited  index.ts\n' });
    expect(check.err).toContain(`twenty.lock.json is what ${host()} has`);
  });

  test('lets pass what the config silences, and says how much that is', async () => {
    const folder = await generated({
      'codegen.config.json': { diff: { rules: { OBJECT_LABEL_CHANGED: 'off' } } },
    });
    simulator.remodel(changeObject(model, 'company', { labelSingular: 'Firm' }));
    const check = await run(folder, ['check', '--live'], env);
    expect(check).toMatchObject({ code: 0, out: '' });
    expect(check.err).toContain(`is what ${host()} has, but for 1 change that the config silences\n`);
  });

  test('annotates both in GitHub Actions, and comments both in Markdown', async () => {
    const folder = await generated();
    writeFileSync(join(folder, 'src', 'twenty', 'index.ts'), '');
    simulator.remodel(renamed);
    const lock = readFileSync(join(folder, 'twenty.lock.json'), 'utf8').split('\n');
    const line = lock.findIndex((text) => text.includes('"name":"jobTitle"')) + 1;
    const github = await run(folder, ['check', '--live', '--format', 'github'], env);
    expect(github.out).toBe(
      `::error file=src/twenty/index.ts,title=OUTPUT_EDITED::index.ts is edited: the output is not what the lock gives.
::error file=twenty.lock.json,line=1,title=LOCK_DRIFT::twenty.lock.json is not what ${host()} has: 1 breaking.
::error file=twenty.lock.json,line=${line},title=FIELD_RENAMED::person.jobTitle is called role now.
`,
    );
    const markdown = await run(folder, ['check', '--live', '--format', 'markdown'], env);
    expect(markdown.out).toBe(`**src/twenty is not what twenty.lock.json gives:**

- edited: \`index.ts\`

**twenty.lock.json is not what ${host()} has: 1 breaking.**

### CRM model: 1 breaking

\`twenty.lock.json\` → \`${host()}\`

#### Breaking

- person.jobTitle is called role now. \`FIELD_RENAMED\`
`);
  });

  test('asks of a workspace that shares the lock of another one only that it fits', async () => {
    const second = createSimulator({ model: elsewhere(model), apiKey, records: 0 });
    const staging = await serve(second);
    try {
      const folder = project({
        'codegen.config.json': {
          workspaces: { production: { url: server.url }, staging: { url: staging.url } },
        },
      });
      const key = { TWENTY_API_KEY: apiKey };
      await run(folder, ['generate'], key);
      second.remodel(elsewhere(changeObject(model, 'company', { labelSingular: 'Firm' })));
      const fits = await run(folder, ['check', '--live'], key);
      expect(fits.code).toBe(0);
      expect(fits.err).toContain('twenty.lock.json is what production has');
      expect(fits.err).toContain('the code made for production fits staging: 1 safe\n');
      second.remodel(elsewhere(renamed));
      const breaks = await run(folder, ['check', '--live', '--workspace', 'staging'], key);
      expect(breaks.code).toBe(1);
      expect(breaks.out).toContain('person.jobTitle is called role now. [FIELD_RENAMED]');
      expect(breaks.err).toContain('the code made for production does not fit staging: 1 breaking\n');
    } finally {
      await staging.close();
    }
  });

  test('compares what the flags choose, as generate does; without --live they are refused', async () => {
    const folder = project({ 'codegen.config.json': {} });
    const include = ['--include', 'person'];
    await run(folder, ['generate', ...include], env);
    expect((await run(folder, ['check', '--live', ...include], env)).code).toBe(0);
    const without = await run(folder, ['check', ...include]);
    expect(without).toMatchObject({ code: 2, out: '' });
    expect(without.err).toContain('--include has no effect without --live');
  });
});

import { afterAll, beforeAll, expect, test } from 'vitest';
import { demo } from '../../fixtures/demo.ts';
import { modelOf } from '../../fixtures/modern.ts';
import { serve } from '../../src/simulate/server.ts';
import type { Server } from '../../src/simulate/server.ts';
import { createSimulator } from '../../src/simulate/simulator.ts';
import { changeObject, removeField } from '../diff/models.ts';
import { withoutObject } from '../watch/schema.ts';
import { contents } from '../write/folder.ts';
import { ensureBuilt, project, run } from './run.ts';

const keys = { production: 'the-key-of-production', staging: 'the-key-of-staging' };
const model = modelOf(demo);
/** The same objects in another workspace: with ids of its own, and without some. */
const other = removeField(
  withoutObject(
    model.objects.reduce(
      (all, { nameSingular, id }) => changeObject(all, nameSingular, { id: `${id.slice(0, -1)}f` }),
      model,
    ),
    'subscription',
  ),
  'person',
  'jobTitle',
);
let servers: readonly Server[];
let urls: { readonly production: string; readonly staging: string };
const env = { TWENTY_API_KEY_PRODUCTION: keys.production, TWENTY_API_KEY_STAGING: keys.staging };

beforeAll(async () => {
  await ensureBuilt();
  servers = await Promise.all([
    serve(createSimulator({ model, apiKey: keys.production, records: 0 })),
    serve(createSimulator({ model: other, apiKey: keys.staging, records: 0 })),
  ]);
  urls = { production: servers[0]?.url ?? '', staging: servers[1]?.url ?? '' };
}, 120_000);

afterAll(() => Promise.all(servers.map((server) => server.close())));

const separate = (): string =>
  project({
    'codegen.config.json': {
      workspaces: {
        production: { url: urls.production, output: 'src/production' },
        staging: { url: urls.staging, output: 'src/staging' },
      },
    },
  });

const shared = (): string =>
  project({
    'codegen.config.json': {
      workspaces: { production: { url: urls.production }, staging: { url: urls.staging } },
    },
  });

interface Document {
  readonly workspaces: readonly Readonly<Record<string, unknown>>[];
}

test('each with its own output is generated into it, from a lock of its own', async () => {
  const folder = separate();
  const { code, err } = await run(folder, ['generate'], env);
  expect(code).toBe(0);
  expect(err).toMatch(/^production\nsrc\/production: 8 objects/mu);
  expect(err).toMatch(/^staging\nsrc\/staging: 7 objects/mu);
  const files = contents(folder);
  expect(Object.keys(files)).toEqual(
    expect.arrayContaining([
      'twenty.production.lock.json',
      'twenty.staging.lock.json',
      'src/production/objects/subscription.ts',
    ]),
  );
  expect(Object.keys(files)).not.toContain('src/staging/objects/subscription.ts');
  const offline = await run(folder, ['generate', '--offline', '--json']);
  expect(JSON.parse(offline.out)).toMatchObject({
    ok: true,
    exitCode: 0,
    command: 'generate',
    workspaces: [
      { workspace: 'production', ok: true, written: [], objects: 8 },
      { workspace: 'staging', ok: true, written: [], objects: 7 },
    ],
  });
  expect(contents(folder)).toEqual(files);
});

test('--workspace treats one, whose document is its own; check tells each apart', async () => {
  const folder = separate();
  const one = await run(folder, ['generate', '--workspace', 'staging', '--json'], env);
  expect(JSON.parse(one.out)).toMatchObject({ ok: true, workspace: 'staging', objects: 7 });
  expect(Object.keys(contents(folder)).filter((path) => path.startsWith('src/production'))).toEqual([]);
  const check = await run(folder, ['check', '--json']);
  expect(check.code).toBe(2);
  const { workspaces } = JSON.parse(check.out) as Document;
  expect(workspaces).toMatchObject([
    { workspace: 'production', ok: false, exitCode: 2, error: { code: 'LOCK_MISSING' } },
    { workspace: 'staging', ok: true, exitCode: 0 },
  ]);
  expect((await run(folder, ['check', '--workspace', 'staging'])).code).toBe(0);
  expect(await run(folder, ['check', '--workspace', 'stagng'])).toMatchObject({
    code: 2,
    err: expect.stringContaining('Did you mean staging?'),
  });
});

test('a workspace that cannot be read keeps none of the others from being generated', async () => {
  const folder = separate();
  const before = await run(folder, ['pull', '--json'], { ...env, TWENTY_API_KEY_PRODUCTION: 'a-wrong-key' });
  expect(before).toMatchObject({ code: 3, err: '' });
  expect(JSON.parse(before.out)).toMatchObject({
    ok: false,
    workspaces: [
      { workspace: 'production', ok: false, exitCode: 3, error: { code: 'API_KEY_INVALID' } },
      { workspace: 'staging', ok: true, lockChanged: true },
    ],
  });
  const text = await run(folder, ['doctor'], { ...env, TWENTY_API_KEY_PRODUCTION: 'a-wrong-key' });
  expect(text.code).toBe(3);
  expect(text.out).toMatch(/^failed {2}API key: .*\[API_KEY_INVALID\]/mu);
  expect(text.err).toMatch(/^staging\n.*Everything that generate needs works/msu);
  for (const { out, err } of [before, text])
    for (const key of [...Object.values(keys), 'a-wrong-key']) expect(out + err).not.toContain(key);
});

test('those that share an output are generated from the first, and told where the others do not fit', async () => {
  const folder = shared();
  const { code, err } = await run(folder, ['generate'], env);
  expect(code).toBe(0);
  expect(err).toMatch(/^warning In staging code made for production breaks: .*subscription/mu);
  expect(err).toMatch(/^warning In staging code made for production breaks: .*jobTitle/mu);
  expect(err).toMatch(/^src\/twenty, made for production, does not fit staging: \d+ breaking differences/mu);
  const files = contents(folder);
  expect(Object.keys(files)).toEqual(
    expect.arrayContaining(['twenty.lock.json', 'src/twenty/objects/subscription.ts']),
  );
  const json = await run(folder, ['pull', '--workspace', 'staging', '--json'], env);
  const result = JSON.parse(json.out) as { readonly changes: readonly { readonly class: string }[] };
  expect(result).toMatchObject({ ok: true, workspace: 'staging', primary: 'production' });
  // Neither the ids, which are others, nor anything but the two differ.
  expect(result.changes.filter((change) => change.class === 'breaking').length).toBeGreaterThan(1);
  expect(
    JSON.stringify(
      result.changes.filter((change) => !/subscription|jobTitle/iu.test(JSON.stringify(change))),
    ),
  ).toBe('[]');
  const doctor = await run(folder, ['doctor', '--workspace', 'staging'], env);
  expect(doctor.code).toBe(0);
  expect(doctor.out).toMatch(
    /^warning Generation: .* is made for production, and differs in \d+ ways that break code$/mu,
  );
  expect(contents(folder)).toEqual(files);
  expect(JSON.parse((await run(folder, ['check', '--json'])).out)).toMatchObject({
    ok: true,
    workspace: 'production',
  });
});

test('a command for one asks which, unless it does not matter', async () => {
  const port = ['--port', 'none'];
  expect((await run(shared(), ['serve', ...port])).err).toContain('--port takes a whole number');
  expect(await run(separate(), ['serve', '--port', '0'])).toMatchObject({
    code: 2,
    err: expect.stringMatching(/There are several workspaces: production, staging\..*--workspace/su),
  });
  expect((await run(shared(), ['serve', '--port', '0'])).err).toContain('[LOCK_MISSING]');
});

import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { serializeLock } from '../../src/lock/serialize.ts';
import type { Model } from '../../src/model/types.ts';
import { changeField, removeField } from '../diff/models.ts';
import { contents } from '../write/folder.ts';
import { createWorld, model, watchFor } from './world.ts';
import type { Fault, World } from './world.ts';

const worlds: World[] = [];
const newWorld = async (initial?: Model): Promise<World> => {
  const world = await createWorld(initial);
  worlds.push(world);
  return world;
};
afterEach(() => Promise.all(worlds.splice(0).map((world) => world.goAway())));

const renamed = changeField(model, 'person', 'jobTitle', { name: 'occupation', label: 'Occupation' });
const personOf = (folder: string): string => contents(folder)['src/twenty/objects/person.ts'] ?? '';

const json = (status: number, body: object, headers: Readonly<Record<string, string>> = {}): Response =>
  Response.json(body, { status, headers });

describe('a workspace that does not change', () => {
  test('costs one small question an interval, and no more', async () => {
    const world = await newWorld();
    const { done } = await watchFor({ world, forMs: 600_000 });
    expect(done).toHaveLength(1);
    const idle = world.received.filter(({ atMs }) => atMs > 0);
    expect(idle.length).toBeGreaterThanOrEqual(118);
    expect(idle.length).toBeLessThanOrEqual(120);
    expect(new Set(idle.map(({ path, body }) => `${path} ${body}`))).toEqual(
      new Set([
        '/metadata {"query":"query Workspace { currentWorkspace { id displayName metadataVersion } }"}',
      ]),
    );
    const gaps = idle.slice(1).map(({ atMs }, index) => atMs - (idle[index]?.atMs ?? 0));
    expect(Math.min(...gaps)).toBe(5000);
  });

  test('is looked at as a whole once an hour: what a role may see has no version', async () => {
    const world = await newWorld();
    const unversioned: Fault = (_received, request) => request;
    world.fail(unversioned);
    // The version that is told stays what it was.
    const script = () =>
      [
        [
          600_000,
          () => {
            world.remodel(removeField(model, 'person', 'jobTitle'));
            world.fail(({ body }) =>
              body.includes('currentWorkspace')
                ? json(200, { data: { currentWorkspace: { id: 'w', displayName: 'W', metadataVersion: 1 } } })
                : undefined,
            );
          },
        ],
      ] as const;
    const { done, folder } = await watchFor({ world, forMs: 2 * 3_600_000 + 60_000, script });
    expect(done.map(({ reason, at }) => [reason, Math.floor(at / 3_600_000)])).toEqual([
      ['start', 0],
      ['recheck', 1],
      ['recheck', 2],
    ]);
    expect(done[1]?.done.changes.map(({ code, field }) => [code, field])).toEqual([
      ['FIELD_REMOVED', 'jobTitle'],
    ]);
    expect(done[2]?.done.changes).toEqual([]);
    expect(personOf(folder)).not.toContain('jobTitle');
  });
});

describe('a change', () => {
  test('is generated, told with what it breaks, and found in the lock', async () => {
    const world = await newWorld();
    const script = () => [[60_000, () => world.remodel(renamed)]] as const;
    const { folder, done } = await watchFor({ world, forMs: 120_000, script });
    expect(done.map(({ reason }) => reason)).toEqual(['start', 'changed']);
    expect(done[0]?.done).toMatchObject({ isFirst: true, changes: [] });
    const [, change] = done;
    expect(change?.at).toBeLessThan(70_000);
    expect(change?.done.changes).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          code: 'FIELD_RENAMED',
          class: 'breaking',
          object: 'person',
          field: 'jobTitle',
        }),
      ]),
    );
    expect(personOf(folder)).toContain('occupation');
    expect(contents(folder)['twenty.lock.json']).toContain('"name":"occupation"');
  });

  test('that comes in many steps is generated once, when the last one is done', async () => {
    const world = await newWorld();
    const fields = model.objects.find(({ nameSingular }) => nameSingular === 'company')?.fields ?? [];
    const script = () =>
      Array.from({ length: 12 }, (_, step) => {
        const label = `Step ${step}`;
        const changed = changeField(model, 'company', fields[0]?.name ?? '', { label });
        return [60_000 + step * 700, () => world.remodel(changed)] as const;
      });
    const { folder, done } = await watchFor({ world, forMs: 180_000, script });
    expect(done).toHaveLength(2);
    expect(done[1]?.at).toBeGreaterThan(60_000 + 11 * 700);
    expect(contents(folder)['twenty.lock.json']).toContain('"Step 11"');
  });

  test('of what is not generated writes nothing', async () => {
    const world = await newWorld();
    const script = () => [[60_000, () => world.remodel(model)]] as const;
    const { done } = await watchFor({ world, forMs: 120_000, script });
    expect(done[1]).toMatchObject({
      reason: 'changed',
      done: { changes: [], result: { written: [], removed: [], lockChanged: false } },
    });
    expect(done).toHaveLength(2);
  });

  test('of the lock by somebody else, as when a branch is changed, is brought up to the workspace', async () => {
    const world = await newWorld();
    const other = serializeLock(changeField(model, 'person', 'jobTitle', { name: 'role' }));
    const script = (folder: string) =>
      [
        [60_000, () => writeFileSync(join(folder, 'twenty.lock.json'), other)],
        [120_000, () => writeFileSync(join(folder, 'twenty.lock.json'), '<<<<<<< ours\n')],
        [240_000, () => rmSync(join(folder, 'twenty.lock.json'))],
      ] as const;
    const { folder, told } = await watchFor({ world, forMs: 360_000, script });
    expect(
      told.map((one) => ('done' in one ? one.reason : 'failing' in one ? one.failing : 'recovered')),
    ).toEqual(['start', 'lock', 'LOCK_CONFLICT', 'lock', 'recovered']);
    expect(contents(folder)['twenty.lock.json']).toContain('"name":"jobTitle"');
    expect(personOf(folder)).toContain('jobTitle');
  });

  test('is seen where the server tells no version: by all of its metadata, asked for less often', async () => {
    const world = await newWorld();
    world.fail(({ body }) =>
      body.includes('metadataVersion')
        ? json(400, { errors: [{ message: 'Cannot query field "metadataVersion" on type "Workspace".' }] })
        : undefined,
    );
    const script = () => [[300_000, () => world.remodel(renamed)]] as const;
    const { folder, done } = await watchFor({ world, forMs: 600_000, script });
    expect(done.map(({ reason }) => reason)).toEqual(['start', 'changed']);
    expect(personOf(folder)).toContain('occupation');
    const idle = world.received.filter(({ atMs }) => atMs > 0 && atMs < 300_000);
    expect(idle.length).toBeLessThanOrEqual(10);
    expect(idle.every(({ body }) => body.includes('query WorkspaceModel'))).toBe(true);
  });
});

describe('trouble', () => {
  test('of a server that restarts is waited for, at a slower pace, and what changed meanwhile is seen', async () => {
    const world = await newWorld();
    const script = () =>
      [
        [60_000, () => world.goAway()],
        [
          600_000,
          async () => {
            world.remodel(renamed);
            await world.comeBack();
          },
        ],
      ] as const;
    const { told, folder } = await watchFor({ world, forMs: 900_000, script });
    expect(told.map((one) => Object.keys(one)[1])).toEqual(['done', 'failing', 'done', 'recovered']);
    expect(told[1]).toMatchObject({ failing: 'CONNECTION_REFUSED', retryInMs: 7500 });
    expect(told[2]?.at).toBeLessThan(600_000 + 61_000);
    expect(personOf(folder)).toContain('occupation');
    const after = world.received.filter(({ atMs }) => atMs > 700_000);
    expect(after.length).toBeGreaterThan(38);
  });

  test.each<[string, Fault, string]>([
    [
      'a key that is turned away',
      (_received, request) => new Request(request, { headers: { authorization: 'Bearer another' } }),
      'API_KEY_INVALID',
    ],
    [
      'a proxy in the way',
      () => new Response('<html><title>Log in</title></html>', { headers: { 'content-type': 'text/html' } }),
      'HTML_PAGE',
    ],
    ['an error of the server', () => json(500, { messages: ['boom'] }), 'SERVER_ERROR'],
    [
      'half an answer',
      () => new Response('{"data":{"currentW', { headers: { 'content-type': 'application/json' } }),
      'RESPONSE_CUT',
    ],
  ])('%s heals, and until then nothing is touched', async (_name, fault, code) => {
    const world = await newWorld();
    let before: Readonly<Record<string, string>> = {};
    const during: unknown[] = [];
    const script = (folder: string) =>
      [
        [60_000, () => void ((before = contents(folder)), world.fail(fault), world.remodel(renamed))],
        [200_000, () => during.push(contents(folder))],
        [300_000, () => world.fail(null)],
      ] as const;
    const { told, folder } = await watchFor({ world, forMs: 420_000, script });
    expect(told.map((one) => Object.keys(one)[1])).toEqual(['done', 'failing', 'done', 'recovered']);
    expect(told[1]).toMatchObject({ failing: code });
    expect(during).toEqual([before]);
    expect(personOf(folder)).toContain('occupation');
  });

  test('of a server that takes requests and never answers is no reason to wait for ever', async () => {
    const world = await newWorld();
    const unanswered: Fault = (_received, request) => new Request(request, { method: 'POST', body: '{}' });
    const script = () =>
      [
        [60_000, () => world.fail(unanswered)],
        [80_000, () => world.fail(null)],
      ] as const;
    const { told } = await watchFor({ world, forMs: 200_000, script, config: { timeoutMs: 1500 } });
    expect(told.slice(1)).toMatchObject([{ failing: 'TIMEOUT' }, { recovered: expect.any(Number) }]);
  });

  test('of a limit is waited for as long as the server asks', async () => {
    const world = await newWorld();
    const script = () =>
      [
        [
          60_000,
          () => world.fail(() => json(429, { messages: ['Too many requests'] }, { 'retry-after': '200' })),
        ],
        [61_000, () => undefined],
        [100_000, () => world.fail(null)],
      ] as const;
    const { told } = await watchFor({ world, forMs: 400_000, script });
    expect(told.slice(1)).toEqual([
      { at: 60_000, failing: 'RATE_LIMITED', retryInMs: 200_000 },
      { at: 260_000, recovered: 200_000 },
    ]);
  });

  test.each<[string, Fault, string]>([
    [
      'the schema',
      ({ path }) => (path === '/graphql' ? json(500, { messages: ['boom'] }) : undefined),
      'SERVER_ERROR',
    ],
    [
      "a stranger's schema",
      ({ path }, request) =>
        path === '/graphql'
          ? new Request(request, { headers: { 'content-type': 'application/json', authorization: '' } })
          : undefined,
      'API_KEY_IGNORED',
    ],
    [
      'no objects',
      ({ path, body }) =>
        path.startsWith('/rest')
          ? json(200, { data: [], pageInfo: {} })
          : body.includes('WorkspaceModel')
            ? json(200, { data: { objects: { edges: [], pageInfo: {} } } })
            : undefined,
      'WORKSPACE_EMPTY',
    ],
  ])('in the middle of reading (%s) leaves every byte as it was', async (_name, fault, code) => {
    const world = await newWorld();
    let before: Readonly<Record<string, string>> = {};
    let during: Readonly<Record<string, string>> = {};
    const script = (folder: string) =>
      [
        [60_000, () => void ((before = contents(folder)), world.fail(fault), world.remodel(renamed))],
        [300_000, () => void ((during = contents(folder)), world.fail(null))],
      ] as const;
    const { told, folder } = await watchFor({ world, forMs: 420_000, script });
    expect(told.map((one) => Object.keys(one)[1])).toEqual(['done', 'failing', 'done', 'recovered']);
    expect(told[1]).toMatchObject({ failing: code });
    expect(Object.keys(before).length).toBeGreaterThan(30);
    expect(during).toEqual(before);
    expect(personOf(folder)).toContain('occupation');
  });

  test('of the user at the start ends it; trouble of the server does not', async () => {
    const world = await newWorld();
    const turnedAway: Fault = (_received, request) =>
      new Request(request, { headers: { authorization: 'Bearer another' } });
    world.fail(turnedAway);
    await expect(watchFor({ world, forMs: 60_000 })).rejects.toMatchObject({ code: 'API_KEY_INVALID' });
    const patient = await watchFor({ world, forMs: 60_000, endsOnMistakes: false });
    expect(patient.told).toMatchObject([{ failing: 'API_KEY_INVALID' }]);
    await world.goAway();
    const script = () => [[60_000, async () => (world.fail(null), world.comeBack())]] as const;
    const { told } = await watchFor({ world, forMs: 300_000, script });
    expect(told.map((one) => Object.keys(one)[1])).toEqual(['failing', 'done', 'recovered']);
  });
});

describe('several workspaces', () => {
  test('are watched side by side: one that fails does not hold up the others, and what is shared is measured anew', async () => {
    const [production, staging, other] = [await newWorld(), await newWorld(), await newWorld()];
    const config = {
      workspaces: {
        production: { url: production.url, apiKey: 'a-key-of-the-watched' },
        staging: { url: staging.url, apiKey: 'a-key-of-the-watched' },
        other: { url: other.url, apiKey: 'a-key-of-the-watched', output: 'other' },
      },
    };
    const script = () =>
      [
        [60_000, () => other.goAway()],
        [90_000, () => production.remodel(renamed)],
        [180_000, () => staging.remodel(renamed)],
      ] as const;
    const { done, told } = await watchFor({ world: production, forMs: 300_000, script, config });
    expect(done.map(({ workspace, reason }) => [workspace, reason])).toEqual([
      ['production', 'start'],
      ['staging', 'start'],
      ['other', 'start'],
      ['production', 'changed'],
      ['staging', 'start'],
      ['staging', 'changed'],
    ]);
    const breaking = done.map(
      ({ done: { changes } }) => changes.filter((change) => change.class === 'breaking').length,
    );
    expect(breaking).toEqual([0, 0, 0, 1, expect.any(Number), 0]);
    expect(breaking[4]).toBeGreaterThan(0);
    expect(told.filter((one) => 'failing' in one)).toHaveLength(1);
  });
});

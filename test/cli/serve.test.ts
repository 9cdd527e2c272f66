import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ChildProcess } from 'node:child_process';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { serializeLock } from '../../src/lock/serialize.ts';
import { serve } from '../../src/simulate/server.ts';
import { createSimulator } from '../../src/simulate/simulator.ts';
import { changeField } from '../diff/models.ts';
import { model } from '../simulate/ask.ts';
import { ensureBuilt, finished, project, run, start } from './run.ts';

const apiKey = 'a-s3cr3t-key-of-the-tests';
const started: ChildProcess[] = [];
const folders: string[] = [];

beforeAll(ensureBuilt, 120_000);

afterEach(async () => {
  for (const child of started.splice(0)) {
    child.kill();
    await finished(child);
  }
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

function withLock(files: Readonly<Record<string, string | object>> = {}): string {
  const folder = project({ 'twenty.lock.json': serializeLock(model), ...files });
  folders.push(folder);
  return folder;
}

interface Served {
  /** One root field of GraphQL. */
  ask(query: string): Promise<unknown>;
  /** Resolves when what it printed to stdout matches. */
  printed(pattern: RegExp): Promise<string>;
}

async function served(folder: string, args: readonly string[]): Promise<Served> {
  const child = start(folder, ['serve', '--port', '0', '--json', '--key', apiKey, ...args]);
  started.push(child);
  let out = '';
  let err = '';
  child.stdout?.on('data', (chunk: Buffer) => (out += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (err += chunk.toString()));
  const printed = (pattern: RegExp): Promise<string> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        const found = pattern.exec(out);
        if (found !== null) resolve(found[1] ?? found[0]);
      };
      child.stdout?.on('data', look);
      child.once('close', () => reject(new Error(`it ended: ${out}${err}`)));
      look();
    });
  const url = await printed(/"url":\s*"([^"]+)"/u);
  return {
    printed,
    async ask(query) {
      const answer = await fetch(`${url}/graphql`, {
        method: 'POST',
        headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' },
        body: JSON.stringify({ query }),
      });
      const { data, errors } = (await answer.json()) as { data?: Record<string, unknown>; errors?: unknown };
      return errors ?? Object.values(data ?? {})[0];
    },
  };
}

describe('serve --seed', () => {
  test('takes the records of a file, and no others', async () => {
    const folder = withLock({ 'seed.json': { people: [{ jobTitle: 'Engineer' }, { jobTitle: 'Analyst' }] } });
    const { ask } = await served(folder, ['--seed', 'seed.json']);
    expect(
      await ask('{ people(orderBy: [{ jobTitle: AscNullsFirst }]) { edges { node { jobTitle } } } }'),
    ).toEqual({
      edges: [{ node: { jobTitle: 'Analyst' } }, { node: { jobTitle: 'Engineer' } }],
    });
    expect(await ask('{ companies { totalCount } }')).toEqual({ totalCount: 0 });
  });

  test('takes a number for which records are made up', async () => {
    const { ask } = await served(withLock(), ['--seed', '7', '--records', '3']);
    expect(await ask('{ people { totalCount } }')).toEqual({ totalCount: 3 });
  });

  test('names the line and the field of what is wrong', async () => {
    const folder = withLock({ 'seed.json': '{\n  "people": [\n    {},\n    { "jobTitle": 7 }\n  ]\n}\n' });
    const { code, err } = await run(folder, ['serve', '--port', '0', '--seed', 'seed.json']);
    expect(code).toBe(2);
    expect(err).toMatch(/seed\.json:4 people\[1\]\.jobTitle: Invalid string value 7 .*\[SEED_INVALID\]/u);
    const missing = await run(folder, ['serve', '--port', '0', '--seed', 'none.json']);
    expect(missing).toMatchObject({ code: 2, err: expect.stringMatching(/SEED_UNREADABLE/u) });
  });
});

test('serve --latency and --limit', async () => {
  const { ask } = await served(withLock(), ['--latency', '150', '--limit', '2/60000', '--records', '1']);
  const startedAt = performance.now();
  await ask('{ people { totalCount } }');
  expect(performance.now() - startedAt).toBeGreaterThan(145);
  await ask('{ people { totalCount } }');
  expect(await ask('{ people { totalCount } }')).toMatchObject([
    { message: 'Limit reached (2 tokens per 60000 ms)' },
  ]);
});

test('serve --watch takes up the lock anew, and keeps what it has where that is broken', async () => {
  const folder = withLock();
  const lock = join(folder, 'twenty.lock.json');
  const { ask, printed } = await served(folder, ['--watch', '--records', '2']);
  expect(await ask('{ people { edges { node { occupation } } } }')).toMatchObject({
    edges: [{ node: { occupation: null } }, {}],
  });
  writeFileSync(lock, '{ "format": 1');
  await printed(/"event":"failing".*"code":"LOCK_INVALID"/u);
  expect(await ask('{ people { totalCount } }')).toEqual({ totalCount: 2 });
  writeFileSync(lock, serializeLock(changeField(model, 'person', 'jobTitle', { name: 'occupation' })));
  await printed(/"event":"remodelled"/u);
  expect(JSON.stringify(await ask('{ people { edges { node { occupation } } } }'))).not.toContain('null');
});

test('serve --record writes a file that serve --seed takes, without the key', async () => {
  const live = await serve(createSimulator({ model, apiKey, records: 4 }));
  try {
    const folder = withLock();
    const env = { TWENTY_API_URL: live.url, TWENTY_API_KEY: apiKey };
    const { code, err } = await run(folder, ['serve', '--record', 'seed.json', '--records', '3'], env);
    expect(err).toMatch(/wrote seed\.json: \d+ records of 8 objects, with made-up values/u);
    expect(err).toMatch(/warning There are more than 3 records of these/u);
    expect(code).toBe(0);
    const text = readFileSync(join(folder, 'seed.json'), 'utf8');
    expect(text).not.toContain(apiKey);
    expect(text).not.toContain(live.url);
    const { ask } = await served(folder, ['--seed', 'seed.json']);
    expect(await ask('{ people { totalCount } }')).toEqual({ totalCount: 3 });
    const again = await run(folder, ['serve', '--record', 'again.json', '--records', '3', '--json'], env);
    expect(JSON.parse(again.out)).toMatchObject({ ok: true, command: 'record', objects: 8 });
    expect(readFileSync(join(folder, 'again.json'), 'utf8')).toBe(text);
  } finally {
    await live.close();
  }
});

test.each<[readonly string[], RegExp]>([
  [['--limit', 'fast'], /--limit takes requests a minute/u],
  [['--demo', '--watch'], /--watch follows a lock/u],
  [['--record', 'a.json', '--demo'], /goes with neither --demo nor --seed/u],
  [['--latency', '-1'], /--latency/u],
])('serve %j is refused', async (args, message) => {
  const { code, err } = await run(withLock(), ['serve', '--port', '0', ...args]);
  expect(code).toBe(2);
  expect(err).toMatch(message);
});

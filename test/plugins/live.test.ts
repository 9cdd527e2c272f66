import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, onTestFinished, vi } from 'vitest';
import { followWorkspaces } from '../../src/plugins/live.ts';
import { createProject } from '../../src/plugins/project.ts';
import { serve } from '../../src/simulate/server.ts';
import { createSimulator } from '../../src/simulate/simulator.ts';
import { fixtureModel } from '../golden/workspaces.ts';
import { folderWith, lock, renamedLock } from './world.ts';

beforeEach(() => {
  vi.stubEnv('CI', '');
  vi.stubEnv('TWENTY_API_URL', '');
  vi.stubEnv('TWENTY_API_KEY', '');
});

afterEach(() => {
  vi.unstubAllEnvs();
});

it('brings lock and client to what the workspace has, says what changed, and leaves it to the watcher', async () => {
  const apiKey = 'live-key-of-the-test';
  const server = await serve(createSimulator({ model: await fixtureModel('demo'), apiKey, records: 0 }));
  onTestFinished(() => server.close());
  const folder = folderWith({
    'twenty.lock.json': renamedLock,
    '.env': `TWENTY_API_URL=${server.url}\nTWENTY_API_KEY=${apiKey}\n`,
  });
  const project = createProject({}, folder);
  await project.sync();
  const [said, warned]: [string[], string[]] = [[], []];
  const stop = followWorkspaces({
    workspaces: project.workspaces(),
    say: (text) => said.push(text),
    warn: (text) => warned.push(text),
    intervalMs: 100,
  });
  onTestFinished(stop);
  await vi.waitFor(() => expect(said).toEqual(['person.role (“Job title”) is called jobTitle now.']), {
    timeout: 10_000,
  });
  expect(readFileSync(join(folder, 'twenty.lock.json'), 'utf8')).toBe(lock);
  expect(readFileSync(join(folder, 'src', 'twenty', 'objects', 'person.ts'), 'utf8')).toContain(
    'jobTitle: string',
  );
  // The lock's change is what the bundler sees: its sync finds all done.
  expect(await project.sync()).toMatchObject([{ written: [], removed: [] }]);
  expect(warned).toEqual([]);
});

it('says that it has no effect where there is no key', async () => {
  const project = createProject({}, folderWith());
  await project.sync();
  const warned: string[] = [];
  const warn = (text: string): void => void warned.push(text);
  followWorkspaces({ workspaces: project.workspaces(), say: warn, warn });
  expect(warned).toEqual([expect.stringContaining('TWENTY_API_KEY')]);
});

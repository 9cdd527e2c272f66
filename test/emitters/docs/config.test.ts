import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { serializeLock } from '../../../src/lock/serialize.ts';
import type { Model } from '../../../src/model/types.ts';
import { ensureBuilt, project, run } from '../../cli/run.ts';
import { fixtureModel } from '../../golden/workspaces.ts';

let demo: Model;
beforeAll(async () => {
  demo = await fixtureModel('demo');
  await ensureBuilt();
}, 120_000);

const config = `import { client, defineConfig } from 'twenty-codegen';
import { docs } from 'twenty-codegen/docs';
export default defineConfig({ emitters: [client(), docs({ since: 'old.lock.json' })] });
`;

describe('a config that names docs()', () => {
  it('generates the page beside the client, finds it whole, and anew where the lock of before changed', async () => {
    const older: Model = { ...demo, objects: demo.objects.slice(1) };
    const folder = project({
      'twenty.lock.json': serializeLock(demo),
      'old.lock.json': serializeLock(older),
      'codegen.config.ts': config,
    });
    const page = join(folder, 'src/twenty/docs/index.html');
    expect((await run(folder, ['generate', '--offline'])).code).toBe(0);
    expect(existsSync(join(folder, 'src/twenty/docs/index.md'))).toBe(true);
    expect(readFileSync(page, 'utf8')).toContain('OBJECT_ADDED');
    expect((await run(folder, ['check'])).code).toBe(0);

    const written = statSync(page).mtimeMs;
    expect((await run(folder, ['generate', '--offline'])).code).toBe(0);
    expect(statSync(page).mtimeMs).toBe(written);

    writeFileSync(join(folder, 'old.lock.json'), serializeLock(demo));
    expect((await run(folder, ['check'])).code).toBe(1);
    expect((await run(folder, ['generate', '--offline'])).code).toBe(0);
    expect(readFileSync(page, 'utf8')).not.toContain('OBJECT_ADDED');
  });

  it('says what is missing where the lock of before is', async () => {
    const folder = project({ 'twenty.lock.json': serializeLock(demo), 'codegen.config.ts': config });
    const { code, err } = await run(folder, ['generate', '--offline']);
    expect([code, err]).toEqual([2, expect.stringContaining('old.lock.json')]);
  });
});

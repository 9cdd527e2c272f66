import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createProject, resolutionOptions, strictOptions } from '../golden/compiler.ts';
import { cells, folderOf } from '../golden/matrix.ts';
import { anyProbe } from '../golden/probe.ts';
import { clientFiles } from '../golden/workspaces.ts';
import { recordedModel, recordingsFolder } from '../simulate/recorded.ts';

const folder = recordingsFolder();
if (folder === undefined) console.warn('No recordings: their client is not compiled.');

/** What differs by the compiler, the fixtures show in every way: here, each compiler once, and each way once. */
const some = cells.filter(({ version, name }) => version === '7' || name === 'nodenext');

describe.skipIf(folder === undefined)('the client of a recorded workspace', { timeout: 120_000 }, () => {
  const project = createProject();
  let objects = 0;
  afterAll(() => project.remove());

  beforeAll(async () => {
    const model = await recordedModel(folder ?? '');
    objects = model.objects.length;
    for (const { context } of some) project.add(clientFiles(model, context), folderOf(context));
    project.add([...clientFiles(model), anyProbe(model)], 'probe');
  });

  describe.concurrent('compiles', () => {
    it.each(some)('on TypeScript $version, $name', async ({ version, context, options }) => {
      const { exitCode, output } = await project.compile(version, [folderOf(context)], options);
      expect(output).toBe('');
      expect(exitCode).toBe(0);
    });
  });

  it('has all its objects', () => {
    expect(objects).toBeGreaterThan(30);
  });

  it('holds no any', async () => {
    const options = { ...strictOptions, ...resolutionOptions('nodenext'), isolatedDeclarations: false };
    expect(await project.compile('5.9', ['probe/probe.ts'], options)).toEqual({ exitCode: 0, output: '' });
  });
});

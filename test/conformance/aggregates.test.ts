import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { createProject, resolutionOptions } from '../golden/compiler.ts';
import { clientFiles } from '../golden/workspaces.ts';
import { recordedModel, recordingsFolder } from '../simulate/recorded.ts';
import { aggregateProgram } from '../types/aggregateProgram.ts';

const folder = recordingsFolder();
if (folder === undefined) console.warn('No recordings: the types of their aggregates are not checked.');

describe.skipIf(folder === undefined)('the types of aggregates and groupings', () => {
  const project = createProject();
  afterAll(() => project.remove());

  it('are exactly what the schema of the recorded workspace has', { timeout: 120_000 }, async () => {
    const model = await recordedModel(folder ?? '');
    const equal = readFileSync(resolve(import.meta.dirname, '../types/equal.ts'), 'utf8');
    project.add(clientFiles(model), 'twenty');
    project.add([
      { path: 'equal.ts', content: equal },
      { path: 'program.ts', content: aggregateProgram(model) },
    ]);
    const options = { strict: true, noEmit: true, skipLibCheck: true, types: [], lib: ['es2022', 'dom'] };
    const { output } = await project.compile('7', ['.'], { ...options, ...resolutionOptions('nodenext') });
    expect(output).toBe('');
  });
});

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createProject, resolutionOptions } from '../golden/compiler.ts';
import { clientFiles, fixtureModel, fixtureNames } from '../golden/workspaces.ts';
import { aggregateProgram } from './aggregateProgram.ts';

const project = createProject();
afterAll(() => project.remove());

beforeAll(async () => {
  for (const name of fixtureNames) {
    const model = await fixtureModel(name);
    project.add(clientFiles(model), `${name}/twenty`);
    project.add(
      [
        { path: 'equal.ts', content: readFileSync(join(import.meta.dirname, 'equal.ts'), 'utf8') },
        { path: 'program.ts', content: aggregateProgram(model) },
      ],
      name,
    );
  }
});

describe.concurrent('the types of aggregates and groupings', { timeout: 120_000 }, () => {
  it.each(fixtureNames)('are exactly what the schema of the %s workspace has', async (name) => {
    const options = { strict: true, noEmit: true, skipLibCheck: true, types: [], lib: ['es2022', 'dom'] };
    const { output } = await project.compile('7', [name], { ...options, ...resolutionOptions('nodenext') });
    expect(output).toBe('');
  });
});

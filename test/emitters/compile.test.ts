import { symlinkSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createProject, resolutionOptions, strictOptions } from '../golden/compiler.ts';
import type { Version } from '../golden/compiler.ts';
import { cells } from '../golden/matrix.ts';
import { fixtureModel, fixtureNames } from '../golden/workspaces.ts';
import type { EmitContext } from '../../src/emit/types.ts';
import { all } from './all.ts';
import { filesOf, usual } from './emitted.ts';

interface Way {
  readonly name: string;
  readonly folder: string;
  readonly version: Version;
  readonly context: EmitContext;
  readonly options: object;
  readonly exclude?: readonly string[];
}

const { context: mapped } = cells.find(({ context }) => context.types) ?? { context: usual };

const ways: readonly Way[] = [
  {
    name: 'under bundler, with what ES2020 has, imports without ending, and unions',
    folder: 'unions',
    version: '6',
    context: { importExtension: '', enums: 'union' },
    options: { ...resolutionOptions('bundler'), target: 'es2020', lib: ['es2020', 'dom'] },
  },
  {
    name: 'under nodenext, with imports that end in .ts, and enums',
    folder: 'enums',
    version: '7',
    context: { importExtension: '.ts', enums: 'enum' },
    options: {
      ...resolutionOptions('nodenext'),
      allowImportingTsExtensions: true,
      erasableSyntaxOnly: false,
    },
  },
  {
    name: 'under node16, with types of values mapped',
    folder: 'mapped',
    version: '5.9',
    context: mapped,
    options: resolutionOptions('node16'),
  },
  {
    name: 'without the DOM and without Node, but for the types of TanStack Query, which need one',
    folder: 'plain',
    version: '7',
    context: usual,
    options: { ...resolutionOptions('nodenext'), lib: ['es2022'] },
    exclude: ['tanstackQuery'],
  },
];

const project = createProject();
afterAll(() => project.remove());

beforeAll(async () => {
  symlinkSync(
    resolve(import.meta.dirname, '../../node_modules'),
    join(project.folder, 'node_modules'),
    'junction',
  );
  for (const name of fixtureNames) {
    const model = await fixtureModel(name);
    for (const { folder, context, exclude = [] } of ways) {
      const emitters = all().filter((emitter) => !exclude.includes(emitter.name));
      project.add(filesOf(model, emitters, context), `${folder}/${name}`);
    }
  }
});

describe.concurrent('what emitters make compiles', { timeout: 240_000 }, () => {
  it.each(ways)('$name, on TypeScript $version', async ({ version, folder, options }) => {
    const { exitCode, output } = await project.compile(version, [folder], { ...strictOptions, ...options });
    expect(output).toBe('');
    expect(exitCode).toBe(0);
  });
});

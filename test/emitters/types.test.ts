import { readFileSync, readdirSync, symlinkSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createProject, resolutionOptions, strictOptions, versions } from '../golden/compiler.ts';
import type { Version } from '../golden/compiler.ts';
import { fixtureModel } from '../golden/workspaces.ts';
import { compare, compilerErrors, expectations } from '../types/expectations.ts';
import { all } from './all.ts';
import { filesOf } from './emitted.ts';

const programs = join(import.meta.dirname, 'programs');
const names = readdirSync(programs);
const source = (name: string): string => readFileSync(join(programs, name), 'utf8');

const project = createProject();
afterAll(() => project.remove());

beforeAll(async () => {
  symlinkSync(
    resolve(import.meta.dirname, '../../node_modules'),
    join(project.folder, 'node_modules'),
    'junction',
  );
  project.add(filesOf(await fixtureModel('demo'), all()), 'src/twenty');
  project.add([
    ...names.map((name) => ({ path: `src/${name}`, content: source(name) })),
    { path: 'src/equal.ts', content: readFileSync(join(import.meta.dirname, '../types/equal.ts'), 'utf8') },
  ]);
});

describe.concurrent('what a user writes with what emitters make', { timeout: 240_000 }, () => {
  it.each(Object.keys(versions) as Version[])(
    'is accepted, or refused at the very line, on TypeScript %s',
    async (version) => {
      const expected = names.flatMap((name) => expectations(`src/${name}`, source(name)));
      const options = { ...strictOptions, ...resolutionOptions('nodenext') };
      const { output } = await project.compile(version, ['src'], options);
      const result = compare(expected, compilerErrors(output));
      expect(expected.length).toBeGreaterThan(25);
      expect(result.actual).toEqual(result.expected);
    },
  );
});

import { readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { tsc, versions } from '../golden/compiler.ts';
import type { Version } from '../golden/compiler.ts';
import { compare, compilerErrors, expectations } from './expectations.ts';

/*
 * The programs in accepted/ and refused/ use the demo workspace's client of test/golden with the runtime of templates/
 * (rootDirs in tsconfig.json). They are compiled, never run.
 */
const root = resolve(import.meta.dirname, '../..');
const folder = 'test/types/refused';

describe.concurrent('what a user writes', { timeout: 120_000 }, () => {
  it.each(Object.keys(versions) as Version[])(
    'is accepted, or refused at the very line, on TypeScript %s',
    async (version) => {
      const expected = readdirSync(join(root, folder)).flatMap((name) =>
        expectations(`${folder}/${name}`, readFileSync(join(root, folder, name), 'utf8')),
      );
      const { output } = await tsc(version, ['-p', 'test/types/tsconfig.json'], root);
      const result = compare(expected, compilerErrors(output));
      expect(expected.length).toBeGreaterThan(100);
      expect(result.actual).toEqual(result.expected);
    },
  );
});

describe('an expected error', () => {
  const source = 'const a = 1;\nb; // error: name b\n';
  const judge = (output: string): boolean => {
    const { expected, actual } = compare(expectations('x.ts', source), compilerErrors(output));
    return expected.join('\n') === actual.join('\n');
  };

  it.each([
    ['is met by one of its text at its line', 'x.ts(2,1): error TS1: no name b.\n', true],
    ['is met by a text that continues', 'x.ts(2,1): error TS1: no.\n  no name b.\n', true],
    ['is not met by none', '', false],
    ['is not met by one of another text', 'x.ts(2,1): error TS1: no name c.\n', false],
    ['is not met by one at another line', 'x.ts(1,1): error TS1: no name b.\n', false],
    ['is not met by one in another file', 'y.ts(2,1): error TS1: no name b.\n', false],
    ['does not excuse a second', 'x.ts(2,1): error TS1: no name b.\nx.ts(2,3): error TS2: no.\n', false],
    ['does not excuse a failure of the compiler', 'x.ts(2,1): error TS1: no name b.\nKilled\n', false],
  ])('%s', (_name, output, isMet) => {
    expect(judge(output)).toBe(isMet);
  });
});

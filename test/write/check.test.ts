import { appendFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { checkOutput } from '../../src/write/check.ts';
import { writeOutput } from '../../src/write/write.ts';
import { contents, newFolder } from './folder.ts';

const files = ['a.ts', 'b.ts', 'c/d.ts', 'c/e.ts'].map((path) => ({ path, content: `${path}\n` }));

async function written(): Promise<string> {
  const directory = newFolder();
  await writeOutput({ directory, files, toolVersion: '1' });
  return directory;
}

test('a folder as generated is right', async () => {
  const directory = await written();
  expect(await checkOutput({ directory, files })).toEqual({
    ok: true,
    stale: [],
    missing: [],
    extra: [],
    edited: [],
    unchanged: ['a.ts', 'b.ts', 'c/d.ts', 'c/e.ts'],
  });
});

test('stale, missing, extra and edited files are told apart, and nothing is written', async () => {
  const directory = await written();
  appendFileSync(join(directory, 'a.ts'), '// edited\n');
  rmSync(join(directory, 'b.ts'));
  writeFileSync(join(directory, 'c', 'mine.ts'), '');
  const wanted = [
    ...files.filter(({ path }) => path !== 'c/e.ts' && path !== 'c/d.ts'),
    { path: 'c/d.ts', content: 'new\n' },
    { path: 'new.ts', content: '' },
  ];
  const before = contents(directory);
  expect(await checkOutput({ directory, files: wanted })).toEqual({
    ok: false,
    stale: ['c/d.ts'],
    missing: ['b.ts', 'new.ts'],
    extra: ['c/e.ts', 'c/mine.ts'],
    edited: ['a.ts'],
    unchanged: [],
  });
  expect(contents(directory)).toEqual(before);
});

test('a folder that is not there misses everything', async () => {
  const result = await checkOutput({ directory: join(newFolder(), 'none'), files });
  expect(result).toMatchObject({ ok: false, missing: files.map(({ path }) => path) });
});

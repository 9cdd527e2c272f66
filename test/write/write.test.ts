import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { CodegenError } from '../../src/errors.ts';
import { isSafePath } from '../../src/write/paths.ts';
import { writeOutput } from '../../src/write/write.ts';
import type { WriteResult } from '../../src/write/changes.ts';
import type { WriteOptions } from '../../src/write/write.ts';
import { contents, generated, newFolder, times } from './folder.ts';

type Files = Readonly<Record<string, string>>;

function write(directory: string, files: Files, more: Partial<WriteOptions> = {}): Promise<WriteResult> {
  const list = Object.entries(files).map(([path, content]) => ({ path, content }));
  return writeOutput({ directory, files: list, toolVersion: '1.0.0', ...more });
}

function codeOf(running: Promise<unknown>): Promise<CodegenError> {
  return running.then(
    () => Promise.reject(new Error('did not fail')),
    (error: unknown) => error as CodegenError,
  );
}

const first = { 'index.ts': 'one\n', 'objects/person.ts': 'person\n', 'objects/pet.ts': 'pet\n' };

describe('writing the output', () => {
  test('writes every file and a manifest, into a folder that it makes', async () => {
    const folder = join(newFolder(), 'src', 'twenty');
    const result = await write(folder, first);
    expect(result).toEqual({
      written: ['index.ts', 'objects/person.ts', 'objects/pet.ts'],
      unchanged: [],
      removed: [],
      warnings: [],
    });
    expect(generated(folder)).toEqual(first);
    expect(contents(folder)['.twenty-codegen.json']).toMatch(
      /^\{\n {2}"format": 1,\n {2}"version": "1\.0\.0",\n {2}"files": \{\n {4}"index\.ts": "[0-9a-f]{64}",\n/u,
    );
  });

  test('leaves nothing else behind', async () => {
    const folder = newFolder();
    await write(folder, first);
    await write(folder, { 'index.ts': 'two\n' });
    expect(Object.keys(contents(folder))).toEqual(['.twenty-codegen.json', 'index.ts']);
    expect(existsSync(join(folder, 'objects'))).toBe(false);
  });

  test('touches no file whose bytes would not change', async () => {
    const folder = newFolder();
    await write(folder, first);
    const before = times(folder);
    const again = await write(folder, first);
    expect(again).toMatchObject({ written: [], removed: [], unchanged: Object.keys(first) });
    expect(times(folder)).toEqual(before);
    const result = await write(folder, { ...first, 'objects/pet.ts': 'dog\n' });
    expect(result.written).toEqual(['objects/pet.ts']);
    const after = times(folder);
    expect(after['index.ts']).toBe(before['index.ts']);
    expect(after['objects/pet.ts']).not.toBe(before['objects/pet.ts']);
  });

  test('gives the same manifest whatever came before and in whatever order', async () => {
    const [a, b] = [newFolder(), newFolder()];
    await write(a, first);
    await write(b, { 'index.ts': 'old\n', 'gone.ts': 'x' });
    await write(b, Object.fromEntries(Object.entries(first).toReversed()));
    expect(contents(b)).toEqual(contents(a));
  });

  test('removes what it wrote earlier and writes no more, and nothing else', async () => {
    const folder = newFolder();
    await write(folder, first);
    writeFileSync(join(folder, 'objects', 'mine.ts'), 'mine');
    const result = await write(folder, { 'index.ts': 'one\n' });
    expect(result.removed).toEqual(['objects/person.ts', 'objects/pet.ts']);
    expect(generated(folder)).toEqual({ 'index.ts': 'one\n', 'objects/mine.ts': 'mine' });
  });

  test('keeps a file no longer generated that was edited, and says so', async () => {
    const folder = newFolder();
    await write(folder, first);
    appendFileSync(join(folder, 'objects/pet.ts'), '// note\n');
    const result = await write(folder, { 'index.ts': 'one\n' });
    expect(result.removed).toEqual(['objects/person.ts']);
    expect(result.warnings.map(({ code }) => code)).toEqual(['OUTPUT_KEPT']);
    expect(generated(folder)['objects/pet.ts']).toBe('pet\n// note\n');
  });

  test('restores a generated file that was edited or deleted, and says so of the edited one', async () => {
    const folder = newFolder();
    await write(folder, first);
    appendFileSync(join(folder, 'index.ts'), '// note\n');
    rmSync(join(folder, 'objects'), { recursive: true });
    const result = await write(folder, first);
    expect(result.warnings).toEqual([
      { code: 'OUTPUT_EDITED', message: 'index.ts had been edited by hand; it is generated anew.' },
    ]);
    expect(generated(folder)).toEqual(first);
  });

  test('refuses to replace files that it did not write, before writing anything', async () => {
    const folder = newFolder();
    writeFileSync(join(folder, 'index.ts'), 'mine');
    const error = await codeOf(write(folder, first));
    expect(error).toMatchObject({ code: 'OUTPUT_FOREIGN', exitCode: 2, details: ['index.ts'] });
    expect(contents(folder)).toEqual({ 'index.ts': 'mine' });
    await write(folder, first, { force: true });
    expect(generated(folder)).toEqual(first);
  });

  test('adopts files that hold what it would write', async () => {
    const folder = newFolder();
    await write(folder, first);
    rmSync(join(folder, '.twenty-codegen.json'));
    expect((await write(folder, first)).written).toEqual([]);
    expect(existsSync(join(folder, '.twenty-codegen.json'))).toBe(true);
  });

  test('a dry run tells the same and does nothing', async () => {
    const folder = join(newFolder(), 'out');
    const dry = await write(folder, first, { dryRun: true });
    expect(existsSync(folder)).toBe(false);
    expect(dry).toEqual(await write(folder, first));
    const before = contents(folder);
    const next = await write(folder, { 'index.ts': 'two\n' }, { dryRun: true });
    expect(next).toMatchObject({ written: ['index.ts'], removed: ['objects/person.ts', 'objects/pet.ts'] });
    expect(contents(folder)).toEqual(before);
  });

  test('takes a checkout with CRLF line ends for unchanged', async () => {
    const folder = newFolder();
    await write(folder, first);
    for (const [path, text] of Object.entries(contents(folder))) {
      writeFileSync(join(folder, path), text.replaceAll('\n', '\r\n'));
    }
    expect(await write(folder, first)).toMatchObject({ written: [], warnings: [] });
    const result = await write(folder, { 'index.ts': 'two\n' });
    expect(result).toMatchObject({
      written: ['index.ts'],
      warnings: [],
      removed: ['objects/person.ts', 'objects/pet.ts'],
    });
  });

  test('knows its files from both sides of a merge conflict in the manifest', async () => {
    const folder = newFolder();
    await write(folder, first);
    const ours = contents(folder)['.twenty-codegen.json'] ?? '';
    await write(folder, { ...first, 'objects/pet.ts': 'dog\n', 'objects/rocket.ts': 'rocket\n' });
    const theirs = contents(folder)['.twenty-codegen.json'] ?? '';
    const conflict = `<<<<<<< HEAD\n${ours}=======\n${theirs}>>>>>>> theirs\n`;
    writeFileSync(join(folder, '.twenty-codegen.json'), conflict);
    writeFileSync(join(folder, 'objects/pet.ts'), '<<<<<<< HEAD\npet\n=======\ndog\n>>>>>>> theirs\n');
    const result = await write(folder, first);
    expect(result).toMatchObject({ written: ['objects/pet.ts'], removed: ['objects/rocket.ts'] });
    expect(contents(folder)).toEqual({ ...first, '.twenty-codegen.json': ours });
  });
});

describe('staying inside the output folder', () => {
  test.each([
    '../x.ts',
    '/x.ts',
    'a/../../x.ts',
    'a//x.ts',
    './x.ts',
    'a\\x.ts',
    'C:x.ts',
    'x\0.ts',
    '',
    'a/',
  ])('refuses the path %j', async (path) => {
    const folder = newFolder();
    expect(await codeOf(write(folder, { [path]: 'x' }))).toMatchObject({ code: 'OUTPUT_UNSAFE' });
    expect(contents(folder)).toEqual({});
  });

  test('refuses two files that differ in case only, and its own names', async () => {
    expect(await codeOf(write(newFolder(), { 'a/Pet.ts': '1', 'a/pet.ts': '2' }))).toMatchObject({
      code: 'OUTPUT_UNSAFE',
    });
    expect(isSafePath('.twenty-codegen.json')).toBe(false);
    expect(isSafePath('objects/.twenty-codegen.lock')).toBe(false);
  });

  test('refuses to write or remove through a link inside the folder, but takes a link as the folder', async () => {
    const [outside, folder] = [newFolder(), newFolder()];
    symlinkSync(outside, join(folder, 'objects'));
    expect(await codeOf(write(folder, first))).toMatchObject({ code: 'OUTPUT_UNSAFE' });
    expect(contents(outside)).toEqual({});
    const link = join(newFolder(), 'link');
    symlinkSync(outside, link);
    await write(link, first);
    expect(generated(outside)).toEqual(first);
  });

  test("replaces a link that stands in a file's place, not what it points to", async () => {
    const [outside, folder] = [newFolder(), newFolder()];
    writeFileSync(join(outside, 'target'), 'precious');
    symlinkSync(join(outside, 'target'), join(folder, 'index.ts'));
    expect(await codeOf(write(folder, first))).toMatchObject({ code: 'OUTPUT_FOREIGN' });
    await write(folder, first, { force: true });
    expect(readFileSync(join(outside, 'target'), 'utf8')).toBe('precious');
    expect(generated(folder)).toEqual(first);
  });

  test('ignores what a manifest says of files outside', async () => {
    const parent = newFolder();
    const folder = join(parent, 'out');
    await write(folder, first);
    writeFileSync(join(parent, 'victim'), 'one\n');
    const manifest = contents(folder)['.twenty-codegen.json'] ?? '';
    writeFileSync(join(folder, '.twenty-codegen.json'), manifest.replace('"index.ts"', '"../victim"'));
    await write(folder, { 'index.ts': 'one\n' });
    expect(readFileSync(join(parent, 'victim'), 'utf8')).toBe('one\n');
  });

  test('says what the file system refuses', async () => {
    const folder = newFolder();
    writeFileSync(join(folder, 'file'), '');
    expect(await codeOf(write(join(folder, 'file', 'out'), first))).toMatchObject({
      code: 'OUTPUT_UNWRITABLE',
      exitCode: 2,
    });
    mkdirSync(join(folder, 'out', 'index.ts'), { recursive: true });
    expect(await codeOf(write(join(folder, 'out'), first))).toMatchObject({ code: 'OUTPUT_UNWRITABLE' });
    // The failed run does not block the next one.
    rmSync(join(folder, 'out', 'index.ts'), { recursive: true });
    expect((await write(join(folder, 'out'), first)).written).toContain('index.ts');
    expect(Object.keys(contents(join(folder, 'out'))).filter((path) => path.includes('lock'))).toEqual([]);
  });
});

import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { GeneratedFile } from '../../src/emit/types.ts';
import { parseLock } from '../../src/lock/parse.ts';
import { byCodePoint } from '../../src/model/order.ts';
import { clientFiles, fixtureModel, fixtureNames, goldenFiles } from './workspaces.ts';

/** `UPDATE_GOLDEN=1 npx vitest run test/golden/golden.test.ts` takes what is generated now for right. */
const isUpdating = process.env['UPDATE_GOLDEN'] === '1';

describe.each(fixtureNames)('the client of the %s workspace', (name) => {
  const folder = join(import.meta.dirname, name);

  it('is, byte for byte, the one that was reviewed', async () => {
    const files = goldenFiles(await fixtureModel(name));
    if (isUpdating) write(folder, files);
    expect(read(folder)).toEqual(byPath(files));
  });

  it('is the same again from its lock', async () => {
    const model = await fixtureModel(name);
    const lock = goldenFiles(model).find(({ path }) => path === 'twenty.lock.json');
    expect(clientFiles(parseLock(lock?.content ?? '', 'twenty.lock.json'))).toEqual(clientFiles(model));
  });
});

function byPath(files: readonly GeneratedFile[]): Readonly<Record<string, string>> {
  return Object.fromEntries(files.map(({ path, content }) => [path, content]));
}

function read(folder: string): Readonly<Record<string, string>> {
  if (!existsSync(folder)) return {};
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted(byCodePoint);
  return Object.fromEntries(
    paths.map((path) => [
      path.slice(folder.length + 1).replaceAll('\\', '/'),
      readFileSync(path).toString('utf8'),
    ]),
  );
}

function write(folder: string, files: readonly GeneratedFile[]): void {
  rmSync(folder, { recursive: true, force: true });
  for (const { path, content } of files) {
    const target = join(folder, path);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, content);
  }
}

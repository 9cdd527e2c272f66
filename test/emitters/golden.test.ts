import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { serializeLock } from '../../src/lock/serialize.ts';
import { parseLock } from '../../src/lock/parse.ts';
import { fixtureModel } from '../golden/workspaces.ts';
import { emitters } from './all.ts';
import { usual } from './emitted.ts';

/** `UPDATE_GOLDEN=1 npx vitest run test/emitters/golden.test.ts` takes what is generated now for right. */
const isUpdating = process.env['UPDATE_GOLDEN'] === '1';
const golden = resolve(import.meta.dirname, '../golden/emitters');

type Name = keyof typeof emitters;

describe.each(Object.keys(emitters) as Name[])('what %s makes', (name) => {
  const emitter = emitters[name]();
  const folderOf = (fixture: string): string => join(golden, name, fixture);

  it.each(['demo', 'odd'] as const)(
    'of the %s workspace is, byte for byte, what was reviewed',
    async (fixture) => {
      const model = await fixtureModel(fixture);
      const files = Object.fromEntries(
        // What is copied of templates/ is tested and reviewed there.
        [...emitter.emit(model, usual)]
          .filter(({ path }) => !existsSync(resolve(import.meta.dirname, '../../templates', path)))
          .map(({ path, content }) => [path, content]),
      );
      if (isUpdating) write(folderOf(fixture), files);
      expect(read(folderOf(fixture))).toEqual(files);
    },
  );

  it('is the same again from a lock', async () => {
    const model = await fixtureModel('odd');
    const again = parseLock(serializeLock(model), 'twenty.lock.json');
    expect([...emitter.emit(again, usual)]).toEqual([...emitter.emit(model, usual)]);
  });
});

function read(folder: string): Readonly<Record<string, string>> {
  if (!existsSync(folder)) return {};
  return Object.fromEntries(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map((path) => [path.slice(folder.length + 1).replaceAll('\\', '/'), readFileSync(path, 'utf8')]),
  );
}

function write(folder: string, files: Readonly<Record<string, string>>): void {
  rmSync(folder, { recursive: true, force: true });
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
}

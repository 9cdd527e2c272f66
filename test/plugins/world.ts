import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { serializeLock } from '../../src/lock/serialize.ts';
import { fixtureModel } from '../golden/workspaces.ts';

export const lock = serializeLock(await fixtureModel('demo'));

export const renamedLock = lock.replaceAll('"name":"jobTitle"', '"name":"role"');

/** A project folder with these files beside a lock, removed when the test is over. */
export function folderWith(files: Readonly<Record<string, string>> = {}): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'twenty-codegen-plugin-')));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const all = { 'package.json': '{}', 'twenty.lock.json': lock, ...files };
  for (const [path, content] of Object.entries(all)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  return folder;
}

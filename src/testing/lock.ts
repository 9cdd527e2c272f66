import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { nearestFolder } from '../folders.ts';
import { CodegenError } from '../errors.ts';
import { readLock } from '../lock/file.ts';
import { parseLock } from '../lock/parse.ts';
import type { Model } from '../model/types.ts';

const lockName = 'twenty.lock.json';

/** A twenty.lock.json: its path or file URL, what it holds as parsed JSON, or a model. */
export type LockSource = string | URL | Model | object;

/**
 * @param source by default the twenty.lock.json of the working directory, or of the nearest folder above
 * @throws CodegenError LOCK_MISSING, LOCK_UNREADABLE, LOCK_INVALID, LOCK_TOO_NEW
 */
export function modelOf(source: LockSource | undefined): Model {
  if (source === undefined) return readLock(nearestLock(process.cwd()));
  if (typeof source === 'string') return readLock(resolve(source));
  if (source instanceof URL) return readLock(fileURLToPath(source));
  return isModel(source) ? source : parseLock(JSON.stringify(source), 'the lock given');
}

/** A lock says its format, a model does not. */
function isModel(source: object): source is Model {
  return 'objects' in source && !('format' in source);
}

function nearestLock(cwd: string): string {
  const folder = nearestFolder(cwd, (at) => existsSync(join(at, lockName)));
  if (folder !== null) return join(folder, lockName);
  throw new CodegenError('LOCK_MISSING', `There is no ${lockName} in ${cwd} or in a folder above it.`, {
    fix: 'Run `twenty-codegen pull` to read it from the workspace, or give its path: simulate({ lock: "path/twenty.lock.json" }).',
  });
}

import { readFileSync } from 'node:fs';
import { CodegenError } from '../errors.ts';
import type { Model } from '../model/types.ts';
import { hasCode, replaceFile } from '../replace-file.ts';
import { parseLock } from './parse.ts';
import { serializeLock } from './serialize.ts';

/**
 * Reads and checks a twenty.lock.json.
 * @throws CodegenError LOCK_MISSING, LOCK_UNREADABLE, and those of parseLock
 */
export function readLock(path: string): Model {
  const source = readSource(path);
  if (source === null) throw new CodegenError('LOCK_MISSING', `There is no lock at ${path}.`);
  return parseLock(source, path);
}

/** The same, or null where there is no such file. */
export function readLockIfPresent(path: string): Model | null {
  const source = readSource(path);
  return source === null ? null : parseLock(source, path);
}

/**
 * Writes a model as a lock, at once or not at all. A file that holds the same bytes already is left alone.
 * @returns whether the file was written
 * @throws CodegenError LOCK_UNWRITABLE
 */
export function writeLock(path: string, model: Model): boolean {
  const content = serializeLock(model);
  if (readSource(path) === content) return false;
  try {
    replaceFile(path, content);
  } catch (error) {
    throw new CodegenError('LOCK_UNWRITABLE', `The lock cannot be written to ${path}: ${reason(error)}.`, {
      cause: error,
    });
  }
  return true;
}

function readSource(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return null;
    throw new CodegenError('LOCK_UNREADABLE', `The lock at ${path} cannot be read: ${reason(error)}.`, {
      cause: error,
    });
  }
}

function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

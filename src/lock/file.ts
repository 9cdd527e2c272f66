import { CodegenError, messageOf } from '../errors.ts';
import type { Model } from '../model/types.ts';
import { replaceFile } from '../replace-file.ts';
import { parseLock } from './parse.ts';
import { serializeLock } from './serialize.ts';
import { findLockText, readLockText } from './text.ts';

/**
 * Reads and checks a twenty.lock.json.
 * @throws CodegenError those of readLockText and parseLock
 */
export function readLock(path: string): Model {
  return parseLock(readLockText(path), path);
}

/**
 * Writes a model as a lock, at once or not at all. A file that holds the same bytes already is left alone.
 * @returns whether the file was written
 * @throws CodegenError LOCK_UNWRITABLE
 */
export function writeLock(path: string, model: Model): boolean {
  const content = serializeLock(model);
  if (findLockText(path) === content) return false;
  try {
    replaceFile(path, content);
  } catch (error) {
    throw new CodegenError('LOCK_UNWRITABLE', `The lock cannot be written to ${path}: ${messageOf(error)}.`, {
      cause: error,
    });
  }
  return true;
}

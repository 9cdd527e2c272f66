import { readFileSync } from 'node:fs';
import { CodegenError, messageOf } from '../errors.ts';
import { hasCode } from '../replace-file.ts';

/**
 * The text of a twenty.lock.json, unread.
 * @throws CodegenError LOCK_MISSING, LOCK_UNREADABLE
 */
export function readLockText(path: string): string {
  const text = findLockText(path);
  if (text === null) throw new CodegenError('LOCK_MISSING', `There is no lock at ${path}.`);
  return text;
}

/** The same, or null where there is no such file. */
export function findLockText(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return null;
    const reason = messageOf(error);
    throw new CodegenError('LOCK_UNREADABLE', `The lock at ${path} cannot be read: ${reason}.`, {
      cause: error,
    });
  }
}

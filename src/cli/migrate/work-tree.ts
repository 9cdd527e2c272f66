import { existsSync, realpathSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { CodegenError } from '../../errors.ts';
import type { Warning } from '../../errors.ts';
import { git } from '../git.ts';

/**
 * Makes sure that git can take back what is about to be written: nothing that it tracks is changed, and what is to be
 * written is tracked.
 *
 * @param files absolute: those that are to be written
 * @param ours absolute: files and folders that are made anew in any case
 * @returns a warning where there is no git to take anything back
 * @throws CodegenError GIT_DIRTY
 */
export async function requireCleanTree(
  folder: string,
  files: readonly string[],
  ours: readonly string[],
): Promise<readonly Warning[]> {
  const root = await rootOf(folder);
  if (root === null) {
    return [
      {
        code: 'GIT_NOT_USED',
        message: 'This folder is in no git repository: what is written here cannot be taken back by git.',
      },
    ];
  }
  // -z: paths as they are, each ended by a NUL.
  const { out } = await git(root, ['status', '--porcelain', '-z', '--untracked-files=all']);
  const inRoot = (file: string): string => relative(root, realpathSync(file)).replaceAll('\\', '/');
  const made = ours.filter((path) => existsSync(path)).map(inRoot);
  const wanted = new Set(files.map(inRoot));
  const dirty = out
    .split('\0')
    .filter((entry) => entry.length > 3)
    .flatMap((entry) => {
      const path = entry.slice(3);
      if (made.some((one) => path === one || path.startsWith(`${one}/`))) return [];
      return entry.startsWith('??') && !wanted.has(path) ? [] : [path];
    });
  if (dirty.length === 0) return [];
  throw new CodegenError('GIT_DIRTY', 'There are changes that are not committed.', {
    details: dirty.length > 10 ? [...dirty.slice(0, 10), `and ${dirty.length - 10} more`] : dirty,
  });
}

async function rootOf(folder: string): Promise<string | null> {
  try {
    const { ok, out } = await git(folder, ['rev-parse', '--show-toplevel']);
    return ok ? realpathSync(resolve(out.trim())) : null;
  } catch (error) {
    if (error instanceof CodegenError && error.code === 'GIT_MISSING') return null;
    throw error;
  }
}

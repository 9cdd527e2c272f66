import { lstatSync } from 'node:fs';
import { join } from 'node:path';
import { CodegenError } from '../errors.ts';
import type { GeneratedFile } from '../emit/types.ts';
import { byCodePoint } from '../model/order.ts';
import { hasCode, temporaryPrefix } from '../replace-file.ts';

export const manifestName = '.twenty-codegen.json';
export const folderLockName = '.twenty-codegen.lock';

/**
 * The files by path, after making sure that each path stays inside the folder and that no two of them are one file, also
 * on a disk that ignores case.
 * @throws CodegenError OUTPUT_UNSAFE
 */
export function orderFiles(files: Iterable<GeneratedFile>): readonly GeneratedFile[] {
  const ordered = [...files].toSorted((a, b) => byCodePoint(a.path, b.path));
  const seen = new Map<string, string>();
  for (const { path } of ordered) {
    if (!isSafePath(path)) {
      throw new CodegenError(
        'OUTPUT_UNSAFE',
        `A generated file may not have the path ${JSON.stringify(path)}.`,
      );
    }
    const key = path.normalize('NFC').toLowerCase();
    const other = seen.get(key);
    if (other !== undefined) {
      throw new CodegenError(
        'OUTPUT_UNSAFE',
        `Two generated files would be one on this disk: ${other} and ${path}.`,
      );
    }
    seen.set(key, path);
  }
  return ordered;
}

/** Relative, posix, without `.`, `..`, empty parts, drive letters, streams, control characters, or our own files' names. */
export function isSafePath(path: string): boolean {
  const parts = path.split('/');
  return (
    !/[\\:]/u.test(path) &&
    ![...path].some((character) => character < ' ') &&
    parts.every((part) => part !== '' && part !== '.' && part !== '..') &&
    !parts.some(
      (part) => part === manifestName || part === folderLockName || part.startsWith(temporaryPrefix),
    )
  );
}

/**
 * Refuses a path whose folders lead elsewhere: a symbolic link inside the output folder.
 * @throws CodegenError OUTPUT_UNSAFE
 */
export function rejectLinkedFolders(root: string, paths: Iterable<string>): void {
  const checked = new Set<string>();
  for (const path of paths) {
    const parts = path.split('/').slice(0, -1);
    let folder = root;
    for (const part of parts) {
      folder = join(folder, part);
      if (checked.has(folder)) continue;
      checked.add(folder);
      if (isLink(folder)) {
        throw new CodegenError(
          'OUTPUT_UNSAFE',
          `${folder} is a symbolic link: writing through it is refused.`,
        );
      }
    }
  }
}

function isLink(path: string): boolean {
  try {
    return lstatSync(path).isSymbolicLink();
  } catch (error) {
    if (hasCode(error, 'ENOENT') || hasCode(error, 'ENOTDIR')) return false;
    throw error;
  }
}

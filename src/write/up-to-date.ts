import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readBytes } from './compare.ts';
import { digest } from './digest.ts';
import { readManifest } from './manifest.ts';
import { folderLockName } from './paths.ts';

/**
 * Whether a folder holds, to the byte, what an earlier run made from the same inputs: then there is nothing to generate,
 * let alone to write. The number of its files, or null where it must be looked at properly.
 */
export function isUpToDate(directory: string, inputs: string): number | null {
  const manifest = readManifest(directory);
  if (manifest.inputs !== inputs || existsSync(join(directory, folderLockName))) return null;
  for (const [path, { written }] of manifest.files) {
    const bytes = readBytes(directory, path);
    if (bytes === null || !written.has(digest(bytes))) return null;
  }
  return manifest.files.size;
}

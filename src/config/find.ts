import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { foldersUp } from '../folders.ts';

/** In the order in which they are looked for. */
export const configNames = [
  'codegen.config.ts',
  'codegen.config.mts',
  'codegen.config.js',
  'codegen.config.mjs',
  'codegen.config.json',
] as const;

/**
 * The config that counts for a folder: its own or, going up, that of the first folder that has one, not beyond the nearest
 * one with a package.json. Null where there is none.
 */
export function findConfig(cwd: string): string | null {
  for (const folder of foldersUp(cwd)) {
    for (const name of configNames) {
      const path = join(folder, name);
      if (existsSync(path)) return path;
    }
    if (existsSync(join(folder, 'package.json'))) break;
  }
  return null;
}

import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { GeneratedFile } from '../emit/types.ts';

/** The generated code as it is to be seen, without what lies in the folder beside it. */
export function overlayOf(
  output: string,
  files: readonly GeneratedFile[],
): ReadonlyMap<string, string | null> {
  const overlay = new Map<string, string | null>();
  for (const name of filesIn(output))
    if (/\.[cm]?[jt]sx?$/u.test(name)) overlay.set(join(output, name), null);
  for (const { path, content } of files) overlay.set(join(output, path), content);
  return overlay;
}

function filesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder, { recursive: true, encoding: 'utf8' });
  } catch {
    // There is none yet.
    return [];
  }
}

import { dirname, resolve } from 'node:path';

/** A folder, and those above it up to the root. */
export function* foldersUp(folder: string): Generator<string> {
  let at = resolve(folder);
  yield at;
  for (; at !== dirname(at); yield at) at = dirname(at);
}

/** The nearest of these that answers to something. */
export function nearestFolder(folder: string, is: (folder: string) => boolean): string | null {
  for (const at of foldersUp(folder)) if (is(at)) return at;
  return null;
}

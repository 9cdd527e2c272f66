import { dirname, resolve } from 'node:path';

/** A folder, and those above it up to the root. */
export function* foldersUp(folder: string): Generator<string> {
  let at = resolve(folder);
  yield at;
  for (; at !== dirname(at); yield at) at = dirname(at);
}

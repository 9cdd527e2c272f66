import { statSync } from 'node:fs';

/** Tells one writing of a file from another; null where there is no such file. */
export function writtenAt(path: string): string | null {
  const stat = statSync(path, { throwIfNoEntry: false });
  return stat === undefined ? null : `${stat.mtimeMs} ${stat.size}`;
}

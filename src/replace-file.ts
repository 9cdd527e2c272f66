import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Temporary files carry this prefix, so that those of a killed run can be recognised and removed. */
export const temporaryPrefix = '.twenty-codegen-tmp-';

let counter = 0;

/**
 * Writes a file so that, whenever the process dies, its name holds either the old bytes or the new ones.
 * The folder is made where it is missing.
 */
export function replaceFile(path: string, content: string | Uint8Array): void {
  const directory = dirname(path);
  const temporary = join(directory, `${temporaryPrefix}${process.pid}-${counter++}`);
  try {
    writeNew(temporary, content, directory);
    rename(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

function writeNew(temporary: string, content: string | Uint8Array, directory: string): void {
  try {
    writeFileSync(temporary, content);
  } catch (error) {
    if (!hasCode(error, 'ENOENT')) throw error;
    mkdirSync(directory, { recursive: true });
    writeFileSync(temporary, content);
  }
}

/** Windows refuses to replace a file that an editor or a virus scanner has open: it closes it within moments. */
function rename(from: string, to: string): void {
  for (let attempt = 0; ; attempt++) {
    try {
      renameSync(from, to);
      return;
    } catch (error) {
      const passing = hasCode(error, 'EPERM') || hasCode(error, 'EBUSY') || hasCode(error, 'EACCES');
      if (process.platform !== 'win32' || !passing || attempt === 10) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10 * 2 ** Math.min(attempt, 5));
    }
  }
}

/** Whether this is a system error (`ENOENT`, `EEXIST` …) of that code. */
export function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}

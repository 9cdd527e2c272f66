import { readFileSync } from 'node:fs';

/** A file's text; null where it cannot be read, whatever the reason. */
export function readText(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}

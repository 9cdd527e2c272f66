import { mkdtempSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export function newFolder(): string {
  return mkdtempSync(join(tmpdir(), 'twenty-codegen-write-'));
}

/** Every file below a folder with its text, by posix path. */
export function contents(root: string, folder = ''): Record<string, string> {
  const found: Record<string, string> = {};
  for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (entry.isDirectory()) Object.assign(found, contents(root, path));
    else found[path] = readFileSync(join(root, path), 'utf8');
  }
  return found;
}

/** Without the tool's own files. */
export function generated(root: string): Record<string, string> {
  return Object.fromEntries(
    Object.entries(contents(root)).filter(([path]) => !path.includes('.twenty-codegen')),
  );
}

export function times(root: string): Record<string, number> {
  return Object.fromEntries(
    Object.keys(contents(root)).map((path) => [path, statSync(join(root, path)).mtimeMs]),
  );
}

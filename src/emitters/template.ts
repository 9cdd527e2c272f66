import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { EmitContext, GeneratedFile } from '../emit/types.ts';
import { packageRoot } from '../package-root.ts';

/** A file of templates/ as it goes into the output: unchanged, but for how its imports end. */
export function templateFile(path: string, { importExtension }: EmitContext): GeneratedFile {
  const content = readFileSync(join(packageRoot(), 'templates', path), 'utf8');
  return { path, content: content.replaceAll(/( from '\.[^']*)\.js';/g, `$1${importExtension}';`) };
}

/** What the files of an emitter of this package depend on: its options, and the templates that it copies. */
export function fingerprintOf(name: string, options: object, templates: readonly string[]): string {
  const texts = templates.map((path) => readFileSync(join(packageRoot(), 'templates', path), 'utf8'));
  return JSON.stringify([name, options, ...texts]);
}

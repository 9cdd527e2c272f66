import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { GeneratedFile } from '../emit/types.ts';
import { byCodePoint } from '../model/order.ts';
import { packageRoot } from '../package-root.ts';

/** The files of templates/runtime, without their tests. */
export function runtimeNames(): readonly string[] {
  return readdirSync(join(packageRoot(), 'templates', 'runtime'))
    .filter((name) => name.endsWith('.ts') && !/\.(?:test|test-d|bench)\.ts$/u.test(name))
    .toSorted(byCodePoint);
}

/** The same with their text, and paths below `runtime/`. */
export function runtimeFiles(): readonly GeneratedFile[] {
  const folder = join(packageRoot(), 'templates', 'runtime');
  return runtimeNames().map((name) => ({
    path: `runtime/${name}`,
    content: readFileSync(join(folder, name), 'utf8'),
  }));
}

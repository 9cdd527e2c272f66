import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

let root: string | undefined;

/** The folder of this package, from wherever in it this module was bundled to. */
export function packageRoot(): string {
  if (root !== undefined) return root;
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'templates')) && folder !== dirname(folder)) folder = dirname(folder);
  root = folder;
  return folder;
}

/** The module that `import … from 'twenty-codegen'`, or of a subpath of it, means. */
export function packageEntry(subpath: string = 'index'): string {
  const built = join(packageRoot(), 'dist', `${subpath}.js`);
  if (existsSync(built)) return built;
  const sources = [`${subpath}.ts`, `emitters/${subpath}.ts`, `plugins/${subpath}.ts`, `${subpath}/index.ts`];
  const source = sources.map((path) => join(packageRoot(), 'src', path)).find((path) => existsSync(path));
  return source ?? built;
}

/** All that can be imported of this package, and the module that it means. */
export function packageEntries(): Readonly<Record<string, string>> {
  const { exports } = JSON.parse(readFileSync(join(packageRoot(), 'package.json'), 'utf8')) as {
    readonly exports: Readonly<Record<string, unknown>>;
  };
  const subpaths = Object.keys(exports).flatMap((key) => (/^\.\/(?!package)(.+)$/u.exec(key) ?? []).slice(1));
  return Object.fromEntries([
    ...subpaths.map((subpath) => [`twenty-codegen/${subpath}`, packageEntry(subpath)]),
    ['twenty-codegen', packageEntry()],
  ]);
}

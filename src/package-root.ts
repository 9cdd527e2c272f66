import { existsSync } from 'node:fs';
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

/** The module that `import … from 'twenty-codegen'` means. */
export function packageEntry(): string {
  const built = join(packageRoot(), 'dist', 'index.js');
  return existsSync(built) ? built : join(packageRoot(), 'src', 'index.ts');
}

import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { foldersUp } from '../../folders.ts';

export type PackageManager = 'npm' | 'pnpm' | 'yarn' | 'bun';

export type Bundler = 'vite' | 'rspack' | 'rolldown' | 'rollup' | 'webpack' | 'esbuild';

/** What init finds in a project. */
export interface ProjectFacts {
  readonly cwd: string;
  /** The folder that holds the repository; cwd where there is none above it. */
  readonly repository: string;
  readonly packageManager: PackageManager;
  /** Null where there is no package.json. */
  readonly packageJson: string | null;
  readonly packageText: string | null;
  /** The bundler with the file that configures it. */
  readonly bundler: { readonly name: Bundler; readonly path: string } | null;
  readonly isNext: boolean;
  readonly hasTypeScript: boolean;
  /** A formatter that the project itself runs over its code. */
  readonly formatter: 'prettier' | 'oxfmt' | null;
}

export function findProject(cwd: string): ProjectFacts {
  const repository = above(cwd, (folder) => existsSync(join(folder, '.git'))) ?? cwd;
  const packagePath = join(cwd, 'package.json');
  const packageText = readText(packagePath);
  const manifest = parse(packageText);
  const dependencies = { ...record(manifest['dependencies']), ...record(manifest['devDependencies']) };
  const names = namesIn(cwd);
  return {
    cwd,
    repository,
    packageManager: packageManagerOf(cwd, repository),
    packageJson: packageText === null ? null : packagePath,
    packageText,
    bundler: bundlerOf(cwd, names, record(manifest['scripts'])),
    isNext: 'next' in dependencies || names.some((name) => /^next\.config\.[cm]?[jt]s$/u.test(name)),
    hasTypeScript: names.some((name) => /^tsconfig(?:\..+)?\.json$/u.test(name)),
    formatter: formatterOf(names, dependencies),
  };
}

const lockFiles: readonly (readonly [string, PackageManager])[] = [
  ['pnpm-lock.yaml', 'pnpm'],
  ['yarn.lock', 'yarn'],
  ['bun.lock', 'bun'],
  ['bun.lockb', 'bun'],
  ['package-lock.json', 'npm'],
  ['npm-shrinkwrap.json', 'npm'],
];

/** By what the nearest package.json says, else by the nearest lock file. */
function packageManagerOf(cwd: string, repository: string): PackageManager {
  for (const folder of foldersUp(cwd)) {
    const named = parse(readText(join(folder, 'package.json')))['packageManager'];
    const found = typeof named === 'string' ? /^(npm|pnpm|yarn|bun)@/u.exec(named)?.[1] : undefined;
    if (found !== undefined) return found as PackageManager;
    const lock = lockFiles.find(([name]) => existsSync(join(folder, name)));
    if (lock !== undefined) return lock[1];
    if (folder === repository) break;
  }
  return 'npm';
}

/** Some projects have configs of several, one below the other: the one that the others serve first. */
const bundlers = ['vite', 'rspack', 'rolldown', 'rollup', 'webpack', 'esbuild'] as const;

function bundlerOf(
  cwd: string,
  names: readonly string[],
  scripts: Readonly<Record<string, unknown>>,
): ProjectFacts['bundler'] {
  for (const name of bundlers) {
    const file = names.find((one) => new RegExp(`^${name}\\.config\\.[cm]?[jt]s$`, 'u').test(one));
    if (file !== undefined) return { name, path: join(cwd, file) };
  }
  // esbuild has no config: a script that runs a program which calls it.
  for (const script of Object.values(scripts)) {
    if (typeof script !== 'string') continue;
    const file = /\b(?:node|tsx|bun)\s+(?:\S+\s+)*?(\S+\.[cm]?[jt]s)\b/u.exec(script)?.[1];
    const text = file === undefined ? null : readText(join(cwd, file));
    if (file !== undefined && text !== null && /['"]esbuild['"]/u.test(text))
      return { name: 'esbuild', path: join(cwd, file) };
  }
  return null;
}

function formatterOf(
  names: readonly string[],
  dependencies: Readonly<Record<string, unknown>>,
): ProjectFacts['formatter'] {
  if ('oxfmt' in dependencies || names.some((name) => /^\.?oxfmt(?:rc)?\./u.test(name))) return 'oxfmt';
  if ('prettier' in dependencies || names.some((name) => /^(?:\.prettierrc|prettier\.config\.)/u.test(name)))
    return 'prettier';
  return null;
}

/** The nearest folder, going up, that answers to something. */
function above(cwd: string, is: (folder: string) => boolean): string | null {
  for (const folder of foldersUp(cwd)) if (is(folder)) return folder;
  return null;
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder).toSorted();
  } catch {
    return [];
  }
}

export function readText(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}

function parse(text: string | null): Readonly<Record<string, unknown>> {
  try {
    return record(JSON.parse((text ?? '{}').replace(/^\uFEFF/u, '')));
  } catch {
    return {};
  }
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : {};
}

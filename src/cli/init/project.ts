import { existsSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { compilerOptionsOf, resolveImportExtension } from '../../config/import-extension.ts';
import { defaultOutput } from '../../config/settings.ts';
import type { ImportExtension } from '../../config/types.ts';
import { foldersUp, nearestFolder } from '../../folders.ts';
import { readText } from '../../read-text.ts';

export type PackageManager = 'npm' | 'pnpm' | 'yarn' | 'bun';

/** Frameworks whose config holds that of their bundler. */
const frameworks = ['astro', 'nuxt', 'rsbuild'] as const;
export type Framework = (typeof frameworks)[number];

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
  /** The scripts of package.json. */
  readonly scripts: Readonly<Record<string, unknown>>;
  /** The bundler with the file that configures it. */
  readonly bundler: { readonly name: Bundler; readonly path: string } | null;
  /** A framework that has a bundler of its own, with the file that configures both; null where init edits the bundler's. */
  readonly framework: { readonly name: Framework; readonly path: string } | null;
  readonly isNext: boolean;
  /** Where the client goes unless the user says otherwise, by where the project has its code. */
  readonly output: string;
  /** A formatter that the project itself runs over its code. */
  readonly formatter: Formatter | null;
  /** Null where no tsconfig.json covers the code. */
  readonly typeScript: TypeScriptFacts | null;
}

export interface TypeScriptFacts {
  /** How imports of generated code end. */
  readonly importExtension: ImportExtension;
  /** Whether null is told from what is not null. */
  readonly hasNullChecks: boolean;
}

export function findProject(cwd: string): ProjectFacts {
  const repository = nearestFolder(cwd, (folder) => existsSync(join(folder, '.git'))) ?? cwd;
  const packagePath = join(cwd, 'package.json');
  const packageText = readText(packagePath);
  const manifest = parse(packageText);
  const dependencies = { ...record(manifest['dependencies']), ...record(manifest['devDependencies']) };
  const names = namesIn(cwd);
  const isNext = 'next' in dependencies || names.some((name) => /^next\.config\.[cm]?[jt]s$/u.test(name));
  const output = outputOf(names, dependencies, isNext);
  const scripts = record(manifest['scripts']);
  return {
    cwd,
    repository,
    packageManager: packageManagerOf(cwd, repository),
    packageJson: packageText === null ? null : packagePath,
    packageText,
    scripts,
    bundler: bundlerOf(cwd, names, scripts),
    framework: configuredOf(frameworks, cwd, names),
    isNext,
    output,
    formatter: formatterOf(cwd, repository, dependencies),
    typeScript: typeScriptOf(join(cwd, output)),
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
  const configured = configuredOf(bundlers, cwd, names);
  if (configured !== null) return configured;
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

/** The first of several tools that has a config in a folder, with its path. */
function configuredOf<N extends string>(
  tools: readonly N[],
  folder: string,
  names: readonly string[],
): { readonly name: N; readonly path: string } | null {
  for (const name of tools) {
    const file = names.find((one) => new RegExp(`^${name}\\.config\\.[cm]?[jt]s$`, 'u').test(one));
    if (file !== undefined) return { name, path: join(folder, file) };
  }
  return null;
}

/** SvelteKit's `$lib`; beside the `app` of a Next.js project without `src`; else where most have their code. */
function outputOf(
  names: readonly string[],
  dependencies: Readonly<Record<string, unknown>>,
  isNext: boolean,
): string {
  if ('@sveltejs/kit' in dependencies) return 'src/lib/twenty';
  return isNext && !names.includes('src') ? 'lib/twenty' : defaultOutput;
}

function typeScriptOf(output: string): TypeScriptFacts | null {
  const options = compilerOptionsOf(output);
  if (options === null) return null;
  return {
    importExtension: resolveImportExtension(output, options),
    hasNullChecks: (options.strictNullChecks ?? options.strict) !== false,
  };
}

/** What package.json names; else what has a configuration in this folder or above it, and is installed. */
function formatterOf(
  cwd: string,
  repository: string,
  dependencies: Readonly<Record<string, unknown>>,
): Formatter | null {
  const named = formatters.find(({ name }) => name in dependencies);
  if (named !== undefined) return named.name;
  for (const folder of foldersUp(cwd)) {
    const names = namesIn(folder);
    const found = formatters.find(({ config }) => names.some((name) => config.test(name)));
    if (found !== undefined) return isInstalled(found.name, cwd) ? found.name : null;
    if (folder === repository) break;
  }
  return null;
}

type Formatter = 'prettier' | 'oxfmt';

const formatters: readonly { readonly name: Formatter; readonly config: RegExp }[] = [
  { name: 'oxfmt', config: /^\.?oxfmt(?:rc)?\./u },
  { name: 'prettier', config: /^(?:\.prettierrc|prettier\.config\.)/u },
];

/** Whether code in a folder could import a package. */
export function isInstalled(name: string, folder: string): boolean {
  try {
    createRequire(join(folder, 'package.json')).resolve(`${name}/package.json`);
    return true;
  } catch {
    return false;
  }
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder).toSorted();
  } catch {
    return [];
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

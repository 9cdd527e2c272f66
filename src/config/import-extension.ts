import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, extname, isAbsolute, join, relative, resolve } from 'node:path';
import { nearestFolder } from '../folders.ts';
import { parseJsonc } from '../jsonc.ts';
import { readText } from '../read-text.ts';
import type { ImportExtension } from './types.ts';

/**
 * How relative imports must end for the project that a folder belongs to. The rule, by the tsconfig.json that covers it:
 *
 * 1. none, or one that cannot be read: `.js`, which TypeScript, Node, Deno, Bun and most bundlers all resolve;
 * 2. `allowImportingTsExtensions` or `rewriteRelativeImportExtensions`: `.ts`, which Node needs to run the files as they are;
 * 3. moduleResolution (or module) node16, node18, node20 or nodenext: `.js`, the only ending that is valid there;
 * 4. the Next.js plugin, or a project of another bundler that does not look for `x.ts` where `x.js` is asked for (webpack,
 *    Rspack, Metro …): none, unless its config has an `extensionAlias`;
 * 5. CommonJS: none, for which its test runners and loaders look in the same way;
 * 6. anything else (bundler, node10): `.js`.
 *
 * @param options those of that tsconfig.json, where they have been read already
 */
export function resolveImportExtension(
  folder: string,
  options: CompilerOptions = compilerOptionsOf(folder) ?? {},
): ImportExtension {
  if (options.allowImportingTsExtensions === true || options.rewriteRelativeImportExtensions === true)
    return '.ts';
  const resolution = String(options.moduleResolution ?? options.module ?? '').toLowerCase();
  if (/^node(?:16|18|20|next)$/u.test(resolution)) return '.js';
  const plugins = Array.isArray(options.plugins) ? options.plugins : [];
  if (plugins.some((plugin: unknown) => isObject(plugin) && plugin['name'] === 'next')) return '';
  if (String(options.module).toLowerCase() === 'commonjs') return '';
  return isBundledLiterally(folder) ? '' : '.js';
}

/** Bundlers that take an ending as it is written, by the package that a project of theirs depends on. */
const literalBundlers: ReadonlySet<string> = new Set([
  'webpack',
  '@rspack/core',
  '@rsbuild/core',
  'react-scripts',
  '@vue/cli-service',
  'react-native',
  'expo',
]);

/** Whether the nearest package.json names such a bundler, and no config beside it tells it to look for more. */
function isBundledLiterally(folder: string): boolean {
  const root = nearestFolder(folder, (at) => existsSync(join(at, 'package.json')));
  if (root === null) return false;
  const manifest = readJson(join(root, 'package.json'));
  const named = ['dependencies', 'devDependencies'].flatMap((key) => {
    const packages = manifest[key];
    return isObject(packages) ? Object.keys(packages) : [];
  });
  return named.some((name) => literalBundlers.has(name)) && !hasExtensionAlias(root);
}

function hasExtensionAlias(folder: string): boolean {
  return readdirSync(folder)
    .filter((name) => /^(?:webpack|rspack|rsbuild|vue)\b.*\.[cm]?[jt]s$/u.test(name))
    .some((name) => readText(join(folder, name))?.includes('extensionAlias'));
}

/** What the tsconfig.json that covers a folder says, with all that it extends; null where there is none. */
export function compilerOptionsOf(folder: string): CompilerOptions | null {
  const path = findTsconfig(folder);
  return path === null ? null : coveringOptions(path, folder);
}

/** Those that matter here, as they are written. */
export interface CompilerOptions {
  readonly allowImportingTsExtensions?: unknown;
  readonly rewriteRelativeImportExtensions?: unknown;
  readonly moduleResolution?: unknown;
  readonly module?: unknown;
  readonly plugins?: unknown;
  readonly strict?: unknown;
  readonly strictNullChecks?: unknown;
}

function findTsconfig(folder: string): string | null {
  const at = nearestFolder(folder, (one) => existsSync(join(one, 'tsconfig.json')));
  return at === null ? null : join(at, 'tsconfig.json');
}

/** A tsconfig that only refers to others (Vite's, for example) stands for the one that includes the folder. */
function coveringOptions(path: string, folder: string): CompilerOptions {
  const config = readJson(path);
  const references = Array.isArray(config['references']) ? config['references'] : [];
  const hasNoFiles =
    Array.isArray(config['files']) && config['files'].length === 0 && config['include'] === undefined;
  if (!hasNoFiles || references.length === 0) return compilerOptions(path, new Set());
  const projects = references.flatMap((reference: unknown) => {
    if (!isObject(reference) || typeof reference['path'] !== 'string') return [];
    const target = resolve(dirname(path), reference['path']);
    return [extname(target) === '.json' ? target : join(target, 'tsconfig.json')];
  });
  const covering = projects.find((project) => includes(project, folder)) ?? projects[0];
  return covering === undefined ? {} : compilerOptions(covering, new Set());
}

/** By the part of each pattern that is before any wildcard. */
function includes(project: string, folder: string): boolean {
  const { include } = readJson(project);
  const patterns: readonly unknown[] = Array.isArray(include) ? include : ['**/*'];
  return patterns.some((pattern) => {
    if (typeof pattern !== 'string') return false;
    const prefix = pattern.replace(/\/?[^/]*[*?].*$/u, '');
    const path = relative(resolve(dirname(project), prefix), resolve(folder));
    return !path.startsWith('..') && !isAbsolute(path);
  });
}

/** With what `extends` brings; a later base goes before an earlier one, the file's own before all. */
function compilerOptions(path: string, seen: ReadonlySet<string>): CompilerOptions {
  if (seen.has(path)) return {};
  const config = readJson(path);
  const bases: readonly unknown[] = Array.isArray(config['extends'])
    ? config['extends']
    : [config['extends']];
  const inherited = bases.flatMap((base) => {
    const found = typeof base === 'string' ? resolveBase(base, path) : null;
    return found === null ? [] : [compilerOptions(found, new Set([...seen, path]))];
  });
  const own = isObject(config['compilerOptions']) ? config['compilerOptions'] : {};
  return Object.assign({}, ...inherited, own) as CompilerOptions;
}

function resolveBase(base: string, from: string): string | null {
  if (/^\.{1,2}(?:[\\/]|$)/u.test(base) || isAbsolute(base)) {
    const target = resolve(dirname(from), base);
    return [target, `${target}.json`, join(target, 'tsconfig.json')].find((path) => isJsonFile(path)) ?? null;
  }
  const require = createRequire(from);
  for (const name of [base, `${base}.json`, `${base}/tsconfig.json`]) {
    try {
      const path = require.resolve(name);
      if (extname(path) === '.json') return path;
    } catch {
      // Another spelling may do; where none does, TypeScript itself will complain.
    }
  }
  return null;
}

function isJsonFile(path: string): boolean {
  return extname(path) === '.json' && existsSync(path);
}

/** TypeScript tells what is wrong with a tsconfig.json better than we could: what cannot be read counts as empty. */
function readJson(path: string): Readonly<Record<string, unknown>> {
  try {
    const config = parseJsonc(readFileSync(path, 'utf8'));
    return isObject(config) ? config : {};
  } catch {
    return {};
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { extname, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { CodegenError, messageOf } from '../errors.ts';
import { packageEntries, packageEntry } from '../package-root.ts';
import type { CodegenConfig } from './types.ts';
import { validateConfig } from './validate.ts';

/**
 * Reads and checks a config file.
 * @param again whether the file, or what it imports, may have changed since this process read it
 * @throws CodegenError CONFIG_MISSING, CONFIG_UNREADABLE, CONFIG_INVALID
 */
export async function loadConfig(
  file: string,
  { again = false }: { readonly again?: boolean } = {},
): Promise<CodegenConfig> {
  const path = resolve(file);
  if (!existsSync(path)) throw new CodegenError('CONFIG_MISSING', `There is no config at ${path}.`);
  let value: unknown;
  try {
    value = again ? await readConfigAgain(path) : await readConfig(path);
  } catch (error) {
    const reason = messageOf(error);
    throw new CodegenError('CONFIG_UNREADABLE', `${path} cannot be loaded: ${reason}`, { cause: error });
  }
  return validateConfig(value, path);
}

async function readConfig(path: string): Promise<unknown> {
  const extension = extname(path);
  if (extension === '.json') return JSON.parse(readFileSync(path, 'utf8').replace(/^\uFEFF/u, ''));
  if (extension !== '.ts' && extension !== '.mts' && extension !== '.cts')
    return settle(await importNative(path));
  if (Reflect.get(process.features, 'typescript')) return settle(await importNative(path));
  return settle((await importPlain(path)) ?? (await importWithJiti(path)));
}

/** What Node has imported once it gives again, whatever the file says now; what a config in JavaScript imports, too. */
async function readConfigAgain(path: string): Promise<unknown> {
  readings++;
  const extension = extname(path);
  if (extension === '.json') return readConfig(path);
  if (extension === '.js' || extension === '.mjs' || extension === '.cjs') {
    Reflect.deleteProperty(createRequire(path).cache, path);
    return settle(await importNative(path, `?again=${readings}`));
  }
  return settle((await importPlain(path)) ?? (await importWithJiti(path, { moduleCache: false })));
}

/** How often a config was read again. */
let readings = 0;

/** A config may be an object, a promise of one, or a function that gives either. */
async function settle(module: unknown): Promise<unknown> {
  const exported = hasDefault(module) ? module.default : undefined;
  // CommonJS compiled from ESM has its default one level further down.
  const value = hasDefault(exported) && '__esModule' in exported ? exported.default : exported;
  return typeof value === 'function' ? await (value as () => unknown)() : await value;
}

function hasDefault(value: unknown): value is { readonly default: unknown } {
  return typeof value === 'object' && value !== null && 'default' in value;
}

/** Node itself. What it cannot do (types that are more than annotations, no installed twenty-codegen), jiti can. */
async function importNative(path: string, query = ''): Promise<unknown> {
  const restore = silenceWarnings();
  try {
    return await import(pathToFileURL(path).href + query);
  } catch (error) {
    if (isForJiti(error)) return (await importPlain(path)) ?? importWithJiti(path);
    throw error;
  } finally {
    restore();
  }
}

function isForJiti(error: unknown): boolean {
  if (!(error instanceof Error) || !('code' in error)) return false;
  if (error.code === 'ERR_MODULE_NOT_FOUND') return /'twenty-codegen(?:\/[^']*)?'/u.test(error.message);
  return (
    error.code === 'ERR_UNKNOWN_FILE_EXTENSION' ||
    error.code === 'ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX' ||
    error.code === 'ERR_INVALID_TYPESCRIPT_SYNTAX' ||
    error.code === 'ERR_UNSUPPORTED_DIR_IMPORT'
  );
}

/** A package.json without "type", or types that Node strips, are no concern of who runs this. */
function silenceWarnings(): () => void {
  const emitWarning = process.emitWarning;
  process.emitWarning = ((warning: string | Error, ...rest: readonly unknown[]) => {
    const text = `${String(warning)} ${JSON.stringify(rest)}`;
    if (/MODULE_TYPELESS_PACKAGE_JSON|Type Stripping/u.test(text)) return;
    Reflect.apply(emitWarning, process, [warning, ...rest]);
  }) as typeof process.emitWarning;
  return () => {
    process.emitWarning = emitWarning;
  };
}

/**
 * Most configs in TypeScript import nothing but this package. Node 20 can run such a one without a compiler, in a tenth of
 * the time; anything more (other imports, angle brackets, an error of any kind) is left to jiti. Null then.
 */
async function importPlain(path: string): Promise<unknown> {
  const imports: string[] = [];
  const code = readFileSync(path, 'utf8')
    .replace(/^\uFEFF/u, '')
    .replaceAll(/^import type \{[\w\s,]*\} from ['"]twenty-codegen(?:\/[\w/-]+)?['"];?[^\S\n]*$/gmu, '')
    .replaceAll(
      /^import \{([\w\s,]*)\} from ['"]twenty-codegen(?:\/([\w/-]+))?['"];?[^\S\n]*$/gmu,
      (_line, names: string, subpath: string | undefined) => {
        imports.push(ownImport(names, subpath));
        return '';
      },
    )
    .replace(/\bsatisfies CodegenConfig\s*;?\s*$/u, ';');
  if (/\bimport\b|\brequire\b|</u.test(code)) return null;
  const module = `${imports.join('')}const defineConfig = (config) => config;\n${code}\n// ${readings}`;
  try {
    return await import(`data:text/javascript,${encodeURIComponent(module)}`);
  } catch {
    return null;
  }
}

/** The import of names of this package from where it lies: of the programmatic API no more than a config needs. */
function ownImport(names: string, subpath: string | undefined): string {
  const values = names
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '' && !/^type\s/u.test(name))
    .filter((name) => subpath !== undefined || /^client(?:\s|$)/u.test(name));
  if (values.length === 0) return '';
  const file = packageEntry(subpath ?? 'client');
  return `import { ${values.join(', ')} } from ${JSON.stringify(pathToFileURL(file).href)};\n`;
}

async function importWithJiti(
  path: string,
  options: { readonly moduleCache?: boolean } = {},
): Promise<unknown> {
  const { createJiti } = await import('jiti');
  // Run with npx, this package is not among the project's own.
  const jiti = createJiti(pathToFileURL(path).href, { ...options, alias: packageEntries() });
  return jiti.import(path);
}

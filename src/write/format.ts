import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { foldersUp } from '../folders.ts';
import { CodegenError } from '../errors.ts';
import { parseJsonc } from '../jsonc.ts';

export type FormatterName = 'prettier' | 'oxfmt';

/** The user's own formatter, found in the project, not in this tool. */
export interface Formatter {
  readonly name: FormatterName;
  /** The text formatted as the project's settings for that file say; remembered, so asking twice costs once. */
  format(path: string, content: string): Promise<string>;
}

/**
 * Finds a formatter without loading it. `auto`: oxfmt where the project has a configuration for it, else prettier, else
 * oxfmt, whichever is installed; null where neither is.
 * @throws CodegenError FORMATTER_MISSING where one was named and is not installed
 */
export function findFormatter(choice: FormatterName | 'auto', directory: string): Formatter | null {
  if (choice !== 'auto') {
    const formatter = formatterAt(choice, directory);
    if (formatter !== null) return formatter;
    throw new CodegenError(
      'FORMATTER_MISSING',
      `The config asks for ${choice}, which is not installed here.`,
    );
  }
  const names: readonly FormatterName[] =
    oxfmtConfig(directory) === null ? ['prettier', 'oxfmt'] : ['oxfmt', 'prettier'];
  for (const name of names) {
    const formatter = formatterAt(name, directory);
    if (formatter !== null) return formatter;
  }
  return null;
}

function formatterAt(name: FormatterName, directory: string): Formatter | null {
  let entry: string;
  try {
    entry = createRequire(join(directory, 'package.json')).resolve(name);
  } catch {
    return null;
  }
  let loading: Promise<Formatter['format']> | undefined;
  const done = new Map<string, { readonly content: string; readonly result: Promise<string> }>();
  async function format(path: string, content: string): Promise<string> {
    loading ??= name === 'prettier' ? loadPrettier(entry) : loadOxfmt(entry, directory);
    return (await loading)(path, content);
  }
  return {
    name,
    format(path, content) {
      const before = done.get(path);
      if (before?.content === content) return before.result;
      const result = format(path, content);
      done.set(path, { content, result });
      return result;
    },
  };
}

interface Prettier {
  resolveConfig(path: string, options: object): Promise<object | null>;
  format(content: string, options: object): Promise<string>;
}

async function loadPrettier(entry: string): Promise<Formatter['format']> {
  const module = (await import(pathToFileURL(entry).href)) as Prettier & { default?: Prettier };
  const prettier = module.default ?? module;
  return async (path, content) => {
    const config = await prettier.resolveConfig(path, { editorconfig: true });
    return prettier.format(content, { ...config, filepath: path });
  };
}

interface Oxfmt {
  format(
    path: string,
    content: string,
    options?: unknown,
  ): Promise<{ code: string; errors?: readonly unknown[] }>;
}

async function loadOxfmt(entry: string, directory: string): Promise<Formatter['format']> {
  const oxfmt = (await import(pathToFileURL(entry).href)) as Oxfmt;
  const config = oxfmtConfig(directory);
  const options = config === null ? undefined : parseJsonc(readFileSync(config, 'utf8'));
  return async (path, content) => {
    const { code, errors = [] } = await oxfmt.format(path, content, options);
    if (errors.length > 0) throw new Error(`oxfmt: ${JSON.stringify(errors[0])}`);
    return code;
  };
}

/** The nearest .oxfmtrc.json or .oxfmtrc.jsonc. */
function oxfmtConfig(directory: string): string | null {
  for (const folder of foldersUp(directory)) {
    for (const name of ['.oxfmtrc.json', '.oxfmtrc.jsonc']) {
      if (existsSync(join(folder, name))) return join(folder, name);
    }
  }
  return null;
}

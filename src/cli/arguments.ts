import { parseArgs as tokenize } from 'node:util';
import { parseArgs } from 'citty';
import type { ArgDef, ArgsDef, CommandDef } from 'citty';
import { didYouMean } from '../config/suggest.ts';
import { CodegenError } from '../errors.ts';

/** What a command is called and takes. */
export type Command = CommandDef<ArgsDef> & {
  readonly meta: { readonly name: string };
  readonly args: ArgsDef;
};

/** Arguments of every command. */
export const globalArgs = {
  config: {
    type: 'string',
    valueHint: 'path',
    description: 'The config file (default: codegen.config.* here or above)',
  },
  cwd: { type: 'string', valueHint: 'path', description: 'Run as if started in this folder' },
  json: { type: 'boolean', description: 'Print one JSON document, for machines' },
  quiet: { type: 'boolean', description: 'Print errors only' },
  debug: { type: 'boolean', description: 'Print stack traces with errors' },
  help: { type: 'boolean', alias: 'h', description: 'Show this help' },
  version: { type: 'boolean', alias: 'v', description: 'Show the version' },
} as const satisfies ArgsDef;

/** Arguments of every command that talks to the workspace. */
export const connectionArgs = {
  url: { type: 'string', valueHint: 'url', description: 'The Twenty server (default: TWENTY_API_URL)' },
  timeout: {
    type: 'string',
    valueHint: 'ms',
    description: 'For one request, in milliseconds (default: 30000)',
  },
} as const satisfies ArgsDef;

export type Values = Readonly<Record<string, string | boolean | undefined>>;

/** Where the command's name stands among the arguments: the first that is neither a flag nor a flag's value; or -1. */
export function commandIndex(args: readonly string[]): number {
  for (let index = 0; index < args.length; index++) {
    const arg = args[index] ?? '';
    if (!arg.startsWith('-')) return index;
    if (arg === '--config' || arg === '--cwd') index++;
  }
  return -1;
}

/**
 * Reads the arguments of a command. Strict: an unknown flag, a missing or a needless value, or a stray word is an error.
 * A flag given several times has its values joined by commas.
 * @throws CodegenError USAGE
 */
export function readArguments(command: string, args: readonly string[], known: ArgsDef): Values {
  const aliases = new Map(
    Object.entries(known).flatMap(([name, arg]) => aliasesOf(arg).map((alias) => [alias, name] as const)),
  );
  const { tokens } = tokenize({
    args: [...args],
    options: Object.fromEntries(Object.entries(known).map(([name, arg]) => [name, optionOf(arg)])),
    strict: false,
    tokens: true,
  });
  const values = new Map<string, string[]>();
  const clean: string[] = [];
  for (const token of tokens) {
    if (token.kind === 'option-terminator') continue;
    if (token.kind === 'positional') {
      throw new CodegenError('USAGE', `\`${command}\` takes no argument ${JSON.stringify(token.value)}.`);
    }
    const name = aliases.get(token.name) ?? token.name;
    const positive = name.startsWith('no-') ? name.slice(3) : name;
    const arg = known[name] ?? known[positive];
    if (arg === undefined || (name !== positive && known[name] === undefined && arg.type !== 'boolean')) {
      const names = Object.keys(known).map((flag) => `--${flag}`);
      throw new CodegenError(
        'USAGE',
        `\`${command}\` has no flag ${token.rawName}.${didYouMean(`--${name}`, names)}`,
        {
          fix: `Run \`twenty-codegen ${command} --help\` to see its flags.`,
        },
      );
    }
    if (arg.type === 'boolean') {
      if (token.value !== undefined) throw new CodegenError('USAGE', `${token.rawName} takes no value.`);
      clean.push(`--${name}`);
      continue;
    }
    // `--output --force` is a forgotten value, not a folder of that name; `--output=--force` is one.
    if (token.value === undefined || (token.value.startsWith('-') && !token.inlineValue)) {
      throw new CodegenError('USAGE', `${token.rawName} needs a value.`);
    }
    values.set(name, [...(values.get(name) ?? []), token.value]);
  }
  for (const [name, list] of values) clean.push(`--${name}=${list.join(',')}`);
  checkEnums(known, values);
  return parseArgs(clean, known);
}

function aliasesOf(arg: ArgDef): readonly string[] {
  return 'alias' in arg ? [arg.alias ?? []].flat() : [];
}

function optionOf(arg: ArgsDef[string]): { type: 'boolean' | 'string'; short?: string } {
  const short = aliasesOf(arg).find((alias) => alias.length === 1);
  return { type: arg.type === 'boolean' ? 'boolean' : 'string', ...(short === undefined ? {} : { short }) };
}

function checkEnums(known: ArgsDef, values: ReadonlyMap<string, readonly string[]>): void {
  for (const [name, list] of values) {
    const arg = known[name];
    if (arg?.type !== 'enum' || arg.options === undefined) continue;
    const { options } = arg;
    const wrong = list.find((value) => !options.includes(value));
    if (wrong === undefined) continue;
    const hint = didYouMean(wrong, options);
    throw new CodegenError(
      'USAGE',
      `--${name} takes ${options.join(', ')}, not ${JSON.stringify(wrong)}.${hint}`,
    );
  }
}

export function textOf(values: Values, name: string): string | undefined {
  const value = values[name];
  return typeof value === 'string' ? value : undefined;
}

export function flagOf(values: Values, name: string): boolean {
  return values[name] === true;
}

/** `--include person,company`, or the flag several times. */
export function listOf(values: Values, name: string): readonly string[] | undefined {
  return textOf(values, name)
    ?.split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');
}

/** @throws CodegenError USAGE */
export function integerOf(values: Values, name: string, least: number, most: number): number | undefined {
  const value = textOf(values, name);
  if (value === undefined) return undefined;
  const number = Number(value);
  if (/^\d+$/u.test(value) && number >= least && number <= most) return number;
  throw new CodegenError(
    'USAGE',
    `--${name} takes a whole number from ${least} to ${most}, not ${JSON.stringify(value)}.`,
  );
}

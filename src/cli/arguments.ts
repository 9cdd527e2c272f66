import { parseArgs } from 'node:util';
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

/** Arguments of every command that treats the workspaces of the config. */
export const workspaceArgs = {
  workspace: {
    type: 'string',
    valueHint: 'names',
    description: "Of the config's workspaces, only these: production,staging",
  },
} as const satisfies ArgsDef;

/** The lock, for every command that reads or writes it. */
export const lockArgs = {
  lock: { type: 'string', valueHint: 'path', description: 'The lock (default: twenty.lock.json)' },
} as const satisfies ArgsDef;

/** Arguments of every command that makes or looks at the generated code. */
export const outputArgs = {
  output: { type: 'string', valueHint: 'folder', description: 'The generated client (default: src/twenty)' },
  ...lockArgs,
  enums: { type: 'enum', options: ['const', 'union', 'enum'], description: 'How picklists are written' },
} satisfies ArgsDef;

/** Arguments of every command that tells changes. */
export const formatArgs = {
  format: {
    type: 'enum',
    options: ['terminal', 'markdown', 'json', 'github'],
    description:
      'For people (the default), a comment on a pull request, machines, or annotations in GitHub Actions',
  },
} satisfies ArgsDef;

/** By flag, only those that were given: whether it is on, or every value it was given, in order. */
export type Values = Readonly<Record<string, boolean | readonly string[] | undefined>>;

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
 * Reads the arguments of a command. Strict: an unknown flag, a missing or a needless value, or a word too many is an error.
 * @throws CodegenError USAGE
 */
export function readArguments(command: string, args: readonly string[], known: ArgsDef): Values {
  const positionals = Object.keys(known).filter((name) => known[name]?.type === 'positional');
  const flags = Object.fromEntries(Object.entries(known).filter(([name]) => !positionals.includes(name)));
  const aliases = new Map(
    Object.entries(flags).flatMap(([name, arg]) => aliasesOf(arg).map((alias) => [alias, name] as const)),
  );
  const { tokens } = parseArgs({
    args: [...args],
    options: Object.fromEntries(Object.entries(flags).map(([name, arg]) => [name, optionOf(arg)])),
    strict: false,
    tokens: true,
  });
  const values: Record<string, boolean | readonly string[]> = {};
  const lists = new Map<string, readonly string[]>();
  for (const token of tokens) {
    if (token.kind === 'option-terminator') continue;
    if (token.kind === 'positional') {
      const position = positionals.shift();
      if (position === undefined || token.value === '')
        throw new CodegenError('USAGE', `\`${command}\` takes no argument ${JSON.stringify(token.value)}.`);
      values[position] = [token.value];
      continue;
    }
    const name = aliases.get(token.name) ?? token.name;
    const arg = Object.hasOwn(flags, name) ? flags[name] : undefined;
    if (arg?.type === 'boolean') {
      if (token.value !== undefined) throw new CodegenError('USAGE', `${token.rawName} takes no value.`);
      values[name] = true;
    } else if (arg !== undefined) {
      // `--output --force` is a forgotten value, not a folder of that name; `--output=--force` is one.
      if (!token.value || (token.value.startsWith('-') && !token.inlineValue)) {
        throw new CodegenError('USAGE', `${token.rawName} needs a value.`);
      }
      values[name] = [...(lists.get(name) ?? []), token.value];
      lists.set(name, values[name]);
    } else if (isNegation(name, flags)) {
      values[name.slice(3)] = false;
    } else {
      throw unknownFlag(command, token.rawName, name, flags);
    }
  }
  checkEnums(known, lists);
  return values;
}

function isNegation(name: string, known: ArgsDef): boolean {
  const positive = name.slice(3);
  return name.startsWith('no-') && Object.hasOwn(known, positive) && known[positive]?.type === 'boolean';
}

function unknownFlag(command: string, given: string, name: string, known: ArgsDef): CodegenError {
  const names = Object.keys(known).map((flag) => `--${flag}`);
  const hint = didYouMean(`--${name}`, names);
  return new CodegenError('USAGE', `\`${command}\` has no flag ${given}.${hint}`, {
    fix: `Run \`twenty-codegen ${command === 'twenty-codegen' ? '' : `${command} `}--help\` to see its flags.`,
  });
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

/** The last value given. */
export function textOf(values: Values, name: string): string | undefined {
  const value = values[name];
  return typeof value === 'object' ? value.at(-1) : undefined;
}

export function flagOf(values: Values, name: string): boolean {
  return values[name] === true;
}

/** `--include person,company`, or the flag several times. */
export function listOf(values: Values, name: string): readonly string[] | undefined {
  const value = values[name];
  if (typeof value !== 'object') return undefined;
  return value.flatMap((list) => list.split(',').map((item) => item.trim())).filter((item) => item !== '');
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

import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parseEnv } from 'node:util';
import { CodegenError } from '../errors.ts';
import type { CodegenConfig } from './types.ts';

/** Settings from the command line; a path is relative to the working directory. */
export type Flags = Pick<
  CodegenConfig,
  'url' | 'output' | 'lock' | 'include' | 'exclude' | 'includeInactive' | 'enums' | 'timeoutMs'
>;

export interface SettingsSource {
  readonly cwd: string;
  readonly flags: Flags;
  /** process.env with .env, as readEnvironment gives it. */
  readonly env: Environment;
  readonly config: CodegenConfig;
  /** Null where there is no config file. */
  readonly configPath: string | null;
}

export type Environment = Readonly<Record<string, string | undefined>>;

/** Everything decided. Paths are absolute. */
export interface Settings extends Pick<
  CodegenConfig,
  'types' | 'format' | 'emitters' | 'header' | 'timeoutMs'
> {
  readonly configPath: string | null;
  readonly url: string | undefined;
  /** Only called where the workspace is asked: the key is read no earlier than it must be. */
  readonly apiKey: () => string | undefined;
  readonly output: string;
  readonly lock: string;
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  readonly includeInactive: boolean;
  readonly enums: NonNullable<CodegenConfig['enums']>;
  readonly importExtension: NonNullable<CodegenConfig['importExtension']>;
}

export const defaultOutput = 'src/twenty';
export const lockName = 'twenty.lock.json';

/** Flags go before the environment, the environment before the config, the config before the defaults. */
export function resolveSettings({ cwd, flags, env, config, configPath }: SettingsSource): Settings {
  const home = configPath === null ? cwd : dirname(configPath);
  const path = (flag: string | undefined, setting: string | undefined, otherwise: string): string =>
    flag === undefined ? resolve(home, setting ?? otherwise) : resolve(cwd, flag);
  return {
    configPath,
    url: flags.url ?? filled(env['TWENTY_API_URL']) ?? filled(config.url),
    apiKey: () => filled(env['TWENTY_API_KEY']) ?? apiKeyOf(config.apiKey),
    output: path(flags.output, config.output, defaultOutput),
    lock: path(flags.lock, config.lock, lockName),
    include: flags.include ?? config.include ?? [],
    exclude: flags.exclude ?? config.exclude ?? [],
    includeInactive: flags.includeInactive ?? config.includeInactive ?? false,
    enums: flags.enums ?? config.enums ?? 'const',
    importExtension: config.importExtension ?? 'auto',
    types: config.types,
    format: config.format,
    emitters: config.emitters,
    header: config.header,
    timeoutMs: flags.timeoutMs ?? config.timeoutMs,
  };
}

/** The environment, and below it what the .env file of a folder says. */
export function readEnvironment(real: Environment, folder: string): Environment {
  let source: string;
  try {
    source = readFileSync(join(folder, '.env'), 'utf8');
  } catch {
    return real;
  }
  const set = Object.entries(real).filter(([, value]) => value !== undefined && value !== '');
  return { ...parseEnv(source.replace(/^\uFEFF/u, '')), ...Object.fromEntries(set) };
}

function filled(value: string | undefined): string | undefined {
  return value === undefined || value.trim() === '' ? undefined : value;
}

function apiKeyOf(setting: CodegenConfig['apiKey']): string | undefined {
  if (typeof setting !== 'function') return filled(setting);
  let key: unknown;
  try {
    key = setting();
  } catch (error) {
    // Its message may hold what the function read.
    const name = error instanceof Error ? error.name : 'an error';
    throw new CodegenError('CONFIG_INVALID', `The function \`apiKey\` of the config threw ${name}.`);
  }
  if (key === undefined || typeof key === 'string') return filled(key);
  throw new CodegenError('CONFIG_INVALID', 'The function `apiKey` of the config must give a string.');
}

import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parseEnv } from 'node:util';
import { CodegenError } from '../errors.ts';
import type { CodegenConfig } from './types.ts';
import { variableSuffix } from './workspace-names.ts';

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
  /** One of the config's `workspaces`, whose entry goes before the rest of the config. */
  readonly workspace?: string | undefined;
}

export type Environment = Readonly<Record<string, string | undefined>>;

/** Everything decided. Paths are absolute. */
export interface Settings extends Pick<
  CodegenConfig,
  'types' | 'format' | 'emitters' | 'header' | 'diff' | 'timeoutMs'
> {
  readonly configPath: string | null;
  /** Its name in the config's `workspaces`; null where the config names none. */
  readonly workspace: string | null;
  /** The workspace that the output is generated from, where that is another one: this one must only fit. Else null. */
  readonly primary: string | null;
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
export function resolveSettings(source: SettingsSource): Settings {
  const { cwd, flags, env, configPath, workspace } = source;
  const entry = workspace === undefined ? undefined : source.config.workspaces?.[workspace];
  const config: CodegenConfig = { ...source.config, ...given(entry) };
  const home = configPath === null ? cwd : dirname(configPath);
  const own = (variable: string): string | undefined =>
    workspace === undefined ? undefined : filled(env[`${variable}_${variableSuffix(workspace)}`]);
  const path = (flag: string | undefined, setting: string | undefined, otherwise: string): string =>
    flag === undefined ? resolve(home, setting ?? otherwise) : resolve(cwd, flag);
  return {
    configPath,
    workspace: workspace ?? null,
    primary: null,
    url:
      flags.url ??
      own('TWENTY_API_URL') ??
      filled(entry?.url) ??
      filled(env['TWENTY_API_URL']) ??
      filled(config.url),
    apiKey: () =>
      own('TWENTY_API_KEY') ??
      apiKeyOf(entry?.apiKey) ??
      filled(env['TWENTY_API_KEY']) ??
      apiKeyOf(config.apiKey),
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
    diff: config.diff,
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

/** What is set: an undefined takes no place. */
function given(settings: CodegenConfig | undefined): CodegenConfig {
  return Object.fromEntries(Object.entries(settings ?? {}).filter(([, value]) => value !== undefined));
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

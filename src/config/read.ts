import { dirname, resolve } from 'node:path';
import { findConfig } from './find.ts';
import { loadConfig } from './load.ts';
import { readEnvironment } from './settings.ts';
import type { Environment, Flags, Settings } from './settings.ts';
import { resolveWorkspaces } from './workspaces.ts';

export interface ReadOptions {
  /** Absolute. */
  readonly cwd: string;
  readonly env: Environment;
  /** The config's path, relative to cwd; otherwise it is looked for. */
  readonly config?: string | undefined;
  readonly flags: Flags;
  /** The workspaces that the flags are for; none: all. */
  readonly workspaces?: readonly string[] | undefined;
  /** Whether the config may have changed since this process read it. */
  readonly again?: boolean;
  /** Told of every key that is found, before anything else can go wrong. */
  readonly onKey?: (key: string | undefined) => void;
}

/**
 * Reads config and .env, and settles with the flags what holds for every workspace. What .env says is in the environment
 * of this process afterwards: a config may read a key there, at once or later.
 * @throws CodegenError CONFIG_MISSING, CONFIG_UNREADABLE, CONFIG_INVALID, USAGE
 */
export async function readWorkspaces(options: ReadOptions): Promise<readonly Settings[]> {
  const { cwd, flags, workspaces, again = false, onKey = () => undefined } = options;
  const configPath = options.config === undefined ? findConfig(cwd) : resolve(cwd, options.config);
  const env = readEnvironment(options.env, configPath === null ? cwd : dirname(configPath));
  for (const [name, value] of Object.entries(env)) process.env[name] ??= value;
  const config = configPath === null ? {} : await loadConfig(configPath, { again });
  for (const [name, value] of Object.entries(env)) if (name.startsWith('TWENTY_API_KEY')) onKey(value);
  for (const { apiKey } of [config, ...Object.values(config.workspaces ?? {})])
    if (typeof apiKey === 'string') onKey(apiKey);
  const all = resolveWorkspaces({ cwd, env, config, configPath, flags }, workspaces);
  return all.map((settings) => ({
    ...settings,
    apiKey: () => {
      const key = settings.apiKey();
      onKey(key);
      return key;
    },
  }));
}

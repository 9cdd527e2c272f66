import { dirname, resolve } from 'node:path';
import { findConfig } from '../config/find.ts';
import { loadConfig } from '../config/load.ts';
import { readEnvironment, resolveSettings } from '../config/settings.ts';
import type { Environment, Flags, Settings } from '../config/settings.ts';
import { integerOf, textOf } from './arguments.ts';
import type { Values } from './arguments.ts';
import type { Reporter } from './reporter.ts';
import type { CommandResult } from './result.ts';

/** What a command is run with. */
export interface Context {
  readonly args: Values;
  /** Absolute. */
  readonly cwd: string;
  readonly env: Environment;
  readonly reporter: Reporter;
  /** Aborted when the user interrupts. */
  readonly signal: AbortSignal;
  /** This tool's version. */
  readonly version: string;
}

/** A command's work; its result is worded and printed by the reporter. */
export type Runner = (context: Context) => Promise<CommandResult>;

/**
 * Reads config, .env and flags.
 * @throws CodegenError CONFIG_MISSING, CONFIG_UNREADABLE, CONFIG_INVALID, USAGE
 */
export async function readSettings(context: Context, flags: Flags = {}): Promise<Settings> {
  const { args, cwd, reporter } = context;
  const given = textOf(args, 'config');
  const configPath = given === undefined ? findConfig(cwd) : resolve(cwd, given);
  const env = readEnvironment(context.env, configPath === null ? cwd : dirname(configPath));
  // A config may read the key from the environment: it sees .env as well.
  for (const [name, value] of Object.entries(env)) process.env[name] ??= value;
  const config = configPath === null ? {} : await loadConfig(configPath);
  const timeoutMs = integerOf(args, 'timeout', 1, 3_600_000);
  const url = textOf(args, 'url');
  const settings = resolveSettings({
    cwd,
    env,
    config,
    configPath,
    flags: {
      ...flags,
      ...(url === undefined ? {} : { url }),
      ...(timeoutMs === undefined ? {} : { timeoutMs }),
    },
  });
  reporter.hide(env['TWENTY_API_KEY']);
  if (typeof config.apiKey === 'string') reporter.hide(config.apiKey);
  return {
    ...settings,
    apiKey: () => {
      const key = settings.apiKey();
      reporter.hide(key);
      return key;
    },
  };
}

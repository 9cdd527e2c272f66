import { readWorkspaces } from '../config/read.ts';
import type { Environment, Flags, Settings } from '../config/settings.ts';
import { selectWorkspaces } from '../config/workspaces.ts';
import { CodegenError } from '../errors.ts';
import { integerOf, listOf, textOf } from './arguments.ts';
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
  /** From now on an interrupt does no more than that: the command ends by itself. A second one ends it at once. */
  readonly holdInterrupts: () => void;
  /** This tool's version. */
  readonly version: string;
}

/** A command's work; its result is worded and printed by the reporter. Null where the command told all itself. */
export type Runner = (context: Context) => Promise<CommandResult | null>;

/**
 * Reads config, .env and flags: the settings of every workspace that the config names, or the only ones. `--workspace`
 * tells whom the flags are for; which of the workspaces to treat is for selectWorkspaces.
 * @param again whether the config may have changed since this process read it
 * @throws CodegenError CONFIG_MISSING, CONFIG_UNREADABLE, CONFIG_INVALID, USAGE
 */
export async function readAllSettings(
  context: Context,
  flags: Flags = {},
  { again = false }: { readonly again?: boolean } = {},
): Promise<readonly Settings[]> {
  const { args, cwd, env, reporter } = context;
  const timeoutMs = integerOf(args, 'timeout', 1, 3_600_000);
  const url = textOf(args, 'url');
  return readWorkspaces({
    cwd,
    env,
    again,
    config: textOf(args, 'config'),
    flags: {
      ...flags,
      ...(url === undefined ? {} : { url }),
      ...(timeoutMs === undefined ? {} : { timeoutMs }),
    },
    workspaces: listOf(args, 'workspace'),
    onKey: (key) => reporter.hide(key),
  });
}

/** Those to treat: of the workspaces that `--workspace` names, or of all. */
export async function readChosenSettings(
  context: Context,
  flags: Flags = {},
  reading: { readonly again?: boolean } = {},
): Promise<{ readonly chosen: readonly Settings[]; readonly all: readonly Settings[] }> {
  const all = await readAllSettings(context, flags, reading);
  return { chosen: selectWorkspaces(all, listOf(context.args, 'workspace') ?? []), all };
}

/**
 * For a command that treats one workspace.
 * @param isSame whether it does not matter which of two it is
 * @throws CodegenError those of readAllSettings; USAGE where there are several and none was chosen
 */
export async function readSettings(
  context: Context,
  flags: Flags = {},
  isSame: (one: Settings, other: Settings) => boolean = () => false,
): Promise<Settings> {
  const { chosen } = await readChosenSettings(context, flags);
  const [first] = chosen;
  if (first === undefined) throw new CodegenError('CONFIG_INVALID', 'The config names no workspace.');
  if (chosen.every((one) => one === first || isSame(one, first))) return first;
  const names = chosen.map(({ workspace }) => workspace).join(', ');
  throw new CodegenError('USAGE', `There are several workspaces: ${names}.`, {
    fix: 'Choose one with --workspace.',
  });
}

import { readWorkspaces } from '../../config/read.ts';
import type { Flags, Settings } from '../../config/settings.ts';
import { primariesOf, selectWorkspaces } from '../../config/workspaces.ts';
import { CodegenError } from '../../errors.ts';
import { withOwnEnvironment } from '../environment.ts';
import type { PluginOptions } from '../options.ts';

/** `presetConfig` of an output; all of it is optional. Paths are relative to the working directory. */
export interface PresetConfig extends Pick<PluginOptions, 'config' | 'lock' | 'enums'> {
  /** Which one, where the config names several `workspaces`. */
  readonly workspace?: string | undefined;
}

/**
 * The settings of the one client that an output is for: those of codegen.config.ts, as the command line finds it, but for
 * what the preset is told.
 * @param output absolute
 */
export async function readOutput(
  { config, lock, enums, workspace }: PresetConfig,
  output: string,
  cwd: string,
): Promise<Settings> {
  const workspaces = workspace === undefined ? [] : [workspace];
  const flags: Flags = {
    output,
    ...(lock === undefined ? {} : { lock }),
    ...(enums === undefined ? {} : { enums }),
  };
  const env = { ...process.env };
  const { result: all } = await withOwnEnvironment(() =>
    readWorkspaces({ cwd, env, config, flags, workspaces }),
  );
  const [settings] = primariesOf(selectWorkspaces(all, workspaces), all);
  if (settings === undefined) throw new CodegenError('CONFIG_INVALID', 'The config names no workspace.');
  return settings;
}

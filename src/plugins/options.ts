import type { Enums } from '../config/types.ts';

/** What a build plugin can be told; all of it is optional. What is not said here is in codegen.config.ts. */
export interface PluginOptions {
  /** The config's path, relative to the project's folder. Default: as the command line finds it. */
  readonly config?: string | undefined;
  /** Of several `workspaces` in the config: this one, or these. Default: all. */
  readonly workspace?: string | readonly string[] | undefined;
  /** The folder of the generated code, relative to the project's folder. Goes before the config. */
  readonly output?: string | undefined;
  /** The lock, relative to the project's folder. Goes before the config. */
  readonly lock?: string | undefined;
  /** How picklists are written. Goes before the config. */
  readonly enums?: Enums | undefined;
  /**
   * Whether to write nothing, and to fail where the generated code is not what the lock gives. `auto`, the default: in CI,
   * that is where the variable CI is set to anything but `false` or `0`.
   */
  readonly check?: boolean | 'auto' | undefined;
  /** While developing, follow the workspace too, as `generate --watch` does. Takes TWENTY_API_KEY. Default: false. */
  readonly live?: boolean | undefined;
}

/** Whether a build with these options only looks. */
export function isCheck(
  { check = 'auto' }: PluginOptions,
  { CI = '' }: Readonly<Record<string, string | undefined>>,
): boolean {
  return check === 'auto' ? !['', '0', 'false'].includes(CI.trim().toLowerCase()) : check;
}

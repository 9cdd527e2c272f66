import { cwd } from 'node:process';
import { follow } from '../follow.ts';
import type { Following } from '../follow.ts';
import type { PluginOptions } from '../options.ts';
import { createProject } from '../project.ts';
import type { Project } from '../project.ts';
import { wordFailure } from '../words.ts';

/** What Rollup, and bundlers that take its plugins, give to a hook. */
export interface RollupContext {
  error(error: { readonly message: string; readonly stack: string }): never;
  warn(message: string): void;
  info(message: string): void;
  addWatchFile(path: string): void;
  readonly meta: { readonly watchMode?: boolean };
}

/** Syncs at the start of a build; while watching, the build begins anew when what a sync depends on changes. */
export async function syncAtStart(context: RollupContext, project: Project): Promise<void> {
  try {
    const done = await project.sync();
    for (const { message } of done.flatMap(({ warnings }) => warnings)) context.warn(message);
  } catch (error) {
    // Where in this plugin it came up is of no use to anybody: without a stack.
    context.error({ message: wordFailure(error), stack: '' });
  } finally {
    if (context.meta.watchMode === true) for (const path of project.files()) context.addWatchFile(path);
  }
}

/** Before those of other plugins, which wait for it: one for TypeScript reads all files then. */
export interface StartHook {
  readonly order: 'pre';
  readonly sequential: true;
  handler(this: RollupContext): Promise<void>;
}

export interface RollupHooks {
  buildStart: StartHook;
  closeWatcher(): void;
}

/** For Rollup and Rolldown. */
export function hooksOfRollup(options: PluginOptions): RollupHooks {
  let project: Project | null = null;
  let following: Following | null = null;
  return {
    buildStart: {
      order: 'pre',
      sequential: true,
      async handler() {
        project ??= createProject(options, cwd());
        await syncAtStart(this, project);
        if (this.meta.watchMode !== true || options.live !== true || project.isCheck) return;
        // Where the workspace changes, so does the lock, and with that the build begins anew.
        following ??= follow({
          workspaces: project.workspaces(),
          say: (text) => this.info(text),
          warn: (text) => this.warn(text),
        });
      },
    },
    closeWatcher() {
      following?.stop();
      following = null;
    },
  };
}

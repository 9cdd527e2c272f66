import type { Flags, Settings } from '../../config/settings.ts';
import { CodegenError } from '../../errors.ts';
import { readChosenSettings } from '../context.ts';
import type { Context } from '../context.ts';
import type { Clock } from '../../watch/clock.ts';
import { watchConfigFiles } from './config-files.ts';
import { createTeller } from './tell.ts';
import { watchedWorkspace } from './targets.ts';
import { watchTargets } from '../../watch/watch.ts';

export interface RunOptions {
  readonly flags: Flags;
  readonly force: boolean;
  readonly intervalMs: number;
  readonly clock: Clock;
}

/**
 * Generates, and again whenever the workspace, the config or .env changes, until it is interrupted.
 * @throws CodegenError where it cannot begin: of the config, the key, the output folder
 */
export async function runWatch(outer: Context, options: RunOptions): Promise<void> {
  const { clock, intervalMs } = options;
  outer.holdInterrupts();
  const environment = { ...process.env };
  const context = { ...outer, env: environment, reporter: withoutLines(outer.reporter) };
  const teller = createTeller(outer.reporter, clock);
  let { chosen } = await readChosenSettings(context, options.flags);
  /** Ends the watching with the settings of now. */
  let stop = new AbortController();
  let isReading = false;
  const files = watchConfigFiles(configOf(chosen), outer.cwd, rereadWhereChanged);
  teller.onWatching(chosen, intervalMs);
  try {
    await watchWorkspaces(true);
    while (!outer.signal.aborted) await watchWorkspaces(false);
  } finally {
    files.close();
  }
  teller.onStopped();

  /** Until it is interrupted, or there are other settings. */
  async function watchWorkspaces(isFirst: boolean): Promise<void> {
    stop = new AbortController();
    const signal = AbortSignal.any([outer.signal, stop.signal]);
    const targets = chosen.map((settings) =>
      watchedWorkspace({ ...context, signal }, settings, options.force && isFirst),
    );
    try {
      await watchTargets({ ...teller, targets, clock, signal, intervalMs, endsOnMistakes: isFirst });
    } finally {
      await Promise.all(targets.map((target) => target.close()));
    }
  }

  function rereadWhereChanged(): void {
    if (isReading || outer.signal.aborted || !files.haveChanged()) return;
    isReading = true;
    void reread().finally(() => {
      isReading = false;
      rereadWhereChanged();
    });
  }

  /** Settings that cannot be read leave those of before in place. */
  async function reread(): Promise<void> {
    try {
      restoreEnvironment(environment);
      const next = (await readChosenSettings(context, options.flags, { again: true })).chosen;
      // Without a config everything has a default: nobody who moves the file for a moment means that.
      const before = configOf(chosen);
      if (before !== null && configOf(next) === null) {
        throw new CodegenError('CONFIG_MISSING', `There is no config at ${before} any more.`);
      }
      chosen = next;
      teller.onConfig(null);
      stop.abort();
    } catch (error) {
      teller.onConfig(error);
    }
  }
}

function configOf(settings: readonly Settings[]): string | null {
  return settings[0]?.configPath ?? null;
}

/** What .env said before must not count as said by the environment. */
function restoreEnvironment(environment: NodeJS.ProcessEnv): void {
  for (const name of Object.keys(process.env)) if (environment[name] === undefined) delete process.env[name];
  Object.assign(process.env, environment);
}

/** Progress is for a line that changes: as lines of a log it would tell the same for ever. */
function withoutLines(reporter: Context['reporter']): Context['reporter'] {
  return reporter.options.terminal.isInteractive ? reporter : { ...reporter, progress: () => undefined };
}

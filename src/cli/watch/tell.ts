import type { Settings } from '../../config/settings.ts';
import { countText } from '../../diff/report.ts';
import { toTerminal } from '../diff/terminal.ts';
import type { Reporter } from '../reporter.ts';
import { printable } from '../terminal.ts';
import { count, duration, wordResult } from '../words.ts';
import type { Wording } from '../words.ts';
import type { Clock } from '../../watch/clock.ts';
import type { Brought } from './targets.ts';
import type { Done, Failing, WatchOptions } from '../../watch/watch.ts';

/** Tells what happens while workspaces are watched: a person in lines with the time, a machine in one document each. */
export interface Teller extends Pick<WatchOptions<Brought>, 'onDone' | 'onFailing' | 'onRecovered'> {
  onWatching(workspaces: readonly Settings[], intervalMs: number): void;
  /** The config or .env was changed: null where it was read, else why it was not. */
  onConfig(error: unknown): void;
  onStopped(): void;
}

export function createTeller(reporter: Reporter, clock: Clock): Teller {
  function stamp(event: string, more: object): Readonly<Record<string, unknown>> {
    return { event, at: new Date(clock.now()).toISOString(), ...more };
  }
  /** A line that begins with the time. */
  function line({ err }: Wording, text: string, workspace: string | null = null): string {
    const who = workspace === null ? '' : `${err('bold', printable(workspace))} `;
    return `${err('dim', timeOf(clock.now()))} ${who}${text}\n`;
  }

  return {
    onWatching(workspaces, intervalMs) {
      const watched = workspaces.map(({ workspace, url, output, lock }) => ({
        workspace,
        url,
        output,
        lock,
      }));
      const names = workspaces.flatMap(({ workspace, url }) => workspace ?? url ?? []).join(', ');
      const every = `every ${count(intervalMs / 1000, 'second')}`;
      reporter.tell({
        document: stamp('watching', { intervalMs, workspaces: watched }),
        words: (wording) => ({
          out: '',
          err: line(wording, `Watching ${printable(names)}, ${every}. Ctrl-C stops it.`),
        }),
      });
    },

    onDone({ workspace, reason, result: brought }: Done<Brought>) {
      const { result, changes, warnings, isFirst } = brought;
      const hasEffect =
        'primary' in result || result.written.length + result.removed.length > 0 || result.lockChanged;
      // What was looked at to be sure, and is as it was, is no news.
      if (reason === 'recheck' && !hasEffect && warnings.length === 0) return;
      const { exitCode: _exitCode, command: _command, ...rest } = result;
      reporter.tell({
        document: stamp('primary' in result ? 'compared' : 'generated', {
          workspace,
          reason,
          ...rest,
          changes,
          warnings,
        }),
        warnings,
        words: (wording) => {
          const outcome =
            reason === 'changed' && !hasEffect
              ? 'The metadata changed, and nothing that is generated.'
              : wordResult(result, wording).err.trimEnd();
          const told =
            changes.length === 0 || isFirst
              ? ''
              : line(wording, `The workspace changed: ${countText(changes)}`, workspace) +
                toTerminal({ before: '', after: '', changes }, wording.err);
          return { out: '', err: told + line(wording, outcome, workspace) };
        },
      });
    },

    onFailing({ workspace, error, retryInMs }: Failing) {
      reporter.tell({
        document: stamp('failing', { workspace, retryInMs }),
        error,
        isProblem: true,
        words: (wording) => ({
          out: '',
          err: line(
            wording,
            `Trying again in ${duration(retryInMs)}, and on. What was generated stays.`,
            workspace,
          ),
        }),
      });
    },

    onRecovered({ workspace, downMs }) {
      reporter.tell({
        document: stamp('recovered', { workspace, downMs }),
        words: (wording) => ({
          out: '',
          err: line(wording, `Works again, after ${duration(downMs)}.`, workspace),
        }),
      });
    },

    onConfig(error) {
      const isRead = error === null;
      const text = isRead
        ? 'The config changed: generating anew.'
        : 'The config changed, and cannot be used: going on with the one before.';
      reporter.tell({
        document: stamp('config', { isRead }),
        ...(isRead ? {} : { error, isProblem: true }),
        words: (wording) => ({ out: '', err: line(wording, text) }),
      });
    },

    onStopped() {
      reporter.tell({
        document: stamp('stopped', {}),
        words: (wording) => ({ out: '', err: line(wording, 'Stopped.') }),
      });
    },
  };
}

/** `14:05:09`, of the clock on the wall. */
function timeOf(ms: number): string {
  return new Date(ms).toTimeString().slice(0, 8);
}

import { setTimeout as sleep } from 'node:timers/promises';
import type { Settings } from '../config/settings.ts';
import { diffModels } from '../diff/diff.ts';
import { generateOnline } from '../generate/generation.ts';
import type { Work } from '../generate/work.ts';
import { openProbe } from '../generate/workspace.ts';
import type { Probe } from '../introspect/probe.ts';
import { version } from '../version.ts';
import type { Clock } from '../watch/clock.ts';
import { watchTargets } from '../watch/watch.ts';
import type { Target } from '../watch/watch.ts';
import { writtenAt } from '../watch/written-at.ts';
import { wordFailure } from './words.ts';

export interface LiveOptions {
  readonly workspaces: readonly Settings[];
  readonly say: (text: string) => void;
  readonly warn: (text: string) => void;
  /** How often a workspace is asked. 5,000 unless given. */
  readonly intervalMs?: number;
}

/** What changed in a workspace, in words. */
type Brought = readonly string[];

/** Follows workspaces until it is told to stop: their locks and outputs are brought to what they have. */
export function followWorkspaces({ workspaces, say, warn, intervalMs = 5000 }: LiveOptions): () => void {
  const abort = new AbortController();
  const { signal } = abort;
  const known = workspaces.filter((settings) => settings.url !== undefined && hasKey(settings));
  if (known.length === 0) {
    warn('`live` has no effect: TWENTY_API_URL and TWENTY_API_KEY say nothing of the workspace.');
    return () => undefined;
  }
  const targets = known.map((settings) => target(settings, signal));
  const of = (workspace: string | null): string => (workspace === null ? '' : `${workspace}: `);
  void watchTargets<Brought>({
    targets,
    clock,
    signal,
    intervalMs,
    endsOnMistakes: false,
    onDone: ({ workspace, result }) => result.forEach((change) => say(`${of(workspace)}${change}`)),
    onFailing: ({ workspace, error }) => warn(`${of(workspace)}${wordFailure(error)}`),
    onRecovered: ({ workspace }) => say(`${of(workspace)}The workspace answers again.`),
  })
    .catch((error: unknown) => warn(wordFailure(error)))
    .finally(() => Promise.all(targets.map((one) => one.close())));
  return () => abort.abort();
}

/** Keeps no process alive. */
const clock: Clock = {
  now: () => Date.now(),
  sleep: (ms, signal) => sleep(ms, undefined, { signal, ref: false }).catch(() => undefined),
  random: () => Math.random(),
};

function target(settings: Settings, signal: AbortSignal): Target<Brought> & { close(): Promise<void> } {
  const work: Work = { version, signal, reporter: { progress: () => undefined } };
  let probe: Probe | null = null;
  let lockWritten: string | null = null;
  return {
    name: settings.workspace,
    primary: null,
    isLockMoved: () => lockWritten !== writtenAt(settings.lock),
    async ask() {
      probe ??= await openProbe(work, settings, { retries: 0 });
      return probe.read();
    },
    async bring() {
      const options = { force: false, dryRun: false, startedAt: performance.now() };
      const { pulled } = await generateOnline(work, settings, options);
      lockWritten = writtenAt(settings.lock);
      const { before, model, lockChanged } = pulled;
      const changes = before === null ? [] : diffModels(before, model, { rules: settings.diff?.rules });
      return { result: changes.map(({ message }) => message), lockChanged };
    },
    close: async () => probe?.close(),
  };
}

function hasKey(settings: Settings): boolean {
  return (settings.apiKey() ?? '') !== '';
}

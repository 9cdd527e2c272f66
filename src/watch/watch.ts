import { CodegenError } from '../errors.ts';
import type { MetadataState } from '../introspect/types.ts';
import type { Clock } from './clock.ts';
import { waitAfterAnswer, waitAfterFailure } from './pace.ts';

/** A workspace that is watched. */
export interface Target<R> {
  /** Null where the config names no workspaces. */
  readonly name: string | null;
  /** The workspace whose lock it is measured by; null for its own. */
  readonly primary: string | null;
  /** Whether somebody else wrote the lock since the work was done: a branch was changed, a merge was made. */
  isLockMoved(): boolean;
  /** The small question: what state is the metadata in? */
  ask(): Promise<MetadataState>;
  /** The work: brings the output to what the workspace has now, whole or not at all. */
  bring(): Promise<{ readonly result: R; readonly lockChanged: boolean }>;
}

/** Why the work was done: at the start, since the metadata or the lock changed, or to see what no version tells. */
export type Reason = 'start' | 'changed' | 'lock' | 'recheck';

export interface WatchOptions<R> {
  readonly targets: readonly Target<R>[];
  readonly clock: Clock;
  /** Ends it: work that has begun to write is finished first. */
  readonly signal: AbortSignal;
  readonly intervalMs: number;
  /** How long the metadata has to stay as it is before work begins. 1,000 unless given. */
  readonly settleMs?: number;
  /** After this the work is done in any case: permissions and upgrades of the server have no version. An hour unless given. */
  readonly recheckMs?: number;
  /** Whether an error of the user's ends it, as long as the workspace never worked: else it is waited for to heal. */
  readonly endsOnMistakes: boolean;
  readonly onDone: (done: Done<R>) => void;
  readonly onFailing: (failing: Failing) => void;
  readonly onRecovered: (recovered: { readonly workspace: string | null; readonly downMs: number }) => void;
}

export interface Done<R> {
  readonly workspace: string | null;
  readonly reason: Reason;
  readonly result: R;
}

/** Told at the first failure, and whenever the reason is another one. */
export interface Failing {
  readonly workspace: string | null;
  readonly error: unknown;
  readonly retryInMs: number;
}

interface Watched<R> {
  readonly target: Target<R>;
  dueAt: number;
  /** Of the metadata that the output was brought to; null before that. */
  version: string | null;
  broughtAt: number;
  failures: number;
  failingSince: number;
  /** What was told last. */
  told: string | null;
}

/** Schemas that never come to rest are generated from all the same. */
const longestUnrestMs = 30_000;

/**
 * Asks every workspace at the interval, and does the work where its metadata changed: one thing at a time. What fails is
 * tried again, ever less often; only an unknown error, or a mistake of the user's at the start, ends it.
 * @throws CodegenError of exit code 2 or 3, while endsOnMistakes
 */
export async function watchTargets<R>(options: WatchOptions<R>): Promise<void> {
  const { clock, signal, intervalMs, settleMs = 1000, recheckMs = 3_600_000 } = options;
  const all = options.targets.map((target): Watched<R> => ({
    target,
    dueAt: clock.now(),
    version: null,
    broughtAt: 0,
    failures: 0,
    failingSince: 0,
    told: null,
  }));
  while (!signal.aborted && all.length > 0) {
    const next = all.reduce((first, one) => (one.dueAt < first.dueAt ? one : first));
    const wait = next.dueAt - clock.now();
    if (wait > 0) await clock.sleep(wait, signal);
    else await look(next);
  }

  async function look(one: Watched<R>): Promise<void> {
    try {
      await bringWhereDue(one);
      if (one.failures > 0) {
        options.onRecovered({ workspace: one.target.name, downMs: clock.now() - one.failingSince });
      }
      one.failures = 0;
      one.told = null;
    } catch (error) {
      if (!signal.aborted) fail(one, error);
    }
  }

  async function bringWhereDue(one: Watched<R>): Promise<void> {
    const { target } = one;
    const asked = await target.ask();
    const reason = reasonFor(one, asked);
    if (reason === null) {
      one.dueAt = clock.now() + waitAfterAnswer(asked.version, intervalMs);
      return;
    }
    // What changes while the work is done is of a later version than this, and seen next time.
    const { version } = reason === 'changed' ? await atRest(target, asked) : asked;
    const { result, lockChanged } = await target.bring();
    one.version = version;
    one.broughtAt = clock.now();
    one.dueAt = clock.now() + waitAfterAnswer(version, intervalMs);
    options.onDone({ workspace: target.name, reason, result });
    if (lockChanged) measureAnew(target.name);
  }

  function reasonFor(one: Watched<R>, { version }: MetadataState): Reason | null {
    if (one.version === null) return 'start';
    if (one.version !== version) return 'changed';
    if (one.target.isLockMoved()) return 'lock';
    return clock.now() - one.broughtAt >= recheckMs ? 'recheck' : null;
  }

  /** Waits until the metadata has been the same for a moment: of many changes in a row, one generation. */
  async function atRest(target: Target<R>, asked: MetadataState): Promise<MetadataState> {
    const until = clock.now() + longestUnrestMs;
    let state = asked;
    for (;;) {
      await clock.sleep(settleMs, signal);
      if (signal.aborted) throw new CodegenError('ABORTED', 'The work was cancelled.');
      const again = await target.ask();
      if (again.version === state.version || clock.now() >= until) return again;
      state = again;
    }
  }

  /** A lock that changed is another measure for those that share it. */
  function measureAnew(name: string | null): void {
    for (const one of all) {
      if (one.target.primary === null || one.target.primary !== name) continue;
      one.version = null;
      one.dueAt = Math.min(one.dueAt, clock.now());
    }
  }

  function fail(one: Watched<R>, error: unknown): void {
    if (!(error instanceof CodegenError)) throw error;
    const isMistake = error.exitCode === 2 || error.exitCode === 3;
    if (options.endsOnMistakes && isMistake && one.version === null) throw error;
    if (one.failures === 0) one.failingSince = clock.now();
    one.failures++;
    const retryInMs = waitAfterFailure(one.failures, intervalMs, clock.random(), error.retryAfterMs);
    one.dueAt = clock.now() + retryInMs;
    const what = `${error.code} ${error.message}`;
    if (what !== one.told) options.onFailing({ workspace: one.target.name, error, retryInMs });
    one.told = what;
  }
}

import type { Settings } from '../../config/settings.ts';
import type { Change } from '../../diff/types.ts';
import { CodegenError } from '../../errors.ts';
import type { Warning } from '../../errors.ts';
import type { Probe } from '../../introspect/probe.ts';
import type { MetadataState } from '../../introspect/types.ts';
import type { Model } from '../../model/types.ts';
import { describeChanges } from '../changes.ts';
import type { Context } from '../context.ts';
import { checkFit } from '../fit.ts';
import { generateOnline } from '../../generate/generation.ts';
import { withPlaces } from '../impact.ts';
import type { FitResult, GenerateResult } from '../result.ts';
import { openProbe } from '../../generate/workspace.ts';
import type { Target } from '../../watch/watch.ts';
import { writtenAt } from '../../watch/written-at.ts';

/** What the work in a workspace came to. */
export interface Brought {
  readonly result: GenerateResult | FitResult;
  /** From the lock before to the lock now, with places, or from the lock to the workspace that must fit it. */
  readonly changes: readonly Change[];
  readonly warnings: readonly Warning[];
  /** There was no lock before: everything is new. */
  readonly isFirst: boolean;
}

export interface WatchedWorkspace extends Target<Brought> {
  close(): Promise<void>;
}

/** Longer than this the small question is not waited for: it keeps the other workspaces waiting. */
const longestQuestionMs = 10_000;

/** @param force replace files that are not ours, the first time */
export function watchedWorkspace(context: Context, settings: Settings, force: boolean): WatchedWorkspace {
  const { workspace, primary } = settings;
  let opened: Probe | null = null;
  let mayForce = force;
  let lockWritten: string | null = null;

  async function ask(): Promise<MetadataState> {
    const timeoutMs = Math.min(settings.timeoutMs ?? longestQuestionMs, longestQuestionMs);
    // Trying again is for who watches, at a pace of its own.
    opened ??= await openProbe(context, settings, { retries: 0, timeoutMs });
    const probe = opened;
    return probe.read().catch((error: unknown) => {
      // The kept connection was closed on the other side meanwhile: that says nothing of the server.
      if (error instanceof CodegenError && error.code === 'CONNECTION_FAILED') return probe.read();
      throw error;
    });
  }

  async function generate(): Promise<{ result: Brought; lockChanged: boolean }> {
    const options = { force: mayForce, dryRun: false, startedAt: performance.now() };
    const { generated, pulled } = await generateOnline(context, settings, options);
    const result: GenerateResult = { command: 'generate', exitCode: 0, ...generated };
    mayForce = false;
    const { before, model, deactivated, lockChanged } = pulled;
    if (before === null)
      return { result: { result, changes: [], warnings: result.warnings, isFirst: true }, lockChanged };
    const found = describeChanges(before, model, settings, { deactivated });
    const { changes, warnings } = await placesOf(before, found);
    const all = [...result.warnings, ...warnings];
    return { result: { result, changes, warnings: all, isFirst: false }, lockChanged };
  }

  /** Looked for unless told not to; where there is no project to look through, that is no failure. */
  async function placesOf(
    before: Model,
    changes: readonly Change[],
  ): Promise<Pick<Brought, 'changes' | 'warnings'>> {
    if (changes.length === 0 || context.args['impact'] === false) return { changes, warnings: [] };
    try {
      const args = { ...context.args, impact: true };
      return { changes: await withPlaces({ ...context, args }, settings, before, changes), warnings: [] };
    } catch (error) {
      if (!(error instanceof CodegenError)) throw error;
      const message = `The places that this concerns in your code were not looked for: ${error.message}`;
      return { changes, warnings: [{ code: error.code, message }] };
    }
  }

  async function fit(): Promise<{ result: Brought; lockChanged: boolean }> {
    const result = await checkFit('generate', context, settings, performance.now());
    const { changes, warnings } = result;
    return { result: { result, changes, warnings, isFirst: false }, lockChanged: false };
  }

  return {
    name: workspace,
    primary,
    ask,
    isLockMoved: () => lockWritten !== writtenAt(settings.lock),
    async bring() {
      // Of one that shares a lock, nothing is written: what counts is what it was measured by.
      const before = writtenAt(settings.lock);
      const brought = await (primary === null ? generate() : fit());
      lockWritten = primary === null ? writtenAt(settings.lock) : before;
      return brought;
    },
    close: async () => opened?.close(),
  };
}

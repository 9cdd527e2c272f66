import type { Settings } from '../../config/settings.ts';
import type { Change } from '../../diff/types.ts';
import { CodegenError } from '../../errors.ts';
import type { Probe } from '../../introspect/probe.ts';
import type { MetadataState } from '../../introspect/types.ts';
import { describeChanges } from '../changes.ts';
import type { Context } from '../context.ts';
import { checkFit } from '../fit.ts';
import { generateOnline } from '../generation.ts';
import type { FitResult, GenerateResult } from '../result.ts';
import { openProbe } from '../workspace.ts';
import type { Target } from './watch.ts';

/** What the work in a workspace came to. */
export interface Brought {
  readonly result: GenerateResult | FitResult;
  /** From the lock before to the lock now, or from the lock to the workspace that must fit it. */
  readonly changes: readonly Change[];
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
    const { result, pulled } = await generateOnline(context, settings, options);
    mayForce = false;
    const { before, model, deactivated, lockChanged } = pulled;
    const changes = before === null ? [] : describeChanges(before, model, settings, { deactivated });
    return { result: { result, changes, isFirst: before === null }, lockChanged };
  }

  async function fit(): Promise<{ result: Brought; lockChanged: boolean }> {
    const result = await checkFit('generate', context, settings, performance.now());
    return { result: { result, changes: result.changes, isFirst: false }, lockChanged: false };
  }

  return {
    name: workspace,
    primary,
    ask,
    bring: primary === null ? generate : fit,
    close: async () => opened?.close(),
  };
}

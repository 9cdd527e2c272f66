import type { Settings } from '../../config/settings.ts';
import { matchingOf } from '../../diff/match.ts';
import type { MatchBy } from '../../diff/match.ts';
import { countsOf } from '../../diff/report.ts';
import { CodegenError } from '../../errors.ts';
import { flagOf } from '../arguments.ts';
import { describeChanges } from '../changes.ts';
import type { Context } from '../context.ts';
import { withPlaces } from '../impact.ts';
import type { DiffResult } from '../result.ts';
import { anchorsOf, formatOf, wordReport } from './format.ts';
import type { Report } from './report.ts';
import { gitSide, lockSide, namedSide, workspaceSide } from './sides.ts';
import type { Side } from './sides.ts';

/** `diff`: from the lock to the workspace. */
export async function lockToWorkspace(context: Context, settings: Settings): Promise<DiffResult> {
  const before = lockSide(context, settings.lock);
  const after = await workspaceSide(context, settings);
  return result(context, settings, before, after, matchByOf(settings));
}

/** A lock of before: a file, or the lock as it was at a git revision. */
export type Past = { readonly file: Side } | { readonly since: string };

/** @throws CodegenError LOCK_MISSING, LOCK_INVALID; USAGE where it is no path of a lock */
export async function readLockFile(context: Context, path: string): Promise<Past> {
  return { file: await namedSide(context, path, []).read() };
}

/** `diff old.json`, `diff --since v1.2`: from a lock of before to the lock, or to the workspace. */
export async function pastToNow(
  context: Context,
  settings: Settings,
  past: Past,
  isLive: boolean,
): Promise<DiffResult> {
  const before = 'file' in past ? past.file : await gitSide(context, past.since, settings.lock);
  const after = isLive ? await workspaceSide(context, settings) : lockSide(context, settings.lock);
  const matchBy = 'file' in past ? matchingOf(before.model, after.model) : matchByOf(settings);
  return result(context, settings, before, after, matchBy);
}

/** `diff staging production`, `diff a.json b.json`, or one of each. */
export async function namedToNamed(
  context: Context,
  all: readonly Settings[],
  before: string,
  after: string,
): Promise<DiffResult> {
  // Both names are known before either is read.
  const sides = [namedSide(context, before, all), namedSide(context, after, all)];
  const [old, now] = await Promise.all(sides.map((side) => side.read()));
  const settings = all.find(({ workspace }) => workspace === after) ?? all[0];
  if (old === undefined || now === undefined || settings === undefined)
    throw new CodegenError('CONFIG_INVALID', 'The config names no workspace.');
  return result(context, settings, old, now, matchingOf(old.model, now.model));
}

/** A workspace that shares the lock of another one has other ids. */
function matchByOf({ primary }: Settings): MatchBy {
  return primary === null ? 'id' : 'identity';
}

async function result(
  context: Context,
  settings: Settings,
  before: Side,
  after: Side,
  matchBy: MatchBy,
): Promise<DiffResult> {
  const { deactivated } = after;
  const found = describeChanges(before.model, after.model, settings, { matchBy, deactivated });
  const changes = await withPlaces(context, settings, before.model, found);
  const report: Report = {
    before: before.name,
    after: after.name,
    changes,
  };
  const counts = countsOf(changes);
  const format = formatOf(context);
  return {
    command: 'diff',
    exitCode: flagOf(context.args, 'exit-code') && counts.breaking > 0 ? 1 : 0,
    ...report,
    counts,
    warnings: [...before.warnings, ...after.warnings],
    word: (wording) => wordReport(report, format, anchorsOf(context, before, after), wording),
  };
}

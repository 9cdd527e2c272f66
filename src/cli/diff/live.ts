import type { Settings } from '../../config/settings.ts';
import { diffModels } from '../../diff/diff.ts';
import { countsOf } from '../../diff/report.ts';
import type { Warning } from '../../errors.ts';
import { readLockText } from '../../lock/text.ts';
import { describeChanges } from '../changes.ts';
import type { Context } from '../context.ts';
import { remember } from '../../generate/generation.ts';
import { withPlaces } from '../impact.ts';
import type { LiveReport } from '../result.ts';
import { isKnownEqual } from '../../generate/seen.ts';
import { openProbe, pullModel } from '../../generate/workspace.ts';
import type { Anchors } from './github.ts';
import { anchorsOf } from './format.ts';
import { lockSide, shortPath, workspaceName } from './sides.ts';

export interface Live {
  readonly report: LiveReport;
  readonly warnings: readonly Warning[];
  readonly anchors: Anchors;
}

/**
 * Is the lock what the workspace has? Where it was found to be so before, and the workspace's metadata is in the same
 * state still, one small request tells; else everything is read. Writes nothing but that memory.
 * @throws CodegenError LOCK_MISSING, and those of pullModel
 */
export async function checkLive(context: Context, settings: Settings): Promise<Live> {
  const { lock, primary } = settings;
  const name = workspaceName(settings);
  const lockText = readLockText(lock);
  if (primary === null && (await isUnchanged(context, settings, lockText))) {
    const report: LiveReport = {
      name,
      primary,
      isEqual: true,
      isRemembered: true,
      counts: countsOf([]),
      changes: [],
      silenced: 0,
    };
    return {
      report,
      warnings: [],
      anchors: { file: shortPath(context, lock), lineOf: () => 1, placeFile: (file) => file },
    };
  }
  const before = lockSide(context, lock);
  const pulled = await pullModel(context, settings);
  const { model, deactivated, warnings, lockChanged } = pulled;
  // A workspace that shares the lock of another one has other ids.
  const options = { matchBy: primary === null ? 'id' : 'identity', deactivated } as const;
  const found = describeChanges(before.model, model, settings, options);
  const silenced = diffModels(before.model, model, options).length - found.length;
  const changes = await withPlaces(context, settings, before.model, found);
  if (!lockChanged) await remember(context, settings, pulled);
  return {
    report: {
      name,
      primary,
      isEqual: primary === null ? !lockChanged : changes.length + silenced === 0,
      isRemembered: false,
      counts: countsOf(changes),
      changes,
      silenced,
    },
    warnings,
    anchors: anchorsOf(context, before, { name, model, warnings, deactivated }),
  };
}

async function isUnchanged(context: Context, settings: Settings, lockText: string): Promise<boolean> {
  const probe = await openProbe(context, settings);
  try {
    const state = await probe.read();
    return isKnownEqual({ settings, lockText, state, toolVersion: context.version });
  } finally {
    await probe.close();
  }
}

/** What is wrong with it, so that the check fails: not what the config silences; in a workspace that must only fit, what breaks. */
export function hasDrift({ primary, isEqual, counts, changes, silenced }: LiveReport): boolean {
  if (primary !== null) return counts.breaking > 0;
  return !isEqual && (changes.length > 0 || silenced === 0);
}

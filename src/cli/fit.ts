import type { Settings } from '../config/settings.ts';
import type { Warning } from '../errors.ts';
import { readLock } from '../lock/file.ts';
import { describeChanges } from './changes.ts';
import type { Context } from './context.ts';
import type { FitResult } from './result.ts';
import { pullModel } from '../generate/workspace.ts';

/**
 * Compares a workspace with the lock that it shares with another one: code generated from that one must work here, too.
 * Writes nothing.
 * @throws CodegenError LOCK_MISSING where the other one was never read, and those of pullModel
 */
export async function checkFit(
  command: FitResult['command'],
  context: Context,
  settings: Settings,
  startedAt: number,
): Promise<FitResult> {
  const { workspace, primary, output, lock } = settings;
  const before = readLock(lock);
  const { model, deactivated, warnings } = await pullModel(context, settings);
  const changes = describeChanges(before, model, settings, { matchBy: 'identity', deactivated });
  const misfits = changes.flatMap((change): readonly Warning[] =>
    change.class === 'breaking'
      ? [
          {
            code: 'WORKSPACE_DIFFERS',
            message: `In ${workspace} code made for ${primary} breaks: ${change.message}`,
          },
        ]
      : [],
  );
  return {
    command,
    exitCode: 0,
    primary: primary ?? '',
    output,
    lock,
    changes,
    warnings: [...warnings, ...misfits],
    durationMs: Math.round(performance.now() - startedAt),
  };
}

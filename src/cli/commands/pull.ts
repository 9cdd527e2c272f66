import type { Flags, Settings } from '../../config/settings.ts';
import { connectionArgs, flagOf, globalArgs, listOf, textOf, workspaceArgs } from '../arguments.ts';
import type { Command, Values } from '../arguments.ts';
import { readChosenSettings } from '../context.ts';
import type { Context, Runner } from '../context.ts';
import type { FitResult, PullResult } from '../result.ts';
import { inEach } from '../several.ts';

export const selectionArgs = {
  include: { type: 'string', valueHint: 'globs', description: 'Only these objects: person,*Target' },
  exclude: {
    type: 'string',
    valueHint: 'globs',
    description: 'Not these objects or fields: attachment,person.*At',
  },
  'include-inactive': { type: 'boolean', description: 'Keep what is deactivated in the CRM' },
} as const;

export const command: Command = {
  meta: { name: 'pull', description: 'Read the workspace into twenty.lock.json' },
  args: {
    lock: { type: 'string', valueHint: 'path', description: 'The lock to write (default: twenty.lock.json)' },
    ...selectionArgs,
    ...workspaceArgs,
    ...connectionArgs,
    ...globalArgs,
  },
};

export function selectionFlags(args: Values): Flags {
  const include = listOf(args, 'include');
  const exclude = listOf(args, 'exclude');
  const lock = textOf(args, 'lock');
  return {
    ...(lock === undefined ? {} : { lock }),
    ...(include === undefined ? {} : { include }),
    ...(exclude === undefined ? {} : { exclude }),
    ...(args['include-inactive'] === undefined ? {} : { includeInactive: flagOf(args, 'include-inactive') }),
  };
}

export const run: Runner = async (context) => {
  const { chosen } = await readChosenSettings(context, selectionFlags(context.args));
  return inEach<PullResult | FitResult>('pull', chosen, async (settings, startedAt) => {
    if (settings.primary === null) return pull(context, settings, startedAt);
    const { checkFit } = await import('../fit.ts');
    return checkFit('pull', context, settings, startedAt);
  });
};

async function pull(context: Context, settings: Settings, startedAt: number): Promise<PullResult> {
  const { pullModel } = await import('../../generate/workspace.ts');
  const pulled = await pullModel(context, settings);
  const { model, warnings, lockChanged } = pulled;
  if (lockChanged) {
    const { writeLock } = await import('../../lock/file.ts');
    writeLock(settings.lock, model);
  }
  const { remember } = await import('../../generate/generation.ts');
  await remember(context, settings, pulled);
  return {
    command: 'pull',
    exitCode: 0,
    lock: settings.lock,
    lockChanged,
    objects: model.objects.length,
    fields: model.objects.reduce((sum, { fields }) => sum + fields.length, 0),
    warnings,
    durationMs: Math.round(performance.now() - startedAt),
  };
}

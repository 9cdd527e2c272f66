import { connectionArgs, flagOf, globalArgs, listOf, textOf } from '../arguments.ts';
import type { Command, Values } from '../arguments.ts';
import { readSettings } from '../context.ts';
import type { Runner } from '../context.ts';
import type { Flags } from '../../config/settings.ts';

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
  const settings = await readSettings(context, selectionFlags(context.args));
  const { pullModel } = await import('../workspace.ts');
  const { model, warnings, lockChanged } = await pullModel(context, settings);
  if (lockChanged) {
    const { writeLock } = await import('../../lock/file.ts');
    writeLock(settings.lock, model);
  }
  return {
    command: 'pull',
    exitCode: 0,
    lock: settings.lock,
    lockChanged,
    objects: model.objects.length,
    fields: model.objects.reduce((sum, { fields }) => sum + fields.length, 0),
    warnings,
    durationMs: Math.round(performance.now()),
  };
};

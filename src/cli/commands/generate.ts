import { CodegenError } from '../../errors.ts';
import type { Flags, Settings } from '../../config/settings.ts';
import { connectionArgs, flagOf, globalArgs, textOf } from '../arguments.ts';
import type { Command, Values } from '../arguments.ts';
import { readSettings } from '../context.ts';
import type { Context, Runner } from '../context.ts';
import type { PulledModel } from '../workspace.ts';
import { selectionArgs, selectionFlags } from './pull.ts';

export const command: Command = {
  meta: { name: 'generate', description: 'Read the workspace and write the typed client' },
  args: {
    offline: { type: 'boolean', description: 'From twenty.lock.json alone, without key and network' },
    output: {
      type: 'string',
      valueHint: 'folder',
      description: 'Where the client goes (default: src/twenty)',
    },
    lock: { type: 'string', valueHint: 'path', description: 'The lock (default: twenty.lock.json)' },
    ...selectionArgs,
    enums: { type: 'enum', options: ['const', 'union', 'enum'], description: 'How picklists are written' },
    force: { type: 'boolean', description: 'Replace files in the output folder that are not ours' },
    'dry-run': { type: 'boolean', description: 'Say what would be written, and write nothing' },
    ...connectionArgs,
    ...globalArgs,
  },
};

export function outputFlags(args: Values): Flags {
  const output = textOf(args, 'output');
  const enums = textOf(args, 'enums');
  return {
    ...(output === undefined ? {} : { output }),
    ...(enums === 'const' || enums === 'union' || enums === 'enum' ? { enums } : {}),
    ...selectionFlags(args),
  };
}

export const run: Runner = async (context) => {
  const { args, reporter } = context;
  const offline = flagOf(args, 'offline');
  const dryRun = flagOf(args, 'dry-run');
  if (offline) rejectOnline(args);
  const settings = await readSettings(context, outputFlags(args));
  const { model, warnings, lockChanged } = await readModel(context, settings, offline);
  if (!offline) reporter.progress(`Generating ${model.objects.length} objects`);
  const [{ generateFiles }, { writeOutput }] = await Promise.all([
    import('../files.ts'),
    import('../../write/write.ts'),
  ]);
  const output = await writeOutput({
    directory: settings.output,
    files: generateFiles(model, settings),
    toolVersion: context.version,
    format: settings.format,
    force: flagOf(args, 'force'),
    dryRun,
  });
  // Last: a run whose output was refused leaves the lock as it was, too.
  if (lockChanged && !dryRun) {
    const { writeLock } = await import('../../lock/file.ts');
    writeLock(settings.lock, model);
  }
  return {
    command: 'generate',
    exitCode: 0,
    offline,
    dryRun,
    output: settings.output,
    lock: settings.lock,
    lockChanged,
    objects: model.objects.length,
    written: output.written,
    unchanged: output.unchanged.length,
    removed: output.removed,
    warnings: [...warnings, ...output.warnings],
    durationMs: Math.round(performance.now()),
  };
};

async function readModel(context: Context, settings: Settings, offline: boolean): Promise<PulledModel> {
  if (!offline) {
    const { pullModel } = await import('../workspace.ts');
    return pullModel(context, settings);
  }
  const { readLock } = await import('../../lock/file.ts');
  return { model: readLock(settings.lock), warnings: [], lockChanged: false };
}

/** What is left out is decided when the workspace is read: offline, these could only be ignored. */
function rejectOnline(args: Values): void {
  for (const flag of ['include', 'exclude', 'include-inactive', 'url', 'timeout']) {
    if (args[flag] === undefined) continue;
    throw new CodegenError(
      'USAGE',
      `--${flag} has no effect with --offline: the lock holds what was chosen.`,
      {
        fix: 'Leave out one of the two.',
      },
    );
  }
}

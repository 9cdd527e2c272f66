import { CodegenError } from '../../errors.ts';
import type { Flags, Settings } from '../../config/settings.ts';
import { readLockText } from '../../lock/text.ts';
import { isUpToDate } from '../../write/up-to-date.ts';
import { connectionArgs, flagOf, globalArgs, textOf } from '../arguments.ts';
import type { Command, Values } from '../arguments.ts';
import { readSettings } from '../context.ts';
import type { Context, Runner } from '../context.ts';
import { fingerprint } from '../fingerprint.ts';
import type { GenerateResult } from '../result.ts';
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
  const { args } = context;
  const offline = flagOf(args, 'offline');
  if (offline) rejectOnline(args);
  const settings = await readSettings(context, outputFlags(args));
  return offline ? generateOffline(context, settings) : generateOnline(context, settings);
};

/** From the lock alone. Where nothing has changed since the last run, neither is it parsed nor code generated. */
async function generateOffline(context: Context, settings: Settings): Promise<GenerateResult> {
  const lockText = readLockText(settings.lock);
  const inputs = await fingerprint(settings, lockText, context.version);
  const upToDate = inputs === undefined ? null : isUpToDate(settings.output, inputs);
  if (upToDate !== null) {
    const objects = lockText.match(/"nameSingular"\s*:/gu)?.length ?? 0;
    return report(context, settings, objects, {
      written: [],
      unchanged: upToDate,
      removed: [],
      warnings: [],
    });
  }
  const { parseLock } = await import('../../lock/parse.ts');
  const pulled = { model: parseLock(lockText, settings.lock), lockText, warnings: [], lockChanged: false };
  return write(context, settings, pulled);
}

async function generateOnline(context: Context, settings: Settings): Promise<GenerateResult> {
  const { pullModel } = await import('../workspace.ts');
  const pulled = await pullModel(context, settings);
  context.reporter.progress(`Generating ${pulled.model.objects.length} objects`);
  const result = await write(context, settings, pulled);
  // Last: a run whose output was refused leaves the lock as it was, too.
  if (pulled.lockChanged && !result.dryRun) {
    const { writeLock } = await import('../../lock/file.ts');
    writeLock(settings.lock, pulled.model);
  }
  return { ...result, durationMs: Math.round(performance.now()) };
}

async function write(context: Context, settings: Settings, pulled: PulledModel): Promise<GenerateResult> {
  const { model, lockText, warnings, lockChanged } = pulled;
  const [{ generateFiles }, { writeOutput }] = await Promise.all([
    import('../files.ts'),
    import('../../write/write.ts'),
  ]);
  const output = await writeOutput({
    directory: settings.output,
    files: generateFiles(model, settings),
    toolVersion: context.version,
    inputs: await fingerprint(settings, lockText, context.version),
    format: settings.format,
    force: flagOf(context.args, 'force'),
    dryRun: flagOf(context.args, 'dry-run'),
  });
  return report(
    context,
    settings,
    model.objects.length,
    { ...output, unchanged: output.unchanged.length, warnings: [...warnings, ...output.warnings] },
    lockChanged,
  );
}

function report(
  { args }: Context,
  { output, lock }: Settings,
  objects: number,
  done: Pick<GenerateResult, 'written' | 'unchanged' | 'removed' | 'warnings'>,
  lockChanged = false,
): GenerateResult {
  return {
    command: 'generate',
    exitCode: 0,
    offline: flagOf(args, 'offline'),
    dryRun: flagOf(args, 'dry-run'),
    output,
    lock,
    lockChanged,
    objects,
    ...done,
    durationMs: Math.round(performance.now()),
  };
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

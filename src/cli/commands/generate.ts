import { CodegenError } from '../../errors.ts';
import type { Flags } from '../../config/settings.ts';
import { primariesOf } from '../../config/workspaces.ts';
import { connectionArgs, flagOf, globalArgs, integerOf, textOf, workspaceArgs } from '../arguments.ts';
import type { Command, Values } from '../arguments.ts';
import { readChosenSettings } from '../context.ts';
import type { Context, Runner } from '../context.ts';
import { generateOffline, generateOnline } from '../../generate/generation.ts';
import type { Generated, GenerationOptions } from '../../generate/generation.ts';
import { impactArgs } from '../impact.ts';
import type { GenerateResult } from '../result.ts';
import { inEach } from '../several.ts';
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
    watch: {
      type: 'boolean',
      description: 'Go on, and generate whenever the workspace or the config changes',
    },
    interval: {
      type: 'string',
      valueHint: 'seconds',
      description: 'With --watch: how often the workspace is asked (default: 5)',
    },
    impact: {
      type: 'boolean',
      negativeDescription: 'With --watch: do not look through your code',
      description: 'With --watch: name the places in your code that use what changed (default)',
    },
    tsconfig: impactArgs.tsconfig,
    'dry-run': { type: 'boolean', description: 'Say what would be written, and write nothing' },
    ...workspaceArgs,
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
  const intervalMs = watchIntervalOf(args);
  if (intervalMs !== null) return watch(context, intervalMs);
  const { chosen, all } = await readChosenSettings(context, outputFlags(args));
  const options = (startedAt: number): GenerationOptions => ({
    force: flagOf(args, 'force'),
    dryRun: flagOf(args, 'dry-run'),
    startedAt,
  });
  if (offline) {
    return inEach('generate', primariesOf(chosen, all), async (settings, startedAt) =>
      resultOf(await generateOffline(context, settings, options(startedAt))),
    );
  }
  return inEach('generate', chosen, async (settings, startedAt) => {
    if (settings.primary === null)
      return resultOf((await generateOnline(context, settings, options(startedAt))).generated);
    const { checkFit } = await import('../fit.ts');
    return checkFit('generate', context, settings, startedAt);
  });
};

function resultOf(generated: Generated): GenerateResult {
  return { command: 'generate', exitCode: 0, ...generated };
}

async function watch(context: Context, intervalMs: number): Promise<null> {
  const { args } = context;
  const [{ runWatch }, { realClock }] = await Promise.all([
    import('../watch/run.ts'),
    import('../../watch/clock.ts'),
  ]);
  await runWatch(context, {
    flags: outputFlags(args),
    force: flagOf(args, 'force'),
    intervalMs,
    clock: realClock,
  });
  return null;
}

const defaultIntervalMs = 5000;

/** In milliseconds; null without --watch. */
function watchIntervalOf(args: Values): number | null {
  const seconds = integerOf(args, 'interval', 1, 86_400);
  if (!flagOf(args, 'watch')) {
    const alone = ['interval', 'impact', 'tsconfig'].find((flag) => args[flag] !== undefined);
    if (alone === undefined) return null;
    throw new CodegenError('USAGE', `--${alone} has no effect without --watch.`, { fix: 'Add --watch.' });
  }
  const other = ['offline', 'dry-run'].find((flag) => flagOf(args, flag));
  if (other !== undefined) {
    throw new CodegenError('USAGE', `--watch and --${other} exclude each other.`, {
      fix: 'Leave out one of the two.',
    });
  }
  return seconds === undefined ? defaultIntervalMs : seconds * 1000;
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

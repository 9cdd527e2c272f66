import type { Settings } from '../../config/settings.ts';
import { primariesOf } from '../../config/workspaces.ts';
import { CodegenError } from '../../errors.ts';
import { compareOutput } from '../../generate/check.ts';
import {
  connectionArgs,
  flagOf,
  formatArgs,
  globalArgs,
  outputArgs,
  textOf,
  workspaceArgs,
} from '../arguments.ts';
import type { Command, Values } from '../arguments.ts';
import { readChosenSettings } from '../context.ts';
import type { Context, Runner } from '../context.ts';
import type { CheckResultReport } from '../result.ts';
import { impactArgs } from '../impact.ts';
import { inEach } from '../several.ts';
import { outputFlags } from './generate.ts';
import { selectionArgs } from './pull.ts';

export const command: Command = {
  meta: {
    name: 'check',
    description:
      'Is the generated code what twenty.lock.json gives? With --live: and is that what the workspace has? Exits 1 if not',
  },
  args: {
    live: {
      type: 'boolean',
      description: 'Ask the workspace, too, and tell what changed there; needs the API key',
    },
    ...impactArgs,
    ...formatArgs,
    ...outputArgs,
    ...selectionArgs,
    ...workspaceArgs,
    ...connectionArgs,
    ...globalArgs,
  },
};

export const run: Runner = async (context) => {
  const { args } = context;
  const isLive = flagOf(args, 'live');
  if (!isLive) rejectLive(args);
  const { chosen, all } = await readChosenSettings(context, outputFlags(args));
  if (isLive) return inEach('check', chosen, (settings) => checkBoth(context, settings));
  return inEach('check', primariesOf(chosen, all), (settings) => checkAlone(context, settings));
};

async function checkAlone(context: Context, settings: Settings): Promise<CheckResultReport> {
  const result = await checkOutputOf(settings);
  const format = textOf(context.args, 'format') ?? 'terminal';
  if (format === 'terminal') return result;
  const { wordCheck } = await import('../diff/check-words.ts');
  return { ...result, word: (wording) => wordCheck(result, null, context, wording) };
}

/** Both questions, each with its own answer. */
async function checkBoth(context: Context, settings: Settings): Promise<CheckResultReport> {
  const output = await checkOutputOf(settings);
  const [{ checkLive, hasDrift }, { wordCheck }] = await Promise.all([
    import('../diff/live.ts'),
    import('../diff/check-words.ts'),
  ]);
  const live = await checkLive(context, settings);
  const { report } = live;
  return {
    ...output,
    exitCode: output.exitCode === 0 && !hasDrift(report) ? 0 : 1,
    live: report,
    warnings: [...output.warnings, ...live.warnings],
    word: (wording) => wordCheck(output, live, context, wording),
  };
}

async function checkOutputOf(settings: Settings): Promise<CheckResultReport> {
  const { ok, differences } = await compareOutput(settings);
  return { command: 'check', exitCode: ok ? 0 : 1, ...differences, warnings: [] };
}

/** Without the workspace, these could only be ignored. */
function rejectLive(args: Values): void {
  for (const flag of ['impact', 'tsconfig', 'include', 'exclude', 'include-inactive', 'url', 'timeout']) {
    if (args[flag] === undefined) continue;
    throw new CodegenError(
      'USAGE',
      `--${flag} has no effect without --live: the lock holds what was chosen.`,
      {
        fix: 'Leave it out, or add --live.',
      },
    );
  }
}

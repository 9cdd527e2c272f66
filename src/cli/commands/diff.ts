import { primariesOf } from '../../config/workspaces.ts';
import { CodegenError } from '../../errors.ts';
import {
  connectionArgs,
  flagOf,
  formatArgs,
  globalArgs,
  lockArgs,
  textOf,
  workspaceArgs,
} from '../arguments.ts';
import type { Command } from '../arguments.ts';
import { readChosenSettings } from '../context.ts';
import type { Runner } from '../context.ts';
import { impactArgs } from '../impact.ts';
import { inEach } from '../several.ts';
import { selectionArgs, selectionFlags } from './pull.ts';

export const command: Command = {
  meta: {
    name: 'diff',
    description: "What changed in the CRM's model, and whom it breaks. Writes nothing",
  },
  args: {
    before: {
      type: 'positional',
      required: false,
      description: 'A lock file, or a workspace of the config (default: the lock)',
    },
    after: {
      type: 'positional',
      required: false,
      description:
        'The same (default: the workspace; the lock where a lock file or revision is given before)',
    },
    since: {
      type: 'string',
      valueHint: 'revision',
      description: 'From the lock as it was at a git revision: v1.2, main, HEAD~3',
    },
    live: {
      type: 'boolean',
      description: 'With --since or one lock file: to the workspace instead of the lock',
    },
    'exit-code': {
      type: 'boolean',
      description: 'Exit 1 where there are breaking changes; without it 0, whatever is found',
    },
    ...impactArgs,
    ...formatArgs,
    ...lockArgs,
    ...selectionArgs,
    ...workspaceArgs,
    ...connectionArgs,
    ...globalArgs,
  },
};

export const run: Runner = async (context) => {
  const { args } = context;
  const [before, after] = [textOf(args, 'before'), textOf(args, 'after')];
  const since = textOf(args, 'since');
  const isLive = flagOf(args, 'live');
  if (since !== undefined && before !== undefined)
    throw new CodegenError('USAGE', '--since and a lock file or workspace exclude each other.');
  if (after !== undefined && isLive)
    throw new CodegenError('USAGE', '--live has no effect where both sides are named.');
  const [{ chosen, all }, { lockToWorkspace, namedToNamed, pastToNow, readLockFile }] = await Promise.all([
    readChosenSettings(context, selectionFlags(args)),
    import('../diff/compare.ts'),
  ]);
  if (before !== undefined && after !== undefined) return namedToNamed(context, all, before, after);
  const past =
    before !== undefined ? await readLockFile(context, before) : since !== undefined ? { since } : null;
  if (past === null) return inEach('diff', chosen, (settings) => lockToWorkspace(context, settings));
  return inEach('diff', isLive ? chosen : primariesOf(chosen, all), (settings) =>
    pastToNow(context, settings, past, isLive),
  );
};

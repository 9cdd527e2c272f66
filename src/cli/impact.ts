import { resolve } from 'node:path';
import type { ArgsDef } from 'citty';
import type { Settings } from '../config/settings.ts';
import type { Change } from '../diff/types.ts';
import type { Model } from '../model/types.ts';
import { flagOf, textOf } from './arguments.ts';
import type { Context } from './context.ts';

/** Arguments of every command that can tell whose code a change breaks. */
export const impactArgs = {
  impact: {
    type: 'boolean',
    description: 'Name the places in your code that use what changed',
  },
  tsconfig: {
    type: 'string',
    valueHint: 'path',
    description: 'Of the code that uses the client (default: the nearest above the output)',
  },
} as const satisfies ArgsDef;

/**
 * The changes, where it is asked for with the places in the user's code that use what they concern, relative to the working
 * directory: looking for them takes a compiler.
 *
 * @throws CodegenError PROJECT_MISSING, PROJECT_INVALID
 */
export async function withPlaces(
  { args, cwd, reporter }: Pick<Context, 'args' | 'cwd' | 'reporter'>,
  settings: Settings,
  before: Model,
  changes: readonly Change[],
): Promise<readonly Change[]> {
  if (!flagOf(args, 'impact') || changes.every((change) => change.class === 'safe')) return changes;
  reporter.progress('Looking through your code');
  const [{ findImpact }, { generateFiles }] = await Promise.all([
    import('../refactor/impact.ts'),
    import('../generate/files.ts'),
  ]);
  const tsconfig = textOf(args, 'tsconfig');
  return findImpact({
    changes,
    before,
    output: settings.output,
    base: cwd,
    generate: (model) => generateFiles(model, settings),
    ...(tsconfig === undefined ? {} : { tsconfig: resolve(cwd, tsconfig) }),
  });
}

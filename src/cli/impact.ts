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
  return findImpact({
    changes,
    before,
    ...projectOptions({ args, cwd }, settings),
    generate: (model) => generateFiles(model, settings),
  });
}

/** Where the user's code is, and what its places are told relative to. */
export function projectOptions(
  { args, cwd }: Pick<Context, 'args' | 'cwd'>,
  { output }: Pick<Settings, 'output'>,
): { readonly output: string; readonly base: string; readonly tsconfig?: string } {
  const tsconfig = textOf(args, 'tsconfig');
  return { output, base: cwd, ...(tsconfig === undefined ? {} : { tsconfig: resolve(cwd, tsconfig) }) };
}

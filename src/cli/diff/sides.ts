import { existsSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import type { Settings } from '../../config/settings.ts';
import { selectWorkspaces } from '../../config/workspaces.ts';
import { CodegenError } from '../../errors.ts';
import type { Warning } from '../../errors.ts';
import { parseLock } from '../../lock/parse.ts';
import { readLockText } from '../../lock/text.ts';
import type { Model } from '../../model/types.ts';
import type { Context } from '../context.ts';

/** One of the two models that are compared. */
export interface Side {
  /** What it is, in words. */
  readonly name: string;
  readonly model: Model;
  /** The lock that it was read from, absolute, where that is a file, with its text. */
  readonly file?: string;
  readonly text?: string;
  readonly warnings: readonly Warning[];
  /** Of a workspace: the ids of what it has, deactivated. */
  readonly deactivated?: ReadonlySet<string>;
}

export function lockSide(context: Pick<Context, 'cwd'>, path: string): Side {
  const text = readLockText(path);
  const name = shortPath(context, path);
  return { name, model: parseLock(text, path), file: path, text, warnings: [] };
}

export async function gitSide(context: Pick<Context, 'cwd'>, ref: string, lock: string): Promise<Side> {
  const { lockTextAt } = await import('./git.ts');
  const name = `${shortPath(context, lock)} at ${ref}`;
  return { name, model: parseLock(await lockTextAt(ref, lock), name), warnings: [] };
}

/** A live workspace, read as `generate` would read it. */
export async function workspaceSide(context: Context, settings: Settings): Promise<Side> {
  const { pullModel } = await import('../../generate/workspace.ts');
  const { model, deactivated, warnings } = await pullModel(context, settings);
  return { name: workspaceName(settings), model, warnings, deactivated };
}

/**
 * What the user named: a lock file that exists, or one of the workspaces of the config.
 * @throws CodegenError LOCK_MISSING; USAGE where it is neither
 */
export function namedSide(
  context: Context,
  given: string,
  all: readonly Settings[],
): { readonly read: () => Promise<Side> } {
  const path = resolve(context.cwd, given);
  const isPath = given.endsWith('.json') || /[\\/]/u.test(given);
  if (isPath) {
    if (!existsSync(path)) throw new CodegenError('LOCK_MISSING', `There is no lock at ${path}.`);
    return { read: async () => lockSide(context, path) };
  }
  const named = all.filter(({ workspace }) => workspace !== null);
  if (named.length === 0) {
    throw new CodegenError('USAGE', `${JSON.stringify(given)} is no lock file.`, {
      fix: 'Give the path of a .json file, or two names of `workspaces` of the config.',
    });
  }
  const [settings] = selectWorkspaces(named, [given]);
  if (settings === undefined) throw new Error(`no workspace was chosen for ${given}`);
  return { read: () => workspaceSide(context, settings) };
}

/** `production`, or the server's host. */
export function workspaceName({ workspace, url = '' }: Settings): string {
  return workspace ?? (URL.canParse(url) ? new URL(url).host : url);
}

export function shortPath({ cwd }: Pick<Context, 'cwd'>, path: string): string {
  const short = relative(cwd, path);
  return short.length < path.length ? short : path;
}

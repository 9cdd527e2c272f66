import type { Settings } from '../config/settings.ts';
import { CodegenError, exitCodeOf } from '../errors.ts';
import type { CommandResult, OneResult, WorkspaceFailure } from './result.ts';

/**
 * Runs a command in each of the workspaces, in turn. Of one workspace the result is its own, and so is its error; of
 * several, one that fails does not keep the others from being treated.
 *
 * @param run told when its work began: the first one's with the process, as performance.now() counts
 */
export async function inEach<R extends OneResult>(
  command: R['command'],
  workspaces: readonly Settings[],
  run: (settings: Settings, startedAt: number) => Promise<R>,
): Promise<CommandResult> {
  const [first, ...others] = workspaces;
  if (first === undefined) throw new CodegenError('CONFIG_INVALID', 'The config names no workspace.');
  if (others.length === 0) return named(await run(first, 0), first.workspace);
  const results: (R | WorkspaceFailure)[] = [];
  for (const settings of workspaces) {
    const workspace = settings.workspace ?? '';
    try {
      const startedAt = settings === first ? 0 : performance.now();
      results.push(named(await run(settings, startedAt), workspace));
    } catch (error) {
      results.push({ workspace, exitCode: exitCodeOf(error), error });
    }
  }
  const exitCode = Math.max(...results.map((result) => result.exitCode));
  return { command, exitCode, workspaces: results, warnings: [] };
}

function named<R extends OneResult>(result: R, workspace: string | null): R {
  return workspace === null ? result : { ...result, workspace };
}

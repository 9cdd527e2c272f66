import { execFile } from 'node:child_process';
import { CodegenError } from '../errors.ts';
import { hasCode } from '../replace-file.ts';

/** A lock may be large. */
const mostBytes = 1024 ** 3;

/** What a git command answered. */
export interface GitAnswer {
  readonly ok: boolean;
  readonly out: string;
  readonly problems: readonly string[];
}

/**
 * Runs git in a folder. A command that fails is an answer, too.
 * @throws CodegenError GIT_MISSING
 */
export function git(cwd: string, args: readonly string[]): Promise<GitAnswer> {
  return new Promise((resolve, reject) => {
    execFile(
      'git',
      [...args],
      { cwd, encoding: 'utf8', maxBuffer: mostBytes, windowsHide: true },
      (error, out, err) => {
        if (hasCode(error, 'ENOENT'))
          reject(
            new CodegenError('GIT_MISSING', 'git is not installed, or not on the PATH.', { cause: error }),
          );
        else
          resolve({
            ok: error === null,
            out,
            problems: err.split('\n').filter((line) => line.trim() !== ''),
          });
      },
    );
  });
}

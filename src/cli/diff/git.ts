import { existsSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { CodegenError } from '../../errors.ts';
import { git } from '../git.ts';

/**
 * The text of a lock as it was at a revision (a branch, a tag, a commit, `HEAD~3`).
 * @throws CodegenError GIT_MISSING, GIT_NO_REPOSITORY, GIT_REF_UNKNOWN, GIT_LOCK_MISSING; USAGE
 */
export async function lockTextAt(ref: string, lock: string): Promise<string> {
  // No revision begins so; git would take it for an option.
  if (ref.startsWith('-') || ref.includes('\0'))
    throw new CodegenError('USAGE', `--since takes a revision, not ${JSON.stringify(ref)}.`);
  const folder = dirname(lock);
  if (!existsSync(folder)) throw new CodegenError('LOCK_MISSING', `There is no folder ${folder}.`);
  const inside = await git(folder, ['rev-parse', '--is-inside-work-tree']);
  if (!inside.ok) {
    throw new CodegenError('GIT_NO_REPOSITORY', `${folder} is not in a git repository that can be read.`, {
      details: inside.problems,
    });
  }
  const commit = await git(folder, ['rev-parse', '--verify', '--quiet', `${ref}^{commit}`]);
  if (!commit.ok) {
    throw new CodegenError('GIT_REF_UNKNOWN', `There is no revision ${JSON.stringify(ref)} here.`, {
      details: commit.problems,
    });
  }
  const name = basename(lock);
  const blob = await git(folder, ['cat-file', 'blob', `${commit.out.trim()}:./${name}`]);
  if (!blob.ok) {
    throw new CodegenError('GIT_LOCK_MISSING', `There was no ${name} at ${JSON.stringify(ref)}.`, {
      details: blob.problems,
    });
  }
  return blob.out;
}

import { join } from 'node:path';
import { foldersUp } from '../../folders.ts';
import { readText } from '../../read-text.ts';
import type { ProjectFacts } from './project.ts';
import type { Proposal } from './edit.ts';

/** Whether git leaves `.env` of a folder alone, by the patterns of that folder and those above it. */
export function ignoresEnv({ cwd, repository }: Pick<ProjectFacts, 'cwd' | 'repository'>): boolean {
  for (const folder of foldersUp(cwd)) {
    const patterns = (readText(join(folder, '.gitignore')) ?? '').split(/\r?\n/u).map((line) => line.trim());
    // Not `.env.*`, which is about `.env.local` and its like.
    const last = patterns.findLast((line) => /^!?(?:\*\*\/|\/)?\.env\*?$/u.test(line));
    const isHere = last !== undefined && (folder === cwd || !/^!?\//u.test(last));
    if (isHere) return !last.startsWith('!');
    if (folder === repository) break;
  }
  return false;
}

/** Keeps the key from being committed, where there is one that could be. */
export function proposeGitignore(project: ProjectFacts): Proposal {
  const env = readText(join(project.cwd, '.env')) ?? '';
  if (!/^\s*(?:export\s+)?TWENTY_API_KEY\w*\s*=\s*\S/mu.test(env) || ignoresEnv(project)) return {};
  const path = join(project.cwd, '.gitignore');
  const before = readText(path);
  const newline = before?.includes('\r\n') === true ? '\r\n' : '\n';
  const start = before === null || before === '' || before.endsWith('\n') ? '' : newline;
  return {
    edit: {
      kind: 'gitignore',
      title: 'Add .env, which holds the key, to .gitignore',
      path,
      before,
      after: `${before ?? ''}${start}.env${newline}`,
    },
  };
}

import { relative } from 'node:path';
import { createTwoFilesPatch } from 'diff';

/** What an edit is about, as it is accepted or declined. */
export type EditKind = 'config' | 'scripts' | 'plugin' | 'gitignore' | 'ci';

/** A change to one file of the project. */
export interface Edit {
  readonly kind: EditKind;
  /** What it does, in a few words: `Add twenty:generate to package.json`. */
  readonly title: string;
  /** Absolute. */
  readonly path: string;
  /** Null where the file is new. */
  readonly before: string | null;
  readonly after: string;
}

/** What comes of looking at one kind of edit: one to make, or what the user is to do; neither where all is done. */
export interface Proposal {
  readonly edit?: Edit;
  /** To be done by hand, with what is to be pasted; may be of several lines. */
  readonly byHand?: string;
}

/** The lines that an edit changes, as a patch. */
export function patchOf({ path, before, after }: Edit, cwd: string): string {
  const name = relative(cwd, path).replaceAll('\\', '/');
  const from = before === null ? '/dev/null' : `a/${name}`;
  return createTwoFilesPatch(from, `b/${name}`, before ?? '', after, undefined, undefined, { context: 2 })
    .replace(/^=+\n/mu, '')
    .replace(/^Index: .*\n/u, '');
}

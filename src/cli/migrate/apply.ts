import { readFileSync } from 'node:fs';
import { CodegenError, messageOf } from '../../errors.ts';
import type { MigratedFile } from '../../refactor/migrate.ts';
import { replaceFile } from '../../replace-file.ts';

/** The user's files, written; to be taken back where what follows fails. */
export interface Applied {
  undo(): void;
}

/**
 * Writes the user's files: all of them, or none.
 * @throws CodegenError FILE_CHANGED, PROJECT_UNWRITABLE
 */
export function applyFiles(files: readonly MigratedFile[]): Applied {
  const texts = files.map(({ path, file, before, after }) => {
    const text = readFileSync(path, 'utf8');
    // The compiler leaves out the mark that some editors begin a file with.
    const mark = text.startsWith('\uFEFF') ? '\uFEFF' : '';
    if (text.slice(mark.length) !== before.replace(/^\uFEFF/u, ''))
      throw new CodegenError('FILE_CHANGED', `${file} was changed while the migration was planned.`);
    return { path, file, text, after: mark + after.replace(/^\uFEFF/u, '') };
  });
  const written: (typeof texts)[number][] = [];
  const undo = (): void => {
    for (const { path, text } of written.splice(0)) replaceFile(path, text);
  };
  for (const one of texts) {
    try {
      replaceFile(one.path, one.after);
      written.push(one);
    } catch (error) {
      undo();
      const reason = messageOf(error);
      throw new CodegenError('PROJECT_UNWRITABLE', `${one.file} cannot be written: ${reason}.`, {
        cause: error,
      });
    }
  }
  return { undo };
}

import { createTwoFilesPatch, diffLines } from 'diff';
import type { Place } from '../../diff/types.ts';
import { oneLine } from '../../diff/text.ts';
import type { MigratedFile } from '../../refactor/migrate.ts';
import type { MigrateResult } from '../result.ts';
import type { Paint } from '../terminal.ts';
import type { Wording, Words } from '../wording.ts';
import { count } from '../words.ts';

type Plan = Pick<MigrateResult, 'changes' | 'byHand' | 'problems' | 'successors'>;

/** What would be done: the renames, and every line that changes. */
export function planText(plan: Plan, files: readonly MigratedFile[], paint: Paint): string {
  const renames = [
    ...plan.changes.map(({ message }) => oneLine(message)),
    ...plan.successors.map((text) => `${oneLine(text)} takes the place of what was removed.`),
  ];
  return [
    ...renames.map((line) => `${line}\n`),
    ...(files.length > 0 ? ['\n'] : []),
    ...files.map(
      ({ file, before, after }) => `${paint('bold', file)}\n${changedLines(before, after, paint)}`,
    ),
  ].join('');
}

function changedLines(before: string, after: string, paint: Paint): string {
  let line = 1;
  return diffLines(before, after)
    .map(({ value, added, removed }) => {
      const lines = value.replace(/\n$/u, '').split('\n');
      if (!added && !removed) {
        line += lines.length;
        return '';
      }
      const at = line;
      if (removed) return lines.map((text, index) => shown(at + index, '-', text, 'red')).join('');
      line += lines.length;
      return lines.map((text, index) => shown(at + index, '+', text, 'green')).join('');
    })
    .join('');

  function shown(number: number, sign: string, text: string, colour: 'red' | 'green'): string {
    return `${paint('dim', String(number).padStart(5))} ${paint(colour, `${sign} ${oneLine(text)}`)}\n`;
  }
}

/** For `git apply` and `patch -p1`, in the folder that the command ran in. */
export function patchOf(files: readonly MigratedFile[]): string {
  return files
    .map(({ file, before, after }) => {
      const patch = createTwoFilesPatch(`a/${file}`, `b/${file}`, before, after, undefined, undefined, {
        context: 3,
      });
      return patch.replace(/^=+\n/mu, '').replace(/^Index: .*\n/u, '');
    })
    .join('');
}

/** What was done, and what is left to do by hand. */
export function wordMigration(
  result: Omit<MigrateResult, 'word'>,
  files: readonly MigratedFile[],
  { out, err, path }: Wording,
  isShown: boolean,
): Words {
  const { byHand, problems, dryRun, written, removed } = result;
  if (result.changes.length + result.successors.length === 0) {
    return {
      out: '',
      err: `Nothing was renamed since ${result.from}: there is nothing to carry through your code. \`twenty-codegen generate\` writes the client. Where your code is written for an older lock, name its revision: \`migrate --since v1.2\`.\n`,
    };
  }
  const item = ({ file, line, column }: Place, text: string): string =>
    `  ${err('cyan', `${file}:${line}:${column}`)}  ${text}\n`;
  const list = (title: string, items: readonly string[]): string =>
    items.length === 0 ? '' : `\n${title}\n${items.join('')}`;
  const places = files.reduce((sum, file) => sum + file.places.length, 0);
  const would = dryRun ? 'would be ' : '';
  const done = `From ${result.from}: ${count(places, 'name')} in ${count(files.length, 'file')} ${would}replaced; ${path(result.output)}: ${written.length} ${would}written, ${removed.length} ${would}removed`;
  return {
    out: dryRun ? patchOf(files) : isShown ? '' : planText(result, files, out),
    err: [
      list(
        'To be looked at by hand:',
        byHand.map((place) => item(place, `${oneLine(place.text)} ${err('dim', `(${place.reason})`)}`)),
      ),
      list(
        'Does not compile yet:',
        problems.map((place) => item(place, oneLine(place.message))),
      ),
      `\n${err(problems.length > 0 ? 'yellow' : 'green', done)}\n`,
    ].join(''),
  };
}

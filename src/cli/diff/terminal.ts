import { audienceText, byClass, countText, meanings } from '../../diff/report.ts';
import { oneLine } from '../../diff/text.ts';
import type { ChangeClass } from '../../diff/types.ts';
import type { Paint, Style } from '../terminal.ts';
import type { Report } from './report.ts';

const styles: Readonly<Record<ChangeClass, Style>> = { breaking: 'red', risky: 'yellow', safe: 'green' };

/** The changes for a terminal, by class, each with the places that it concerns below it. Nothing where there are none. */
export function toTerminal({ changes }: Report, paint: Paint): string {
  return byClass(changes)
    .map((group) => {
      const lines = group.changes.flatMap((change) => [
        `  ${oneLine(change.message)} ${paint('dim', `[${change.code}${audienceText(change)}]`)}\n`,
        ...(change.places ?? []).map(({ file, line, column, text }) => {
          const where = paint('cyan', `${oneLine(file)}:${line}:${column}`);
          return `    ${where}  ${oneLine(text)}\n`;
        }),
      ]);
      const head = `${paint(styles[group.name], group.name)} ${paint('dim', `(${meanings[group.name]})`)}`;
      return `${head}\n${lines.join('')}`;
    })
    .join('\n');
}

/** What was compared and found, on one line. */
export function summary({ before, after, changes }: Report, paint: Paint): string {
  const sides = `${oneLine(before)} → ${oneLine(after)}`;
  if (changes.length === 0) return `${paint('green', sides)}: no changes\n`;
  const isBroken = changes.some((change) => change.class === 'breaking');
  return `${paint(isBroken ? 'red' : 'yellow', sides)}: ${countText(changes)}\n`;
}

import { codeSpan, escapeMarkdown } from '../../diff/markdown.ts';
import { audienceText, byClass, countText } from '../../diff/report.ts';
import type { Change } from '../../diff/types.ts';
import { upperFirst } from '../../model/case.ts';
import type { Report } from './report.ts';

/** More places than this below one change, or more changes in all, are counted: GitHub takes 65,536 characters. */
const mostPlaces = 20;
const mostChanges = 200;

/** The changes as a comment on a pull request. What needs no attention is folded. */
export function toMarkdown({ before, after, changes }: Report): string {
  const sides = `${codeSpan(before)} → ${codeSpan(after)}`;
  if (changes.length === 0) return `### CRM model: no changes\n\n${sides}\n`;
  const shown = changes.slice(0, mostChanges);
  const groups = byClass(shown).map((group) => {
    const items = group.changes.map((change) => item(change)).join('');
    const title = upperFirst(group.name);
    return group.name === 'safe'
      ? `<details>\n<summary>${title} (${group.changes.length})</summary>\n\n${items}\n</details>\n`
      : `#### ${title}\n\n${items}`;
  });
  const more = changes.length - shown.length;
  const rest = more > 0 ? [`…and ${more} more.\n`] : [];
  return [`### CRM model: ${countText(changes)}\n`, `${sides}\n`, ...groups, ...rest].join('\n');
}

function item(change: Change): string {
  const { places = [] } = change;
  const code = `\`${change.code}\`${audienceText(change)}`;
  const shown = places.slice(0, mostPlaces).map(({ file, line, text }) => {
    const where = codeSpan(`${file}:${line}`);
    return `  - ${where} ${codeSpan(text)}\n`;
  });
  const more = places.length - shown.length;
  if (more > 0) shown.push(`  - and ${more} more\n`);
  return `- ${escapeMarkdown(change.message)} ${code}\n${shown.join('')}`;
}

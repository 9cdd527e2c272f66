import { oneLine } from '../../diff/text.ts';
import type { Change } from '../../diff/types.ts';
import { audienceText, byClass, countText } from './report.ts';
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
    const title = `${group.name.charAt(0).toUpperCase()}${group.name.slice(1)}`;
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

/**
 * Text that reads in Markdown as it is: no markup, HTML, link, list, heading, nor anything that GitHub makes of plain text
 * (mentions of people, references to issues, bare URLs).
 */
export function escapeMarkdown(text: string): string {
  return (
    oneLine(text)
      .replaceAll(/[\\`*_{}[\]<>|~&$]/gu, String.raw`\$&`)
      // GitHub looks for these after it has read the Markdown, where a backslash is gone; a comment it does not see through.
      .replaceAll(/[@#]/gu, '$&<!-- -->')
      .replaceAll(/\b(GH|gh)-(?=\d)/gu, '$1-<!-- -->')
      .replaceAll('://', String.raw`\://`)
      .replaceAll(/\bwww\./giu, String.raw`$&<!-- -->`)
      .replaceAll(/^([-+=]|\d+(?=[.)]))/gu, String.raw`\$1`)
  );
}

/** Text as code, whatever it holds. */
export function codeSpan(text: string): string {
  const clean = oneLine(text);
  const longest = Math.max(0, ...(clean.match(/`+/gu) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longest + 1);
  const pad = longest > 0 || clean === '' ? ' ' : '';
  return `${fence}${pad}${clean}${pad}${fence}`;
}

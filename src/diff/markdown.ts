import { oneLine } from './text.ts';

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

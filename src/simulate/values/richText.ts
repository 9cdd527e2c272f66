import { isObject } from '../json.ts';
import { stableUuid } from '../ids.ts';

interface Inline {
  readonly type: 'text';
  readonly text: string;
  readonly styles: Readonly<Record<string, boolean>>;
}

const styles = { backgroundColor: 'default', textColor: 'default', textAlignment: 'left' } as const;

/** Text with `**bold**` and `*italic*` as BlockNote's inline content. */
function inlines(text: string): Inline[] {
  const parts: Inline[] = [];
  const expression = /\*\*(.+?)\*\*|\*(.+?)\*/g;
  let from = 0;
  for (const match of text.matchAll(expression)) {
    if (match.index > from) parts.push({ type: 'text', text: text.slice(from, match.index), styles: {} });
    const bold = match[1];
    if (bold !== undefined) parts.push({ type: 'text', text: bold, styles: { bold: true } });
    else parts.push({ type: 'text', text: match[2] ?? '', styles: { italic: true } });
    from = match.index + match[0].length;
  }
  if (from < text.length) parts.push({ type: 'text', text: text.slice(from), styles: {} });
  return parts;
}

/** The BlockNote blocks, as JSON text, that the server derives from Markdown: headings and paragraphs. */
export function blocksOf(markdown: string): string | null {
  if (markdown === '') return null;
  const blocks = markdown.split(/\n{2,}/).map((paragraph, index) => {
    const heading = /^(#{1,3}) (.*)$/s.exec(paragraph);
    const id = stableUuid('block', String(index), paragraph);
    if (heading === null) {
      return { id, type: 'paragraph', props: styles, content: inlines(paragraph), children: [] };
    }
    const props = { ...styles, level: heading[1]?.length ?? 1, isToggleable: false };
    return { id, type: 'heading', props, content: inlines(heading[2] ?? ''), children: [] };
  });
  return JSON.stringify(blocks);
}

/** The Markdown that the server derives from BlockNote blocks. */
export function markdownOf(blocknote: string): string {
  let blocks: unknown;
  try {
    blocks = JSON.parse(blocknote);
  } catch {
    return '';
  }
  if (!Array.isArray(blocks)) return '';
  const paragraphs = blocks.filter(isObject).map((block) => {
    const content: unknown = block['content'];
    const parts = Array.isArray(content) ? content.filter(isObject) : [];
    return parts.map((part) => String(part['text'] ?? '')).join('');
  });
  return `${paragraphs.join('\n\n')}\n`;
}

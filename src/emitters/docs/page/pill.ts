import type { ModelOption } from '../../../model/types.ts';
import { h } from './dom.ts';

/** The names that the CRM gives to colours. */
const colors: ReadonlySet<string> = new Set(
  (
    'tomato red ruby crimson pink plum purple violet iris blue sky cyan turquoise teal jade mint green grass lime ' +
    'yellow amber gold orange brown bronze gray'
  ).split(' '),
);

export function colorName(color: string | undefined): string {
  return color !== undefined && colors.has(color) ? color : 'gray';
}

/** An option as the CRM shows it, with its value where that says something else. */
export function optionPill({ value, label, color }: ModelOption): HTMLElement {
  const folded = (text: string) => text.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '');
  return h(
    'li',
    { class: 'option' },
    h('span', { class: 'pill', 'data-color': colorName(color) }, label || value),
    folded(label) === folded(value) && label !== ''
      ? h('span', { class: 'sr' }, ` (${value})`)
      : h('code', {}, value),
  );
}

export function badge(text: string, kind = ''): HTMLElement {
  return h('span', { class: `badge ${kind}`.trim() }, text);
}

import { propertyName } from '../../../model/access.ts';
import type { ModelField } from '../../../model/types.ts';
import type { PageObject } from './data.ts';
import { s } from './dom.ts';
import type { Box } from './layout.ts';
import { ownFields, typeLabel } from './shape.ts';

/** How much of an object the picture shows. */
export type Detail = 'names' | 'fields';

export interface Card extends Box {
  readonly element: SVGGElement;
}

const mostRows = 6;
const [head, rowHeight] = [46, 19];
const family = (name: string): string => getComputedStyle(document.documentElement).getPropertyValue(name);
export const fonts = {
  label: `600 14px ${family('--sans')}`,
  code: `11px ${family('--mono')}`,
  row: `12px ${family('--sans')}`,
};

/** An object as a box of the picture: what it is called, and where there is room its first fields. */
export function card({ object }: PageObject, detail: Detail, related: string): Card {
  const rows =
    detail === 'fields' ? rowsOf(object.fields.length, ownFields(object)) : { fields: [], more: 0 };
  const name = object.labelSingular || object.nameSingular;
  const wanted = Math.max(
    measure(name, fonts.label) + 34,
    measure(object.nameSingular, fonts.code) + 34,
    ...rows.fields.map(
      (field) => measure(propertyName(field), fonts.row) + measure(typeLabel(field), fonts.code) + 50,
    ),
  );
  const width = Math.round(Math.min(240, Math.max(detail === 'fields' ? 190 : 132, wanted)));
  const count = rows.fields.length + (rows.more > 0 ? 1 : 0);
  const height = head + (count > 0 ? count * rowHeight + 12 : 0);
  const kind = object.isSystem ? 'system' : object.isCustom ? 'custom' : 'standard';
  const element = s(
    'g',
    {
      class: `card ${kind}`,
      role: 'button',
      tabindex: '-1',
      'aria-label': `${name}, ${object.fields.length} fields${object.isSystem ? ', of the system' : ''}${related}`,
    },
    s('rect', { class: 'box', x: -width / 2, y: -height / 2, width, height, rx: 8 }),
    s('rect', {
      class: 'stripe',
      x: -width / 2 + 9,
      y: -height / 2 + 12,
      width: 3,
      height: head - 24,
      rx: 1.5,
    }),
    text('label', -width / 2 + 20, -height / 2 + 20, cut(name, fonts.label, width - 32)),
    text('facts', -width / 2 + 20, -height / 2 + 35, cut(object.nameSingular, fonts.code, width - 32)),
  );
  if (count > 0)
    element.append(
      s('line', {
        class: 'rule',
        x1: -width / 2,
        x2: width / 2,
        y1: -height / 2 + head,
        y2: -height / 2 + head,
      }),
    );
  for (const [index, field] of rows.fields.entries()) {
    const y = -height / 2 + head + 18 + index * rowHeight;
    const type = typeLabel(field);
    const room = width - 40 - measure(type, fonts.code);
    element.append(
      text(
        `row${field.relation ? ' key' : ''}`,
        -width / 2 + 12,
        y,
        cut(propertyName(field), fonts.row, room),
      ),
      text('type', width / 2 - 12, y, type),
    );
  }
  if (rows.more > 0)
    element.append(
      text(
        'more',
        -width / 2 + 12,
        -height / 2 + head + 18 + rows.fields.length * rowHeight,
        `and ${rows.more} more`,
      ),
    );
  return { element, width, height };
}

function rowsOf(all: number, fields: readonly ModelField[]) {
  const shown = fields
    .filter(({ isSystem, name, relation }) => !isSystem && name !== 'id' && relation?.morph === undefined)
    .slice(0, mostRows);
  return { fields: shown, more: all - shown.length };
}

function text(name: string, x: number, y: number, content: string): SVGTextElement {
  return s('text', { class: name, x: Math.round(x), y: Math.round(y) }, content);
}

let context: CanvasRenderingContext2D | null | undefined;
const widths = new Map<string, number>();

/** In pixels, as the picture is drawn. */
export function measure(content: string, font: string): number {
  const key = `${font}\n${content}`;
  const known = widths.get(key);
  if (known !== undefined) return known;
  context ??= document.createElement('canvas').getContext('2d');
  if (context) context.font = font;
  const width = context ? context.measureText(content).width : content.length * 8;
  widths.set(key, width);
  return width;
}

/** Without what is in its middle, where it is too long: names differ at their ends. */
function cut(content: string, font: string, width: number): string {
  if (content.length <= 200 && measure(content, font) <= width) return content;
  const characters = [...content];
  for (let kept = Math.min(60, characters.length - 1); kept > 1; kept -= 1) {
    const start = characters
      .slice(0, Math.ceil(kept / 2))
      .join('')
      .trimEnd();
    const short = `${start}…${characters
      .slice(characters.length - Math.floor(kept / 2))
      .join('')
      .trimStart()}`;
    if (measure(short, font) <= width) return short;
  }
  return '…';
}

import type { Column } from '../columns.ts';
import { jsonbText } from '../json.ts';
import { byCodePoint } from '../text.ts';

/** Two stored values, neither null, in the column's order: options by their position, text by code point. */
export function compareValues(column: Column, a: unknown, b: unknown): number {
  if (Array.isArray(a) && Array.isArray(b)) {
    for (const [index, item] of a.slice(0, b.length).entries()) {
      const order = compareValues(column, item, b[index]);
      if (order !== 0) return order;
    }
    return a.length - b.length;
  }
  if (column.options !== undefined && typeof a === 'string' && typeof b === 'string') {
    return column.options.indexOf(a) - column.options.indexOf(b);
  }
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  if (typeof a === 'boolean' && typeof b === 'boolean') return Number(a) - Number(b);
  if (typeof a === 'string' && typeof b === 'string') return byCodePoint(a, b);
  return compareJson(a, b);
}

/** JSON as a jsonb column sorts it, near enough: what has fewer members first, then by its text. */
function compareJson(a: unknown, b: unknown): number {
  const size = (value: unknown): number =>
    typeof value === 'object' && value !== null ? Object.keys(value).length : -1;
  return size(a) - size(b) || byCodePoint(jsonbText(a), jsonbText(b));
}

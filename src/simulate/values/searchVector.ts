import { isObject } from '../json.ts';
import type { Row } from '../store.ts';
import { byCodePoint } from '../text.ts';
import type { Table } from '../workspace.ts';

/** The text search vector of a record as PostgreSQL prints it: here of its label only. */
export function searchVector(row: Row, table: Table): string {
  const label = row[table.object.labelIdentifier ?? 'name'];
  const text = isObject(label) ? Object.values(label).join(' ') : typeof label === 'string' ? label : '';
  const positions = new Map<string, number[]>();
  for (const [index, word] of (
    text
      .normalize('NFD')
      .replaceAll(/\p{M}/gu, '')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? []
  ).entries()) {
    positions.set(word, [...(positions.get(word) ?? []), index + 1]);
  }
  return [...positions]
    .toSorted(([a], [b]) => byCodePoint(a, b))
    .map(([word, at]) => `'${word}':${at.join(',')}`)
    .join(' ');
}

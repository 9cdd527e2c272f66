import type { Row } from './operation.js';
import type { Selection } from './selection.js';

/**
 * The records that an answer holds, under one name, or under two on old servers.
 *
 * @param isOnly it holds one record instead of a list.
 * @throws TypeError where there are none.
 */
export function recordsOf(body: unknown, selection: Selection, isOnly = false): readonly Row[] {
  let value: unknown = (body as Row)['data'];
  for (let level = 0; level < 2 && !Array.isArray(value); level += 1) {
    const held = value as Row;
    const [name = ''] = Object.keys(held);
    value = isOnly ? [held[name]] : held[name];
  }
  return (value as readonly Row[]).map((row) => project(row, selection));
}

/** REST gives every field, whatever is selected. A relation that it does not give is undefined, to be asked for. */
function project(row: Row, { fields, toOne }: Selection): Row {
  if (!('id' in row)) throw new TypeError('No record.');
  const result: Row = {};
  for (const name of fields) result[name] = row[name] ?? null;
  for (const { name, selection } of toOne)
    result[name] = row[name] ? project(row[name] as Row, selection) : row[name];
  return result;
}

export function edgesOf(rows: readonly Row[]): readonly object[] {
  return rows.map((node) => ({ node }));
}

export function groupOf({ groupByDimensionValues, ...values }: Row, aggregates: readonly string[]): Row {
  const group: Row = { groupByDimensionValues };
  for (const name of aggregates) {
    const value = values[name] ?? null;
    // Counts, and sums of amounts, come as text.
    group[name] = typeof value === 'string' && /^-?[\d.]+$/.test(value) ? Number(value) : value;
  }
  return group;
}

/** Of no records GraphQL says nothing but how many they are. */
export function totalsOf(all: Row | undefined, aggregates: readonly string[]): Row {
  const totals: Row = {};
  for (const name of aggregates)
    totals[name] = all?.['totalCount'] ? all[name] : name === 'totalCount' ? 0 : null;
  return totals;
}

import type { Table } from '../workspace.ts';
import type { Execution } from './context.ts';
import type { Columns } from './input.ts';

/** The smallest and the largest position; undefined where there is none. */
function extentOf(rows: Iterable<Columns>): readonly [first: number, last: number] | undefined {
  let [first, last] = [Infinity, -Infinity];
  for (const { position } of rows) {
    if (typeof position !== 'number') continue;
    first = Math.min(first, position);
    last = Math.max(last, position);
  }
  return first > last ? undefined : [first, last];
}

/** The position of a record that is moved: before all others, or after them. */
export function settledPosition(position: unknown, table: Table, execution: Execution): unknown {
  if (typeof position === 'number') return position;
  const extent = extentOf(execution.store.rows(table).values());
  if (extent === undefined) return 0;
  return position === 'last' ? extent[1] + 1 : extent[0] - 1;
}

/**
 * Gives each new row its number. None and 'first' go before all others, 'last' after them; a batch is answered in
 * that order: none and 'first', then 'last', then those that came with a number.
 */
export function settlePositions(batch: readonly Columns[], table: Table, execution: Execution): Columns[] {
  if (!table.fields.has('position')) return [...batch];
  let [first, last] = extentOf([...execution.store.rows(table).values(), ...batch]) ?? [1, 0];
  const starts: Columns[] = [];
  const ends: Columns[] = [];
  const numbered: Columns[] = [];
  for (const columns of batch) {
    const position = columns['position'];
    if (typeof position === 'number') numbered.push(columns);
    else if (position === 'last') ends.push({ ...columns, position: ++last });
    else starts.push({ ...columns, position: --first });
  }
  return [...starts, ...ends, ...numbered];
}

import type { Table } from '../workspace.ts';
import type { Execution } from './context.ts';
import type { Columns } from './input.ts';

/**
 * Gives each new row its number. None and 'first' go before all others, 'last' after them; a batch is answered in
 * that order: none and 'first', then 'last', then those that came with a number.
 */
export function settlePositions(batch: readonly Columns[], table: Table, execution: Execution): Columns[] {
  if (!table.fields.has('position')) return [...batch];
  const numbers = [...execution.store.rows(table).values(), ...batch]
    .map((columns) => columns['position'])
    .filter((position) => typeof position === 'number');
  let first = numbers.length === 0 ? 1 : Math.min(...numbers);
  let last = numbers.length === 0 ? 0 : Math.max(...numbers);
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

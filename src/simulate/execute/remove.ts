import { notFound } from '../fault.ts';
import type { JsonObject } from '../json.ts';
import { idOf } from '../store.ts';
import type { Row } from '../store.ts';
import { joinColumn } from '../workspace.ts';
import type { Table } from '../workspace.ts';
import { referrers } from './constraints.ts';
import type { Execution } from './context.ts';
import { matching } from './find.ts';

export type Removal = 'delete' | 'restore' | 'destroy';

/** Takes a row away for good; those that refer to it follow or let go, as their relation says. */
export function destroyRow(row: Row, table: Table, execution: Execution): void {
  execution.store.remove(table, idOf(row));
  for (const referrer of referrers(row, table, execution)) {
    if (referrer.field.relation?.onDelete === 'CASCADE') destroyRow(referrer.row, referrer.table, execution);
    else execution.store.put(referrer.table, { ...referrer.row, [joinColumn(referrer.field)]: null });
  }
}

/** What a removal leaves of a row. Deleting renews deletedAt; restoring a live record changes nothing. */
function changed(row: Row, removal: Removal, execution: Execution): Row {
  if (removal === 'delete') {
    const now = execution.now();
    return { ...row, deletedAt: now, updatedAt: now };
  }
  return removal === 'restore' ? { ...row, deletedAt: null, updatedAt: execution.now() } : row;
}

/**
 * Soft-deletes, restores or destroys rows, soft-deleted ones included. `read` sees each as it is answered:
 * what is destroyed, before it is gone.
 */
export function removeRows<T>(
  rows: readonly Row[],
  removal: Removal,
  table: Table,
  execution: Execution,
  read: (row: Row) => T,
): T[] {
  if (removal === 'destroy') {
    const answers = rows.map(read);
    for (const row of rows) destroyRow(row, table, execution);
    return answers;
  }
  const next = rows.map((row) => changed(row, removal, execution));
  for (const row of next) execution.store.put(table, row);
  return next.map(read);
}

export function rowById(id: string, table: Table, execution: Execution): Row {
  const row = execution.store.rows(table).get(id);
  if (row === undefined) throw notFound();
  return row;
}

export function rowsByFilter(filter: JsonObject, table: Table, execution: Execution): readonly Row[] {
  return matching(filter, table, execution, true);
}

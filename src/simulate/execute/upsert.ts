import { badInput } from '../fault.ts';
import { idOf } from '../store.ts';
import type { Row } from '../store.ts';
import type { Table } from '../workspace.ts';
import { rowsOfUniqueKey, uniqueFields, uniqueKey } from './constraints.ts';
import type { Execution } from './context.ts';
import type { Columns } from './input.ts';
import { updateRow } from './update.ts';

/** The rows that have the input's id or one of its unique values, soft-deleted ones too. */
function matches(columns: Columns, table: Table, execution: Execution): Map<string, string[]> {
  const found = new Map<string, string[]>();
  const note = (row: Row, reason: string): void => {
    found.set(idOf(row), [...(found.get(idOf(row)) ?? []), reason]);
  };
  const byId = execution.store.rows(table).get(String(columns['id']));
  if (byId !== undefined) note(byId, `id (id: ${idOf(byId)})`);
  for (const field of uniqueFields(table)) {
    const key = uniqueKey(field, columns);
    if (key === undefined) continue;
    for (const row of rowsOfUniqueKey(field, key, table, execution)) {
      const [value] = JSON.parse(key) as unknown[];
      note(row, `${field.name} (${field.name}: ${String(value)})`);
    }
  }
  return found;
}

/** What identifies an input within its batch: two of the same are one, and the last wins. */
function batchKey(columns: Columns, table: Table): string | undefined {
  if (typeof columns['id'] === 'string') return columns['id'];
  for (const field of uniqueFields(table)) {
    const key = uniqueKey(field, columns);
    if (key !== undefined) return `${field.name}:${key}`;
  }
  return undefined;
}

/** Updates the records that exist, reviving soft-deleted ones, and gives those to insert. */
export function splitUpsert(
  batch: readonly Columns[],
  table: Table,
  execution: Execution,
): { updated: Row[]; fresh: Columns[] } {
  const updated = new Map<string, Row>();
  const fresh = new Map<string, Columns>();
  for (const [index, columns] of batch.entries()) {
    const found = matches(columns, table, execution);
    if (found.size > 1) {
      const reasons = [...found.values()].flat().join('; ');
      const message =
        `Multiple records found with the same unique field values for ${reasons}. ` +
        'Cannot determine which record to update.';
      throw badInput(message, 'UPSERT_MULTIPLE_MATCHING_RECORDS_CONFLICT', message);
    }
    const [id] = found.keys();
    const row = id === undefined ? undefined : execution.store.rows(table).get(id);
    if (row === undefined) {
      const key = batchKey(columns, table) ?? `#${index}`;
      fresh.set(key, { ...fresh.get(key), ...columns });
      continue;
    }
    const written = updateRow({ ...row, deletedAt: null }, { ...columns, id: row['id'] }, table, execution);
    updated.set(idOf(written), written);
  }
  return { updated: [...updated.values()], fresh: [...fresh.values()] };
}

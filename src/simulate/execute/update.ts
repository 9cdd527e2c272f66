import { badInput, notFound } from '../fault.ts';
import { compositeOf } from '../columns.ts';
import { isObject } from '../json.ts';
import type { JsonObject } from '../json.ts';
import { idOf } from '../store.ts';
import type { Row } from '../store.ts';
import { replacesWhole } from '../values/composites.ts';
import type { Table } from '../workspace.ts';
import { checkIdChange, checkRow } from './constraints.ts';
import type { Execution } from './context.ts';
import { apiActor, wholeComposite } from './defaults.ts';
import { matching } from './find.ts';
import { inputColumns } from './input.ts';
import type { Columns } from './input.ts';
import { settledPosition } from './positions.ts';

const updateLimit = 200;

/** One composite after a partial write: some types are merged, others replaced; null is ignored. */
function mergedColumn(name: string, value: unknown, row: Row, table: Table): unknown {
  const field = table.fields.get(name);
  if (field === undefined || compositeOf(field) === undefined) return value;
  const known = row[name];
  if (!isObject(value)) return known;
  if (replacesWhole(field.type)) return wholeComposite(field, value);
  return { ...(isObject(known) ? known : {}), ...value };
}

/** Writes columns over a row. */
export function updateRow(
  row: Row,
  columns: Columns,
  table: Table,
  execution: Execution,
  batch: ReadonlySet<string> = new Set(),
): Row {
  const next: Record<string, unknown> = { ...row };
  for (const [name, value] of Object.entries(columns)) {
    next[name] =
      name === 'position' ? settledPosition(value, table, execution) : mergedColumn(name, value, row, table);
  }
  if (columns['updatedAt'] === undefined && table.fields.has('updatedAt'))
    next['updatedAt'] = execution.now();
  if (table.fields.has('updatedBy')) next['updatedBy'] = apiActor(execution);
  if (next['id'] !== row['id']) checkIdChange(row, table, execution);
  checkRow(next, table, execution, batch);
  if (next['id'] !== row['id']) execution.store.remove(table, idOf(row));
  execution.store.put(table, next);
  return next;
}

/** updateOne: works on soft-deleted records too. */
export function updateOne(id: string, data: JsonObject, table: Table, execution: Execution): Row {
  const columns = inputColumns(data, table, execution);
  const row = execution.store.rows(table).get(id);
  if (row === undefined) throw notFound();
  return execution.store.atomically(() => updateRow(row, columns, table, execution));
}

/** updateMany: soft-deleted records included. */
export function updateMany(filter: JsonObject, data: JsonObject, table: Table, execution: Execution): Row[] {
  const columns = inputColumns(data, table, execution);
  const rows = matching(filter, table, execution, true);
  if (rows.length > updateLimit) {
    throw badInput(
      `Cannot update more than ${updateLimit} records at once`,
      undefined,
      `You can only update up to ${updateLimit} records at once.`,
    );
  }
  return execution.store.atomically(() => {
    const written = new Set<string>();
    return rows.map((row) => {
      const next = updateRow(row, columns, table, execution, written);
      written.add(idOf(next));
      return next;
    });
  });
}

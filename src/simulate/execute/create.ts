import { badInput } from '../fault.ts';
import type { JsonObject } from '../json.ts';
import { idOf } from '../store.ts';
import type { Row } from '../store.ts';
import { isUuid } from '../values/uuid.ts';
import type { Table } from '../workspace.ts';
import { checkRow, duplicateEntry } from './constraints.ts';
import type { Execution } from './context.ts';
import { completeColumns } from './defaults.ts';
import { inputColumns } from './input.ts';
import type { Columns } from './input.ts';
import { settlePositions } from './positions.ts';
import { splitUpsert } from './upsert.ts';

function checkId(data: JsonObject): void {
  const { id } = data;
  if (id === undefined || id === null || isUuid(id)) return;
  throw badInput(`Value "${String(id)}" is not a valid UUID`, 'INVALID_QUERY_INPUT', 'Invalid UUID format.');
}

/** Inserts new rows, or none of them. */
function insertAll(batch: readonly Columns[], table: Table, execution: Execution): Row[] {
  const inserted: Row[] = [];
  const ids = new Set<string>();
  for (const columns of settlePositions(batch, table, execution)) {
    const row = completeColumns(columns, table, execution);
    if (execution.store.rows(table).has(idOf(row))) throw duplicateEntry();
    checkRow(row, table, execution, ids);
    execution.store.put(table, row);
    ids.add(idOf(row));
    inserted.push(row);
  }
  return inserted;
}

/** createOne and createMany: the rows written, in the server's order. */
export function createRecords(
  records: readonly JsonObject[],
  upsert: boolean,
  table: Table,
  execution: Execution,
): Row[] {
  const { batchLimit } = execution;
  if (records.length > batchLimit) {
    const message = `Maximum number of records to upsert is ${batchLimit}.`;
    throw badInput(message, 'TOO_MANY_RECORDS_TO_UPDATE', message);
  }
  for (const data of records) checkId(data);
  const batch = records.map((data) => {
    const columns = inputColumns(data, table, execution);
    return typeof columns['id'] === 'string' ? { ...columns, id: columns['id'].toLowerCase() } : columns;
  });
  return execution.store.atomically(() => {
    if (!upsert) return insertAll(batch, table, execution);
    const { updated, fresh } = splitUpsert(batch, table, execution);
    return [...updated, ...insertAll(fresh, table, execution)];
  });
}

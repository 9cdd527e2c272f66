import type { ModelField } from '../../model/types.ts';
import { compositeOf } from '../columns.ts';
import { badInput } from '../fault.ts';
import { claimFiles } from '../files.ts';
import { isObject, own } from '../json.ts';
import { idOf } from '../store.ts';
import type { Row } from '../store.ts';
import { constraintName, isToMany, isToOne, joinColumn } from '../workspace.ts';
import type { Table } from '../workspace.ts';
import type { Execution } from './context.ts';
import { rowsOfJoin } from './narrow.ts';
import { isLive } from './record.ts';

function violated(message: string): Error {
  const friendly =
    'This operation references a record that does not exist or cannot be modified due to existing relationships.';
  return badInput(message, undefined, friendly);
}

export function duplicateEntry(
  friendly = 'This record already exists. Please check your data and try again.',
  more: Readonly<Record<string, unknown>> = {},
): Error {
  return badInput('A duplicate entry was detected', undefined, friendly, more);
}

/** What a unique field's constraint counts, as one text; undefined where a part is NULL: that never conflicts. */
export function uniqueKey(field: ModelField, row: Row): string | undefined {
  const composite = compositeOf(field);
  const column = isToOne(field) ? joinColumn(field) : field.name;
  const value = own(row, column);
  const parts: readonly unknown[] =
    composite === undefined
      ? [value]
      : composite.unique.map((part) => (isObject(value) ? value[part] : null));
  if (parts.length === 0 || parts.some((part) => part === null || part === undefined || part === ''))
    return undefined;
  return JSON.stringify(parts);
}

/** The rows that have the same in a unique field: one, or none. */
export function rowsOfUniqueKey(
  field: ModelField,
  key: string,
  table: Table,
  { store }: Execution,
): readonly Row[] {
  return store.indexed(table, `unique ${field.name}`, (row) => uniqueKey(field, row), key);
}

export function uniqueFields(table: Table): readonly ModelField[] {
  return [...table.fields.values()].filter(
    (field) => field.isUnique && !isToMany(field) && field.name !== 'id',
  );
}

function checkNotNull(row: Row, table: Table): void {
  for (const field of table.fields.values()) {
    if (field.isNullable || isToMany(field) || field.type === 'TS_VECTOR') continue;
    if (compositeOf(field) !== undefined) continue;
    const column = isToOne(field) ? joinColumn(field) : field.name;
    if (row[column] !== null && row[column] !== undefined) continue;
    // A default of '' is the same as NULL in the store, and no violation.
    if (field.defaultValue === "''") continue;
    throw badInput(
      `null value in column "${column}" of relation "${table.relationName}" violates not-null constraint`,
      undefined,
      'A required field is missing. Please provide all required values and try again.',
    );
  }
}

function checkForeignKeys(row: Row, table: Table, execution: Execution): void {
  for (const [join, field] of table.joins) {
    const id = row[join];
    const target = execution.workspace.tables.get(field.relation?.target ?? '');
    if (id === null || id === undefined || target === undefined) continue;
    if (execution.store.rows(target).has(String(id)) || (target === table && id === row['id'])) continue;
    throw violated(
      `insert or update on table "${table.relationName}" violates foreign key constraint ` +
        `"${constraintName('FK', table.name, join)}"`,
    );
  }
}

function checkUnique(row: Row, table: Table, execution: Execution, batch: ReadonlySet<string>): void {
  for (const field of uniqueFields(table)) {
    const key = uniqueKey(field, row);
    if (key === undefined) continue;
    for (const other of rowsOfUniqueKey(field, key, table, execution)) {
      if (idOf(other) === idOf(row)) continue;
      if (!isLive(other) || batch.has(idOf(other))) throw duplicateEntry();
      throw duplicateEntry(
        `This ${field.label} value is already in use. Please check your data and try again.`,
        { conflictingRecordId: idOf(other), conflictingObjectNameSingular: table.name },
      );
    }
  }
}

/** Throws what the database says of a row before it takes it. `batch`: ids written by the same call. */
export function checkRow(
  row: Row,
  table: Table,
  execution: Execution,
  batch: ReadonlySet<string> = new Set(),
): void {
  checkNotNull(row, table);
  checkUnique(row, table, execution, batch);
  checkForeignKeys(row, table, execution);
  const { files, store } = execution;
  const record = idOf(row);
  const known = store.rows(table).get(record);
  for (const { type, name } of table.fields.values()) {
    if (type !== 'FILES') continue;
    claimFiles({ before: known?.[name], after: row[name], record }, files, (undo) => store.onUndo(undo));
  }
}

/** The rows that refer to one, with the relation through which they do. */
export function referrers(
  row: Row,
  table: Table,
  execution: Execution,
): { table: Table; field: ModelField; row: Row }[] {
  const found: { table: Table; field: ModelField; row: Row }[] = [];
  for (const other of execution.workspace.tables.values()) {
    for (const [join, field] of other.joins) {
      if (field.relation?.target !== table.name) continue;
      for (const candidate of rowsOfJoin(other, join, idOf(row), execution.store)) {
        found.push({ table: other, field, row: candidate });
      }
    }
  }
  return found;
}

/** An id that others refer to cannot be changed. */
export function checkIdChange(row: Row, table: Table, execution: Execution): void {
  const [first] = referrers(row, table, execution);
  if (first === undefined) return;
  throw violated(
    `update or delete on table "${table.relationName}" violates foreign key constraint ` +
      `"${constraintName('FK', first.table.name, joinColumn(first.field))}" on table "${first.table.relationName}"`,
  );
}

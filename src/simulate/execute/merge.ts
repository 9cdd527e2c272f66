import { badInput, notFound } from '../fault.ts';
import { isObject } from '../json.ts';
import type { JsonObject } from '../json.ts';
import { idOf } from '../store.ts';
import type { Row } from '../store.ts';
import { joinColumn } from '../workspace.ts';
import type { Table } from '../workspace.ts';
import { optionalBoolean } from './arguments.ts';
import { referrers } from './constraints.ts';
import type { Execution } from './context.ts';
import type { Selection } from './selection.ts';

const mostRecords = 9;

function invalid(message: string, friendly?: string): Error {
  return badInput(message, 'INVALID_QUERY_INPUT', friendly);
}

/** What stays the first record's own, whatever is selected. */
const kept: ReadonlySet<string> = new Set([
  'id',
  'createdAt',
  'createdBy',
  'deletedAt',
  'position',
  'updatedAt',
  'updatedBy',
]);

/** Fields of composites that hold more values of the same kind, and the first of them. */
const lists: Readonly<Record<string, readonly [string, string]>> = {
  EMAILS: ['primaryEmail', 'additionalEmails'],
};

function isEmpty(value: unknown): boolean {
  if (value === null || value === undefined || value === '') return true;
  if (Array.isArray(value)) return value.length === 0;
  return isObject(value) && Object.values(value).every(isEmpty);
}

/** One column of the records, that of the priority first: its value where it has one, lists joined. */
function mergedValue(values: readonly unknown[], type: string): unknown {
  const present = values.filter((value) => !isEmpty(value));
  const [first] = present;
  if (Array.isArray(first) && present.every((value) => Array.isArray(value)))
    return [...new Set(present.flat())];
  const list = lists[type];
  if (list === undefined || !isObject(first)) return first;
  const [primary, additional] = list;
  const all = present.filter(isObject).flatMap((value) => {
    const others: unknown = value[additional];
    return [value[primary], ...(Array.isArray(others) ? others : [])];
  });
  const [main, ...others] = [...new Set(all.filter((value) => !isEmpty(value)))];
  return { ...first, [primary]: main ?? null, [additional]: others.length > 0 ? others : null };
}

/** The columns that a selection copies: no others, which is how a narrow one loses values. */
function columnsOf(selection: Selection, table: Table): readonly { name: string; type: string }[] {
  return [...selection.keys()].flatMap((name) => {
    if (kept.has(name)) return [];
    if (table.joins.has(name)) return [{ name, type: 'UUID' }];
    const field = table.fields.get(name);
    return field === undefined || field.relation !== undefined || field.type === 'TS_VECTOR'
      ? []
      : [{ name, type: field.type }];
  });
}

function recordsOf(given: JsonObject, table: Table, execution: Execution): readonly Row[] {
  const { ids, conflictPriorityIndex: index } = given;
  if (table.object.operations.mergeMany === undefined) {
    throw invalid(
      'Merge is only available for objects with duplicate criteria. ' +
        `Object '${table.name}' does not have duplicate criteria defined.`,
      'This type of record cannot be merged.',
    );
  }
  if (!Array.isArray(ids)) throw invalid('Missing required argument: "ids" (array)');
  if (typeof index !== 'number') throw invalid('Missing required argument: "conflictPriorityIndex" (number)');
  if (ids.length < 2)
    throw invalid(
      'At least 2 record IDs are required for merge',
      'Please select at least 2 records to merge.',
    );
  if (ids.length > mostRecords)
    throw invalid(
      `Maximum ${mostRecords} records can be merged at once`,
      `You can merge up to ${mostRecords} records at once.`,
    );
  if (index < 0 || index >= ids.length) {
    throw invalid(
      `Invalid conflict priority '${index}'. Valid options for ${ids.length} records: 0-${ids.length - 1}`,
    );
  }
  const found = ids.map((id: unknown) => execution.store.rows(table).get(String(id)));
  const rows = found.filter((row) => row !== undefined);
  if (rows.length < found.length) throw notFound('One or more records not found');
  const priority = found[index] ?? {};
  return [priority, ...rows.filter((row) => row !== priority)];
}

/** Merges records into that of the priority; the others are destroyed, and what refers to them moves over. */
export function mergeRecords(
  given: JsonObject,
  table: Table,
  selection: Selection,
  execution: Execution,
): Row {
  const rows = recordsOf(given, table, execution);
  const [priority = {}, ...others] = rows;
  const merged: Record<string, unknown> = { ...priority };
  for (const { name, type } of columnsOf(selection, table))
    merged[name] =
      mergedValue(
        rows.map((row) => row[name]),
        type,
      ) ?? null;
  const now = execution.now();
  if (optionalBoolean(given, 'dryRun')) return { ...merged, id: execution.newId(), deletedAt: now };
  return execution.store.atomically(() => {
    for (const row of others) {
      for (const referrer of referrers(row, table, execution))
        execution.store.put(referrer.table, {
          ...referrer.row,
          [joinColumn(referrer.field)]: priority['id'],
        });
      execution.store.remove(table, idOf(row));
    }
    const row = { ...merged, updatedAt: now };
    execution.store.put(table, row);
    return row;
  });
}

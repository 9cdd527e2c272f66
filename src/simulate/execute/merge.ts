import { compositeOf } from '../columns.ts';
import { badInput, notFound } from '../fault.ts';
import { handOver } from '../files.ts';
import { isObject } from '../json.ts';
import type { JsonObject } from '../json.ts';
import { idOf } from '../store.ts';
import type { Row } from '../store.ts';
import { hasValue, mergedValue } from '../values/merge.ts';
import { isToMany, isToOne, joinColumn } from '../workspace.ts';
import type { Table } from '../workspace.ts';
import { optionalBoolean } from './arguments.ts';
import { referrers } from './constraints.ts';
import type { Execution } from './context.ts';
import { isLive } from './record.ts';
import type { Selected, Selection } from './selection.ts';

const mostRecords = 9;

function invalid(message: string, friendly?: string): Error {
  return badInput(message, 'INVALID_QUERY_INPUT', friendly);
}

/** What stays the surviving record's own, whatever is selected; so does every other field of the system. */
const kept: ReadonlySet<string> = new Set([
  'id',
  'createdAt',
  'createdBy',
  'deletedAt',
  'position',
  'updatedAt',
  'updatedBy',
]);

/** The part of a composite that is selected: the server reads no more of it. */
function selectedPart(value: unknown, { selection }: Selected): JsonObject | null {
  if (!isObject(value) || selection === undefined) return null;
  return Object.fromEntries([...selection.keys()].map((name) => [name, value[name] ?? null]));
}

/** What a merge writes into one column, if anything. */
function mergedColumn(
  name: string,
  selected: Selected,
  { priority, rows }: Records,
  table: Table,
): readonly [column: string, value: unknown] | undefined {
  const field = table.fields.get(name);
  const joined = table.joins.has(name) ? name : field && isToOne(field) ? joinColumn(field) : undefined;
  if (joined !== undefined) {
    // A relation comes over only where one of the records has it: the server knows no rule for two.
    const [only, ...others] = rows.map((row) => row[joined]).filter(hasValue);
    return only === undefined || others.length > 0 ? undefined : [joined, only];
  }
  if (field === undefined || field.isSystem || kept.has(name) || isToMany(field)) return undefined;
  if (compositeOf(field) === undefined) {
    const values = rows.map((row) => row[name]);
    const value = mergedValue(field.type, values, priority[name]);
    return value === undefined ? undefined : [name, value];
  }
  const parts = rows.map((row) => selectedPart(row[name], selected));
  const value = mergedValue(field.type, parts, selectedPart(priority[name], selected));
  const own = priority[name];
  return isObject(value) ? [name, { ...(isObject(own) ? own : {}), ...value }] : undefined;
}

interface Records {
  /** The one that stays. */
  readonly priority: Row;
  /** All of them, in the order in which their ids are given. */
  readonly rows: readonly Row[];
}

function recordsOf(given: JsonObject, table: Table, execution: Execution): Records {
  const { ids, conflictPriorityIndex: index } = given;
  if (!Array.isArray(ids)) throw invalid('Missing required argument: "ids" (array)');
  if (typeof index !== 'number') throw invalid('Missing required argument: "conflictPriorityIndex" (number)');
  if (table.object.operations.mergeMany === undefined) {
    throw invalid(
      'Merge is only available for objects with duplicate criteria. ' +
        `Object '${table.name}' does not have duplicate criteria defined.`,
      'This type of record cannot be merged.',
    );
  }
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
  const wanted = new Set(ids.map((id: unknown) => String(id).toLowerCase()));
  const found = [...wanted].map((id) => execution.store.rows(table).get(id));
  const rows = found.filter((row) => row !== undefined).filter(isLive);
  const priority = rows[index];
  if (rows.length < ids.length || priority === undefined) throw notFound('One or more records not found');
  return { priority, rows };
}

/** Merges records into that of the priority; the others are destroyed, and what refers to them moves over. */
export function mergeRecords(
  given: JsonObject,
  table: Table,
  selection: Selection,
  execution: Execution,
): Row {
  const records = recordsOf(given, table, execution);
  const { priority, rows } = records;
  const columns = [...selection].map(([name, selected]) => mergedColumn(name, selected, records, table));
  const changes = Object.fromEntries(columns.filter((column) => column !== undefined));
  const now = execution.now();
  if (optionalBoolean(given, 'dryRun')) {
    return { ...priority, ...changes, id: execution.newId(), deletedAt: now };
  }
  const { files, store } = execution;
  const id = idOf(priority);
  return store.atomically(() => {
    for (const other of rows) {
      if (other === priority) continue;
      for (const referrer of referrers(other, table, execution)) {
        store.put(referrer.table, { ...referrer.row, [joinColumn(referrer.field)]: id });
      }
      store.remove(table, idOf(other));
    }
    // The record may have referred to one of the others itself.
    const row = { ...store.rows(table).get(id), ...changes, updatedAt: now };
    for (const { type, name } of table.fields.values()) {
      if (type === 'FILES') handOver(changes[name], id, files, (undo) => store.onUndo(undo));
    }
    store.put(table, row);
    return row;
  });
}

import type { ModelField } from '../../model/types.ts';
import { compositeOf } from '../columns.ts';
import { isObject, own } from '../json.ts';
import type { JsonObject } from '../json.ts';
import { isToMany, isToOne, joinColumn } from '../workspace.ts';
import type { Table } from '../workspace.ts';
import type { Execution } from './context.ts';
import type { Columns } from './input.ts';

/** A default as the metadata has it: text is quoted inside the text; `uuid` and `now` are functions. */
function evaluated(value: unknown, execution: Execution): unknown {
  if (value === 'uuid') return execution.newId();
  if (value === 'now') return execution.now();
  if (typeof value === 'string') {
    const text = /^'(.*)'$/s.exec(value)?.[1] ?? value;
    return text === '' ? null : text;
  }
  if (Array.isArray(value)) return value.map((item: unknown) => evaluated(item, execution));
  return value ?? null;
}

/** What the API key leaves behind as author. */
export function apiActor(execution: Execution): JsonObject {
  return { source: 'API', name: execution.actorName, workspaceMemberId: null, context: {} };
}

function compositeDefault(field: ModelField, execution: Execution): Record<string, unknown> {
  const value: Record<string, unknown> = {};
  const given = isObject(field.defaultValue) ? field.defaultValue : {};
  for (const sub of compositeOf(field)?.fields ?? []) value[sub.name] = evaluated(given[sub.name], execution);
  return value;
}

/** A whole composite from the sub-fields named: the others null. */
export function wholeComposite(field: ModelField, named: JsonObject): JsonObject {
  const value: Record<string, unknown> = {};
  for (const sub of compositeOf(field)?.fields ?? []) value[sub.name] = named[sub.name] ?? null;
  return value;
}

function compositeColumn(field: ModelField, given: unknown, execution: Execution): unknown {
  if (field.name === 'updatedBy') return apiActor(execution);
  if (!isObject(given)) {
    return field.name === 'createdBy' ? apiActor(execution) : compositeDefault(field, execution);
  }
  return { ...compositeDefault(field, execution), ...given };
}

/** All columns of a new row: what was given, and defaults for the rest. The position stays to be settled. */
export function completeColumns(
  columns: Columns,
  table: Table,
  execution: Execution,
): Record<string, unknown> {
  const row: Record<string, unknown> = {};
  for (const field of table.fields.values()) {
    if (isToMany(field) || field.type === 'TS_VECTOR') continue;
    if (isToOne(field)) {
      const join = joinColumn(field);
      row[join] = own(columns, join) ?? null;
    } else if (compositeOf(field) !== undefined) {
      row[field.name] = compositeColumn(field, own(columns, field.name), execution);
    } else {
      const given = own(columns, field.name);
      row[field.name] = given === undefined ? evaluated(field.defaultValue, execution) : given;
    }
  }
  row['deletedAt'] ??= null;
  return row;
}

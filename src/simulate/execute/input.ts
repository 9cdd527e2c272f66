import { inspect } from 'node:util';
import type { ModelField } from '../../model/types.ts';
import { columnOf, compositeOf } from '../columns.ts';
import { badInput } from '../fault.ts';
import { fileItems } from '../files.ts';
import { isObject, own } from '../json.ts';
import type { JsonObject } from '../json.ts';
import { storedComposite } from '../values/composites.ts';
import { storedValue } from '../values/write.ts';
import { isToMany, isToOne, joinColumn } from '../workspace.ts';
import type { Table } from '../workspace.ts';
import { connectedId } from './connect.ts';
import type { Execution } from './context.ts';

/** The columns that a write names, as stored. Of a composite, the sub-fields named; null where it was null. */
export type Columns = Readonly<Record<string, unknown>>;

function invalid(message: string, friendly?: string): Error {
  return badInput(message, 'INVALID_ARGS_DATA', friendly);
}

function position(value: unknown, name: string): number | 'first' | 'last' {
  if (value === 'first' || value === 'last') return value;
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  const shown = inspect(value);
  throw invalid(
    `Invalid position value ${shown} for field "${name}"`,
    `Invalid value for position: "${shown}"`,
  );
}

/** Null in a field that is not nullable: refused here without a default, by the database with one. */
function checkNull(field: ModelField, name: string): void {
  if (!field.isNullable && field.defaultValue === undefined) {
    throw invalid(`Field ${name} is not nullable and has no default value.`, 'A required field is missing.');
  }
}

function relationColumn(
  field: ModelField,
  value: unknown,
  data: JsonObject,
  execution: Execution,
): readonly [string, string | null] | undefined {
  const join = joinColumn(field);
  if (own(data, join) !== undefined) {
    const message = `${field.name} and ${join} cannot be both provided.`;
    throw badInput(message, undefined, message);
  }
  if (!isObject(value) || !('connect' in value || 'disconnect' in value)) {
    throw invalid(`Relation "${field.name}" requires connect or disconnect operation`);
  }
  if (value['disconnect'] === true) return [join, null];
  const connect = value['connect'];
  if (!isObject(connect)) return undefined;
  return [join, connectedId(field, connect['where'], execution)];
}

function plainColumn(
  field: ModelField,
  name: string,
  value: unknown,
  table: Table,
  execution: Execution,
): unknown {
  const composite = compositeOf(field);
  if (field.type === 'POSITION') return position(value, name);
  if (composite !== undefined) {
    if (value === null && field.type !== 'RICH_TEXT') checkNull(field, name);
    return storedComposite(field, composite, value, execution.workspace.model);
  }
  if (value === null && field.type !== 'TS_VECTOR') {
    checkNull(field, name);
    return null;
  }
  const stored = storedValue(columnOf(field, table.relationName), value, name);
  return field.type === 'FILES' ? fileItems(stored, execution.files) : stored;
}

/** The data of one record as columns, or the server's refusal of it. */
export function inputColumns(data: JsonObject, table: Table, execution: Execution): Columns {
  const columns: Record<string, unknown> = {};
  const relations: [ModelField, unknown][] = [];
  for (const [name, value] of Object.entries(data)) {
    if (value === undefined) continue;
    const joined = table.joins.get(name);
    if (joined !== undefined) {
      if (value === null) checkNull(joined, name);
      columns[name] = value === null ? null : storedValue({ type: 'UUID' }, value, name);
      continue;
    }
    const field = table.fields.get(name);
    if (field === undefined) throw invalid(`Object ${table.name} doesn't have any "${name}" field.`);
    if (isToMany(field)) {
      throw invalid(`One-to-many relation ${name} field does not support write operations.`);
    }
    if (isToOne(field)) relations.push([field, value]);
    else columns[name] = plainColumn(field, name, value, table, execution);
  }
  for (const [field, value] of relations) {
    const column = relationColumn(field, value, data, execution);
    if (column !== undefined) columns[column[0]] = column[1];
  }
  return columns;
}

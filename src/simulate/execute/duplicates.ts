import { upperFirst } from '../../model/case.ts';
import { compositeOf } from '../columns.ts';
import { badInput } from '../fault.ts';
import { isObject, own } from '../json.ts';
import type { JsonObject } from '../json.ts';
import { idOf } from '../store.ts';
import type { Row } from '../store.ts';
import type { Table } from '../workspace.ts';
import { aggregate } from './aggregate.ts';
import type { Execution } from './context.ts';
import { duplicateCriteria } from './criteria.ts';
import type { Criterion } from './criteria.ts';
import { cursorOf } from './cursor.ts';
import { matching } from './find.ts';
import { inputColumns } from './input.ts';
import { connection, isLive, readRecord } from './record.ts';
import type { Selection } from './selection.ts';

/** A shorter text says nothing: two people without a name are not the same. */
const shortest = 3;
const mostDuplicates = 200;

function invalid(message: string): Error {
  return badInput(message, 'INVALID_QUERY_INPUT');
}

/** What a row has in a column, of a composite's too. */
function valueAt(row: JsonObject, column: string, table: Table): unknown {
  if (table.fields.has(column)) return own(row, column);
  for (const field of table.fields.values()) {
    const sub = compositeOf(field)?.fields.find(({ name }) => `${field.name}${upperFirst(name)}` === column);
    const value = own(row, field.name);
    if (sub !== undefined) return isObject(value) ? value[sub.name] : undefined;
  }
  return undefined;
}

/** What a record has in a criterion's columns, as one text; undefined where that compares with nothing. */
function keyOf(row: JsonObject, criterion: Criterion, table: Table): string | undefined {
  const values = criterion.map((column) => valueAt(row, column, table));
  const isLong = (value: unknown): boolean => typeof value === 'string' && value.length >= shortest;
  return values.every(isLong) ? JSON.stringify(values) : undefined;
}

/** The records that were asked about: an id that there is not is left out. */
function originalsOf({ ids, data }: JsonObject, table: Table, execution: Execution): readonly JsonObject[] {
  const isGiven = (value: unknown): boolean => value !== undefined && value !== null;
  if (isGiven(ids) && isGiven(data)) throw invalid('You cannot provide both "data" and "ids" arguments');
  if (Array.isArray(ids)) {
    const rows = ids.map((id: unknown) => execution.store.rows(table).get(String(id).toLowerCase()));
    return rows.filter((row) => row !== undefined).filter(isLive);
  }
  if (!Array.isArray(data)) throw invalid('You have to provide either "data" or "ids" argument');
  if (data.length === 0) {
    throw invalid('The "data" condition can not be empty when "ids" input not provided');
  }
  return data.filter(isObject).map((item) => inputColumns(item, table, execution));
}

/** For each record that was asked about, those that are taken for the same, by id. */
function duplicatesOf(given: JsonObject, table: Table, execution: Execution): readonly (readonly Row[])[] {
  const criteria = duplicateCriteria(table.object) ?? [];
  const originals = originalsOf(given, table, execution);
  const all = criteria.length === 0 ? [] : matching({}, table, execution);
  return originals.map((original) => {
    const wanted = criteria.flatMap((criterion) => {
      const key = keyOf(original, criterion, table);
      return key === undefined ? [] : [{ criterion, key }];
    });
    if (wanted.length === 0) return [];
    return all.filter(
      (row) =>
        idOf(row) !== original['id'] &&
        wanted.some(({ criterion, key }) => keyOf(row, criterion, table) === key),
    );
  });
}

export function findDuplicates(
  given: JsonObject,
  table: Table,
  selection: Selection,
  execution: Execution,
): unknown {
  return duplicatesOf(given, table, execution).map((rows) =>
    connection(selection, table, {
      rows: rows.slice(0, mostDuplicates),
      total: rows.length,
      hasNextPage: false,
      hasPreviousPage: false,
      cursor: (row) => cursorOf(row, [], new Map(), new Set()),
      node: (row, wanted) => readRecord(row, table, wanted, { ...execution, nestedAggregates: false }),
      aggregate: (name) => aggregate(name, table, rows),
    }),
  );
}

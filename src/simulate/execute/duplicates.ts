import { badInput } from '../fault.ts';
import { compositeOf } from '../columns.ts';
import { isObject } from '../json.ts';
import type { JsonObject } from '../json.ts';
import { idOf } from '../store.ts';
import type { Row } from '../store.ts';
import type { Table } from '../workspace.ts';
import { aggregate } from './aggregate.ts';
import { uniqueFields } from './constraints.ts';
import type { Execution } from './context.ts';
import { cursorOf } from './cursor.ts';
import { matching } from './find.ts';
import { inputColumns } from './input.ts';
import { connection, isLive, readRecord } from './record.ts';
import type { Selection } from './selection.ts';

function invalid(message: string): Error {
  return badInput(message, 'INVALID_QUERY_INPUT');
}

/** Values that two records share when the server takes them for duplicates. */
type Criterion = (row: Row) => string | undefined;

function valuesAt(row: Row, name: string, parts: readonly string[]): string | undefined {
  const stored = row[name];
  const values =
    parts.length === 0 ? [stored] : parts.map((part) => (isObject(stored) ? stored[part] : null));
  return values.some((value) => value === null || value === undefined || value === '')
    ? undefined
    : JSON.stringify([name, ...values]);
}

/**
 * The lock does not hold the server's criteria. Those of the standard objects are what an object is called by, and
 * each of its unique values.
 */
function criteriaOf(table: Table): readonly Criterion[] {
  const { labelIdentifier = 'name', operations } = table.object;
  if (operations.findDuplicates === undefined) return [];
  const label = table.fields.get(labelIdentifier);
  const parts = label?.type === 'FULL_NAME' ? ['firstName', 'lastName'] : [];
  return [
    (row) => valuesAt(row, labelIdentifier, parts),
    ...uniqueFields(table).map(
      (field): Criterion =>
        (row) =>
          valuesAt(row, field.name, compositeOf(field)?.unique.slice(0, 1) ?? []),
    ),
  ];
}

/** For each id or datum, the records that are taken for the same; an id that there is not is left out. */
export function duplicatesOf(
  given: JsonObject,
  table: Table,
  execution: Execution,
): readonly (readonly Row[])[] {
  const { ids, data } = given;
  const hasIds = Array.isArray(ids);
  const hasData = Array.isArray(data);
  if (hasIds && hasData) throw invalid('You cannot provide both "data" and "ids" arguments');
  if (!hasIds && !hasData) throw invalid('You have to provide either "data" or "ids" argument');
  const criteria = criteriaOf(table);
  const originals: readonly Row[] = hasIds
    ? ids.flatMap((id: unknown) => {
        const row = execution.store.rows(table).get(String(id));
        return row !== undefined && isLive(row) ? [row] : [];
      })
    : (data as readonly unknown[]).filter(isObject).map((item) => inputColumns(item, table, execution));
  const all = matching({}, table, execution);
  return originals.map((original) =>
    all.filter(
      (row) =>
        idOf(row) !== original['id'] &&
        criteria.some((criterion) => {
          const wanted = criterion(original);
          return wanted !== undefined && criterion(row) === wanted;
        }),
    ),
  );
}

export function findDuplicates(
  given: JsonObject,
  table: Table,
  selection: Selection,
  execution: Execution,
): unknown {
  return duplicatesOf(given, table, execution).map((rows) =>
    connection(selection, table, {
      rows,
      total: rows.length,
      hasNextPage: false,
      hasPreviousPage: false,
      cursor: (row) => cursorOf(row, [], new Map(), new Set()),
      node: (row, wanted) => readRecord(row, table, wanted, { ...execution, nestedAggregates: false }),
      aggregate: (name) => aggregate(name, table, rows),
    }),
  );
}

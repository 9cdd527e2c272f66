import { fieldAggregates } from '../../model/graphql/aggregates.ts';
import { aggregate } from '../execute/aggregate.ts';
import type { Execution } from '../execute/context.ts';
import { groupsOf } from '../execute/groupBy.ts';
import { orderKeys, rowOrder } from '../execute/order.ts';
import { readRecord } from '../execute/record.ts';
import { badInput } from '../fault.ts';
import { isObject } from '../json.ts';
import type { JsonObject } from '../json.ts';
import { observed } from '../observe.ts';
import type { Row } from '../store.ts';
import type { Table } from '../workspace.ts';
import { filterOf, orderByOf } from './query.ts';
import { selectionOf } from './record.ts';

/** PostgreSQL makes one JSON object of a record, by a function that takes no more. */
const mostColumns = 50;
const sampleSize = 10;

/** `GET /rest/people/groupBy`: a bare list of groups. */
export function groupBy(parameters: URLSearchParams, table: Table, execution: Execution): readonly unknown[] {
  const names = aggregatesOf(parameters, table);
  const limit = Number(parameters.get('limit') ?? '');
  const given = {
    groupBy: dimensionsOf(parameters),
    filter: filterOf(parameters) ?? {},
    orderBy: jsonOf(parameters.get('order_by')) ?? [],
    ...(limit > 0 ? { limit } : {}),
  };
  const selection = new Map(names.map((name) => [name, {}]));
  const answer = observed(execution, { kind: 'groupBy', table, given, selection }, () =>
    answerOf(parameters, names, given, table, execution),
  );
  return answer as readonly unknown[];
}

function answerOf(
  parameters: URLSearchParams,
  names: readonly string[],
  given: JsonObject,
  table: Table,
  execution: Execution,
): readonly unknown[] {
  const groups = groupsOf(given, table, execution);
  const samples = parameters.get('include_records_sample') === 'true';
  if (samples && columnsOf(table, execution) > mostColumns)
    throw badInput('cannot pass more than 100 arguments to a function');
  return groups.map(({ values, rows }) => ({
    ...Object.fromEntries(names.map((name) => [name, valueOf(name, table, rows)])),
    groupByDimensionValues: values,
    ...(samples ? { records: sample(parameters, rows, table, execution) } : {}),
  }));
}

/** Columns of the table: one for each sub-field of a composite. */
function columnsOf(table: Table, { workspace }: Execution): number {
  let count = 0;
  for (const { selection } of selectionOf(table, 0, workspace).values()) count += selection?.size ?? 1;
  return count;
}

function jsonOf(text: string | null): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return undefined;
  }
}

function dimensionsOf(parameters: URLSearchParams): readonly unknown[] {
  const given = jsonOf(parameters.get('group_by'));
  if (Array.isArray(given) && given.every(isObject)) return given;
  throw badInput(
    'Invalid group_by query parameter - should be a valid array of objects - ex: ' +
      `[{"firstField": true}, {"secondField": {"subField": true}}, {"dateField": {"granularity": 'DAY'}}]`,
  );
}

function aggregatesOf(parameters: URLSearchParams, table: Table): readonly string[] {
  const given = jsonOf(parameters.get('aggregate'));
  const names = Array.isArray(given) ? given.map(String) : [];
  const known = new Set([
    'totalCount',
    ...[...table.fields.values()].flatMap(fieldAggregates).map(({ name }) => name),
  ]);
  const unknown = names.filter((name) => !known.has(name));
  if (unknown.length > 0) throw badInput(`Unknown aggregate field(s): ${unknown.join(', ')}`);
  return names;
}

/** Counts, and what comes of columns of type numeric, are texts here. */
function valueOf(name: string, table: Table, rows: readonly Row[]): unknown {
  const value = name === 'totalCount' ? rows.length : aggregate(name, table, rows);
  const isText = name === 'totalCount' || name.startsWith('count') || name.endsWith('AmountMicros');
  return isText && value !== null ? String(value) : value;
}

/** Records of a group, with times as the database writes them. */
function sample(
  parameters: URLSearchParams,
  rows: readonly Row[],
  table: Table,
  execution: Execution,
): readonly unknown[] {
  const order = rowOrder(orderKeys(orderByOf(parameters, 'order_by_for_records'), table, execution));
  const selection = selectionOf(table, 0, execution.workspace);
  return rows
    .toSorted(order)
    .slice(0, sampleSize)
    .map((row) => {
      const record = readRecord(row, table, selection, { ...execution, nestedAggregates: false });
      for (const field of table.fields.values()) {
        const value = record[field.name];
        if (field.type === 'DATE_TIME' && typeof value === 'string')
          record[field.name] = value.replace(/(\.\d{3})Z$/, '$1000+00:00');
      }
      return record;
    });
}

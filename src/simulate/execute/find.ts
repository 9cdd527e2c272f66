import { badInput, dataValidation, notFound } from '../fault.ts';
import type { JsonObject } from '../json.ts';
import { byId } from '../store.ts';
import type { Row } from '../store.ts';
import type { Table } from '../workspace.ts';
import { aggregate } from './aggregate.ts';
import { optionalFilter, optionalNumber, optionalText } from './arguments.ts';
import type { Execution } from './context.ts';
import { beyondCursor, cursorOf } from './cursor.ts';
import { filterPredicate, namesDeletedAt } from './filter.ts';
import { orderKeys, rowOrder } from './order.ts';
import type { OrderKey } from './order.ts';
import { checkComplexity, connection, isLive, readRecord } from './record.ts';
import type { Selection } from './selection.ts';

const defaultPage = 200;

/** The rows that a filter finds, by id; soft-deleted ones only where it names deletedAt, or where told. */
export function matching(filter: JsonObject, table: Table, execution: Execution, withDeleted = false): Row[] {
  const holds = filterPredicate(filter, table, execution);
  const shown = withDeleted || namesDeletedAt(filter);
  return byId(execution.store.rows(table).values()).filter(
    (row) => (shown || isLive(row)) && holds(row) === true,
  );
}

export interface Page {
  readonly rows: readonly Row[];
  /** All that the filter finds. */
  readonly matched: readonly Row[];
  readonly keys: readonly OrderKey[];
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
}

function conflict(a: string, b: string): Error {
  return badInput(`Cannot provide both ${a} and ${b}`, 'ARGS_CONFLICT');
}

/** One page of a findMany. */
export function pageOf(given: JsonObject, table: Table, execution: Execution): Page {
  const first = optionalNumber(given, 'first') ?? optionalNumber(given, 'limit');
  const last = optionalNumber(given, 'last');
  const offset = optionalNumber(given, 'offset') ?? 0;
  const before = optionalText(given, 'before');
  const after = optionalText(given, 'after');
  const filter = optionalFilter(given);
  if (first !== undefined && last !== undefined) throw conflict('first', 'last');
  if (before !== undefined && after !== undefined) throw conflict('before', 'after');
  if (before !== undefined && first !== undefined) throw conflict('before', 'first');
  if (after !== undefined && last !== undefined) throw conflict('after', 'last');
  if (first !== undefined && first < 0)
    throw badInput('First argument must be non-negative', 'INVALID_ARGS_FIRST');
  if (last !== undefined && last < 0)
    throw badInput('Last argument must be non-negative', 'INVALID_ARGS_LAST');

  const keys = orderKeys(given['orderBy'], table, execution);
  const matched = matching(filter, table, execution);
  const sorted = matched.toSorted(rowOrder(keys));
  const isBackward = before !== undefined;
  if (isBackward) sorted.reverse();
  const cursor = before ?? after;
  const rest = cursor === undefined ? sorted : sorted.filter(beyondCursor(cursor, keys, isBackward));
  if (offset < 0) throw dataValidation();
  const limit = Math.trunc(first ?? last ?? defaultPage);
  const from = Math.trunc(offset);
  const rows = rest.slice(from, from + limit);
  const hasMore = rest.length > from + limit;
  if (isBackward) rows.reverse();
  return {
    rows,
    matched,
    keys,
    hasNextPage: isBackward || hasMore,
    hasPreviousPage: isBackward ? hasMore : after !== undefined,
  };
}

export function findMany(
  given: JsonObject,
  table: Table,
  selection: Selection,
  execution: Execution,
): unknown {
  const nodes = selection.get('edges')?.selection?.get('node')?.selection;
  if (nodes !== undefined) checkComplexity(nodes, table, execution);
  const page = pageOf(given, table, execution);
  const joins = new Set(table.joins.keys());
  return connection(selection, table, {
    ...page,
    total: page.matched.length,
    cursor: (row) => cursorOf(row, page.keys, nodes ?? new Map(), joins),
    node: (row, wanted) => readRecord(row, table, wanted, { ...execution, nestedAggregates: true }),
    aggregate: (name) => aggregate(name, table, page.matched),
  });
}

export function findOne(
  given: JsonObject,
  table: Table,
  selection: Selection,
  execution: Execution,
): unknown {
  const filter = optionalFilter(given);
  if (Object.keys(filter).length === 0) throw badInput('Missing filter argument', 'INVALID_QUERY_INPUT');
  checkComplexity(selection, table, execution);
  const [row] = matching(filter, table, execution);
  if (row === undefined) throw notFound();
  return readRecord(row, table, selection, { ...execution, nestedAggregates: false });
}

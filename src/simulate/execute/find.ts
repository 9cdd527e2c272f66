import { badInput, dataValidation, notFound } from '../fault.ts';
import type { JsonObject } from '../json.ts';
import { firstFrom } from '../store.ts';
import type { Row } from '../store.ts';
import type { Table } from '../workspace.ts';
import { aggregate } from './aggregate.ts';
import { optionalFilter, optionalNumber, optionalText } from './arguments.ts';
import type { Execution } from './context.ts';
import { beyondCursor, cursorOf, idOfCursor } from './cursor.ts';
import { filterPredicate, namesDeletedAt } from './filter.ts';
import { narrowed } from './narrow.ts';
import { orderKeys, rowOrder } from './order.ts';
import type { OrderKey } from './order.ts';
import { checkComplexity, connection, isLive, readRecord } from './record.ts';
import type { Selection } from './selection.ts';

const defaultPage = 200;

/** The rows that a filter finds, by id; soft-deleted ones only where it names deletedAt, or where told. */
export function matching(
  filter: JsonObject,
  table: Table,
  execution: Execution,
  withDeleted = false,
): readonly Row[] {
  const { store } = execution;
  const holds = filterPredicate(filter, table, execution);
  const shown = withDeleted || namesDeletedAt(filter);
  const isFound = (row: Row): boolean => (shown || isLive(row)) && holds(row) === true;
  const few = narrowed(filter, table, store);
  if (few !== undefined) return few.filter(isFound);
  return store.kept(JSON.stringify([table.name, shown, filter]), () => store.sorted(table).filter(isFound));
}

/** The same in another order, which is kept too: pages of it are asked for one after the other. */
function matchingInOrder(given: JsonObject, keys: readonly OrderKey[], table: Table, execution: Execution) {
  const filter = optionalFilter(given);
  const matched = matching(filter, table, execution);
  if (keys.length === 0 || matched.length < 2) return matched;
  const key = JSON.stringify([table.name, 'in order', filter, given['orderBy']]);
  return execution.store.kept(key, () => matched.toSorted(rowOrder(keys)));
}

export interface Page {
  readonly rows: readonly Row[];
  /** All that the filter finds, in order. */
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
  optionalFilter(given);
  if (first !== undefined && last !== undefined) throw conflict('first', 'last');
  if (before !== undefined && after !== undefined) throw conflict('before', 'after');
  if (before !== undefined && first !== undefined) throw conflict('before', 'first');
  if (after !== undefined && last !== undefined) throw conflict('after', 'last');
  if (first !== undefined && first < 0)
    throw badInput('First argument must be non-negative', 'INVALID_ARGS_FIRST');
  if (last !== undefined && last < 0)
    throw badInput('Last argument must be non-negative', 'INVALID_ARGS_LAST');

  const keys = orderKeys(given['orderBy'], table, execution);
  const matched = matchingInOrder(given, keys, table, execution);
  const isBackward = before !== undefined;
  const cursor = before ?? after;
  const rest = cursor === undefined ? matched : beyond(matched, cursor, keys, isBackward);
  if (offset < 0) throw dataValidation();
  const limit = Math.trunc(first ?? last ?? defaultPage);
  const from = Math.trunc(offset);
  const hasMore = rest.length > from + limit;
  const end = Math.max(rest.length - from, 0);
  return {
    // Backward, the page ends where the cursor is.
    rows: isBackward ? rest.slice(Math.max(end - limit, 0), end) : rest.slice(from, from + limit),
    matched,
    keys,
    hasNextPage: isBackward || hasMore,
    hasPreviousPage: isBackward ? hasMore : after !== undefined,
  };
}

/** The rows on the far side of a cursor, in order. */
function beyond(
  matched: readonly Row[],
  cursor: string,
  keys: readonly OrderKey[],
  isBackward: boolean,
): readonly Row[] {
  const id = keys.length === 0 ? idOfCursor(cursor) : undefined;
  if (id === undefined) return matched.filter(beyondCursor(cursor, keys, isBackward));
  // By id alone, there is no need to look at every row.
  const at = firstFrom(matched, id);
  if (isBackward) return matched.slice(0, at);
  return matched.slice(matched[at]?.['id'] === id ? at + 1 : at);
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

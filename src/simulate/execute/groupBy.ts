import { Fault } from '../fault.ts';
import { isObject } from '../json.ts';
import type { JsonObject } from '../json.ts';
import type { Row } from '../store.ts';
import { byCodePoint } from '../text.ts';
import type { Table } from '../workspace.ts';
import { aggregate } from './aggregate.ts';
import { optionalFilter, optionalNumber } from './arguments.ts';
import type { Execution } from './context.ts';
import { dimensionsOf } from './dimension.ts';
import type { Dimension } from './dimension.ts';
import { matching } from './find.ts';
import { orderKeys, rowOrder } from './order.ts';
import { readRecord } from './record.ts';
import type { Selected, Selection } from './selection.ts';

export interface Group {
  readonly values: readonly unknown[];
  readonly rows: readonly Row[];
}

const defaultLimit = 50;

/** The groups of a groupBy, in its order, then by their values; the server's own order without one is any. */
export function groupsOf(given: JsonObject, table: Table, execution: Execution): readonly Group[] {
  const dimensions = dimensionsOf(given['groupBy'], table, execution);
  const matched = matching(optionalFilter(given), table, execution);
  const groups = new Map<string, { values: readonly unknown[]; rows: Row[] }>();
  for (const row of matched) {
    for (const values of combinations(dimensions, row)) {
      const key = JSON.stringify(values);
      const group = groups.get(key);
      if (group === undefined) groups.set(key, { values, rows: [row] });
      else group.rows.push(row);
    }
  }
  if (dimensions.length === 0 && groups.size === 0) groups.set('[]', { values: [], rows: [] });
  const ordered = [...groups.values()].toSorted(groupOrder(given['orderBy'], dimensions, table));
  return ordered.slice(0, optionalNumber(given, 'limit') || defaultLimit);
}

/** One group for each row, or several where a list is taken apart. */
function combinations(dimensions: readonly Dimension[], row: Row): readonly (readonly unknown[])[] {
  return dimensions.reduce<readonly (readonly unknown[])[]>(
    (all, dimension) => all.flatMap((one) => dimension.values(row).map((value) => [...one, value])),
    [[]],
  );
}

type GroupOrder = (a: Group, b: Group) => number;

function groupOrder(orderBy: unknown, dimensions: readonly Dimension[], table: Table): GroupOrder {
  const items: readonly unknown[] = Array.isArray(orderBy) ? orderBy : [orderBy];
  const keys = [
    ...items.flatMap((item) => (isObject(item) ? orderOf(item, [], dimensions, table) : [])),
    ...byValues(dimensions),
  ];
  return (a, b) => {
    for (const key of keys) {
      const order = key(a, b);
      if (order !== 0) return order;
    }
    return 0;
  };
}

function byValues(dimensions: readonly Dimension[]): readonly GroupOrder[] {
  return dimensions.map((dimension, index) => comparing('AscNullsLast', valueOf(dimension, index)));
}

/** What a group is put in order by. */
function valueOf({ isNumeric }: Dimension, index: number): (group: Group) => unknown {
  return ({ values }) => {
    const value = values[index] ?? null;
    return isNumeric === true && value !== null ? Number(value) : value;
  };
}

function orderOf(
  spec: JsonObject,
  path: readonly string[],
  dimensions: readonly Dimension[],
  table: Table,
): readonly GroupOrder[] {
  return Object.entries(spec).flatMap(([key, value]): readonly GroupOrder[] => {
    if (key === 'aggregate' && path.length === 0 && isObject(value)) {
      return Object.entries(value).map(([name, direction]) =>
        comparing(direction, ({ rows }) => aggregated(name, table, rows)),
      );
    }
    const own = [...path, key];
    if (isObject(value) && value['orderBy'] === undefined) return orderOf(value, own, dimensions, table);
    const index = dimensions.findIndex(({ path: other }) => other.join('.') === own.join('.'));
    const dimension = dimensions[index];
    if (dimension === undefined) {
      const message = `Cannot order by a field that is not an aggregate nor in groupBy criteria: ${own.join('.')}.`;
      throw new Fault(message, { code: 'BAD_USER_INPUT' });
    }
    return [comparing(isObject(value) ? value['orderBy'] : value, valueOf(dimension, index))];
  });
}

function comparing(direction: unknown, read: (group: Group) => unknown): GroupOrder {
  const text = String(direction);
  return (a, b) => {
    const [left, right] = [read(a), read(b)];
    if (left === null || right === null) {
      if (left === right) return 0;
      return (left === null) === text.endsWith('First') ? -1 : 1;
    }
    // Options go by the alphabet here, not by their positions.
    const order =
      typeof left === 'number' && typeof right === 'number'
        ? left - right
        : byCodePoint(String(left), String(right));
    return text.startsWith('Asc') ? order : -order;
  };
}

function aggregated(name: string, table: Table, rows: readonly Row[]): unknown {
  return name === 'totalCount' ? rows.length : aggregate(name, table, rows);
}

export function groupBy(
  given: JsonObject,
  table: Table,
  selection: Selection,
  execution: Execution,
): unknown {
  return groupsOf(given, table, execution).map(({ values, rows }) => {
    const answer: Record<string, unknown> = {};
    for (const [name, selected] of selection) {
      if (name === '__typename') answer[name] = `${table.entity}Connection`;
      else if (name === 'groupByDimensionValues') answer[name] = values;
      else if (name === 'edges') answer[name] = sample(given, rows, table, selected, execution);
      else answer[name] = aggregated(name, table, rows);
    }
    return answer;
  });
}

/** Records of a group, in an order of their own. */
function sample(
  given: JsonObject,
  rows: readonly Row[],
  table: Table,
  selected: Selected,
  execution: Execution,
): unknown {
  const nodes = selected.selection?.get('node')?.selection ?? new Map<string, Selected>();
  const keys = orderKeys(given['orderByForRecords'], table, execution);
  return rows
    .toSorted(rowOrder(keys))
    .slice(optionalNumber(given, 'offsetForRecords') ?? 0)
    .map((row) => ({ node: readRecord(row, table, nodes, { ...execution, nestedAggregates: false }) }));
}

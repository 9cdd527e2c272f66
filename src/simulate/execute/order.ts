import type { ModelField } from '../../model/types.ts';
import { columnOf, compositeOf, subColumnOf, subField } from '../columns.ts';
import type { Column } from '../columns.ts';
import { badInput } from '../fault.ts';
import { isObject } from '../json.ts';
import type { Row } from '../store.ts';
import { byCodePoint } from '../text.ts';
import { isToMany, isToOne, joinColumn } from '../workspace.ts';
import type { Table } from '../workspace.ts';
import { compareValues } from './compare.ts';
import type { FilterContext } from './filter.ts';

export type Direction = 'AscNullsFirst' | 'AscNullsLast' | 'DescNullsFirst' | 'DescNullsLast';

/** One key of an order. */
export interface OrderKey {
  /** `['position']`, `['name', 'lastName']`. */
  readonly path: readonly string[];
  readonly kind: 'scalar' | 'composite' | 'relation';
  readonly column: Column;
  readonly direction: Direction;
  value(row: Row): unknown;
}

const directions: ReadonlySet<unknown> = new Set([
  'AscNullsFirst',
  'AscNullsLast',
  'DescNullsFirst',
  'DescNullsLast',
]);

function isDirection(value: unknown): value is Direction {
  return directions.has(value);
}

function invalidOrder(message: string, friendly?: string): Error {
  return badInput(message, 'INVALID_QUERY_INPUT', friendly);
}

function compositeKeys(field: ModelField, spec: unknown, context: FilterContext): OrderKey[] {
  const composite = compositeOf(field);
  if (composite === undefined) return [];
  if (!isObject(spec)) {
    throw invalidOrder(
      `Composite field "${field.name}" requires subfield ordering ` +
        `(e.g., { ${field.name}: { subFieldName: 'AscNullsFirst' } })`,
    );
  }
  return Object.entries(spec).flatMap(([key, direction]): OrderKey[] => {
    const sub = subField(composite, key);
    if (sub === undefined || !isDirection(direction)) return [];
    return [
      {
        path: [field.name, key],
        kind: 'composite',
        column: subColumnOf(sub, context.workspace.model),
        direction,
        value(row) {
          const value = row[field.name];
          return isObject(value) ? (value[key] ?? null) : null;
        },
      },
    ];
  });
}

function relationKeys(field: ModelField, spec: unknown, context: FilterContext): OrderKey[] {
  if (isToMany(field)) {
    throw invalidOrder(
      `Cannot filter or order through ${field.name}: only to-one relations are supported`,
      'Filtering or ordering through this relation is not supported.',
    );
  }
  const target = context.workspace.tables.get(field.relation?.target ?? '');
  if (target === undefined || !isObject(spec)) return [];
  // A second hop is silently left out.
  const own = Object.fromEntries(
    Object.entries(spec).filter(([key]) => target.fields.get(key)?.relation === undefined),
  );
  const join = joinColumn(field);
  return orderKeys(own, target, context).map((key) => ({
    ...key,
    path: [field.name, ...key.path],
    kind: 'relation',
    value(row) {
      const found = context.store.rows(target).get(String(row[join]));
      return found === undefined || found['deletedAt'] !== null ? null : key.value(found);
    },
  }));
}

/** The keys of an `orderBy` argument: a list of objects, or one object. */
export function orderKeys(orderBy: unknown, table: Table, context: FilterContext): OrderKey[] {
  if (Array.isArray(orderBy)) return orderBy.flatMap((item: unknown) => orderKeys(item, table, context));
  if (!isObject(orderBy)) return [];
  return Object.entries(orderBy).flatMap(([key, spec]): OrderKey[] => {
    if (spec === undefined || spec === null) return [];
    const joined = table.joins.has(key);
    const field = table.fields.get(key);
    if (field === undefined && !joined) {
      throw badInput(`Field "${key}" does not exist or is not sortable`, 'FIELD_NOT_FOUND');
    }
    if (field !== undefined && (isToOne(field) || isToMany(field))) return relationKeys(field, spec, context);
    if (field !== undefined && compositeOf(field) !== undefined) return compositeKeys(field, spec, context);
    if (!isDirection(spec)) {
      throw invalidOrder(
        `Scalar field "${key}" requires a direction value ` +
          '(AscNullsFirst, AscNullsLast, DescNullsFirst, DescNullsLast)',
      );
    }
    return [
      {
        path: [key],
        kind: 'scalar',
        column: field === undefined ? { type: 'UUID' } : columnOf(field, table.relationName),
        direction: spec,
        value: (row) => row[key] ?? null,
      },
    ];
  });
}

function compareBy(key: OrderKey, a: Row, b: Row): number {
  const left = key.value(a);
  const right = key.value(b);
  if (left === null || right === null) {
    if (left === right) return 0;
    const nullsFirst = key.direction.endsWith('First');
    return (left === null) === nullsFirst ? -1 : 1;
  }
  const order = compareValues(key.column, left, right);
  return key.direction.startsWith('Asc') ? order : -order;
}

/** The order of rows: the keys given, then the id. */
export function rowOrder(keys: readonly OrderKey[]): (a: Row, b: Row) => number {
  return (a, b) => {
    for (const key of keys) {
      const order = compareBy(key, a, b);
      if (order !== 0) return order;
    }
    return byCodePoint(String(a['id']), String(b['id']));
  };
}

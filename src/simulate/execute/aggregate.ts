import type { ModelField } from '../../model/types.ts';
import { upperFirst } from '../../model/case.ts';
import { fieldAggregates } from '../../model/graphql/aggregates.ts';
import { columnOf, compositeOf } from '../columns.ts';
import type { Column } from '../columns.ts';
import { isObject } from '../json.ts';
import type { Row } from '../store.ts';
import { isToOne, joinColumn } from '../workspace.ts';
import type { Table } from '../workspace.ts';
import { compareValues } from './compare.ts';

type Read = (row: Row) => unknown;

function isEmpty(value: unknown): boolean {
  if (value === null || value === undefined) return true;
  return isObject(value) && Object.values(value).every((part) => part === null);
}

function calculated(kind: string, column: Column, rows: readonly Row[], read: Read): unknown {
  const values = rows.map(read).filter((value) => !isEmpty(value));
  const numbers = values.filter((value) => typeof value === 'number');
  const sum = numbers.reduce((total, value) => total + value, 0);
  switch (kind) {
    case 'countUniqueValues':
      return new Set(values.map((value) => JSON.stringify(value))).size;
    case 'countEmpty':
      return rows.length - values.length;
    case 'countNotEmpty':
      return values.length;
    case 'percentageEmpty':
      return (rows.length - values.length) / rows.length;
    case 'percentageNotEmpty':
      return values.length / rows.length;
    case 'countTrue':
      return values.filter((value) => value === true).length;
    case 'countFalse':
      return values.filter((value) => value === false).length;
    case 'sum':
      return numbers.length === 0 ? null : sum;
    case 'avg':
      return numbers.length === 0 ? null : sum / numbers.length;
    default: {
      const sorted = values.toSorted((a, b) => compareValues(column, a, b));
      return (kind === 'min' ? sorted[0] : sorted.at(-1)) ?? null;
    }
  }
}

/** The kinds of aggregate, longest first: `countUniqueValuesName` is no `count…`. */
const kinds = [
  'percentageNotEmpty',
  'countUniqueValues',
  'percentageEmpty',
  'countNotEmpty',
  'countEmpty',
  'countFalse',
  'countTrue',
  'min',
  'max',
  'avg',
  'sum',
] as const;

function find(name: string, table: Table): { kind: string; field: ModelField } | undefined {
  for (const field of table.fields.values()) {
    const stem = upperFirst(field.name);
    if (!fieldAggregates(field).some((aggregate) => aggregate.name === name)) continue;
    const kind = kinds.find(
      (prefix) => name === `${prefix}${stem}` || name === `${prefix}${stem}AmountMicros`,
    );
    if (kind !== undefined) return { kind, field };
  }
  return undefined;
}

/** An aggregate over rows; null over none, and for a name that is no aggregate. */
export function aggregate(name: string, table: Table, rows: readonly Row[]): unknown {
  const found = find(name, table);
  if (found === undefined || rows.length === 0) return null;
  const { kind, field } = found;
  if (compositeOf(field) !== undefined && ['min', 'max', 'avg', 'sum'].includes(kind)) {
    return calculated(kind, { type: 'NUMERIC' }, rows, (row) => {
      const value = row[field.name];
      return isObject(value) ? value['amountMicros'] : null;
    });
  }
  const key = isToOne(field) ? joinColumn(field) : field.name;
  return calculated(kind, columnOf(field, table.relationName), rows, (row) => row[key] ?? null);
}

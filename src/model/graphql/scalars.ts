import { fieldType } from '../fields.ts';
import type { ModelField } from '../types.ts';

/** What a connection's aggregates and a grouping can do with a field that is neither composite nor picklist. */
export interface ScalarRow {
  /** The GraphQL scalar of the value; of an item, for a list. */
  readonly type: string;
  readonly list: boolean;
  readonly filter: string;
  /** May be grouped by. */
  readonly group: boolean;
  /** Has min and max; with `numeric`, also avg and sum. */
  readonly range?: 'date' | 'numeric';
}

const notGrouped: ReadonlySet<string> = new Set(['POSITION', 'RAW_JSON', 'FILES', 'TS_VECTOR']);

const ranges: ReadonlyMap<string, 'date' | 'numeric'> = new Map([
  ['DATE', 'date'],
  ['DATE_TIME', 'date'],
  ['NUMBER', 'numeric'],
  ['NUMERIC', 'numeric'],
]);

const numbers = { int: 'Int', bigint: 'BigInt', float: 'Float' } as const;

export function scalarRow(field: ModelField): ScalarRow {
  const row = fieldType(field.type);
  const number = field.type === 'NUMBER' ? numbers[field.numberType ?? 'float'] : undefined;
  const range = ranges.get(field.type);
  return {
    type: number ?? row.graphql.output,
    list: row.isList === true,
    filter: number === undefined ? row.graphql.filter : `${number}Filter`,
    group: row.filter !== undefined && !notGrouped.has(field.type),
    ...(range === undefined ? {} : { range }),
  };
}

/** System fields are not grouped by, but for these two. */
export function groupable(field: ModelField): boolean {
  return !field.isSystem || field.name === 'createdAt' || field.name === 'updatedAt';
}

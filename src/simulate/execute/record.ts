import type { ModelField } from '../../model/types.ts';
import { compositeOf, subField } from '../columns.ts';
import { badInput, internal } from '../fault.ts';
import { isObject, own } from '../json.ts';
import type { Row } from '../store.ts';
import { searchVector } from '../values/searchVector.ts';
import { readSubValue, readValue } from '../values/read.ts';
import { isToMany, isToOne, joinColumn } from '../workspace.ts';
import type { Table } from '../workspace.ts';
import { aggregate } from './aggregate.ts';
import type { Execution } from './context.ts';
import { cursorOf } from './cursor.ts';
import { rowsOfJoin } from './narrow.ts';
import type { Selected, Selection } from './selection.ts';

/** A to-many relation answers at most this many records, whatever is asked. */
const nestedLimit = 60;

interface Reading extends Execution {
  /** Aggregates of nested connections work below a findMany only. */
  readonly nestedAggregates: boolean;
}

export function isLive(row: Row): boolean {
  return row['deletedAt'] === null || row['deletedAt'] === undefined;
}

/** Refuses a to-many relation inside a to-many relation. */
export function checkComplexity(
  selection: Selection,
  table: Table,
  execution: Execution,
  inMany = false,
): void {
  for (const [name, { selection: nested }] of selection) {
    const field = table.fields.get(name);
    const target = execution.workspace.tables.get(field?.relation?.target ?? '');
    if (field === undefined || target === undefined || nested === undefined) continue;
    const isMany = isToMany(field);
    if (isMany && inMany) {
      throw badInput(
        'Query complexity is too high. One-to-Many relation cannot be nested in another One-to-Many relation.',
        'TOO_COMPLEX_QUERY',
      );
    }
    const inner = isMany ? nested.get('edges')?.selection?.get('node')?.selection : nested;
    if (inner !== undefined) checkComplexity(inner, target, execution, inMany || isMany);
  }
}

/** The to-one relation of the other table that a to-many relation is the inverse of. */
export function inverseOf(field: ModelField, table: Table, target: Table): ModelField | undefined {
  const candidates = [...target.joins.values()].filter((other) => other.relation?.target === table.name);
  const inverse = field.relation?.inverse;
  return (
    candidates.find((other) => other.relation?.inverse === field.name) ??
    candidates.find((other) => other.name === inverse) ??
    candidates.find((other) => other.relation?.morph !== undefined && other.relation.morph === inverse) ??
    candidates[0]
  );
}

function toOne(field: ModelField, row: Row, reading: Reading): { target: Table; row: Row } | undefined {
  const target = reading.workspace.tables.get(field.relation?.target ?? '');
  const found = target && reading.store.rows(target).get(String(row[joinColumn(field)]));
  return target !== undefined && found !== undefined && isLive(found) ? { target, row: found } : undefined;
}

function composite(field: ModelField, row: Row, selected: Selected): unknown {
  const type = compositeOf(field);
  if (type === undefined || selected.selection === undefined) return null;
  const answer: Record<string, unknown> = {};
  for (const name of selected.selection.keys()) {
    const sub = subField(type, name);
    if (name === '__typename') answer[name] = type.name;
    else if (sub === undefined) {
      throw internal(`Sub field metadata not found for composite type: ${field.type}`);
    } else answer[name] = readSubValue(sub, row[field.name]);
  }
  return answer;
}

/** A value of a type that this version does not know: the sub-fields asked for. */
function unknownObject(value: unknown, selected: Selected): unknown {
  if (!isObject(value) || selected.selection === undefined) return null;
  return Object.fromEntries([...selected.selection.keys()].map((name) => [name, own(value, name) ?? null]));
}

/** A relation asked for without sub-fields: the id, and empty connections. */
function bareRecord(row: Row, table: Table): unknown {
  const answer: Record<string, unknown> = { id: row['id'] };
  for (const field of table.fields.values()) {
    if (!isToMany(field)) continue;
    answer[field.name] = {
      edges: [],
      pageInfo: { hasNextPage: false, hasPreviousPage: false },
      totalCount: 0,
    };
  }
  return answer;
}

function toMany(
  field: ModelField,
  row: Row,
  table: Table,
  selected: Selected,
  loaded: boolean,
  reading: Reading,
): unknown {
  const target = reading.workspace.tables.get(field.relation?.target ?? '');
  if (target === undefined) return null;
  const inverse = inverseOf(field, table, target);
  const join = inverse === undefined ? '' : joinColumn(inverse);
  const all = loaded ? rowsOfJoin(target, join, String(row['id']), reading.store).filter(isLive) : [];
  const rows = all.slice(0, nestedLimit);
  const selection = selected.selection ?? new Map<string, Selected>();
  return connection(selection, target, {
    rows,
    total: rows.length,
    hasNextPage: false,
    hasPreviousPage: false,
    cursor: (other) => cursorOf(other, [], new Map(), new Set()),
    node: (other, nodes) => readRecord(other, target, nodes, reading, true),
    aggregate: (name) => (reading.nestedAggregates ? aggregate(name, target, all) : null),
  });
}

/**
 * A record as the API gives it. `loaded` is false below a to-one relation on which deletedAt is not selected:
 * the server then loads no relations.
 */
export function readRecord(
  row: Row,
  table: Table,
  selection: Selection,
  reading: Reading,
  loaded = true,
): Record<string, unknown> {
  const answer: Record<string, unknown> = {};
  for (const [name, selected] of selection) {
    if (name === '__typename') {
      answer[name] = table.entity;
      continue;
    }
    const joined = table.joins.get(name);
    if (joined !== undefined) {
      const hides = loaded && selection.has(joined.name) && toOne(joined, row, reading) === undefined;
      answer[name] = hides ? null : (row[name] ?? null);
      continue;
    }
    const field = table.fields.get(name);
    if (field === undefined) answer[name] = null;
    else if (isToOne(field)) {
      const found = loaded ? toOne(field, row, reading) : undefined;
      if (found === undefined) answer[name] = null;
      else if (selected.selection === undefined) answer[name] = bareRecord(found.row, found.target);
      else {
        answer[name] = readRecord(
          found.row,
          found.target,
          selected.selection,
          reading,
          selected.selection.has('deletedAt'),
        );
      }
    } else if (isToMany(field)) answer[name] = toMany(field, row, table, selected, loaded, reading);
    else if (compositeOf(field) !== undefined) answer[name] = composite(field, row, selected);
    else if (field.type === 'TS_VECTOR') answer[name] = searchVector(row, table);
    else if (field.subFields !== undefined) answer[name] = unknownObject(row[name], selected);
    else answer[name] = readValue(field, row[name]);
  }
  return answer;
}

export interface ConnectionContent {
  readonly rows: readonly Row[];
  readonly total: number;
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
  cursor(row: Row): string;
  node(row: Row, selection: Selection): unknown;
  aggregate(name: string): unknown;
}

/** A connection as the API gives it: only what is selected, unknown names null. */
export function connection(
  selection: Selection,
  table: Table,
  content: ConnectionContent,
): Record<string, unknown> {
  const answer: Record<string, unknown> = {};
  const { rows } = content;
  const cursorAt = (row: Row | undefined): string | null => (row === undefined ? null : content.cursor(row));
  const pageInfo: Readonly<Record<string, () => unknown>> = {
    __typename: () => 'PageInfo',
    hasNextPage: () => content.hasNextPage,
    hasPreviousPage: () => content.hasPreviousPage,
    startCursor: () => cursorAt(rows[0]),
    endCursor: () => cursorAt(rows.at(-1)),
  };
  for (const [name, { selection: nested = new Map<string, Selected>() }] of selection) {
    if (name === '__typename') answer[name] = `${table.entity}Connection`;
    else if (name === 'totalCount') answer[name] = content.total;
    else if (name === 'pageInfo') {
      answer[name] = Object.fromEntries(
        [...nested.keys()].map((key) => [
          key,
          (Object.hasOwn(pageInfo, key) ? pageInfo[key]?.() : null) ?? null,
        ]),
      );
    } else if (name === 'edges') {
      const nodes = nested.get('node')?.selection;
      if (nodes === undefined && rows.length > 0 && nested.has('cursor')) {
        throw internal("Cannot read properties of undefined (reading 'name')");
      }
      answer[name] = rows.map((row) => {
        const edge: Record<string, unknown> = {};
        for (const key of nested.keys()) {
          if (key === '__typename') edge[key] = `${table.entity}Edge`;
          else if (key === 'cursor') edge[key] = content.cursor(row);
          else if (key === 'node') edge[key] = content.node(row, nodes ?? new Map<string, Selected>());
          else edge[key] = null;
        }
        return edge;
      });
    } else answer[name] = content.aggregate(name);
  }
  return answer;
}

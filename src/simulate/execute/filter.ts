import type { ModelField } from '../../model/types.ts';
import { columnOf, compositeOf, subColumnOf, subField } from '../columns.ts';
import { internal } from '../fault.ts';
import { isObject } from '../json.ts';
import type { JsonObject } from '../json.ts';
import type { Row, Store } from '../store.ts';
import { searchVector } from '../values/searchVector.ts';
import { isToMany, isToOne, joinColumn } from '../workspace.ts';
import type { Table, Workspace } from '../workspace.ts';
import { fieldTest, invalidFilter } from './fieldTest.ts';
import type { Truth } from './fieldTest.ts';

export type Predicate = (row: Row) => Truth;

export interface FilterContext {
  readonly workspace: Workspace;
  readonly store: Store;
}

const all: Predicate = () => true;

function and(parts: readonly Predicate[]): Predicate {
  if (parts.length === 0) return all;
  return (row) => {
    let known: Truth = true;
    for (const part of parts) {
      const truth = part(row);
      if (truth === false) return false;
      if (truth === null) known = null;
    }
    return known;
  };
}

function or(parts: readonly Predicate[]): Predicate {
  if (parts.length === 0) return all;
  return (row) => {
    let known: Truth = false;
    for (const part of parts) {
      const truth = part(row);
      if (truth === true) return true;
      if (truth === null) known = null;
    }
    return known;
  };
}

/** `{ not: {} }` matches nothing. */
function not(part: Predicate): Predicate {
  return (row) => {
    const truth = part(row);
    return truth === null ? null : !truth;
  };
}

function compositePredicate(field: ModelField, spec: unknown, context: FilterContext): Predicate {
  const composite = compositeOf(field);
  if (composite === undefined || !isObject(spec)) return all;
  const parts = Object.entries(spec).map(([key, part]): Predicate => {
    const sub = subField(composite, key);
    if (sub === undefined) {
      throw invalidFilter(
        `Sub field "${key}" not found for composite type: ${field.type}`,
        'An error occurred.',
      );
    }
    const holds = fieldTest(subColumnOf(sub, context.workspace.model), part, key);
    return (row) => {
      const value = row[field.name];
      return holds(isObject(value) ? (value[key] ?? null) : null);
    };
  });
  return and(parts);
}

function relationPredicate(
  field: ModelField,
  spec: unknown,
  context: FilterContext,
  hops: number,
): Predicate {
  const join = joinColumn(field);
  if (!isToOne(field)) {
    throw invalidFilter(
      `Cannot filter by relation field "${field.name}"`,
      `Invalid filter: filtering by relation field "${field.name}" is not supported`,
    );
  }
  if (!isObject(spec)) {
    throw invalidFilter(
      `Cannot filter by relation field "${field.name}": use "${join}" instead`,
      `Invalid filter: use "${join}" to filter by this relation field`,
    );
  }
  if (hops > 0) {
    throw invalidFilter(
      'Relation filter nesting deeper than 1 hop is not supported',
      'Relation filters can only traverse one relation deep',
    );
  }
  const target = context.workspace.tables.get(field.relation?.target ?? '');
  if (target === undefined || Object.keys(spec).length === 0) return all;
  const inner = filterPredicate(spec, target, context, hops + 1);
  return (row) => {
    const found = context.store.rows(target).get(String(row[join]));
    // A left join: a missing or soft-deleted parent is a row of NULLs.
    return inner(found === undefined || found['deletedAt'] !== null ? noRow : found);
  };
}

const noRow: Row = new Proxy({}, { get: () => null });

/** A filter as a predicate over rows; the server's refusals are thrown before any row is looked at. */
export function filterPredicate(
  filter: JsonObject,
  table: Table,
  context: FilterContext,
  hops = 0,
): Predicate {
  const parts = Object.entries(filter).map(([key, spec]): Predicate | undefined => {
    if (spec === undefined) return undefined;
    if (key === 'and' || key === 'or') {
      if (spec === null) throw internal("Cannot read properties of null (reading 'map')");
      if (!Array.isArray(spec)) throw internal('value.map is not a function');
      const nested = spec.map((item: unknown) =>
        filterPredicate(isObject(item) ? item : {}, table, context, hops),
      );
      return key === 'and' ? and(nested) : or(nested);
    }
    if (key === 'not') {
      const nested = Array.isArray(spec) ? { ...spec } : isObject(spec) ? spec : {};
      return not(filterPredicate(nested, table, context, hops));
    }
    const joined = table.joins.get(key);
    if (joined !== undefined) {
      const holds = fieldTest({ type: 'UUID' }, spec, key);
      return (row) => holds(row[key] ?? null);
    }
    const field = table.fields.get(key);
    if (field === undefined) {
      throw invalidFilter(
        `Object ${table.name} doesn't have any "${key}" field.`,
        `Invalid filter : ${table.name} object doesn't have any "${key}" field.`,
      );
    }
    if (isToOne(field) || isToMany(field)) return relationPredicate(field, spec, context, hops);
    if (compositeOf(field) !== undefined) return compositePredicate(field, spec, context);
    const holds = fieldTest(columnOf(field, table.relationName), spec, key);
    if (field.type === 'TS_VECTOR') return (row) => holds(searchVector(row, table));
    return (row) => holds(row[key] ?? null);
  });
  return and(parts.filter((part) => part !== undefined));
}

/** Whether a filter names deletedAt anywhere: then reads show soft-deleted records too. */
export function namesDeletedAt(filter: unknown): boolean {
  if (Array.isArray(filter)) return filter.some(namesDeletedAt);
  if (!isObject(filter)) return false;
  return Object.entries(filter).some(
    ([key, value]) =>
      key === 'deletedAt' || ((key === 'and' || key === 'or' || key === 'not') && namesDeletedAt(value)),
  );
}

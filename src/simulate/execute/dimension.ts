import { groupable } from '../../model/graphql/scalars.ts';
import type { ModelField } from '../../model/types.ts';
import { compositeOf, subField } from '../columns.ts';
import { badInput, internal } from '../fault.ts';
import { isObject } from '../json.ts';
import type { JsonObject } from '../json.ts';
import type { Row } from '../store.ts';
import { isToMany, isToOne, joinColumn } from '../workspace.ts';
import type { Table } from '../workspace.ts';
import type { Execution } from './context.ts';
import { bucketOf, dateBucket } from './dateBucket.ts';
import { isLive } from './record.ts';

/** One thing that records are grouped by. */
export interface Dimension {
  /** `['stage']`, `['name', 'lastName']`, `['company', 'name']`: as an orderBy names it too. */
  readonly path: readonly string[];
  /** A column of type numeric: its values come as text, and are put in order as numbers. */
  readonly isNumeric?: boolean;
  /** The value of a row's group; several where a list is taken apart. */
  values(row: Row): readonly unknown[];
}

const ungroupable: ReadonlySet<string> = new Set(['POSITION', 'RAW_JSON', 'TS_VECTOR', 'FILES']);

function invalid(message: string): Error {
  return badInput(message, 'INVALID_QUERY_INPUT');
}

/** The dimensions of a groupBy argument: a list of objects with one field each, or one such object. */
export function dimensionsOf(groupBy: unknown, table: Table, execution: Execution): readonly Dimension[] {
  const items: readonly unknown[] = Array.isArray(groupBy) ? groupBy : [groupBy];
  if (groupBy === undefined || groupBy === null)
    throw invalid('Missing required argument: "groupBy" must be an array.');
  return items.flatMap((item) => {
    if (!isObject(item)) return [];
    const entries = Object.entries(item);
    if (entries.length > 1)
      throw invalid(
        'You cannot provide multiple fields in one GroupByInput, split them into multiple GroupByInput',
      );
    return entries.map(([name, spec]) => dimension(name, spec, table, execution));
  });
}

function dimension(name: string, spec: unknown, table: Table, execution: Execution): Dimension {
  const field = table.fields.get(name);
  if (field === undefined) {
    if (!table.joins.has(name)) throw invalid(`Unidentified field in groupBy: ${name}`);
    return { path: [name], values: (row) => [row[name] ?? null] };
  }
  if (spec !== true && !isObject(spec)) throw invalid(`Invalid groupBy definition for field "${name}"`);
  if (isToMany(field) || !groupable(field) || ungroupable.has(field.type))
    throw invalid(`Field "${name}" is not supported in groupBy`);
  if (isToOne(field)) return acrossRelation(field, spec, execution);
  if (compositeOf(field) !== undefined) return ofComposite(field, spec, table);
  if (field.type === 'DATE' || field.type === 'DATE_TIME') {
    const bucket = dateBucket(spec, field.type);
    if (bucket === undefined) throw invalid(`Field "${name}" does not support nested subfields in groupBy`);
    return { path: [name], values: (row) => [bucketOf(row[name], bucket)] };
  }
  const isNumeric = field.type === 'NUMERIC';
  return { path: [name], isNumeric, values: (row) => plainValues(field, row[name], spec) };
}

/** As the database gives a value: a list of options as its own text for a list. */
function plainValues(field: ModelField, stored: unknown, spec: unknown): readonly unknown[] {
  if (stored === undefined || stored === null || stored === '') return [null];
  if (field.type === 'NUMERIC') return [String(stored)];
  if (field.type !== 'MULTI_SELECT' || !Array.isArray(stored)) return [stored];
  return isObject(spec) && spec['unnest'] === true ? stored : [`{${stored.join(',')}}`];
}

function ofComposite(field: ModelField, spec: JsonObject | true, table: Table): Dimension {
  if (spec === true) throw internal(`column ${table.name}.${field.name} does not exist`);
  const [name = '', ...others] = Object.keys(spec);
  if (others.length > 0)
    throw invalid(
      'You cannot provide multiple subfields in one GroupByInput, split them into multiple GroupByInput',
    );
  const composite = compositeOf(field);
  const sub = composite && subField(composite, name);
  if (sub === undefined)
    throw invalid(`Composite subfield "${name}" is not supported in groupBy for "${field.name}"`);
  return {
    path: [field.name, name],
    isNumeric: sub.graphql === 'BigFloat',
    values(row) {
      const stored = row[field.name];
      const value = isObject(stored) ? (stored[name] ?? null) : null;
      return [typeof value === 'number' ? String(value) : value === '' ? null : value];
    },
  };
}

function acrossRelation(field: ModelField, spec: unknown, execution: Execution): Dimension {
  const target = execution.workspace.tables.get(field.relation?.target ?? '');
  const [name = '', ...others] = isObject(spec) ? Object.keys(spec) : [];
  if (target === undefined || others.length > 0)
    throw invalid(`Invalid groupBy definition for field "${field.name}"`);
  if (!target.fields.has(name))
    throw invalid(`Nested field "${name}" not found in target object "${target.name}"`);
  const nested = dimension(name, isObject(spec) ? spec[name] : undefined, target, execution);
  const join = joinColumn(field);
  return {
    ...nested,
    path: [field.name, ...nested.path],
    values(row) {
      const found = execution.store.rows(target).get(String(row[join]));
      return found === undefined || !isLive(found) ? [null] : nested.values(found);
    },
  };
}

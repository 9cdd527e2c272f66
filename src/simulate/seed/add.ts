import { CodegenError } from '../../errors.ts';
import type { ModelField } from '../../model/types.ts';
import { compositeOf } from '../columns.ts';
import { checkRow } from '../execute/constraints.ts';
import type { Execution } from '../execute/context.ts';
import { wholeComposite } from '../execute/defaults.ts';
import { inputColumns } from '../execute/input.ts';
import { settledPosition } from '../execute/positions.ts';
import { inverseOf } from '../execute/record.ts';
import { Fault, saidBy } from '../fault.ts';
import { isObject } from '../json.ts';
import type { RecordData } from '../records.ts';
import { idOf } from '../store.ts';
import { isToMany, joinColumn } from '../workspace.ts';
import type { Table } from '../workspace.ts';
import { seededRow } from './seed.ts';

/** What records are completed from. */
export interface Making {
  readonly execution: Execution;
  readonly seed: number;
  /** A number that no record of this object was made from yet. */
  nextIndex(table: Table): number;
}

/**
 * Adds records, each made complete: fields that are not named have plausible values, the same in every run. A related record
 * may stand in place of its id (`company: { name: 'Acme' }`), or records in a to-many relation: they are added as well. A
 * relation that must not be null points to a record that is there, or to a new one.
 *
 * @returns the ids of the records, in the order given
 * @throws CodegenError SEED_INVALID with the server's own words, where it would refuse one of them; then none is added
 */
export function addRecords(table: Table, rows: readonly RecordData[], making: Making): readonly string[] {
  const { store } = making.execution;
  return store.atomically(() => {
    const added: (readonly [Table, string, string])[] = [];
    const ids = rows.map((row, index) =>
      addOne(table, row, `${table.object.names.namespace}[${index}]`, making, added),
    );
    // Records may refer to those that come later: each is looked at when all are there.
    for (const [own, id, path] of added) {
      const row = store.rows(own).get(id);
      if (row !== undefined) named(path, () => checkRow(row, own, making.execution));
    }
    return ids;
  });
}

/** @throws CodegenError SEED_INVALID where the server would refuse what stands at this path */
function named<T>(path: string, run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    throw new CodegenError('SEED_INVALID', `${path}: ${saidBy(error)}`, { cause: error });
  }
}

function addOne(
  table: Table,
  given: RecordData,
  path: string,
  making: Making,
  added: (readonly [Table, string, string])[],
): string {
  const { execution, seed } = making;
  const { own, nested } = split(table, given);
  const columns = named(path, () => inputColumns(own, table, execution));
  const row: Record<string, unknown> = seededRow(table, making.nextIndex(table), seed);
  row['createdAt'] = row['updatedAt'] = execution.now();
  for (const [name, value] of Object.entries(columns)) row[name] = completed(table, name, value, row);
  if (typeof row['id'] === 'string') row['id'] = row['id'].toLowerCase();
  if ('position' in columns) row['position'] = settledPosition(columns['position'], table, execution);
  const id = idOf(row);
  if (execution.store.rows(table).has(id))
    throw new CodegenError('SEED_INVALID', `${path}: there is a record with the id ${id}.`);
  for (const [join, field] of table.joins) {
    const target = execution.workspace.tables.get(field.relation?.target ?? '');
    if (target === undefined) continue;
    const inner = nested.get(field.name);
    if (isObject(inner)) row[join] = addOne(target, inner, `${path}.${field.name}`, making, added);
    else if (!field.isNullable && (row[join] ?? null) === null)
      row[join] = anyOf(target, path, field, making, added);
  }
  execution.store.put(table, row);
  added.push([table, id, path]);
  for (const [name, list] of nested) {
    const field = table.fields.get(name);
    if (field === undefined || !isToMany(field) || !Array.isArray(list)) continue;
    const target = execution.workspace.tables.get(field.relation?.target ?? '');
    const inverse = target && inverseOf(field, table, target);
    if (target === undefined || inverse === undefined) continue;
    for (const [index, item] of list.filter(isObject).entries())
      addOne(target, { ...item, [joinColumn(inverse)]: id }, `${path}.${name}[${index}]`, making, added);
  }
  return id;
}

/** Related records in place of ids, and the rest. */
function split(
  table: Table,
  given: RecordData,
): { readonly own: RecordData; readonly nested: ReadonlyMap<string, unknown> } {
  const own: Record<string, unknown> = {};
  const nested = new Map<string, unknown>();
  for (const [name, value] of Object.entries(given)) {
    const field = table.fields.get(name);
    const isRelated =
      field?.relation !== undefined &&
      (Array.isArray(value) || (isObject(value) && !('connect' in value) && !('disconnect' in value)));
    if (isRelated) nested.set(name, value);
    else own[name] = value;
  }
  return { own, nested };
}

/** Of a composite, sub-fields that are not named stay as they were made. */
function completed(table: Table, name: string, value: unknown, row: RecordData): unknown {
  const field = table.fields.get(name);
  if (field === undefined || compositeOf(field) === undefined) return value;
  if (!isObject(value)) return wholeComposite(field, {});
  const made = row[name];
  return isObject(made) ? { ...made, ...value } : wholeComposite(field, value);
}

function anyOf(
  target: Table,
  path: string,
  field: ModelField,
  making: Making,
  added: (readonly [Table, string, string])[],
): string {
  const [first] = making.execution.store.sorted(target);
  return first === undefined ? addOne(target, {}, `${path}.${field.name}`, making, added) : idOf(first);
}

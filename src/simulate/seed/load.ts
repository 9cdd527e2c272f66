import { CodegenError } from '../../errors.ts';
import { compositeOf } from '../columns.ts';
import { checkRow } from '../execute/constraints.ts';
import type { Execution } from '../execute/context.ts';
import { completeColumns, wholeComposite } from '../execute/defaults.ts';
import { inputColumns } from '../execute/input.ts';
import { settledPosition } from '../execute/positions.ts';
import { Fault, saidBy } from '../fault.ts';
import { isObject } from '../json.ts';
import type { JsonObject } from '../json.ts';
import { tableNamed } from '../records.ts';
import type { RecordData } from '../records.ts';
import { idOf } from '../store.ts';
import type { Table } from '../workspace.ts';

/** Records by object: `{ people: [{ id, name: { firstName: 'Ada' }, companyId }], companies: [] }`. */
export type SeedData = Readonly<Record<string, readonly RecordData[]>>;

/** Where something is in a seed: `['people', 3, 'emails']`. */
export type SeedPath = readonly (string | number)[];

export interface SeedProblem {
  readonly path: SeedPath;
  readonly message: string;
}

const shownProblems = 20;

/**
 * Puts records into the store as they are given: what they leave out has the default that the server would give it, or is
 * null. System fields (id, createdAt, deletedAt, createdBy, …) may be given.
 *
 * @param where how a problem's place is called; by default as in code, `people[3].emails`
 * @throws CodegenError SEED_INVALID with every problem in its details
 */
export function loadRecords(
  data: unknown,
  execution: Execution,
  where: (path: SeedPath) => string = pathText,
): void {
  const { store, workspace } = execution;
  const problems: SeedProblem[] = [];
  const put: (readonly [Table, string, SeedPath])[] = [];
  if (!isObject(data))
    throw invalid([{ path: [], message: 'expected an object of lists of records' }], where);
  for (const [name, rows] of Object.entries(data)) {
    // A seed may point an editor to a schema, and say where it comes from.
    if (name.startsWith('$')) continue;
    const table = attempt([name], problems, () => tableNamed(workspace, name));
    if (table === undefined) continue;
    if (!Array.isArray(rows)) problems.push({ path: [name], message: 'expected a list of records' });
    else
      for (const [index, row] of (rows as readonly unknown[]).entries()) {
        const path = [name, index];
        if (!isObject(row)) problems.push({ path, message: 'expected a record' });
        else {
          const id = putOne(row, path, table, execution, problems);
          if (id !== undefined) put.push([table, id, path]);
        }
      }
  }
  if (problems.length === 0)
    for (const [table, id, path] of put) checkOne(table, id, path, execution, problems);
  if (problems.length > 0) {
    for (const [table, id] of put) store.remove(table, id);
    throw invalid(problems, where);
  }
}

/** `people[3].emails` */
export function pathText(path: SeedPath): string {
  return path
    .map((part, index) => (typeof part === 'number' ? `[${part}]` : index === 0 ? part : `.${part}`))
    .join('');
}

function attempt<T>(path: SeedPath, problems: SeedProblem[], run: () => T): T | undefined {
  try {
    return run();
  } catch (error) {
    if (!(error instanceof Fault) && !(error instanceof CodegenError)) throw error;
    problems.push({ path, message: error instanceof Fault ? saidBy(error) : error.message });
    return undefined;
  }
}

/** The record's id, unless there is a problem. */
function putOne(
  given: JsonObject,
  path: SeedPath,
  table: Table,
  execution: Execution,
  problems: SeedProblem[],
): string | undefined {
  const before = problems.length;
  const columns: Record<string, unknown> = {};
  // One by one, so that each problem has its place.
  for (const [name, value] of Object.entries(given)) {
    const read = attempt([...path, name], problems, () => inputColumns({ [name]: value }, table, execution));
    for (const [column, stored] of Object.entries(read ?? {})) {
      const field = table.fields.get(column);
      const isComposite = field !== undefined && compositeOf(field) !== undefined;
      columns[column] = isComposite ? wholeComposite(field, isObject(stored) ? stored : {}) : stored;
    }
  }
  if (problems.length > before) return undefined;
  if (typeof columns['id'] === 'string') columns['id'] = columns['id'].toLowerCase();
  if (table.fields.has('position'))
    columns['position'] = settledPosition(columns['position'] ?? 'last', table, execution);
  const row = { ...completeColumns(columns, table, execution), ...columns };
  const id = idOf(row);
  if (execution.store.rows(table).has(id)) {
    problems.push({ path: [...path, 'id'], message: `there is another record with the id ${id}` });
    return undefined;
  }
  execution.store.put(table, row);
  return id;
}

/** What only shows when all records are there. */
function checkOne(
  table: Table,
  id: string,
  path: SeedPath,
  execution: Execution,
  problems: SeedProblem[],
): void {
  const { store, workspace } = execution;
  const row = store.rows(table).get(id);
  if (row === undefined) return;
  for (const [join, field] of table.joins) {
    const target = workspace.tables.get(field.relation?.target ?? '');
    const other = row[join];
    if (typeof other !== 'string' || target === undefined || store.rows(target).has(other)) continue;
    problems.push({ path: [...path, join], message: `no ${target.name} has the id ${other}` });
    return;
  }
  attempt(path, problems, () => checkRow(row, table, execution));
}

function invalid(problems: readonly SeedProblem[], where: (path: SeedPath) => string): CodegenError {
  const details = problems.slice(0, shownProblems).map(({ path, message }) => {
    const place = where(path);
    return place === '' ? message : `${place}: ${message}`;
  });
  const more = problems.length - details.length;
  const [first = ''] = details;
  return new CodegenError('SEED_INVALID', `The records cannot be taken. ${first}`, {
    details: more > 0 ? [...details, `and ${more} more`] : details,
  });
}

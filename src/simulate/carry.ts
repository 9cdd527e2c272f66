import type { ModelField } from '../model/types.ts';
import { completeColumns } from './execute/defaults.ts';
import type { Execution } from './execute/context.ts';
import type { Row } from './store.ts';
import { isToMany, isToOne, joinColumn } from './workspace.ts';
import type { Table } from './workspace.ts';

/**
 * Brings the records of a workspace into the same workspace with another model, as a change in the CRM's settings does:
 * what keeps its id keeps its values under whatever name; what is new has its default; what is gone is gone.
 */
export function carryRecords(from: Execution, to: Execution): void {
  const before = new Map([...from.workspace.tables.values()].map((table) => [table.object.id, table]));
  for (const table of to.workspace.tables.values()) {
    const old = before.get(table.object.id);
    if (old === undefined) continue;
    const columns = columnsOf(old, table);
    for (const row of from.store.sorted(old)) {
      const carried: Record<string, unknown> = { id: row['id'], deletedAt: row['deletedAt'] ?? null };
      for (const { name, read } of columns) carried[name] = read(row);
      to.store.put(table, { ...completeColumns(carried, table, to), ...carried });
    }
  }
}

interface Column {
  readonly name: string;
  readonly read: (row: Row) => unknown;
}

/** The columns that both tables have. A field of another type is a new one. */
function columnsOf(old: Table, table: Table): readonly Column[] {
  const before = new Map([...old.fields.values()].map((field) => [field.id, field]));
  return [...table.fields.values()].flatMap((field): readonly Column[] => {
    const known = before.get(field.id);
    if (known === undefined || known.type !== field.type || isToMany(field)) return [];
    const [name, column] = [columnOf(field), columnOf(known)];
    const rename = renamedOptions(known, field);
    return [{ name, read: (row) => rename(row[column] ?? null) }];
  });
}

function columnOf(field: ModelField): string {
  return isToOne(field) ? joinColumn(field) : field.name;
}

/** Options that keep their id are written anew where their value changed; those that are gone become null. */
function renamedOptions(from: ModelField, to: ModelField): (value: unknown) => unknown {
  if (from.picklist === undefined || to.picklist === undefined) return (value) => value;
  const now = new Map(to.picklist.options.map(({ id, value }) => [id ?? value, value]));
  const values = new Map(from.picklist.options.map(({ id, value }) => [value, now.get(id ?? value)]));
  const renamed = (value: unknown): unknown =>
    typeof value === 'string' ? (values.get(value) ?? null) : value;
  return (value) =>
    Array.isArray(value) ? value.map(renamed).filter((item) => item !== null) : renamed(value);
}

import { byCodePoint } from './text.ts';
import type { Table, Workspace } from './workspace.ts';

/**
 * One record: its columns. A to-one relation is its join column; a composite is an object of sub-fields; null is
 * what the database has as NULL. Rows are never changed in place, so that a copy of a table is a snapshot.
 */
export type Row = Readonly<Record<string, unknown>>;

export interface Store {
  /** All rows of a table, soft-deleted ones too, by id. */
  rows(table: Table): ReadonlyMap<string, Row>;
  put(table: Table, row: Row): void;
  remove(table: Table, id: string): void;
  /** Runs a write that leaves nothing behind where it throws. */
  atomically<T>(write: () => T): T;
}

export function idOf(row: Row): string {
  return String(row['id']);
}

export function createStore(workspace: Workspace): Store {
  let tables = new Map<string, Map<string, Row>>();
  for (const name of workspace.tables.keys()) tables.set(name, new Map());
  const rowsOf = (table: Table): Map<string, Row> => {
    let rows = tables.get(table.name);
    if (rows === undefined) tables.set(table.name, (rows = new Map()));
    return rows;
  };
  return {
    rows: rowsOf,
    put: (table, row) => void rowsOf(table).set(idOf(row), row),
    remove: (table, id) => void rowsOf(table).delete(id),
    atomically(write) {
      const before = new Map([...tables].map(([name, rows]) => [name, new Map(rows)]));
      try {
        return write();
      } catch (error) {
        tables = before;
        throw error;
      }
    },
  };
}

/** Rows in the server's default order: by id. */
export function byId(rows: Iterable<Row>): Row[] {
  return [...rows].toSorted((a, b) => byCodePoint(idOf(a), idOf(b)));
}

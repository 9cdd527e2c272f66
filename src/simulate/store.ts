import { byCodePoint } from './text.ts';
import type { Table, Workspace } from './workspace.ts';

/**
 * One record: its columns. A to-one relation is its join column; a composite is an object of sub-fields; null is
 * what the database has as NULL. Rows are never changed in place, so that what was read stays as it was.
 */
export type Row = Readonly<Record<string, unknown>>;

/** What an index finds rows by; undefined for a row that it leaves out. */
export type IndexKey = (row: Row) => string | undefined;

export interface Store {
  /** All rows of a table, soft-deleted ones too, by id. */
  rows(table: Table): ReadonlyMap<string, Row>;
  /** The same in the server's default order: by id. */
  sorted(table: Table): readonly Row[];
  /** The rows of one key of an index, which is made when it is first asked for, and kept. */
  indexed(table: Table, index: string, key: IndexKey, value: string): readonly Row[];
  /** What `make` gives, kept until the next write. */
  kept(key: string, make: () => readonly Row[]): readonly Row[];
  put(table: Table, row: Row): void;
  remove(table: Table, id: string): void;
  /** Has `undo` called where the write that is under way throws. */
  onUndo(undo: () => void): void;
  /** Runs a write that leaves nothing behind where it throws. */
  atomically<T>(write: () => T): T;
}

export function idOf(row: Row): string {
  return String(row['id']);
}

/** Rows in the server's default order: by id. */
export function byId(rows: Iterable<Row>): Row[] {
  return [...rows].toSorted((a, b) => byCodePoint(idOf(a), idOf(b)));
}

/** Where the first row is whose id is not before `id`. */
export function firstFrom(rows: readonly Row[], id: string): number {
  let [from, to] = [0, rows.length];
  while (from < to) {
    const middle = (from + to) >>> 1;
    const row = rows[middle];
    if (row !== undefined && byCodePoint(idOf(row), id) < 0) from = middle + 1;
    else to = middle;
  }
  return from;
}

interface Index {
  readonly key: IndexKey;
  readonly ids: Map<string, Set<string>>;
}

interface Contents {
  readonly rows: Map<string, Row>;
  readonly indexes: Map<string, Index>;
  /** Made when it is first asked for, then kept in order by every write. */
  sorted: Row[] | undefined;
  /** How many rows were put in or taken out since it was asked for. */
  changes: number;
}

/** After more changes than this, putting all in order once is less work than keeping order. */
const mostChanges = 1000;

/** No more than this is kept between two writes. */
const mostKept = 32;

function indexRow(index: Index, id: string, before: Row | undefined, after: Row | undefined): void {
  const [from, to] = [before && index.key(before), after && index.key(after)];
  if (from === to) return;
  if (from !== undefined) index.ids.get(from)?.delete(id);
  if (to === undefined) return;
  const ids = index.ids.get(to);
  if (ids === undefined) index.ids.set(to, new Set([id]));
  else ids.add(id);
}

function sortRow(sorted: Row[], id: string, before: Row | undefined, after: Row | undefined): void {
  const at = firstFrom(sorted, id);
  const removed = before === undefined ? 0 : 1;
  if (after === undefined) sorted.splice(at, removed);
  else if (removed === 1) sorted[at] = after;
  else sorted.splice(at, 0, after);
}

export function createStore(workspace: Workspace): Store {
  const tables = new Map<string, Contents>();
  const kept = new Map<string, readonly Row[]>();
  /** How to take back the write that is under way, last step first. */
  let undos: (() => void)[] | undefined;

  const of = (name: string): Contents => {
    let contents = tables.get(name);
    if (contents === undefined) {
      contents = { rows: new Map(), indexes: new Map(), sorted: undefined, changes: 0 };
      tables.set(name, contents);
    }
    return contents;
  };
  for (const name of workspace.tables.keys()) of(name);

  const write = (name: string, id: string, after: Row | undefined): void => {
    const contents = of(name);
    const before = contents.rows.get(id);
    if (before === after) return;
    if (after === undefined) contents.rows.delete(id);
    else contents.rows.set(id, after);
    for (const index of contents.indexes.values()) indexRow(index, id, before, after);
    if (before === undefined || after === undefined) contents.changes++;
    if (contents.changes > mostChanges) contents.sorted = undefined;
    if (contents.sorted !== undefined) sortRow(contents.sorted, id, before, after);
    if (kept.size > 0) kept.clear();
    undos?.push(() => write(name, id, before));
  };

  return {
    rows: (table) => of(table.name).rows,
    sorted(table) {
      const contents = of(table.name);
      contents.sorted ??= byId(contents.rows.values());
      contents.changes = 0;
      return contents.sorted;
    },
    indexed(table, name, key, value) {
      const { indexes, rows } = of(table.name);
      let index = indexes.get(name);
      if (index === undefined) {
        indexes.set(name, (index = { key, ids: new Map() }));
        for (const [id, row] of rows) indexRow(index, id, undefined, row);
      }
      const found = [...(index.ids.get(value) ?? [])].map((id) => rows.get(id));
      return found.filter((row) => row !== undefined);
    },
    kept(key, make) {
      const known = kept.get(key);
      if (known !== undefined) return known;
      const made = make();
      if (kept.size >= mostKept) kept.clear();
      kept.set(key, made);
      return made;
    },
    put: (table, row) => write(table.name, idOf(row), row),
    remove: (table, id) => write(table.name, id, undefined),
    onUndo: (undo) => void undos?.push(undo),
    atomically(run) {
      const outer = undos;
      const own: (() => void)[] = [];
      undos = own;
      try {
        const result = run();
        outer?.push(...own);
        return result;
      } catch (error) {
        undos = undefined;
        for (const undo of own.toReversed()) undo();
        throw error;
      } finally {
        undos = outer;
      }
    },
  };
}

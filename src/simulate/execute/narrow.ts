import { isObject } from '../json.ts';
import type { JsonObject } from '../json.ts';
import { byId } from '../store.ts';
import type { Row, Store } from '../store.ts';
import type { Table } from '../workspace.ts';

/** The ids of `{ eq: id }` and `{ in: ids }`. */
function idsOf(spec: unknown): readonly string[] | undefined {
  if (!isObject(spec)) return undefined;
  const { eq, in: list } = spec;
  if (typeof eq === 'string') return [eq.toLowerCase()];
  if (!Array.isArray(list)) return undefined;
  return [...new Set(list.filter((id) => typeof id === 'string').map((id) => id.toLowerCase()))];
}

/** The rows that refer to a record through a join column. */
export function rowsOfJoin(table: Table, join: string, id: string, store: Store): readonly Row[] {
  const key = (row: Row): string | undefined => {
    const value = row[join];
    return typeof value === 'string' ? value : undefined;
  };
  return store.indexed(table, join, key, id);
}

/**
 * Rows by id among which are all that a filter can find, where the filter names them by their ids or by those of
 * a record that they belong to: so that not every row of a large table must be looked at.
 */
export function narrowed(filter: JsonObject, table: Table, store: Store): readonly Row[] | undefined {
  for (const [key, spec] of Object.entries(filter)) {
    if (key === 'and' && Array.isArray(spec)) {
      const parts: readonly unknown[] = spec;
      for (const part of parts) {
        const rows = isObject(part) ? narrowed(part, table, store) : undefined;
        if (rows !== undefined) return rows;
      }
    }
    const isJoin = table.joins.has(key);
    const ids = key === 'id' || isJoin ? idsOf(spec) : undefined;
    if (ids === undefined) continue;
    const rows = ids.flatMap((id) =>
      isJoin ? rowsOfJoin(table, key, id, store) : (store.rows(table).get(id) ?? []),
    );
    return byId(rows);
  }
  return undefined;
}

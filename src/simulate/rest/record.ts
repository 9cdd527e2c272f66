import { compositeOf } from '../columns.ts';
import type { Selected, Selection } from '../execute/selection.ts';
import { isObject } from '../json.ts';
import { isToMany, isToOne } from '../workspace.ts';
import type { Table, Workspace } from '../workspace.ts';

/** What REST selects: every field of a record, and at depth 1 those of the records that it relates to. */
export function selectionOf(table: Table, depth: 0 | 1, workspace: Workspace): Selection {
  const selection = new Map<string, Selected>();
  for (const [name, field] of table.fields) {
    const composite = compositeOf(field);
    if (composite !== undefined) {
      const parts = composite.fields.map((sub): [string, Selected] => [sub.name, {}]);
      selection.set(name, { selection: new Map(parts) });
    } else if (!isToOne(field) && !isToMany(field)) {
      const parts = field.subFields?.map((sub): [string, Selected] => [sub, {}]);
      selection.set(name, parts === undefined ? {} : { selection: new Map(parts) });
    } else if (depth === 1) {
      const target = workspace.tables.get(field.relation?.target ?? '');
      if (target === undefined) continue;
      const nested = selectionOf(target, 0, workspace);
      selection.set(name, { selection: isToMany(field) ? edgesOf(nested) : nested });
    }
  }
  for (const join of table.joins.keys()) selection.set(join, {});
  return selection;
}

/** `edges { node { … } }` */
export function edgesOf(node: Selection): Selection {
  return new Map([['edges', { selection: new Map([['node', { selection: node }]]) }]]);
}

/** The nodes of a connection. */
export function nodesOf(connection: unknown): readonly unknown[] {
  const edges: unknown = isObject(connection) ? connection['edges'] : undefined;
  return Array.isArray(edges) ? edges.map((edge: unknown) => (isObject(edge) ? edge['node'] : null)) : [];
}

/** A record as REST gives it: related records in plain lists. */
export function restRecord(record: unknown, table: Table): unknown {
  if (!isObject(record)) return record;
  const answer: Record<string, unknown> = { ...record };
  for (const field of table.fields.values())
    if (isToMany(field) && field.name in answer) answer[field.name] = nodesOf(answer[field.name]);
  return answer;
}

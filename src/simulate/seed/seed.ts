import type { Execution } from '../execute/context.ts';
import { stableUuid } from '../ids.ts';
import { idOf } from '../store.ts';
import type { Row } from '../store.ts';
import { byCodePoint } from '../text.ts';
import { isToMany, isToOne, joinColumn } from '../workspace.ts';
import type { Table } from '../workspace.ts';
import { randomFor } from './random.ts';
import type { Random } from './random.ts';
import { personaOf, seededValue } from './values.ts';

const start = Date.UTC(2025, 0, 1);
const hour = 3_600_000;

function countOf(table: Table, records: number | Readonly<Record<string, number>>): number {
  if (typeof records === 'number') return records;
  return Object.hasOwn(records, table.name) ? (records[table.name] ?? 0) : 0;
}

/** A record without its relations: they are linked when all are there. */
export function seededRow(table: Table, index: number, seed: number): Record<string, unknown> {
  const random = randomFor(seed, table.name, String(index));
  const persona = personaOf(index, random);
  const row: Record<string, unknown> = {};
  for (const field of table.fields.values()) {
    if (isToMany(field)) continue;
    if (isToOne(field)) row[joinColumn(field)] = null;
    else row[field.name] = seededValue(field, table, persona, random);
  }
  const created = new Date(start + index * hour).toISOString();
  row['id'] = stableUuid('seed', String(seed), table.object.id, String(index));
  row['createdAt'] = created;
  row['updatedAt'] = created;
  row['deletedAt'] = null;
  if (table.fields.has('position')) row['position'] = index;
  return row;
}

/** The ids of a table's records, in the order in which they were made, and where each is among them. */
interface Ids {
  readonly list: readonly string[];
  readonly at: ReadonlyMap<string, number>;
}

const none: Ids = { list: [], at: new Map() };

function idsOf(rows: readonly Row[]): Ids {
  const list = rows.map(idOf);
  return { list, at: new Map(list.map((id, index) => [id, index])) };
}

/** Any of the ids but one's own. */
function pickOther({ list, at }: Ids, own: string, random: Random): string | undefined {
  const ownAt = at.get(own);
  if (ownAt === undefined) return random.pick(list);
  const index = random.below(list.length - 1);
  return list[index < ownAt ? index : index + 1];
}

/** Links a record to others: of a morph relation's targets to one only. */
function link(
  row: Record<string, unknown>,
  table: Table,
  ids: ReadonlyMap<string, Ids>,
  random: Random,
): void {
  const morphs = new Map<string, (readonly [join: string, id: string])[]>();
  for (const [join, field] of table.joins) {
    const { relation } = field;
    const id = pickOther(ids.get(relation?.target ?? '') ?? none, idOf(row), random);
    if (id === undefined || (field.isNullable && random.chance(0.2))) continue;
    if (relation?.morph === undefined) row[join] = id;
    else morphs.set(relation.morph, [...(morphs.get(relation.morph) ?? []), [join, id]]);
  }
  for (const candidates of morphs.values()) {
    const chosen = random.pick(candidates);
    if (chosen !== undefined) row[chosen[0]] = chosen[1];
  }
}

/** Fills the store: the same records for the same model, seed and counts. */
export function seedRecords(
  { store, workspace }: Execution,
  seed: number,
  records: number | Readonly<Record<string, number>>,
): void {
  const seeded = [...workspace.tables.values()].map((table) => {
    const rows = Array.from({ length: countOf(table, records) }, (_, index) => seededRow(table, index, seed));
    return { table, rows };
  });
  const ids = new Map(seeded.map(({ table, rows }) => [table.name, idsOf(rows)]));
  for (const { table, rows } of seeded) {
    const random = randomFor(seed, table.name, 'links');
    const inOrder = rows.toSorted((a, b) => byCodePoint(idOf(a), idOf(b)));
    if (table.joins.size > 0) for (const row of inOrder) link(row, table, ids, random);
    for (const row of rows) store.put(table, row);
  }
}

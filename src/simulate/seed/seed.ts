import type { Execution } from '../execute/context.ts';
import { stableUuid } from '../ids.ts';
import { byId } from '../store.ts';
import type { Row } from '../store.ts';
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
function seededRow(table: Table, index: number, seed: number): Row {
  const random = randomFor(seed, table.name, String(index));
  const persona = personaOf(index, random);
  const row: Record<string, unknown> = {};
  for (const field of table.fields.values()) {
    if (isToMany(field)) continue;
    if (isToOne(field)) row[joinColumn(field)] = null;
    else row[field.name] = seededValue(field, table, persona, random);
  }
  const created = new Date(start + index * hour).toISOString();
  return {
    ...row,
    id: stableUuid('seed', String(seed), table.object.id, String(index)),
    createdAt: created,
    updatedAt: created,
    deletedAt: null,
    ...(table.fields.has('position') ? { position: index } : {}),
  };
}

/** Links a record to others: of a morph relation's targets to one only. */
function linked(row: Row, table: Table, execution: Execution, random: Random): Row {
  const links: Record<string, unknown> = {};
  const morphs = new Map<string, string[]>();
  for (const [join, field] of table.joins) {
    const { relation } = field;
    const target = execution.workspace.tables.get(relation?.target ?? '');
    const ids = target === undefined ? [] : [...execution.store.rows(target).keys()];
    const id = random.pick(ids.filter((candidate) => candidate !== row['id']));
    if (id === undefined || (field.isNullable && random.chance(0.2))) continue;
    if (relation?.morph === undefined) links[join] = id;
    else morphs.set(relation.morph, [...(morphs.get(relation.morph) ?? []), `${join}=${id}`]);
  }
  for (const candidates of morphs.values()) {
    const [join = '', id] = random.pick(candidates)?.split('=') ?? [];
    links[join] = id;
  }
  return { ...row, ...links };
}

/** Fills the store: the same records for the same model, seed and counts. */
export function seedRecords(
  execution: Execution,
  seed: number,
  records: number | Readonly<Record<string, number>>,
): void {
  const tables = [...execution.workspace.tables.values()];
  for (const table of tables) {
    for (let index = 0; index < countOf(table, records); index++) {
      execution.store.put(table, seededRow(table, index, seed));
    }
  }
  for (const table of tables) {
    const random = randomFor(seed, table.name, 'links');
    for (const row of byId(execution.store.rows(table).values())) {
      execution.store.put(table, linked(row, table, execution, random));
    }
  }
}

import { badInput } from '../fault.ts';
import { isObject } from '../json.ts';
import type { JsonObject } from '../json.ts';
import type { Row } from '../store.ts';
import { compareValues } from './compare.ts';
import type { OrderKey } from './order.ts';
import type { Selection } from './selection.ts';

/**
 * The cursor of a row: base64 of the order fields that are also selected, and the id. A join column is never
 * in it; a composite is, even empty, with the ordered sub-fields that are selected.
 */
export function cursorOf(
  row: Row,
  keys: readonly OrderKey[],
  selection: Selection,
  joins: ReadonlySet<string>,
): string {
  const content: Record<string, unknown> = {};
  for (const key of keys) {
    const [name = '', sub] = key.path;
    const selected = selection.get(name);
    if (joins.has(name) || (selected === undefined && key.kind !== 'composite')) continue;
    if (sub === undefined) {
      content[name] = key.value(row);
      continue;
    }
    const known = content[name];
    const value: Record<string, unknown> = isObject(known) ? { ...known } : {};
    if (key.kind === 'relation') value['id'] = row[`${name}Id`];
    if (selected?.selection?.has(sub)) value[sub] = key.value(row);
    content[name] = value;
  }
  content['id'] = row['id'];
  return Buffer.from(JSON.stringify(content)).toString('base64');
}

function decoded(cursor: string): JsonObject {
  try {
    const content: unknown = JSON.parse(Buffer.from(cursor, 'base64').toString('utf8'));
    if (isObject(content)) return content;
  } catch {
    // Said below, for whatever is no cursor.
  }
  throw badInput(`Invalid cursor: ${cursor}`, 'INVALID_CURSOR');
}

/** The id in a cursor, if it is one. */
export function idOfCursor(cursor: string): string | undefined {
  const { id } = decoded(cursor);
  return typeof id === 'string' ? id : undefined;
}

interface Bound {
  readonly beyond: (row: Row) => boolean;
  readonly equal: (row: Row) => boolean;
}

/** A composite without a value for the ordered sub-field bounds nothing: the same page comes again. */
const unbounded: Bound = { beyond: () => true, equal: () => true };

function bound(key: OrderKey, content: JsonObject, isBackward: boolean): Bound | undefined {
  const [name = '', sub] = key.path;
  if (!Object.hasOwn(content, name)) return undefined;
  if (key.kind === 'relation') throw badInput('Expected non-composite field order by', 'INVALID_CURSOR');
  let value = content[name];
  if (sub !== undefined) {
    const part = isObject(value) ? value[sub] : undefined;
    if (part === undefined) return unbounded;
    value = part;
  }
  const isAscending = key.direction.startsWith('Asc') !== isBackward;
  const isText = key.column.type === 'TEXT';
  return {
    beyond(row) {
      const own = key.value(row);
      if (own === null || value === null) return false;
      const order = compareValues(key.column, own, value);
      return isAscending ? order > 0 : order < 0;
    },
    equal(row) {
      const own = key.value(row);
      if (value === null || value === '') return isText && own === null;
      return own !== null && compareValues(key.column, own, value) === 0;
    },
  };
}

const idKey: OrderKey = {
  path: ['id'],
  kind: 'scalar',
  column: { type: 'UUID' },
  direction: 'AscNullsFirst',
  value: (row) => row['id'],
};

/** Whether a row lies beyond the cursor. Order fields that the cursor lacks are left out of account. */
export function beyondCursor(
  cursor: string,
  keys: readonly OrderKey[],
  isBackward: boolean,
): (row: Row) => boolean {
  const content = decoded(cursor);
  const bounds = [...keys, idKey].flatMap((key) => bound(key, content, isBackward) ?? []);
  return (row) =>
    bounds.some(
      (last, index) => last.beyond(row) && bounds.slice(0, index).every((before) => before.equal(row)),
    );
}

import type { ModelField } from '../../../model/types.ts';
import { isObject } from '../../../simulate/json.ts';
import type { JsonObject } from '../../../simulate/json.ts';
import type { RecordData } from '../../../simulate/records.ts';
import { isToOne } from '../../../simulate/workspace.ts';
import { chanceOf } from './chance.ts';
import type { RecordedField } from './fields.ts';
import { createInventor } from './inventor.ts';
import type { ReadObject } from './read.ts';
import {
  inventedActorName,
  inventedAddress,
  inventedEmails,
  inventedLinks,
  inventedList,
  inventedName,
  inventedPhones,
  inventedRichText,
  inventedText,
  keptCurrency,
} from './values.ts';
import type { Inventor } from './values.ts';

/** Types whose values are of the workspace's model, or of no person. */
const kept: ReadonlySet<string> = new Set(['BOOLEAN', 'MULTI_SELECT', 'POSITION', 'RATING', 'SELECT']);

/** Sub-fields that are kept: of lists that the world has in common. */
const keptParts: ReadonlySet<string> = new Set([
  'countryCode',
  'callingCode',
  'currencyCode',
  'primaryPhoneCallingCode',
  'primaryPhoneCountryCode',
  'source',
]);

const dayMs = 86_400_000;
/** Days by which the dates of a record are moved at most. */
const mostDays = 14;

export interface Disguise {
  id(original: string): string;
  /** The record with nothing left of a person: see the README for what becomes of each type. */
  record(read: ReadObject, record: RecordData): RecordData;
}

/**
 * @param secret the same one gives the same stand-ins; who does not have it cannot guess what they stand for
 */
export function createDisguise(secret: string, objects: readonly ReadObject[]): Disguise {
  const inventor = createInventor(secret, originalsOf(objects));
  const id = (original: string): string => madeId(secret, original);
  return {
    id,
    record({ object, fields }, record) {
      const days = daysOf(secret, String(record['id']));
      const made: Record<string, unknown> = {};
      // JSON is not read, and here and there it must not be null.
      for (const { type, name, isNullable, defaultValue } of object.fields)
        if (type === 'RAW_JSON' && !isNullable && (defaultValue ?? null) === null)
          made[name] = { leftOut: true };
      for (const own of fields) {
        const value = record[own.column];
        if (value === null || value === undefined) continue;
        made[own.column] = disguised(own, value, {
          inventor,
          days,
          id,
          // Of the same field the same stands for the same, so that what was grouped is.
          kind: `${object.nameSingular}.${own.field.name}`,
          secret,
        });
      }
      return made;
    },
  };
}

interface Means {
  readonly inventor: Inventor;
  readonly days: number;
  readonly kind: string;
  readonly secret: string;
  id(original: string): string;
}

function disguised({ field, parts }: RecordedField, value: unknown, means: Means): unknown {
  const { inventor, kind, id } = means;
  if (kept.has(field.type)) return value;
  if (field.type === 'UUID' || isToOne(field)) return id(String(value));
  if (field.type === 'TEXT') return inventedText(value, field.isUnique, kind, inventor);
  if (field.type === 'ARRAY') return inventedList(value, kind, inventor);
  if (field.type === 'DATE' || field.type === 'DATE_TIME') return movedDate(value, means.days);
  if (typeof value === 'number') return movedNumber(field, value, means);
  if (!isObject(value)) return null;
  switch (field.type) {
    case 'FULL_NAME':
      return inventedName(value, inventor);
    case 'EMAILS':
      return inventedEmails(value, inventor);
    case 'PHONES':
      return inventedPhones(value, inventor);
    case 'LINKS':
      return inventedLinks(value, inventor);
    case 'ADDRESS':
      return inventedAddress(value, inventor);
    case 'RICH_TEXT':
      return inventedRichText(value, inventor);
    case 'ACTOR':
      return actor(value, means);
    case 'CURRENCY':
      return {
        amountMicros: movedNumber(field, value['amountMicros'], means),
        currencyCode: keptCurrency(value['currencyCode']),
      };
    default:
      // Of a type that this version does not know, only numbers are sure to be nobody's words.
      return Object.fromEntries(
        parts.map((name) => [
          name,
          typeof value[name] === 'number' ? movedNumber(field, value[name], means) : null,
        ]),
      );
  }
}

function actor(value: JsonObject, { inventor, id }: Means): JsonObject {
  const member = value['workspaceMemberId'];
  return {
    source: value['source'],
    name: inventedActorName(value['name'], inventor),
    workspaceMemberId: typeof member === 'string' ? id(member) : null,
  };
}

/** Up or down by up to a fifth; whole numbers stay whole, amounts in whole units too. Nothing stays nothing. */
function movedNumber(field: ModelField, value: unknown, { kind, secret, inventor }: Means): number | null {
  if (typeof value !== 'number') return null;
  if (field.isUnique) {
    const digits = String(Math.abs(Math.trunc(value))).slice(0, 15);
    const made = inventor.inventUnique(kind, String(value), (chance) =>
      String(10 ** (digits.length - 1) + chance(9 * 10 ** (digits.length - 1))),
    );
    return Math.sign(value) * Number(made);
  }
  const factor = 0.8 + chanceOf(secret, kind, String(value))(401) / 1000;
  const step = [1_000_000, 1].find((unit) => value % unit === 0) ?? 0.01;
  return Number((Math.round((value * factor) / step) * step).toFixed(step < 1 ? 2 : 0));
}

/** The dates of a record are moved together: what came after comes after. */
function daysOf(secret: string, id: string): number {
  const chance = chanceOf(secret, 'days', id);
  return (chance(mostDays) + 1) * (chance(2) === 0 ? -1 : 1);
}

function movedDate(value: unknown, days: number): string | null {
  const text = String(value);
  const time = Date.parse(text);
  if (Number.isNaN(time)) return null;
  const moved = new Date(time + days * dayMs).toISOString();
  return text.length === 10 ? moved.slice(0, 10) : moved;
}

/** Of UUID's version 4, as all that the server makes. */
function madeId(secret: string, original: string): string {
  const chance = chanceOf(secret, 'id', original.toLowerCase());
  const hex = Array.from({ length: 32 }, (_, at) =>
    at === 12 ? '4' : at === 16 ? (chance(4) + 8).toString(16) : chance(16).toString(16),
  ).join('');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

/** Every text that is not to turn up, in lower case. */
function originalsOf(objects: readonly ReadObject[]): ReadonlySet<string> {
  const originals = new Set<string>();
  const visit = (value: unknown): void => {
    if (typeof value === 'string') {
      if (value !== '') originals.add(value.toLowerCase());
    } else if (Array.isArray(value)) for (const item of value) visit(item);
    else if (isObject(value))
      for (const [name, item] of Object.entries(value)) if (!keptParts.has(name)) visit(item);
  };
  for (const { fields, records } of objects)
    for (const { field, column } of fields)
      if (!kept.has(field.type)) for (const record of records) visit(record[column]);
  return originals;
}

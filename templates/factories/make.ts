/**
 * Test data that is made up, yet always the same: every value comes of the seed, the object, the record's number and the
 * field, by whole numbers alone. A field that is added changes no other's values.
 */

/** What makes records of an object. */
export interface RecordFactory<E> {
  /** The next record, complete. */
  (overrides?: Partial<E>): E;
  /** The next so many records; what a function gives is for each, by its place from 0. */
  many(count: number, overrides?: Partial<E> | ((index: number) => Partial<E>)): E[];
  /** The id of the record of a number: 1 is the first that is made. */
  idOf(number: number): string;
}

/** The same of an object that can be written. */
export interface WritableFactory<E, C> extends RecordFactory<E> {
  /** What creates the next record: the fields that people fill in, and what the server requires. */
  createInput(overrides?: Partial<C>): C;
}

/** How the value of a field is made, and with what: a label, the values of a picklist, the object that is related to. */
export type Field = readonly [kind: Kind, ...details: readonly string[]];

export type Kind =
  | 'id'
  | 'related'
  | 'uuid'
  | 'text'
  | 'texts'
  | 'number'
  | 'position'
  | 'boolean'
  | 'date'
  | 'dateTime'
  | 'madeAt'
  | 'picklist'
  | 'picklists'
  | 'json'
  | 'object'
  | 'nothing'
  | 'empty'
  | 'files'
  | 'currency'
  | 'fullName'
  | 'emails'
  | 'phones'
  | 'links'
  | 'address'
  | 'richText'
  | 'actor';

export interface Spec {
  readonly fields: Readonly<Record<string, Field>>;
  /** Those of them that a create is given. */
  readonly input?: readonly string[];
}

/** What the config of twenty-codegen makes of text. */
export interface Parsers {
  readonly date?: (text: string) => unknown;
  readonly dateTime?: (text: string) => unknown;
}

/** Makes the factories of a seed. */
export function factories(
  seed: number | string,
  parsers: Parsers = {},
): (name: string, spec: Spec) => unknown {
  return (name, { fields, input = [] }) => {
    let last = 0;
    const value = (field: string, number: number): unknown => {
      const [kind, ...details] = fields[field] ?? ['nothing'];
      const random = randomOf(seed, name, number, field);
      const made = kinds[kind]({ seed, number, details, random, field, name });
      const parse = kind === 'date' ? parsers.date : times.has(kind) ? parsers.dateTime : undefined;
      return parse && typeof made === 'string' ? parse(made) : made;
    };
    const build = (names: readonly string[], overrides: object = {}): object => {
      const number = (last += 1);
      const own = names.filter((field) => !Object.prototype.hasOwnProperty.call(overrides, field));
      return {
        ...Object.fromEntries(own.map((field) => [field, value(field, number)])),
        ...overrides,
      };
    };
    const one = (overrides?: object): object => build(Object.keys(fields), overrides);
    return Object.assign(one, {
      many: (count: number, overrides?: object | ((index: number) => object)) =>
        Array.from({ length: count }, (_, index) =>
          one(typeof overrides === 'function' ? (overrides as (index: number) => object)(index) : overrides),
        ),
      idOf: (number: number) => idOf(seed, name, number),
      createInput: (overrides?: object) => build(input, overrides),
    });
  };
}

/** What a value is made of. */
interface Making {
  readonly seed: number | string;
  /** The object. */
  readonly name: string;
  readonly field: string;
  /** Which record, from 1. */
  readonly number: number;
  readonly details: readonly string[];
  readonly random: Random;
}

/** A whole number from 0 and below a limit. */
type Random = (limit: number) => number;

const minute = 60_000;
const day = 24 * 60 * minute;
const start = Date.UTC(2026, 0, 1);
const iso = (milliseconds: number): string => new Date(milliseconds).toISOString();
const pick = <T>(list: readonly [T, ...T[]], random: Random): T => list[random(list.length)] ?? list[0];

const kinds: Readonly<Record<Kind, (making: Making) => unknown>> = {
  id: ({ seed, name, number }: Making) => idOf(seed, name, number),
  /** The id of the record of the same number, or of one before it. */
  related: ({ seed, number, details: [name = '', before = '0'] }: Making) =>
    idOf(seed, name, number - Number(before)),
  uuid: ({ seed, name, field, number }: Making) => idOf(seed, `${name} ${field}`, number),
  text: ({ number, details: [label = ''] }: Making) => `${label} ${number}`,
  texts: ({ number, details: [label = ''] }: Making) => [`${label} ${number}`, `${label} ${number} more`],
  number: ({ random }: Making) => 1 + random(1000),
  position: ({ number }: Making) => number,
  boolean: ({ random }: Making) => random(2) === 1,
  date: ({ random }: Making) => iso(start + random(365) * day).slice(0, 10),
  dateTime: ({ random }: Making) => iso(start + random(365 * 24 * 60) * minute),
  /** When the record was made: one a minute. */
  madeAt: ({ number }: Making) => iso(start + number * minute),
  picklist: ({ details, random }: Making) => details[random(details.length)],
  picklists: ({ details, random }: Making) => details.slice(0, 1 + random(Math.min(2, details.length))),
  json: ({ number }: Making) => ({ number }),
  object: () => ({}),
  nothing: () => null,
  empty: () => '',
  files: ({ seed, name, field, number }: Making) => [
    {
      fileId: idOf(seed, `${name} ${field} file`, number),
      label: `file-${number}.txt`,
      extension: '.txt',
      url: `https://files.example/file-${number}.txt`,
    },
  ],
  currency: ({ random }: Making) => ({
    amountMicros: (1 + random(100_000)) * 1_000_000,
    currencyCode: pick(['EUR', 'USD', 'GBP'], random),
  }),
  fullName: ({ random }: Making) => ({
    firstName: pick(firstNames, random),
    lastName: pick(lastNames, random),
  }),
  emails: ({ name, number }: Making) => ({
    primaryEmail: `${address(name)}-${number}@example.com`,
    additionalEmails: [],
  }),
  phones: ({ random }: Making) => ({
    primaryPhoneNumber: `6${String(10_000_000 + random(89_999_999))}`,
    primaryPhoneCountryCode: 'FR',
    primaryPhoneCallingCode: '+33',
    additionalPhones: [],
  }),
  links: ({ name, field, number }: Making) => ({
    primaryLinkLabel: `${field} ${number}`,
    primaryLinkUrl: `https://example.com/${address(name)}/${address(field)}/${number}`,
    secondaryLinks: [],
  }),
  address: ({ number, random }: Making) => ({
    addressStreet1: `${number} ${pick(streets, random)}`,
    addressStreet2: '',
    addressCity: pick(cities, random),
    addressPostcode: String(10_000 + random(89_999)),
    addressState: '',
    addressCountry: 'France',
    addressLat: 43 + random(600) / 100,
    addressLng: random(600) / 100,
  }),
  richText: ({ number, details: [label = ''] }: Making) => ({
    blocknote: JSON.stringify([
      { type: 'paragraph', content: [{ type: 'text', text: `${label} ${number}`, styles: {} }] },
    ]),
    markdown: `${label} ${number}`,
  }),
  actor: ({ details: [source = 'API'] }: Making) => ({
    source,
    workspaceMemberId: null,
    name: 'Test',
    context: {},
  }),
};

const times: ReadonlySet<string> = new Set(['dateTime', 'madeAt']);

const firstNames = [
  'Ada',
  'Alan',
  'Barbara',
  'Claude',
  'Edsger',
  'Frances',
  'Grace',
  'Katherine',
  'Linus',
] as const;
const lastNames = [
  'Allen',
  'Dijkstra',
  'Hamilton',
  'Hopper',
  'Johnson',
  'Liskov',
  'Lovelace',
  'Turing',
] as const;
const streets = ['Rue de la Paix', 'Quai des Brumes', 'Avenue du Parc', 'Place du Marché'] as const;
const cities = ['Lille', 'Lyon', 'Marseille', 'Nantes', 'Paris', 'Toulouse'] as const;

/** Text as an address can hold it. */
const address = (text: string): string => text.replace(/[^A-Za-z\d]+/g, '').toLowerCase() || 'x';

/** The id of a record: a UUID of version 4. */
function idOf(seed: number | string, name: string, number: number): string {
  const random = randomOf(seed, name, number, 'id');
  return 'xxxxxxxx-xxxx-4xxx-yxxx-xxxxxxxxxxxx'.replace(/[xy]/g, (place) =>
    (place === 'x' ? random(16) : 8 + random(4)).toString(16),
  );
}

/** Numbers that follow from these parts alone. */
function randomOf(...parts: readonly (string | number)[]): Random {
  let state = 0x811c9dc5;
  // FNV-1a over the parts, each told from the next.
  for (const character of JSON.stringify(parts)) {
    state = Math.imul(state ^ (character.codePointAt(0) ?? 0), 0x01000193);
  }
  return (limit) => {
    // Mulberry32.
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296) * limit);
  };
}

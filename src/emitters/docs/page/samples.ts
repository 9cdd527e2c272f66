import { literal } from '../../../emit/writer.ts';
import { isRequired, isWritable, propertyName } from '../../../model/access.ts';
import { fieldType, isKnownFieldType } from '../../../model/fields.ts';
import type { ModelField, ModelObject, ModelOption } from '../../../model/types.ts';
import type { Page } from './data.ts';
import type { Code } from './print.ts';

/** Ids of records that there may be. */
export const ids = ['5f0c9a52-7d1e-4b3a-9c46-2e8d1a7b3f60', 'c81f2e37-40ab-4d95-8e12-96b7d05a4c3e'] as const;

/** What code of one object works with; the names that it needs from the client's module gather in `imports`. */
export interface Scene {
  readonly page: Page;
  readonly object: ModelObject;
  readonly imports: Set<string>;
}

/** In a filter or an order these join conditions: a field of such a name is not asked for by it. */
const joins: ReadonlySet<string> = new Set(['and', 'or', 'not']);

/** Its values are of a type that the config gives, of which no sample is known. */
export function isMapped({ page, object }: Scene, field: ModelField): boolean {
  return page.mapped.includes(field.type) || page.mapped.includes(`${object.nameSingular}.${field.name}`);
}

/** A member of a picklist as code; undefined where it has none that code names easily. */
export function optionCode({ page, imports }: Scene, field: ModelField, place = 0): Code | undefined {
  const { picklist } = field;
  if (picklist === undefined) return undefined;
  const options = picklist.options.filter(isNameable);
  const option = options[Math.min(place, options.length - 1)];
  if (option === undefined) return undefined;
  if (page.enums === 'union') return literal(option.value);
  imports.add(picklist.name);
  return `${picklist.name}.${option.value}`;
}

function isNameable({ value }: ModelOption): boolean {
  return /^[A-Za-z_]\w*$/.test(value) && value !== '__proto__';
}

/** A condition that some records meet; undefined where a field has none to show. */
export function condition(scene: Scene, field: ModelField): Code | undefined {
  const name = propertyName(field);
  if (joins.has(name) || isMapped(scene, field) || !isKnownFieldType(field.type)) return undefined;
  const row = fieldType(field.type);
  switch (field.type) {
    case 'CURRENCY':
      scene.imports.add('micros');
      return { amountMicros: { gte: 'micros(1000)' } };
    case 'FULL_NAME':
      return { lastName: { ilike: literal('%love%') } };
    case 'EMAILS':
      return { primaryEmail: { ilike: literal('%@example.com') } };
    case 'PHONES':
      return { primaryPhoneCountryCode: { eq: literal('FR') } };
    case 'LINKS':
      return { primaryLinkUrl: { ilike: literal('%example.com%') } };
    case 'ADDRESS':
      return { addressCity: { eq: literal('Paris') } };
    case 'RICH_TEXT':
      return { markdown: { ilike: literal('%follow up%') } };
    case 'ACTOR':
      return { name: { ilike: literal('%ada%') } };
  }
  switch (row.filter) {
    case 'StringFilter':
      return { ilike: literal('%acme%') };
    case 'SelectFilter': {
      const [first, second] = [optionCode(scene, field), optionCode(scene, field, 1)];
      if (first === undefined || second === undefined) return undefined;
      return first === second ? { eq: first } : { in: [first, second] };
    }
    case 'MultiSelectFilter': {
      const option = optionCode(scene, field);
      return option && { containsAny: [option] };
    }
    case 'DateFilter':
    case 'DateTimeFilter':
      return { gte: literal('2026-01-01'), lt: literal('2027-01-01') };
    case 'NumberFilter':
      return { gte: '10' };
    case 'BooleanFilter':
      return { eq: 'true' };
    case 'ArrayFilter':
      return { containsIlike: literal('%acme%') };
    case 'UUIDFilter':
      return name === 'id' ? { in: ids.map(literal) } : { eq: literal(ids[1]) };
    case 'RawJsonFilter':
      return { is: literal('NOT_NULL') };
    default:
      return undefined;
  }
}

/** A value to write; undefined where a field is not written, or nothing is known of its values. */
export function value(scene: Scene, field: ModelField, place = 0): Code | undefined {
  if (!isWritable(field)) return undefined;
  // What a value of the user's own type looks like, the page does not know.
  if (isMapped(scene, field)) return isRequired(field) ? 'null! /* of your own type */' : undefined;
  switch (field.type) {
    case 'TEXT':
      return literal(textFor(field, place));
    case 'UUID':
    case 'RELATION':
    case 'MORPH_RELATION':
      return literal(ids[1]);
    case 'NUMBER':
    case 'NUMERIC':
      return '12';
    case 'POSITION':
      return literal('first');
    case 'BOOLEAN':
      return 'true';
    case 'DATE':
      return literal('2026-09-30');
    case 'DATE_TIME':
      return literal('2026-09-30T09:00:00Z');
    case 'SELECT':
    case 'RATING':
      return optionCode(scene, field, place);
    case 'MULTI_SELECT': {
      const option = optionCode(scene, field, place);
      return option === undefined ? [] : [option];
    }
    case 'ARRAY':
      return [literal('Acme Corp.')];
    case 'RAW_JSON':
      return { source: literal('import') };
    case 'CURRENCY':
      scene.imports.add('micros');
      return { amountMicros: 'micros(1250.5)', currencyCode: literal('EUR') };
    case 'FULL_NAME':
      return place === 0
        ? { firstName: literal('Ada'), lastName: literal('Lovelace') }
        : { firstName: literal('Grace'), lastName: literal('Hopper') };
    case 'EMAILS':
      return { primaryEmail: literal(`${place === 0 ? 'ada' : 'grace'}@example.com`) };
    case 'PHONES':
      return {
        primaryPhoneNumber: literal('612345678'),
        primaryPhoneCountryCode: literal('FR'),
        primaryPhoneCallingCode: literal('+33'),
      };
    case 'LINKS':
      return { primaryLinkUrl: literal(`https://example.${place === 0 ? 'com' : 'org'}`) };
    case 'ADDRESS':
      return { addressCity: literal('Paris'), addressCountry: literal('France') };
    case 'RICH_TEXT':
      return { markdown: literal('Called back: **follow up** on Monday.') };
    case 'ACTOR':
      return {};
    case 'FILES':
      return [];
    default:
      return undefined;
  }
}

const texts: readonly (readonly [pattern: RegExp, first: string, second: string])[] = [
  [/city|town/i, 'Paris', 'Lyon'],
  [/country/i, 'France', 'Spain'],
  [/e-?mail/i, 'ada@example.com', 'grace@example.com'],
  [/phone/i, '+33612345678', '+33687654321'],
  [/url|website|domain|link/i, 'https://example.com', 'https://example.org'],
  [/job|role|position/i, 'Engineer', 'Director'],
  [/first ?name/i, 'Ada', 'Grace'],
  [/last ?name/i, 'Lovelace', 'Hopper'],
  [/locale|language/i, 'en', 'fr'],
  [/title|subject/i, 'Follow up with Acme', 'Send the contract'],
  [/reference|number|code/i, 'A-1042', 'A-1043'],
  [/name/i, 'Acme', 'Globex'],
];

function textFor({ name }: ModelField, place: number): string {
  const [, first, second] = texts.find(([pattern]) => pattern.test(name)) ?? [
    undefined,
    'Some text',
    'Another',
  ];
  return place === 0 ? first : second;
}

/** How to sort by a field; undefined where it is not sorted by. */
export function order(field: ModelField): Code | undefined {
  if (joins.has(propertyName(field)) || !isKnownFieldType(field.type)) return undefined;
  const ascending = literal('AscNullsLast');
  if (field.type === 'FULL_NAME') return { lastName: ascending };
  if (field.type === 'CURRENCY') return { amountMicros: literal('DescNullsLast') };
  if (field.type === 'DATE' || field.type === 'DATE_TIME') return literal('DescNullsLast');
  return field.type === 'TEXT' || field.type === 'NUMBER' ? ascending : undefined;
}

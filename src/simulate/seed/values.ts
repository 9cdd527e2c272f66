import type { ModelField } from '../../model/types.ts';
import { stableUuid } from '../ids.ts';
import { normalisedJson } from '../json.ts';
import { blocksOf } from '../values/richText.ts';
import type { Table } from '../workspace.ts';
import type { Random } from './random.ts';
import {
  companies,
  currencies,
  firstNames,
  jobs,
  lastNames,
  places,
  sentences,
  streets,
  subjects,
  tags,
} from './words.ts';

/** What the values of one record have in common, so that a person's e-mail fits the name. */
export interface Persona {
  readonly index: number;
  readonly first: string;
  readonly last: string;
  readonly company: string;
}

const day = 86_400_000;
const epoch = Date.UTC(2025, 0, 1);

export function personaOf(index: number, random: Random): Persona {
  return {
    index,
    first: random.pick(firstNames) ?? 'Ada',
    last: random.pick(lastNames) ?? 'Lovelace',
    company: companies[index % companies.length] ?? 'Northwind Traders',
  };
}

function slug(text: string): string {
  return text
    .normalize('NFD')
    .toLowerCase()
    .replaceAll(/[^a-z\d]+/g, '-')
    .replaceAll(/^-|-$/g, '');
}

/** The name that a record is listed under; unique with its number where it must be. */
function label(table: Table, persona: Persona, random: Random): string {
  if (table.name === 'company') {
    const round = Math.floor(persona.index / companies.length);
    return round === 0 ? persona.company : `${persona.company} ${round + 1}`;
  }
  if (table.fields.has('stage')) return `${persona.company}: ${random.pick(subjects) ?? 'Deal'}`;
  return random.pick(subjects) ?? 'Record';
}

function text(field: ModelField, table: Table, persona: Persona, random: Random): string | null {
  const name = field.name.toLowerCase();
  const number = persona.index + 1;
  if (field.isUnique)
    return `${slug(field.label).slice(0, 3).toUpperCase() || 'REF'}-${String(number).padStart(4, '0')}`;
  if (field.name === table.object.labelIdentifier) return label(table, persona, random);
  if (name.includes('email')) return `${slug(persona.first)}.${slug(persona.last)}@example.com`;
  if (name.includes('job') || name.includes('role')) return random.pick(jobs) ?? null;
  if (name.includes('city')) return random.pick(places)?.city ?? null;
  if (name.includes('url')) return `https://example.com/${slug(persona.company)}`;
  if (name === 'name' || name === 'title') return label(table, persona, random);
  return random.pick(sentences) ?? null;
}

function number(field: ModelField, random: Random): number {
  if (field.numberType === 'bigint') return random.below(1_000_000_000);
  if (field.numberType === 'int') return random.below(1000);
  return random.below(100_000) / 100;
}

/** A composite's value, or undefined for a type that is none. */
function composite(field: ModelField, persona: Persona, random: Random): Record<string, unknown> | undefined {
  const place = random.pick(places) ?? places[0];
  const unique = persona.index + 1;
  switch (field.type) {
    case 'FULL_NAME':
      return { firstName: persona.first, lastName: persona.last };
    case 'CURRENCY':
      return {
        amountMicros: (random.below(5000) + 1) * 100_000_000,
        currencyCode: random.pick(currencies) ?? 'EUR',
      };
    case 'EMAILS':
      return {
        primaryEmail: `${slug(persona.first)}.${slug(persona.last)}.${unique}@example.com`,
        additionalEmails: random.chance(0.2) ? [`office.${unique}@example.org`] : null,
      };
    case 'PHONES':
      return {
        primaryPhoneNumber: String(600_000_000 + unique * 7919),
        primaryPhoneCountryCode: place.code,
        primaryPhoneCallingCode: place.calling,
        additionalPhones: null,
      };
    case 'LINKS': {
      const stem = `${slug(persona.company)}-${unique}`;
      return { primaryLinkLabel: null, primaryLinkUrl: `https://${stem}.example.com`, secondaryLinks: null };
    }
    case 'ADDRESS':
      return {
        addressStreet1: random.pick(streets) ?? null,
        addressStreet2: null,
        addressCity: place.city,
        addressPostcode: place.postcode,
        addressState: place.state,
        addressCountry: place.country,
        addressLat: null,
        addressLng: null,
      };
    case 'RICH_TEXT': {
      const markdown = `${random.pick(sentences) ?? ''}\n\n**Next:** ${random.pick(subjects) ?? ''}`;
      return { blocknote: blocksOf(markdown), markdown };
    }
    case 'ACTOR':
      return {
        source: 'MANUAL',
        workspaceMemberId: null,
        name: `${persona.first} ${persona.last}`,
        context: normalisedJson({}),
      };
    default:
      return undefined;
  }
}

/** A plausible value of a field, as the store keeps it; null for some where the field is nullable. */
export function seededValue(field: ModelField, table: Table, persona: Persona, random: Random): unknown {
  const made = composite(field, persona, random);
  if (made !== undefined) return made;
  if (field.subFields !== undefined) {
    return Object.fromEntries(field.subFields.map((name) => [name, random.below(1000) / 10]));
  }
  const time = epoch + random.below(365) * day + random.below(day / 1000) * 1000;
  const isEmpty = field.isNullable && !field.isUnique && field.name !== table.object.labelIdentifier;
  if (isEmpty && random.chance(0.15)) return null;
  const options = field.picklist?.options.map((option) => option.value) ?? [];
  switch (field.type) {
    case 'UUID':
      return stableUuid('seed', table.name, field.name, String(persona.index));
    case 'TEXT':
      return text(field, table, persona, random);
    case 'NUMBER':
    case 'NUMERIC':
      return number(field, random);
    case 'BOOLEAN':
      return random.chance(0.5);
    case 'DATE':
      return new Date(time).toISOString().slice(0, 10);
    case 'DATE_TIME':
      return new Date(time).toISOString();
    case 'SELECT':
    case 'RATING':
      return random.pick(options) ?? null;
    case 'MULTI_SELECT': {
      const chosen = options.filter(() => random.chance(0.4));
      return chosen.length === 0 ? null : chosen;
    }
    case 'ARRAY': {
      const chosen = tags.filter(() => random.chance(0.3));
      return chosen.length === 0 ? null : chosen;
    }
    case 'RAW_JSON':
      return normalisedJson({ source: 'import', row: persona.index + 1 });
    case 'FILES':
    case 'TS_VECTOR':
      return null;
    default:
      return field.isNullable ? null : {};
  }
}

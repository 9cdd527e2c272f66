import { composites } from '../../model/composites.ts';
import type { ModelField } from '../../model/types.ts';
import { isObject, jsonbText } from '../json.ts';
import type { JsonObject } from '../json.ts';
import type { Row } from '../store.ts';
import type { Table } from '../workspace.ts';
import { tsvector, unaccented } from './tsvector.ts';

/** What the server searches in its standard objects, in its order; of any other, what a record is called by. */
const searched: Readonly<Record<string, readonly string[]>> = {
  company: ['name', 'domainName'],
  note: ['title', 'bodyV2'],
  person: ['name', 'emails', 'phones', 'jobTitle'],
  task: ['title', 'bodyV2'],
  workspaceMember: ['name', 'userEmail'],
};

/** A list of a composite as text: the values of its items, in the order in which the database keeps them. */
function listText(list: unknown): string {
  if (list === null || list === undefined) return '';
  return jsonbText(list)
    .replaceAll(/"(?:number|countryCode|callingCode|label|url)"\s*:\s*/g, '')
    .replaceAll(/[[\]{}",:]/g, ' ');
}

/** An address whole, and what follows its @. */
function emailText(value: JsonObject): string {
  const primary = String(value['primaryEmail'] ?? '');
  const more = listText(value['additionalEmails']);
  return [primary, primary.split('@')[1] ?? '', more, more.replaceAll('@', ' ')].join(' ');
}

/** A number as it is, with its calling code, and as it is dialled within its country. */
function phoneText(value: JsonObject): string {
  const number = value['primaryPhoneNumber'];
  const code = value['primaryPhoneCallingCode'];
  const forms: string[] = [];
  if (typeof number === 'string') {
    forms.push(number);
    if (typeof code === 'string') forms.push(`${code}${number}`, `${code.replaceAll('+', '')}${number}`);
    forms.push(`0${number}`);
  }
  return [...forms, listText(value['additionalPhones'])].join(' ');
}

function textOf(field: ModelField, value: unknown): string {
  if (!isObject(value)) return typeof value === 'string' ? value : '';
  if (field.type === 'EMAILS') return emailText(value);
  if (field.type === 'PHONES') return phoneText(value);
  if (field.type === 'RICH_TEXT') return String(value['markdown'] ?? '');
  const parts = composites[field.type]?.fields.filter(({ graphql }) => graphql === 'String') ?? [];
  const texts = parts.map(({ name }) => String(value[name] ?? ''));
  return [...texts, field.type === 'LINKS' ? listText(value['secondaryLinks']) : ''].join(' ');
}

/** The text search vector of a record as PostgreSQL prints it. */
export function searchVector(row: Row, { object, name, fields }: Table): string {
  const names = Object.hasOwn(searched, name) ? searched[name] : undefined;
  const texts = (names ?? [object.labelIdentifier ?? 'name']).map((searchedName) => {
    const field = fields.get(searchedName);
    return field === undefined ? '' : textOf(field, row[searchedName]);
  });
  return tsvector(unaccented(texts.join(' ')));
}

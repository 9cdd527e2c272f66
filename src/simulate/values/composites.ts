import type { Composite } from '../../model/composites.ts';
import type { Model, ModelField } from '../../model/types.ts';
import { subColumnOf, subField } from '../columns.ts';
import { badInput, internal } from '../fault.ts';
import { isObject, normalisedJson } from '../json.ts';
import type { JsonObject } from '../json.ts';
import { checkedPhones } from './phones.ts';
import { blocksOf, markdownOf } from './richText.ts';
import { notAnObject, storedJson, storedValue } from './write.ts';

/** Types whose partial update replaces the whole value; the others are merged. */
const replaced: ReadonlySet<string> = new Set(['LINKS', 'EMAILS', 'PHONES']);

export function replacesWhole(type: string): boolean {
  return replaced.has(type);
}

const link = /^(?:[a-z][a-z\d+.-]*:\/\/)?(?:[^\s/?#.]+\.)+[^\s/?#.]{2,}(?:[/?#:]\S*)?$/iu;
const email = /^[^\s@]+@[^\s@.]+(?:\.[^\s@.]+)+$/u;

function invalidUrl(): Error {
  return badInput('The URL of the link is not valid', 'INVALID_URL', 'Invalid URL format.');
}

function links(value: JsonObject): JsonObject {
  const secondary = Array.isArray(value['secondaryLinks']) ? value['secondaryLinks'].filter(isObject) : [];
  const valid = (url: unknown): boolean => url === null || url === undefined || link.test(String(url));
  if (!valid(value['primaryLinkUrl']) || !secondary.every((item) => valid(item['url']))) throw invalidUrl();
  if (value['primaryLinkUrl']) return value;
  // A label without a link is dropped.
  if (secondary.length === 0) return { ...value, primaryLinkLabel: null };
  const [first, ...rest] = secondary;
  return {
    primaryLinkUrl: first?.['url'] ?? null,
    primaryLinkLabel: first?.['label'] ?? null,
    secondaryLinks: rest.length === 0 ? null : rest,
  };
}

function emails(value: JsonObject, name: string): JsonObject {
  const checked = (address: unknown, key: string): string => {
    const text = String(address);
    if (email.test(text)) return text.toLowerCase();
    const message = `Invalid string value '${text}' for email field "${name}.${key}"`;
    throw badInput(message, 'INVALID_ARGS_DATA', `Invalid value: "'${text}'"`);
  };
  const { primaryEmail, additionalEmails } = value;
  return {
    ...value,
    ...(primaryEmail ? { primaryEmail: checked(primaryEmail, 'primaryEmail') } : {}),
    ...(Array.isArray(additionalEmails)
      ? { additionalEmails: additionalEmails.map((item) => checked(item, 'additionalEmails')) }
      : {}),
  };
}

function richText(value: JsonObject): JsonObject {
  const { markdown, blocknote } = value;
  const hasMarkdown = typeof markdown === 'string';
  const hasBlocks = typeof blocknote === 'string' && blocknote !== '';
  if (hasMarkdown && !hasBlocks) return { markdown, blocknote: blocksOf(markdown) };
  if (!hasMarkdown && hasBlocks) return { markdown: markdownOf(blocknote), blocknote };
  return value;
}

const typeNames: Readonly<Record<string, string>> = {
  ACTOR: 'actor',
  ADDRESS: 'address',
  CURRENCY: 'currency',
  EMAILS: 'emails',
  FULL_NAME: 'full name',
  LINKS: 'links',
  PHONES: 'phones',
  RICH_TEXT: 'rich text',
};

/** The sub-fields that a write names, as stored. `null` names none. */
export function storedComposite(
  field: ModelField,
  composite: Composite,
  value: unknown,
  model: Model,
): JsonObject | null {
  if (value === null) {
    if (field.type === 'RICH_TEXT') throw internal("Cannot read properties of null (reading 'blocknote')");
    return null;
  }
  if (!isObject(value)) throw notAnObject(value, field.name);
  const type = typeNames[field.type] ?? field.type;
  const stored: Record<string, unknown> = {};
  for (const [key, part] of Object.entries(value)) {
    const sub = subField(composite, key);
    if (sub === undefined) {
      throw badInput(
        `Invalid subfield ${key} for ${type} field "${field.name}"`,
        'INVALID_ARGS_DATA',
        `Invalid value for ${type}.`,
      );
    }
    if (part === undefined) continue;
    if (part === null) stored[key] = null;
    else if (sub.graphql === 'JSON') {
      stored[key] = sub.name === 'context' ? normalisedJson(part) : storedJson(part, `${field.name}.${key}`);
    } else stored[key] = storedValue(subColumnOf(sub, model), part, `${field.name}.${key}`);
  }
  switch (field.type) {
    case 'CURRENCY': {
      const micros = stored['amountMicros'];
      return typeof micros === 'number' ? { ...stored, amountMicros: Math.trunc(micros) } : stored;
    }
    case 'LINKS':
      return links(stored);
    case 'EMAILS':
      return emails(stored, field.name);
    case 'PHONES':
      return checkedPhones(stored);
    case 'RICH_TEXT':
      return richText(stored);
    default:
      return stored;
  }
}

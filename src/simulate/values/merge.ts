import { isObject } from '../json.ts';
import type { JsonObject } from '../json.ts';

/** Whether the server takes a value for one: a text of spaces, an empty list or composite is none. */
export function hasValue(value: unknown): boolean {
  if (value === null || value === undefined) return false;
  if (typeof value === 'string') return value.trim() !== '';
  if (Array.isArray(value)) return value.length > 0;
  return isObject(value) ? Object.values(value).some(hasValue) : true;
}

/** A composite that holds several values of a kind: one of them apart, the others in a list. */
interface Collection {
  /** The list's sub-field, and the part of an item that tells one from another; none where items are plain. */
  readonly list: string;
  readonly key?: string;
  /** The sub-fields of the one apart, by the parts of an item; of a plain item, its own. */
  readonly parts: Readonly<Record<string, string>>;
}

const plain = 'value';

const collections: Readonly<Record<string, Collection>> = {
  EMAILS: { list: 'additionalEmails', parts: { [plain]: 'primaryEmail' } },
  PHONES: {
    list: 'additionalPhones',
    key: 'number',
    parts: {
      number: 'primaryPhoneNumber',
      countryCode: 'primaryPhoneCountryCode',
      callingCode: 'primaryPhoneCallingCode',
    },
  },
  LINKS: {
    list: 'secondaryLinks',
    key: 'url',
    parts: { url: 'primaryLinkUrl', label: 'primaryLinkLabel' },
  },
};

/** The items of all, the one apart of the priority record taken out, each once. */
function joined(values: readonly JsonObject[], priority: unknown, { list, key, parts }: Collection): unknown {
  const keyOf = (item: unknown): unknown => (key === undefined ? item : isObject(item) ? item[key] : null);
  const apart = (value: JsonObject): unknown => {
    const item = Object.fromEntries(Object.entries(parts).map(([part, name]) => [part, value[name] ?? null]));
    return key === undefined ? item[plain] : item;
  };
  const isFirst = (value: unknown): value is JsonObject => isObject(value) && hasValue(keyOf(apart(value)));
  const source = isFirst(priority) ? priority : values.find(isFirst);
  const items = values.flatMap((value) => {
    const more: unknown = value[list];
    return [apart(value), ...(Array.isArray(more) ? more : [])].filter((item) => hasValue(keyOf(item)));
  });
  const first = source === undefined ? null : keyOf(apart(source));
  const others = new Map<unknown, unknown>();
  for (const item of items) {
    const own = keyOf(item);
    if (own !== first && !others.has(own)) others.set(own, item);
  }
  // What is not selected of the one apart is not written either.
  const names = Object.values(parts).filter((name) => values.some((value) => Object.hasOwn(value, name)));
  return {
    ...Object.fromEntries(names.map((name) => [name, source?.[name] ?? null])),
    [list]: others.size === 0 ? null : [...others.values()],
  };
}

/**
 * What merging makes of the values that records have in one field, in the records' order; undefined where none has
 * one. Lists and collections are joined; of all else, the priority record's value is kept.
 */
export function mergedValue(type: string, values: readonly unknown[], priority: unknown): unknown {
  const present = values.filter(hasValue);
  const [only] = present;
  if (present.length < 2) return only;
  if (type === 'ARRAY' || type === 'MULTI_SELECT') return [...new Set(present.flat().filter(hasValue))];
  const collection = collections[type];
  if (collection !== undefined) return joined(present.filter(isObject), priority, collection);
  return hasValue(priority) ? priority : only;
}

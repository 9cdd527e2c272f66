import { byCodePoint } from './text.ts';

export type JsonObject = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** An own property: names come from the workspace, and `constructor` is one of them. */
export function own(object: JsonObject, key: string): unknown {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

/**
 * JSON as PostgreSQL prints a jsonb: a space after colons and commas, keys by length, then by bytes.
 * `like` on a JSON column matches this text.
 */
export function jsonbText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(jsonbText).join(', ')}]`;
  if (!isObject(value)) return JSON.stringify(value) ?? 'null';
  const keys = Object.keys(value).toSorted((a, b) => a.length - b.length || byCodePoint(a, b));
  return `{${keys.map((key) => `${JSON.stringify(key)}: ${jsonbText(value[key])}`).join(', ')}}`;
}

/** A JSON value as a jsonb column gives it back: keys in its order. */
export function normalisedJson(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(normalisedJson);
  if (!isObject(value)) return value;
  const keys = Object.keys(value).toSorted((a, b) => a.length - b.length || byCodePoint(a, b));
  return Object.fromEntries(keys.map((key) => [key, normalisedJson(value[key])]));
}

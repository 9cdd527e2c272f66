import { invalid } from './errors.js';
import { isNested, listOf } from './filter.js';

const comparators = /^(?:eq|neq|is|gte?|lte?|startsWith|endsWith|i?like)$/;
const listComparators = /^(?:in|containsAny)$/;
/** All records meet this. */
const everything = 'id[is]:NOT_NULL';

/**
 * A filter, as `serverFilter` made it, as REST's text for it: `and(name[ilike]:"%a%",stage[in]:[NEW,WON])`.
 *
 * @throws TwentyValidationError for what the text cannot carry: it has no way to escape anything.
 */
export function restFilter(filter: object, path = ''): string {
  const parts: string[] = [];
  for (const key of Object.keys(filter)) {
    const value = (filter as Readonly<Record<string, unknown>>)[key];
    const name = path === '' ? key : `${path}.${key}`;
    if (key === 'and' || key === 'or' || key === 'not') {
      const texts: string[] = [];
      for (const part of listOf(value)) texts.push(restFilter(part));
      parts.push(texts.length > 0 ? `${key}(${texts.join(',')})` : everything);
    } else if (isNested(value)) parts.push(restFilter(value, name));
    else parts.push(condition(path, key, value));
  }
  return parts.length === 1 ? (parts[0] ?? '') : parts.length === 0 ? everything : `and(${parts.join(',')})`;
}

function condition(path: string, comparator: string, value: unknown): string {
  const isList = Array.isArray(value);
  const cannot = (what: string): Error => unable(`filter ${path} by ${comparator}${what}`);
  if (!(isList ? listComparators : comparators).test(comparator)) throw cannot('');
  const texts: string[] = [];
  for (const item of listOf(value ?? null) as readonly unknown[]) {
    // Dates.
    const given: unknown = typeof item === 'object' ? JSON.parse(JSON.stringify(item)) : item;
    const text = `${given as string}`;
    if (given === null || (typeof given === 'number' && !Number.isFinite(given))) throw cannot(` ${text}`);
    // Lists are split at every comma, within quotes too.
    if (!isReadable(text) || (isList && text.includes(','))) throw cannot(` ${JSON.stringify(text)}`);
    // What is a word needs no quotes, and a number takes none on older servers.
    texts.push(/^[\w.:+-]+$/.test(text) ? text : `"${text}"`);
  }
  if (texts.length === 0) return `not(${everything})`;
  return `${path}[${comparator}]:${isList ? `[${texts.join(',')}]` : (texts[0] ?? '')}`;
}

/**
 * Whether the server finds the end of a quoted value. Quotes of either kind end it, no part of it may be a line break,
 * and brackets and parentheses count within it too: those that are not in pairs cut it, or make the conditions that
 * follow a part of it, without a word.
 */
function isReadable(text: string): boolean {
  const withoutPairs = text.replace(/\([^()[\]]*\)|\[[^()[\]]*\]/g, '');
  return !/[()[\]]/.test(withoutPairs) && !/["'\n\r\u2028\u2029\ud800-\udfff]/u.test(text);
}

/** The refusal of what REST has no way to say. */
export function unable(what: string): Error {
  return invalid(`REST cannot ${what}: that needs GraphQL.`);
}

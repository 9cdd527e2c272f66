import { invalid } from './errors.js';

/**
 * The server takes one operator per field, and older ones silently drop the others: `{ createdAt: { gte, lt } }` is
 * sent as `{ and: [{ createdAt: { gte } }, { createdAt: { lt } }] }`. An empty `in`, which the server refuses,
 * matches nothing.
 *
 * @throws TwentyValidationError when a condition is null, or an operator's value undefined: dropping it would match
 * too much.
 */
export function serverFilter(filter: object): object {
  if (!isNested(filter)) throw invalid('A filter must be an object.');
  const parts = conditions(filter, []);
  if (!parts) return matchesNothing;
  const [only = {}] = parts;
  return parts.length > 1 ? { and: parts } : only;
}

/**
 * Whether every record matches a filter as it is sent, by how it is made: `{}`, `{ and: [] }`, `{ or: [{}, …] }`,
 * `{ not: { id: { is: 'NULL' } } }`. Only `and`, `or`, `not` hold further filters.
 */
export const matchesEverything = (filter: object): boolean =>
  Object.entries(filter).every(([key, value]: [string, object | readonly object[]]) => {
    if (key === 'and') return listOf(value).every(matchesEverything);
    if (key === 'or') return listOf(value).length === 0 || listOf(value).some(matchesEverything);
    return key === 'not' && isNothing(value);
  });

function isNothing(filter: object): boolean {
  if (filter === matchesNothing) return true;
  return Object.entries(filter).some(([key, value]: [string, object | readonly object[]]) => {
    if (key === 'and') return listOf(value).some(isNothing);
    if (key === 'or') return listOf(value).length > 0 && listOf(value).every(isNothing);
    return key === 'not' && matchesEverything(value);
  });
}

/** No record is without an id. (`not: {}` would do on current servers only.) */
const matchesNothing = { id: { is: 'NULL' } };

/**
 * The conditions that a filter joins by and, each with one operator, under the relation or composite `path`; undefined
 * where nothing meets them.
 */
function conditions(filter: object, path: readonly string[]): object[] | undefined {
  const found: object[] = [];
  for (const [key, value] of Object.entries(filter) as [string, unknown][]) {
    if (value === undefined) continue;
    const here = [...path, key];
    if (key === 'and' || key === 'or' || key === 'not') {
      const part = (one: unknown): object => serverFilter(under(path, nested(one, here)) as object);
      found.push({ [key]: key === 'not' ? part(value) : listOf(value).map(part) });
    } else if (isOperators(nested(value, here))) {
      for (const [operator, operand] of Object.entries(value as object)) {
        if (operand === undefined) throw invalid(`The filter ${here.join('.')}.${operator} is undefined.`);
        if (operator === 'in' && Array.isArray(operand) && operand.length === 0) return undefined;
        found.push(under([...here, operator], operand) as object);
      }
    } else {
      const parts = conditions(value as object, here);
      if (!parts) return undefined;
      found.push(...parts);
    }
  }
  return found;
}

/** `{ name: { lastName: value } }` of the path `name`, `lastName`. */
export const under = ([key, ...below]: readonly string[], value: unknown): unknown =>
  key === undefined ? value : { [key]: under(below, value) };

/** One, or several, as a list; nothing as an empty one. */
export function listOf(value: unknown): readonly object[] {
  if (value === undefined) return [];
  if (Array.isArray(value)) return value as object[];
  return [value as object];
}

function nested(value: unknown, path: readonly string[]): object {
  if (isNested(value)) return value;
  throw invalid(
    `The filter on ${path.join('.')} must be an object: { eq: … } for a value, { is: 'NULL' } for none.`,
  );
}

/** Not a Date or the like, which is sent as what it says it is in JSON. */
export const isNested = (value: unknown): value is object =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  typeof (value as { toJSON?: unknown }).toJSON !== 'function';

/** `{ eq: 1 }` holds operators; `{ name: { eq: 1 } }` holds the fields of a relation or composite. */
function isOperators(value: object): boolean {
  for (const [key, item] of Object.entries(value))
    if (key === 'and' || key === 'or' || isNested(item)) return false;
  return true;
}

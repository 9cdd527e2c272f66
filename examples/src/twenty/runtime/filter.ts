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
  if (parts === nothing) return matchesNothing;
  const [only] = parts;
  return parts.length === 1 && only ? only : parts.length === 0 ? {} : { and: parts };
}

/**
 * Whether every record matches a filter as it is sent, by how it is made: `{}`, `{ and: [] }`, `{ or: [{}, …] }`,
 * `{ not: { id: { is: 'NULL' } } }`. Only `and`, `or`, `not` hold further filters.
 */
export function matchesEverything(filter: object): boolean {
  return Object.entries(filter).every(([key, value]: [string, object | readonly object[]]) => {
    if (key === 'and') return listOf(value).every(matchesEverything);
    if (key === 'or') return listOf(value).length === 0 || listOf(value).some(matchesEverything);
    return key === 'not' && isNothing(value);
  });
}

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
const nothing = Symbol('nothing');

/** The conditions that a filter joins by and, each with one operator, under the relation or composite `path`. */
function conditions(filter: object, path: readonly string[]): object[] | typeof nothing {
  const found: object[] = [];
  for (const [key, value] of Object.entries(filter)) {
    if (value === undefined) continue;
    if (key === 'and' || key === 'or') {
      found.push({
        [key]: listOf(value).map((part) => serverFilter(under(path, nested(part, [...path, key])) as object)),
      });
    } else if (key === 'not') {
      found.push({ not: serverFilter(under(path, nested(value, [...path, key])) as object) });
    } else if (isOperators(nested(value, [...path, key]))) {
      for (const [operator, operand] of Object.entries(value as object)) {
        if (operand === undefined)
          throw invalid(`The filter ${[...path, key, operator].join('.')} is undefined.`);
        if (operator === 'in' && Array.isArray(operand) && operand.length === 0) return nothing;
        found.push(under([...path, key, operator], operand) as object);
      }
    } else {
      const parts = conditions(value as object, [...path, key]);
      if (parts === nothing) return nothing;
      found.push(...parts);
    }
  }
  return found;
}

/** `{ name: { lastName: value } }` of the path `name`, `lastName`. */
export function under([key, ...below]: readonly string[], value: unknown): unknown {
  return key === undefined ? value : { [key]: under(below, value) };
}

/** One, or several, as a list; nothing as an empty one. */
export function listOf(value: unknown): readonly object[] {
  if (value === undefined) return [];
  if (Array.isArray(value)) return value;
  return [value as object];
}

function nested(value: unknown, path: readonly string[]): object {
  if (isNested(value)) return value;
  throw invalid(
    `The filter on ${path.join('.')} must be an object: { eq: … } for a value, { is: 'NULL' } for none.`,
  );
}

/** Not a Date or the like, which is sent as what it says it is in JSON. */
export function isNested(value: unknown): value is object {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    typeof (value as { toJSON?: unknown }).toJSON !== 'function'
  );
}

/** `{ eq: 1 }` holds operators; `{ name: { eq: 1 } }` holds the fields of a relation or composite. */
function isOperators(value: object): boolean {
  for (const [key, item] of Object.entries(value))
    if (key === 'and' || key === 'or' || isNested(item)) return false;
  return true;
}

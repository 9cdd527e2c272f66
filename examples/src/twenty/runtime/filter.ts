import { TwentyValidationError } from './errors.js';

/**
 * The server takes one operator per field, and older ones silently drop the others: `{ createdAt: { gte, lt } }` is
 * sent as `{ and: [{ createdAt: { gte } }, { createdAt: { lt } }] }`. An empty `in`, which the server refuses,
 * matches nothing.
 *
 * @throws TwentyValidationError when an operator's value is undefined: dropping it would match too much.
 */
export function serverFilter(filter: object): object {
  const parts = conditions(filter, []);
  if (parts === nothing) return matchesNothing;
  const [only] = parts;
  return parts.length === 1 && only ? only : parts.length === 0 ? {} : { and: parts };
}

/** Whether every record matches: `{}`, `{ and: [] }`, `{ name: {} }`, `{ or: [{}, …] }`. */
export function matchesEverything(filter: object): boolean {
  return isEmpty(serverFilter(filter));
}

function isEmpty(filter: object): boolean {
  return Object.entries(filter).every(([key, value]) => {
    if (key === 'and' && Array.isArray(value)) return value.every((part: object) => isEmpty(part));
    if (key === 'or' && Array.isArray(value))
      return value.length === 0 || value.some((part: object) => isEmpty(part));
    if (key === 'not') return false;
    return isNested(value) && isEmpty(value);
  });
}

/** No record is without an id. (`not: {}` would do on current servers only.) */
const matchesNothing = { id: { is: 'NULL' } };
const nothing = Symbol('nothing');

/** The conditions that a filter joins by and, each with one operator, under the relation or composite `path`. */
function conditions(filter: object, path: readonly string[]): object[] | typeof nothing {
  const found: object[] = [];
  for (const [key, value] of Object.entries(filter)) {
    if (value === undefined || value === null) continue;
    if (key === 'and' || key === 'or') {
      const parts = (Array.isArray(value) ? value : [value]).map((part: object) => serverFilter(part));
      found.push(under(path, { [key]: parts }));
    } else if (key === 'not') {
      found.push(under(path, { not: serverFilter(value as object) }));
    } else if (!isNested(value)) {
      throw new TwentyValidationError(
        'VALIDATION',
        `The filter on ${[...path, key].join('.')} must name an operator: { ${key}: { eq: … } }.`,
      );
    } else if (isOperators(value)) {
      for (const [operator, operand] of Object.entries(value)) {
        if (operand === undefined)
          throw new TwentyValidationError(
            'VALIDATION',
            `The filter ${[...path, key, operator].join('.')} is undefined.`,
          );
        if (operator === 'in' && Array.isArray(operand) && operand.length === 0) return nothing;
        found.push(under([...path, key], { [operator]: operand }));
      }
    } else {
      const parts = conditions(value, [...path, key]);
      if (parts === nothing) return nothing;
      found.push(...parts);
    }
  }
  return found;
}

function under(path: readonly string[], condition: object): object {
  return path.reduceRight<object>((inner, key) => ({ [key]: inner }), condition);
}

function isNested(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** `{ eq: 1 }` holds operators; `{ name: { eq: 1 } }` holds the fields of a relation or composite. */
function isOperators(value: object): boolean {
  return Object.values(value).every((item) => !isNested(item));
}

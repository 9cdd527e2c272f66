import type { Column } from '../columns.ts';
import { badInput, dataValidation } from '../fault.ts';
import { isObject, jsonbText } from '../json.ts';
import { likePattern } from '../text.ts';
import { operand } from '../values/write.ts';
import { compareValues } from './compare.ts';
import { allowedOperators } from './operators.ts';

/** SQL's three-valued logic: null is unknown, and only true rows are found. */
export type Truth = boolean | null;
/** A condition on a stored value. */
export type Test = (value: unknown) => Truth;

export function invalidFilter(message: string, friendly: string): Error {
  return badInput(message, 'INVALID_ARGS_FILTER', friendly);
}

function compared(column: Column, value: unknown, holds: (order: number) => boolean): Test {
  return (stored) => (stored === null || value === null ? null : holds(compareValues(column, stored, value)));
}

function pattern(column: Column, matches: (text: string) => boolean): Test {
  const isJson = column.type === 'RAW_JSON' || column.type === 'FILES';
  return (stored) => (stored === null ? null : matches(isJson ? jsonbText(stored) : String(stored)));
}

function stringOperand(operator: string, value: unknown, name: string): string {
  if (typeof value === 'string') return value;
  throw invalidFilter(
    `Filter operator "${operator}" requires a string value for field "${name}", got ${typeof value}`,
    `Invalid filter: "${operator}" operator requires a String`,
  );
}

function listOperand(operator: string, value: unknown, name: string): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw invalidFilter(
    `Filter operator "${operator}" requires an array value for field ${name}`,
    `Invalid filter: "${operator}" operator requires an array`,
  );
}

/** TEXT has no difference between NULL and ''. */
function textEquals(value: unknown): Test | undefined {
  if (value === null || value === '') return (stored) => stored === null;
  return undefined;
}

function test(column: Column, operator: string, value: unknown, name: string): Test {
  const isText = column.type === 'TEXT';
  switch (operator) {
    case 'is':
      if (value === 'NULL') return (stored) => stored === null;
      if (value === 'NOT_NULL') return (stored) => stored !== null;
      throw invalidFilter(
        'Invalid filter value for "is" operator. Expected "NULL" or "NOT_NULL"',
        'Invalid value for "is" operator',
      );
    case 'in': {
      const list = listOperand(operator, value, name);
      if (list.length === 0) {
        throw badInput(
          `Invalid filter value for field ${name}. Expected non-empty array`,
          'INVALID_QUERY_INPUT',
          'Invalid filter value',
        );
      }
      const wanted = list.filter((item) => item !== null).map((item) => operand(column, item, name));
      // What a column can be compared with `in` is plain: text, numbers, options.
      const values = new Set(wanted);
      return (stored) => (stored === null ? null : values.has(stored));
    }
    case 'containsAny': {
      const list = listOperand(operator, value, name);
      if (column.type !== 'MULTI_SELECT') throw dataValidation();
      return (stored) => (Array.isArray(stored) ? stored.some((item) => list.includes(item)) : null);
    }
    case 'isEmptyArray':
      if (column.type === 'SELECT' || column.type === 'RATING') {
        throw badInput(
          `invalid input value for enum workspace_simulated."${column.enumName ?? ''}": "{}"`,
          undefined,
          'Invalid input provided.',
        );
      }
      return (stored) => (stored === null ? null : false);
    case 'containsIlike': {
      const matches = likePattern(stringOperand(operator, value, name), true);
      return (stored) => (Array.isArray(stored) ? stored.some((item) => matches(String(item))) : null);
    }
    case 'like':
    case 'ilike':
      return pattern(column, likePattern(stringOperand(operator, value, name), operator === 'ilike'));
    case 'startsWith': {
      const start = stringOperand(operator, value, name);
      return pattern(column, (text) => text.startsWith(start));
    }
    case 'endsWith': {
      const end = stringOperand(operator, value, name);
      return pattern(column, (text) => text.endsWith(end));
    }
    default:
      break;
  }
  if (isText && operator === 'eq') {
    const empty = textEquals(value);
    if (empty !== undefined) return empty;
  }
  if (isText && operator === 'neq' && value === '') return (stored) => stored !== null;
  const right = operand(column, value, name);
  switch (operator) {
    case 'eq':
      return compared(column, right, (order) => order === 0);
    case 'neq':
      return compared(column, right, (order) => order !== 0);
    case 'gt':
      return compared(column, right, (order) => order > 0);
    case 'gte':
      return compared(column, right, (order) => order >= 0);
    case 'lt':
      return compared(column, right, (order) => order < 0);
    default:
      return compared(column, right, (order) => order <= 0);
  }
}

/** The one operator of a field's filter, as a test of its stored value. */
export function fieldTest(column: Column, spec: unknown, name: string): Test {
  if (!isObject(spec)) {
    throw invalidFilter(
      `Filter value for field "${name}" must be an object`,
      'Invalid filter: filter value must be an object',
    );
  }
  const [entry, ...more] = Object.entries(spec).filter(([, value]) => value !== undefined);
  if (entry === undefined || more.length > 0) {
    throw invalidFilter(
      `Filter for field "${name}" must have exactly one operator`,
      'Invalid filter: exactly one operator per field is required',
    );
  }
  const [operator, value] = entry;
  const allowed = allowedOperators(column.type);
  if (!allowed.includes(operator)) {
    throw invalidFilter(
      `Operator "${operator}" is not valid for field "${name}" of type ${column.type} - ` +
        `Allowed operators: ${allowed.join(', ')}`,
      `Invalid filter : Operator "${operator}" is not valid for this "${name}" ${column.type} field`,
    );
  }
  return test(column, operator, value, name);
}

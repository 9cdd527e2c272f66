import { inspect } from 'node:util';
import type { Column } from '../columns.ts';
import { badInput, dataValidation } from '../fault.ts';
import { isObject, normalisedJson } from '../json.ts';
import { wellFormed } from '../text.ts';
import { dateOf, dateTimeOf } from './dates.ts';
import { isUuid } from './uuid.ts';

/** Whether a value is data to store or an operand of a filter: filters coerce more, and name another subCode. */
export type Use = 'data' | 'filter';

function refused(message: string, friendly: string, use: Use): Error {
  return badInput(message, use === 'data' ? 'INVALID_ARGS_DATA' : 'INVALID_ARGS_FILTER', friendly);
}

export function storedText(value: string): string {
  if (value.includes('\0')) throw dataValidation();
  return wellFormed(value);
}

function text(value: unknown, name: string, use: Use): string {
  if (typeof value === 'string') return storedText(value);
  if (use === 'filter') return String(value);
  const shown = inspect(value);
  throw refused(`Invalid string value ${shown} for text field "${name}"`, `Invalid value: "${shown}"`, use);
}

function number(value: unknown, name: string, use: Use, fromText: boolean): number {
  const taken = use === 'filter' || fromText ? Number(value) : value;
  if (typeof taken === 'number' && Number.isFinite(taken)) return taken;
  const shown = inspect(use === 'filter' ? taken : value);
  throw refused(
    `Invalid number value ${shown} for field "${name}"`,
    `Invalid value for number: "${shown}"`,
    use,
  );
}

function boolean(value: unknown, name: string, use: Use): boolean {
  if (typeof value === 'boolean') return value;
  if (use === 'filter' && (value === 'true' || value === 'false')) return value === 'true';
  const shown = inspect(value);
  throw refused(`Invalid boolean value ${shown} for field "${name}"`, `Invalid value: "${shown}"`, use);
}

function moment(
  value: unknown,
  name: string,
  use: Use,
  kind: { readonly label: string; readonly format: string; parse(text: string): string | undefined },
): string {
  const parsed = typeof value === 'string' ? kind.parse(value) : undefined;
  if (parsed !== undefined) return parsed;
  const shown = inspect(value);
  const expected = `Expected format: '${kind.format}'`;
  throw refused(
    `Invalid value ${shown} for ${kind.label} field "${name}". ${expected}`,
    `Invalid value for ${kind.label}: "${shown}". ${expected}`,
    use,
  );
}

const date = { label: 'date', format: 'YYYY-MM-DD', parse: dateOf };
const dateTime = { label: 'date-time', format: 'YYYY-MM-DDTHH:mm:ssZ', parse: dateTimeOf };

function uuid(value: unknown, name: string, use: Use): string {
  if (isUuid(value)) return value.toLowerCase();
  const shown = inspect(value);
  throw refused(`Invalid UUID value ${shown} for field "${name}"`, `Invalid value for UUID: "${shown}"`, use);
}

function option(value: unknown, name: string, column: Column): string {
  const chosen = text(value, name, 'data');
  const options = column.options ?? [];
  if (options.includes(chosen)) return chosen;
  throw badInput(
    `Invalid value "${chosen}" for field "${name}". Valid values are: ${options.join(', ')}`,
    'INVALID_ARGS_DATA',
    `Invalid value for field "${name}"`,
  );
}

function options(value: unknown, name: string, column: Column): readonly string[] | null {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  const known = column.options ?? [];
  if (!list.every((item) => typeof item === 'string' && known.includes(item))) {
    const shown = inspect(value);
    throw refused(
      `Invalid value ${shown} for multi select field "${name}"`,
      `Invalid value for multi-select: "${shown}"`,
      'data',
    );
  }
  return list.length === 0 ? null : list.map(String);
}

function strings(value: unknown, name: string): readonly string[] | null {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  if (!list.every((item) => typeof item === 'string')) {
    const shown = inspect(value);
    throw refused(
      `Invalid value ${shown} for field "${name} - Array values need to be string"`,
      `Invalid value: "${shown}"`,
      'data',
    );
  }
  return list.length === 0 ? null : list.map((item) => storedText(String(item)));
}

/** The refusal of what is no JSON object where one is needed. */
export function notAnObject(value: unknown, name: string): Error {
  const shown = inspect(value);
  return refused(
    `Invalid object value ${shown} for field "${name}"`,
    typeof value === 'string' ? 'Invalid value for JSON.' : `Invalid value for JSON: "${shown}"`,
    'data',
  );
}

/** JSON, or JSON as text; an empty object or list is stored as NULL. */
export function storedJson(value: unknown, name: string): unknown {
  let taken = value;
  if (typeof value === 'string') {
    try {
      taken = JSON.parse(value);
    } catch {
      throw notAnObject(value, name);
    }
  }
  if (typeof taken !== 'object' || taken === null) throw notAnObject(value, name);
  return Object.keys(taken).length === 0 ? null : normalisedJson(taken);
}

function files(value: unknown, name: string): unknown {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  if (list.length === 0) return null;
  for (const [index, item] of list.entries()) {
    const shown = inspect(value);
    const bad = (key: string): Error => {
      const where = `for FILES field "${name}" - ${index}.${key}: `;
      const what = 'Invalid input: expected string, received undefined';
      return badInput(
        `Invalid value "${shown}" ${where}${what}`,
        'INVALID_ARGS_DATA',
        `Invalid value ${where}${what}`,
      );
    };
    if (!isObject(item) || typeof item['fileId'] !== 'string') throw bad('fileId');
    if (typeof item['label'] !== 'string') throw bad('label');
  }
  return list;
}

/** A value that is not null as the column stores it. */
export function storedValue(column: Column, value: unknown, name: string): unknown {
  switch (column.type) {
    case 'TEXT': {
      const stored = text(value, name, 'data');
      return stored === '' ? null : stored;
    }
    case 'NUMBER':
      return number(value, name, 'data', false);
    case 'NUMERIC':
      return number(value, name, 'data', true);
    case 'BOOLEAN':
      return boolean(value, name, 'data');
    case 'DATE':
      return moment(value, name, 'data', date);
    case 'DATE_TIME':
      return moment(value, name, 'data', dateTime);
    case 'UUID':
    case 'RELATION':
    case 'MORPH_RELATION':
      return uuid(value, name, 'data');
    case 'SELECT':
    case 'RATING':
      return option(value, name, column);
    case 'MULTI_SELECT':
      return options(value, name, column);
    case 'ARRAY':
      return strings(value, name);
    case 'FILES':
      return files(value, name);
    case 'TS_VECTOR':
      throw badInput(`${name} TS_VECTOR-typed field does not support write operations`, 'INVALID_ARGS_DATA');
    default:
      return storedJson(value, name);
  }
}

/** The operand of a comparison, in the form in which the column stores it. */
export function operand(column: Column, value: unknown, name: string): unknown {
  if (value === null) return null;
  switch (column.type) {
    case 'NUMBER':
    case 'NUMERIC':
    case 'POSITION':
      return number(value, name, 'filter', true);
    case 'BOOLEAN':
      return boolean(value, name, 'filter');
    case 'DATE':
      return moment(value, name, 'filter', date);
    case 'DATE_TIME':
      return moment(value, name, 'filter', dateTime);
    case 'UUID':
    case 'RELATION':
    case 'MORPH_RELATION':
      return uuid(value, name, 'filter');
    case 'SELECT':
    case 'RATING': {
      const chosen = String(value);
      if (column.options?.includes(chosen)) return chosen;
      throw badInput(
        `invalid input value for enum workspace_simulated."${column.enumName ?? ''}": "${chosen}"`,
        undefined,
        'Invalid input provided.',
      );
    }
    default:
      return text(value, name, 'filter');
  }
}

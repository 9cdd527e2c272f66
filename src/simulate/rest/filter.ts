import { badInput } from '../fault.ts';
import type { JsonObject } from '../json.ts';

const comparators = [
  'eq',
  'neq',
  'in',
  'containsAny',
  'is',
  'gt',
  'gte',
  'lt',
  'lte',
  'startsWith',
  'endsWith',
  'like',
  'ilike',
];
const listComparators: ReadonlySet<string> = new Set(['in', 'containsAny']);
const conjunction = /^(and|or|not)\((.*)\)$/s;

function invalid(message: string): Error {
  return badInput(`'filter' invalid${message}`);
}

/**
 * The filter that a text stands for: `and(name[ilike]:"%a%",not(stage[eq]:DRAFT))`, a list at the top joined by and.
 * Read as the server reads it: quotes of either kind open and close alike, so an apostrophe within double quotes leaves
 * the rest one value; parentheses count within quotes too; lists are split at every comma.
 */
export function parseFilter(text: string): JsonObject {
  checkBrackets(text);
  return conjunction.test(text) ? condition(text) : condition(`and(${text})`);
}

function checkBrackets(text: string): void {
  const open = text.split('(').length - text.split(')').length;
  if (open === 0) return;
  const [count, kind] = open > 0 ? [open, 'close'] : [-open, 'open'];
  throw invalid(`. ${count} ${kind} bracket${count > 1 ? 's are' : ' is'} missing in the query`);
}

function condition(text: string): JsonObject {
  const [, kind, inner = ''] = conjunction.exec(text) ?? [];
  if (kind === undefined) return comparison(text);
  if (inner === '') throw invalid(` for '${text}'. eg: price[gte]:10`);
  const parts = split(inner);
  if (kind !== 'not') return { [kind]: parts.map(condition) };
  const [first = ''] = parts;
  if (parts.length > 1)
    throw invalid(`. 'not' conjunction should contain only 1 condition. eg: not(field[eq]:1)`);
  return { not: condition(first) };
}

/** At the commas that are in no parentheses, brackets or quotes. */
function split(text: string): readonly string[] {
  const parts: string[] = [];
  let depth = 0;
  let isQuoted = false;
  let start = 0;
  for (const [index, character] of [...text].entries()) {
    if (character === '"' || character === "'") isQuoted = !isQuoted;
    else if (isQuoted) continue;
    else if (character === '(' || character === '[') depth += 1;
    else if (character === ')' || character === ']') depth -= 1;
    else if (character === ',' && depth === 0) {
      parts.push([...text].slice(start, index).join(''));
      start = index + 1;
    }
  }
  parts.push([...text].slice(start).join(''));
  return parts;
}

function comparison(text: string): JsonObject {
  const [, path, comparator = '', value = ''] = /^([\w.]+)\[(\w+)\]:(.+)$/s.exec(text) ?? [];
  if (path === undefined) throw invalid(` for '${text}'. eg: price[gte]:10`);
  if (!comparators.includes(comparator))
    throw invalid(` for '${text}', comparator ${comparator} not in ${comparators.join(', ')}`);
  return path.split('.').reduceRight<JsonObject>((inner, name) => ({ [name]: inner }), {
    [comparator]: operand(comparator, value),
  });
}

function operand(comparator: string, text: string): unknown {
  if (!listComparators.has(comparator)) return unquoted(text);
  const [, items] = /^\[(.*)\]$/s.exec(text) ?? [];
  if (items === undefined)
    throw invalid(
      ` for '${comparator}' operator. Received '${text}' but array value expected eg: 'field[in]:[value_1,value_2]'`,
    );
  return items.split(',').map(unquoted);
}

/** A quote at one end only stays. */
function unquoted(text: string): string {
  return /^(["']).*["']$/s.test(text) && text.length > 1 ? text.slice(1, -1) : text;
}

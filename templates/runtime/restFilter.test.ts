import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TwentyValidationError } from './errors.ts';
import { serverFilter } from './filter.ts';
import { restFilter } from './restFilter.ts';

/**
 * A filter's text as the server reads it. Parentheses and brackets count within quotes too; what is not within any
 * parentheses is dropped; quotes of each kind open and close by themselves.
 */
function read(text: string): object {
  if (text.split('(').length !== text.split(')').length) throw new Error(`not in pairs: ${text}`);
  return readPart(/^(?:and|or|not)\(.+\)$/.test(text) ? text : `and(${text})`);
}

function readPart(text: string): object {
  const [, kind = ''] = /^(and|or|not)\(.+\)$/.exec(text) ?? [];
  if (kind === '') return readCondition(text);
  const parts = split(text).map(readPart);
  if (kind !== 'not') return { [kind]: parts };
  if (parts.length > 1) throw new Error(`not takes one condition: ${text}`);
  return { not: parts[0] };
}

function split(text: string): readonly string[] {
  const parts = [''];
  const open = { '"': false, "'": false, '[': false };
  let depth = 0;
  for (const character of text) {
    if (character === ')') depth -= 1;
    const isInside = depth >= 1;
    if (character === '(') depth += 1;
    if (character === '"' || character === "'") open[character] = !open[character];
    if (character === '[' || character === ']') open['['] = !open['['];
    const isEnd = character === ',' && depth === 1 && !open['"'] && !open["'"] && !open['['];
    if (isEnd) parts.push('');
    else if (isInside) parts.push(`${parts.pop() ?? ''}${character}`);
  }
  return parts;
}

function readCondition(text: string): object {
  if (!/^.+\[.+\]:.+$/.test(text)) throw new Error(`no condition: ${text}`);
  const [, path = '', comparator = '', value = ''] = /^([^[]+)\[([^\]]+)\]:(.*)$/s.exec(text) ?? [];
  const unquoted = (item: string): string => item.replace(/^["'](.*)["']$/s, '$1');
  const operand = /^(?:in|containsAny)$/.test(comparator)
    ? value.slice(1, -1).split(',').map(unquoted)
    : unquoted(value);
  return path.split('.').reduceRight<object>((inner, name) => ({ [name]: inner }), { [comparator]: operand });
}

const hostile = fc.oneof(
  fc.string({ unit: fc.constantFrom('a', 'B', '1', ' ', '%', '(b)', '[c]', 'é') }),
  fc.string({ unit: 'binary' }),
  fc.string({
    unit: fc.constantFrom(
      '"',
      "'",
      '(',
      ')',
      '[',
      ']',
      ',',
      ':',
      '%',
      'a',
      ' ',
      '\n',
      '\u2028',
      '\\',
      '\uD800',
    ),
  }),
  fc.string({ unit: fc.constantFrom('(', ')', ',', 'a') }),
  fc.string({ unit: fc.constantFrom('[', ']', ',', 'a') }),
);
const { filter } = fc.letrec<{ filter: object }>((tie) => ({
  filter: fc.oneof(
    { maxDepth: 3 },
    fc.record({ name: fc.record({ ilike: hostile }) }),
    fc.record({
      emails: fc.record({ primaryEmail: fc.record({ in: fc.array(hostile, { minLength: 1 }) }) }),
    }),
    fc.record({ and: fc.array(tie('filter'), { minLength: 2, maxLength: 3 }) }),
    fc.record({ or: fc.array(tie('filter'), { minLength: 2, maxLength: 3 }) }),
    fc.record({ not: tie('filter') }),
  ),
}));

/** Undefined where it is refused. */
function textOf(written: object): string | undefined {
  try {
    return restFilter(written);
  } catch (error) {
    if (error instanceof TwentyValidationError) return undefined;
    throw error;
  }
}

describe('restFilter', () => {
  it('is read by the server as what it was, or refused', () => {
    let carried = 0;
    fc.assert(
      fc.property(filter, (written) => {
        const sent = serverFilter(written);
        const text = textOf(sent);
        if (text === undefined) return;
        carried += 1;
        expect(decodeURIComponent(encodeURIComponent(text))).toBe(text);
        // The server joins a single condition by and.
        const got = read(text);
        expect(/^(?:and|or|not)\(/.test(text) ? got : (got as { and: object[] }).and[0]).toEqual(sent);
      }),
      { numRuns: 3000 },
    );
    expect(carried).toBeGreaterThan(500);
  });

  it.each([
    [{}, 'id[is]:NOT_NULL'],
    [{ and: [] }, 'id[is]:NOT_NULL'],
    [{ or: [{}, { a: { eq: 'x' } }] }, 'or(id[is]:NOT_NULL,a[eq]:x)'],
    [{ not: {} }, 'not(id[is]:NOT_NULL)'],
    [{ name: { eq: '' } }, 'name[eq]:""'],
    [{ name: { eq: 'Gamma review' } }, 'name[eq]:"Gamma review"'],
    [{ name: { in: ['', 'a b'] } }, 'name[in]:["","a b"]'],
    [{ stage: { in: ['DRAFT', 'SIGNED'] } }, 'stage[in]:[DRAFT,SIGNED]'],
    [{ tags: { containsAny: [] } }, 'not(id[is]:NOT_NULL)'],
    [{ amount: { amountMicros: { gte: 750_000_000 } } }, 'amount.amountMicros[gte]:750000000'],
    [
      { amount: { amountMicros: { eq: 9_007_199_254_740_993n } } },
      'amount.amountMicros[eq]:9007199254740993',
    ],
    [{ ratio: { lt: -1.5e-9 } }, 'ratio[lt]:-1.5e-9'],
    [{ isDone: { eq: false } }, 'isDone[eq]:false'],
    [{ at: { lt: new Date(0) } }, 'at[lt]:1970-01-01T00:00:00.000Z'],
    [{ name: { ilike: '%(a, b)%' } }, 'name[ilike]:"%(a, b)%"'],
    [{ name: { eq: 'a[b] (c)' } }, 'name[eq]:"a[b] (c)"'],
    [{ company: { name: { endsWith: 'é & co' } } }, 'company.name[endsWith]:"é & co"'],
    [
      { and: [{ a: { gte: 0 } }, { not: { or: [{ b: { is: 'NULL' } }, { b: { eq: 'x' } }] } }] },
      'and(a[gte]:0,not(or(b[is]:NULL,b[eq]:x)))',
    ],
  ])('writes %o', (written, text) => {
    expect(restFilter(written)).toBe(text);
  });

  it.each([
    ['a double quote', { a: { eq: 'x"y' } }],
    ['an apostrophe', { a: { ilike: "%O'Brien%" } }],
    ['an apostrophe in parentheses', { a: { eq: "(O'Brien)" } }],
    ['an opening parenthesis', { a: { eq: '(x' } }],
    ['parentheses the wrong way round', { a: { eq: ':) x (:' } }],
    ['a single bracket', { a: { eq: 'x]' } }],
    ['a bracket across parentheses', { a: { eq: '(x[)]' } }],
    ['a line break', { a: { eq: 'x\ny' } }],
    ['a line separator', { a: { eq: 'x\u2028y' } }],
    ['half a character', { a: { eq: '\uD800' } }],
    ['a comma in a list', { a: { in: ['x', 'y,z'] } }],
    ['null', { a: { eq: null } }],
    ['null in a list', { a: { in: ['x', null] } }],
    ['what is no number', { a: { gt: Number.NaN } }],
    ['what is no date', { a: { gt: new Date(Number.NaN) } }],
    ['an operator that it has not', { a: { containsIlike: '%x%' } }],
    ['a list for an operator that takes none', { a: { eq: ['x'] } }],
    ['a value for an operator that takes a list', { a: { in: 'x' } }],
    ['the same deep within', { or: [{ b: { is: 'NULL' } }, { not: { c: { d: { eq: "'" } } } }] }],
  ])('refuses %s', (_, written) => {
    expect(() => restFilter(written)).toThrow(TwentyValidationError);
    expect(() => restFilter(written)).toThrow(/needs GraphQL/);
  });
});

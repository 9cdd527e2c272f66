import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matchesEverything, serverFilter } from './filter.ts';

type Json = Readonly<Record<string, unknown>>;
/** SQL's: true, false, or unknown where null is compared. */
type Truth = boolean | null;

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const not = (truth: Truth): Truth => (truth === null ? null : !truth);
const and = (parts: readonly Truth[]): Truth =>
  parts.includes(false) ? false : parts.includes(null) ? null : true;
/** An empty `or` matches everything, as on the server. */
const or = (parts: readonly Truth[]): Truth =>
  parts.length === 0 || parts.includes(true) ? true : parts.includes(null) ? null : false;

function compare(operator: string, operand: unknown, value: unknown): Truth {
  if (operator === 'is') return (value === null) === (operand === 'NULL');
  // An empty list holds nothing, not even what is unknown.
  if (operator === 'in' && (operand as unknown[]).length === 0) return false;
  if (value === null) return null;
  if (operator === 'in') return (operand as unknown[]).includes(value);
  const [a, b] = [value as number, operand as number];
  return operator === 'eq' ? a === b : operator === 'gte' ? a >= b : operator === 'lt' ? a < b : a !== b;
}

const operators = new Set(['eq', 'neq', 'gte', 'lt', 'in', 'is']);

/** What a filter means: all its fields, all operators of each. A missing relation is a row of nulls. */
function meaning(filter: Json, row: Json): Truth {
  return and(
    Object.entries(filter).map(([key, value]): Truth => {
      if (key === 'and') return and((value as Json[]).map((part) => meaning(part, row)));
      if (key === 'or') return or((value as Json[]).map((part) => meaning(part, row)));
      if (key === 'not') return not(meaning(value as Json, row));
      const spec = value as Json;
      if (Object.keys(spec).every((name) => operators.has(name)))
        return and(
          Object.entries(spec).map(([operator, operand]) => compare(operator, operand, row[key] ?? null)),
        );
      return meaning(spec, isObject(row[key]) ? row[key] : {});
    }),
  );
}

/** What the server makes of a filter: it refuses all but one operator a field, and an empty list. */
function served(filter: Json, row: Json): Truth {
  for (const [key, value] of Object.entries(filter)) {
    if (key === 'and' || key === 'or') for (const part of value as Json[]) served(part, row);
    else if (key === 'not') served(value as Json, row);
    else expectOneOperator(value as Json);
  }
  return meaning(filter, row);
}

function expectOneOperator(spec: Json): void {
  const entries = Object.entries(spec);
  expect(entries).toHaveLength(1);
  for (const [key, value] of entries) {
    expect(['and', 'or', 'not']).not.toContain(key);
    if (operators.has(key)) expect(value).not.toEqual([]);
    else expectOneOperator(value as Json);
  }
}

const small = fc.integer({ min: 0, max: 3 });
const condition = fc.record(
  {
    eq: small,
    neq: small,
    gte: small,
    lt: small,
    in: fc.array(small, { maxLength: 2 }),
    is: fc.constantFrom('NULL', 'NOT_NULL'),
  },
  { requiredKeys: [] },
);
const fields = { a: condition, b: condition };
const related = fc.record(
  { ...fields, money: fc.record(fields, { requiredKeys: [] }) },
  { requiredKeys: [] },
);
const deep = { maxDepth: 2, depthSize: 'small' } as const;
const { filter } = fc.letrec<{ filter: Json }>((tie) => ({
  filter: fc.record(
    {
      id: fc.record({ in: fc.array(small, { maxLength: 2 }) }, { requiredKeys: [] }),
      ...fields,
      money: fc.record(fields, { requiredKeys: [] }),
      company: related,
      and: fc.oneof(deep, fc.constant([]), fc.array(tie('filter'), { maxLength: 2 })),
      or: fc.oneof(deep, fc.constant([]), fc.array(tie('filter'), { maxLength: 2 })),
      not: fc.oneof(deep, fc.constant({}), tie('filter')),
    },
    { requiredKeys: [] },
  ),
}));
const value = fc.option(small);
const money = fc.record({ a: value, b: value });
const row = fc.record({
  id: small,
  a: value,
  b: value,
  money,
  company: fc.option(fc.record({ a: value, b: value, money })),
});

describe('serverFilter', () => {
  it('sends one operator a field, no empty list, and means what was written', () => {
    fc.assert(
      fc.property(filter, fc.array(row, { minLength: 1, maxLength: 5 }), (written, rows) => {
        const sent = serverFilter(written) as Json;
        for (const one of rows) expect(served(sent, one) === true).toBe(meaning(written, one) === true);
      }),
      { numRuns: 1000 },
    );
  });

  it('changes nothing of what it made itself', () => {
    fc.assert(
      fc.property(filter, (written) => {
        const sent = serverFilter(written);
        expect(serverFilter(sent)).toEqual(sent);
      }),
    );
  });

  it('leaves alone what needs no splitting', () => {
    for (const written of [
      {},
      { a: { eq: 1 } },
      { company: { name: { ilike: '%a%' } } },
      { not: { a: { is: 'NULL' } } },
    ])
      expect(serverFilter(written)).toEqual(written);
  });

  it('splits the operators of a field, the sub-fields of a composite and the fields of a relation', () => {
    expect(serverFilter({ a: { gte: 1, lt: 2 }, money: { x: { eq: 1 }, y: { eq: 2 } } })).toEqual({
      and: [{ a: { gte: 1 } }, { a: { lt: 2 } }, { money: { x: { eq: 1 } } }, { money: { y: { eq: 2 } } }],
    });
  });

  it('takes and, or and not out of a relation', () => {
    const written = { company: { or: [{ a: { eq: 1 } }, { a: { in: [] } }], not: { b: { in: [] } } } };
    expect(serverFilter(written)).toEqual({
      and: [{ or: [{ company: { a: { eq: 1 } } }, { id: { is: 'NULL' } }] }, { not: { id: { is: 'NULL' } } }],
    });
  });

  it('takes a date for the text that it is in JSON', () => {
    const date = new Date(0);
    expect(serverFilter({ createdAt: { gte: date, lt: date } })).toEqual({
      and: [{ createdAt: { gte: date } }, { createdAt: { lt: date } }],
    });
  });

  it.each([
    ['an operator that is undefined', { a: { eq: undefined } }],
    ['a sub-field that is undefined', { company: { a: undefined } }],
    ['null for a condition', { a: null }],
    ['a value for a condition', { a: 1 }],
    ['a value among conditions', { company: { a: { eq: 1 }, b: 2 } }],
    ['a list for a condition', { a: [1] }],
    ['null in and', { and: [null] }],
    ['undefined in or', { or: [{ a: { eq: 1 } }, undefined] }],
    ['null for not', { not: null }],
    ['null for all', null],
  ])('refuses %s', (_, written) => {
    expect(() => serverFilter(written as object)).toThrow(expect.objectContaining({ code: 'VALIDATION' }));
  });
});

describe('matchesEverything', () => {
  it.each([
    {},
    { and: [] },
    { or: [] },
    { or: [{}] },
    { name: {} },
    { name: undefined },
    { company: { name: {} } },
    { and: [{ or: [{ a: { eq: 1 } }, { and: [{}] }] }] },
    { not: { a: { in: [] } } },
    { not: { or: [{ a: { in: [] } }, { not: {} }] } },
    { company: { not: { id: { in: [] } } } },
  ])('is true of %o', (written) => {
    expect(matchesEverything(serverFilter(written))).toBe(true);
  });

  it.each([
    { a: { eq: 1 } },
    { not: {} },
    { id: { in: [] } },
    { or: [{ a: { eq: 1 } }] },
    { company: { id: { is: 'NULL' } } },
  ])('is false of %o', (written) => {
    expect(matchesEverything(serverFilter(written))).toBe(false);
  });

  it('is true only of what every row meets', () => {
    fc.assert(
      fc.property(filter, row, (written, one) => {
        expect(!matchesEverything(serverFilter(written)) || meaning(written, one) === true).toBe(true);
      }),
    );
  });

  it('is true of whatever holds no operator but an empty list, where every row meets it', () => {
    const { empty } = fc.letrec<{ empty: Json }>((tie) => ({
      empty: fc.record(
        {
          a: fc.constantFrom({}, { in: [] }),
          company: fc.constantFrom({}, { a: {} }),
          and: fc.oneof(deep, fc.constant([]), fc.array(tie('empty'), { maxLength: 2 })),
          or: fc.oneof(deep, fc.constant([]), fc.array(tie('empty'), { maxLength: 2 })),
          not: fc.oneof(deep, fc.constant({}), tie('empty')),
        },
        { requiredKeys: [] },
      ),
    }));
    fc.assert(
      fc.property(empty, (written) => {
        expect(matchesEverything(serverFilter(written))).toBe(meaning(written, {}) === true);
      }),
      { numRuns: 1000 },
    );
  });
});

import { parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { workspaceWith } from '../../test/client/words.ts';
import { describe as described, type Workspace } from './object.ts';
import { compile, isIncomplete } from './selection.ts';

const workspace: Workspace = workspaceWith(`
    Currency=amountMicros,currencyCode FullName=firstName,lastName
    Company/companies revenue:Currency
    Person/people name:FullName company>Company friend>Person.`);

const company = described({ workspace, type: 'Company', fields: {} });
const person = described({ workspace, type: 'Person', fields: {} });

const textOf = (select: object, needed?: readonly string[]): string => compile(person, select, needed).text;

describe('compile', () => {
  it('names own fields, and the sub-fields of composites', () => {
    expect(textOf({ city: true, name: true })).toBe('city name { firstName lastName }');
  });

  it('leaves out what is false or undefined', () => {
    expect(textOf({ city: true, name: false, id: undefined, company: undefined })).toBe('city');
  });

  it('asks for something where nothing is selected, and takes it away again', () => {
    const selection = compile(person, {});
    expect(selection.text).toBe('id');
    expect(selection.added).toEqual(['id']);
  });

  it('asks for deletedAt on every to-one relation, else the server loads nothing below it', () => {
    const selection = compile(person, { friend: { company: { name: true } } });
    expect(selection.text).toBe('friend { deletedAt company { name deletedAt } }');
    expect(compile(person, { friend: { deletedAt: true } }).toOne[0]?.selection.added).toEqual([]);
  });

  it('keeps to-many relations for later, and asks for the id that they are found by', () => {
    const args = { select: { city: true }, first: 5 };
    const selection = compile(company, { people: args });
    expect(selection.text).toBe('id');
    expect(selection.added).toEqual(['id']);
    expect(selection.toMany).toMatchObject([
      {
        name: 'people',
        joinColumn: 'companyId',
        selection: { object: person, text: 'city companyId' },
        args,
      },
    ]);
    expect(compile(company, { id: true, people: args }).added).toEqual([]);
  });

  it('knows of relations beside their id, which the server may hide', () => {
    const selection = compile(person, { companyId: true, company: { name: true } });
    expect(selection.besideId).toEqual(['company']);
    expect(selection.added).toEqual(['id']);
  });

  it('names nothing twice', () => {
    expect(textOf({ id: true, city: true }, ['id', 'city', 'jobTitle'])).toBe('id city jobTitle');
    expect(compile(company, { people: { select: {} } }, ['id']).text).toBe('id');
  });

  it('takes fields named like what objects inherit for fields', () => {
    expect(textOf({ constructor: true, toString: true, hasOwnProperty: true })).toBe(
      'constructor toString hasOwnProperty',
    );
  });

  it('gives what GraphQL can parse', () => {
    const text = textOf({
      name: true,
      friend: { company: { revenue: true, people: { select: { city: true } } }, companyId: true },
    });
    expect(() => parse(`{ people { ${text} } }`)).not.toThrow();
  });

  it.each([
    ['a name that is none', { 'a b': true }],
    ['text that would add to the query', { 'id } } x {': true }],
    ['an empty name', { '': true }],
    ['a relation like a field', { company: true }],
    ['null for a relation', { company: null }],
  ])('refuses %s', (_, select) => {
    expect(() => compile(person, select)).toThrow(expect.objectContaining({ code: 'VALIDATION' }));
  });

  it.each([
    ['like a field', { people: true }],
    ['without a select', { people: { first: 5 } }],
    ['with a name that is none in its select', { people: { select: { 'a b': true } } }],
  ])('refuses a to-many relation %s', (_, select) => {
    expect(() => compile(company, select)).toThrow(expect.objectContaining({ code: 'VALIDATION' }));
  });
});

describe('isIncomplete', () => {
  it.each([
    [false, { city: true, company: { name: true } }],
    [true, { companyId: true, company: { name: true } }],
    [true, { company: { people: { select: { id: true } } } }],
    [true, { friend: { companyId: true, company: {} } }],
  ])('is %o of %o', (expected, select) => {
    expect(isIncomplete(compile(person, select))).toBe(expected);
  });
});

import { describe, expect, it } from 'vitest';
import { detectActorSources, detectCapabilities } from '../../src/model/capabilities.ts';
import { schemaEntities } from '../../src/model/schema.ts';
import { type EntitySpec, rawSchema, type SchemaSpec } from './raw.ts';

const company: EntitySpec = { entity: 'Company', one: 'company', many: 'companies', fields: { id: 'UUID!' } };
const person: EntitySpec = {
  entity: 'Person',
  one: 'person',
  many: 'people',
  fields: { id: 'UUID!', companyId: 'UUID', company: 'Company', name: 'FullName' },
};

function capabilities(...entities: readonly EntitySpec[]) {
  return withMore({ entities });
}

function withMore(spec: SchemaSpec) {
  const schema = rawSchema(spec);
  return detectCapabilities(schema, [...schemaEntities(schema).values()]);
}

describe('the capabilities of a server', () => {
  it('are those of a current one where its schema cannot be read', () => {
    expect(detectCapabilities(null, [])).toEqual([
      'connect',
      'endsWith',
      'enumOrder',
      'offset',
      'toOneFilter',
      'toOneOrderBy',
      'upsert',
      'uuid',
    ]);
  });

  it('are none on the oldest', () => {
    expect(capabilities({ ...person, isModern: false }, { ...company, isModern: false })).toEqual([]);
  });

  it('are told by arguments and root fields', () => {
    expect(capabilities(person, company)).toEqual(['enumOrder', 'offset', 'upsert', 'uuid']);
  });

  it('are told by the text filter', () => {
    const entities = [{ ...company, isModern: false }];
    const inputs = { StringFilter: { eq: 'String', endsWith: 'String' } };
    expect(withMore({ entities, inputs })).toEqual(['endsWith']);
  });

  it('hold filters and orders across a relation, but not those of a composite', () => {
    const base = { ...person, isModern: false };
    const other = { ...company, isModern: false };
    const across = { filter: { company: 'CompanyFilterInput' }, orderBy: { company: 'CompanyOrderByInput' } };
    expect(capabilities({ ...base, ...across }, other)).toEqual(['toOneFilter', 'toOneOrderBy']);
    const within = { filter: { name: 'FullNameFilterInput' }, orderBy: { name: 'FullNameOrderByInput' } };
    expect(capabilities({ ...base, ...within }, other)).toEqual([]);
    // As 0.55: a relation is ordered by as if it were a field.
    expect(capabilities({ ...base, orderBy: { company: 'OrderByDirection' } }, other)).toEqual([]);
  });

  it('hold connect where the input has it, not where it is the bogus id of 0.55', () => {
    const base = { ...person, isModern: false, create: { company: 'CompanyRelationInput' } };
    const entities = [base, { ...company, isModern: false }];
    const inputs = { CompanyRelationInput: { connect: 'CompanyWhereInput', disconnect: 'Boolean' } };
    expect(withMore({ entities, inputs })).toEqual(['connect']);
    const bogus = [
      { ...base, create: { company: 'ID' } },
      { ...company, isModern: false },
    ];
    expect(withMore({ entities: bogus, inputs })).toEqual([]);
  });
});

describe('the sources of an actor', () => {
  it('are those of the schema', () => {
    const schema = rawSchema({
      entities: [],
      objects: { Actor: { source: 'ActorSourceEnum' } },
      enums: { ActorSourceEnum: ['MANUAL', 'API'] },
    });
    expect(detectActorSources(schema)).toEqual(['MANUAL', 'API']);
  });

  it('are those of a current server where the schema has none', () => {
    expect(detectActorSources(rawSchema({ entities: [] }))).toContain('APPLICATION');
    expect(detectActorSources(null)).toContain('AGENT');
  });
});

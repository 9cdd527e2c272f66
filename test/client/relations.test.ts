import { describe, expect, it } from 'vitest';
import { generated, workspaceOf } from './generated.ts';
import { nested, seedEmployers } from './seed.ts';

const demo = await generated('demo');
const companies = demo.of('company');
const people = demo.of('person');

describe('a to-many relation', () => {
  it('is read after a write, and before records are destroyed', async () => {
    const { client } = workspaceOf(demo);
    const [a] = await seedEmployers(demo, client);
    const select = { name: true, people: { first: 1, select: { jobTitle: true } } };
    const whole = {
      name: 'A',
      people: { records: [{ jobTitle: expect.any(String) as string }], totalCount: 65, hasNextPage: true },
    };
    expect(await companies.findOne(client, { id: a?.['id'], select })).toEqual(whole);
    expect(await companies.updateOne(client, a?.['id'], { name: 'A' }, { select })).toEqual(whole);
    expect(await companies.deleteOne(client, a?.['id'], { select })).toEqual(whole);
    expect(await companies.destroyOne(client, a?.['id'], { select })).toEqual(whole);
    expect(await companies.findOne(client, { id: a?.['id'] })).toBeNull();
    const gone = await companies.destroyMany(client, { name: { in: ['B', 'C'] } }, { select });
    expect(gone.map((row) => [row['name'], nested(row, 'people').totalCount]).toSorted()).toEqual([
      ['B', 3],
      ['C', 0],
    ]);
    expect((await people.findMany(client, { filter: { companyId: { is: 'NULL' } } })).totalCount).toBe(68);
  });

  it('of soft-deleted parents is there as well', async () => {
    const { client } = workspaceOf(demo);
    const [, b] = await seedEmployers(demo, client);
    await companies.deleteOne(client, b?.['id']);
    const { records } = await companies.findMany(client, {
      filter: { deletedAt: { is: 'NOT_NULL' } },
      select: { name: true, people: { select: { company: { name: true } } } },
    });
    expect(records).toEqual([
      {
        name: 'B',
        people: {
          records: [{ company: null }, { company: null }, { company: null }],
          totalCount: 3,
          hasNextPage: false,
        },
      },
    ]);
  });
});

describe('a select that cannot be right', () => {
  it.each([
    ['a relation like a field', { company: true }],
    ['a to-many relation like a field', { noteTargets: true }],
    ['a to-many relation like one to one', { noteTargets: { id: true } }],
    ['text that would change the query', { 'id } } destroyPeople(filter: {}) { id': true }],
  ])('is refused: %s', async (_, select) => {
    const { client, sent } = workspaceOf(demo);
    await expect(people.findMany(client, { select })).rejects.toMatchObject({ code: 'VALIDATION' });
    expect(sent).toEqual([]);
  });
});

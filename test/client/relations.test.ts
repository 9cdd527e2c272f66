import { describe, expect, it } from 'vitest';
import { generated, workspaceOf } from './generated.ts';
import type { Row, TwentyClient } from './generated.ts';

const demo = await generated('demo');
const companies = demo.of('company');
const people = demo.of('person');
const notes = demo.of('note');
const noteTargets = demo.of('noteTarget');
const opportunities = demo.of('opportunity');
const members = demo.of('workspaceMember');

interface Nested {
  readonly records: readonly Row[];
  readonly totalCount: number;
  readonly hasNextPage: boolean;
}

const nested = (row: Row | null | undefined, name: string): Nested => row?.[name] as Nested;

/** A company with 65 people, another with 3, and one with none. */
async function employers(client: TwentyClient): Promise<Row[]> {
  const rows = await companies.createMany(client, [{ name: 'A' }, { name: 'B' }, { name: 'C' }]);
  const employees = (of: Row | undefined, count: number): Row[] =>
    Array.from({ length: count }, (_, number) => ({
      jobTitle: `${String(of?.['name'])}${String(number).padStart(2, '0')}`,
      companyId: of?.['id'],
    }));
  await people.createMany(client, [...employees(rows[0], 65), ...employees(rows[1], 3)]);
  return rows;
}

describe('a to-many relation', () => {
  it('is complete and counted beyond what the server nests', async () => {
    const { client, sent } = workspaceOf(demo);
    await employers(client);
    sent.length = 0;
    const { records } = await companies.findMany(client, {
      orderBy: { name: 'AscNullsLast' },
      select: { name: true, people: { select: { jobTitle: true } } },
    });
    expect(records.map(({ name }) => name)).toEqual(['A', 'B', 'C']);
    expect(records.map((row) => nested(row, 'people').records.length)).toEqual([65, 3, 0]);
    expect(records.map((row) => nested(row, 'people').totalCount)).toEqual([65, 3, 0]);
    expect(records.map((row) => nested(row, 'people').hasNextPage)).toEqual([false, false, false]);
    expect(records[0]).toEqual({ name: 'A', people: expect.anything() as unknown });
    expect(nested(records[0], 'people').records[0]).toEqual({ jobTitle: expect.any(String) as string });
    expect(sent).toHaveLength(2);
  });

  it('takes first, filter and orderBy for each record', async () => {
    const { client } = workspaceOf(demo);
    const [, , { id: c } = {}] = await employers(client);
    await people.createOne(client, { jobTitle: 'C99', companyId: c });
    const { records } = await companies.findMany(client, {
      orderBy: { name: 'DescNullsLast' },
      select: {
        people: {
          first: 2,
          filter: { jobTitle: { gte: 'A01', like: '%1%' } },
          orderBy: { jobTitle: 'DescNullsLast' },
          select: { jobTitle: true },
        },
      },
    });
    expect(records).toEqual([
      { people: { records: [], totalCount: 0, hasNextPage: false } },
      { people: { records: [{ jobTitle: 'B01' }], totalCount: 1, hasNextPage: false } },
      {
        people: {
          records: [{ jobTitle: 'A61' }, { jobTitle: 'A51' }],
          totalCount: 16,
          hasNextPage: true,
        },
      },
    ]);
  });

  it('goes inside another, with one request for each level and 200 parents', async () => {
    const { client, sent } = workspaceOf(demo);
    await employers(client);
    const all = await people.findMany(client, { select: { id: true, jobTitle: true } }).toArray();
    const written = await notes.createMany(
      client,
      all.map(({ jobTitle }) => ({ title: `About ${String(jobTitle)}` })),
    );
    await noteTargets.createMany(
      client,
      all.map(({ id }, number) => ({ targetPersonId: id, noteId: written[number]?.['id'] })),
    );
    sent.length = 0;
    const { records } = await companies.findMany(client, {
      select: {
        name: true,
        people: {
          select: { jobTitle: true, noteTargets: { select: { note: { title: true } } } },
        },
      },
    });
    expect(sent).toHaveLength(3);
    const employees = records.flatMap((row) => nested(row, 'people').records);
    expect(employees).toHaveLength(68);
    for (const { jobTitle, noteTargets } of employees)
      expect(noteTargets).toEqual({
        records: [{ note: { title: `About ${String(jobTitle)}` } }],
        totalCount: 1,
        hasNextPage: false,
      });
  });

  it('is read after a write, and before records are destroyed', async () => {
    const { client } = workspaceOf(demo);
    const [a] = await employers(client);
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
    const [, b] = await employers(client);
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

describe('a to-one relation', () => {
  it('holds its own relations, to one and to many', async () => {
    const { client } = workspaceOf(demo);
    const owner = await members.createOne(client, {
      name: { firstName: 'Tim', lastName: 'Apple' },
      userId: '20202020-0687-4c41-b707-ed1bfca972a7',
    });
    const company = await companies.createOne(client, { name: 'A', accountOwnerId: owner['id'] });
    const contact = await people.createOne(client, { jobTitle: 'CEO', companyId: company['id'] });
    await people.createOne(client, { jobTitle: 'CTO', companyId: company['id'] });
    await opportunities.createMany(client, [
      { name: 'Deal', pointOfContactId: contact['id'] },
      { name: 'None' },
    ]);
    const { records } = await opportunities.findMany(client, {
      orderBy: { name: 'AscNullsLast' },
      select: {
        name: true,
        pointOfContact: {
          jobTitle: true,
          company: {
            name: true,
            accountOwner: { name: true },
            people: { orderBy: { jobTitle: 'DescNullsLast' }, select: { jobTitle: true } },
          },
        },
      },
    });
    expect(records).toEqual([
      {
        name: 'Deal',
        pointOfContact: {
          jobTitle: 'CEO',
          company: {
            name: 'A',
            accountOwner: { name: { firstName: 'Tim', lastName: 'Apple' } },
            people: {
              records: [{ jobTitle: 'CTO' }, { jobTitle: 'CEO' }],
              totalCount: 2,
              hasNextPage: false,
            },
          },
        },
      },
      { name: 'None', pointOfContact: null },
    ]);
  });

  it('to a soft-deleted record is null, and its id is not', async () => {
    const { client } = workspaceOf(demo);
    const company = await companies.createOne(client, { name: 'A' });
    const companyId = company['id'];
    const { id } = await people.createOne(client, { jobTitle: 'CEO', companyId });
    const { id: free } = await people.createOne(client, { jobTitle: 'None' });
    await opportunities.createOne(client, { name: 'Deal', pointOfContactId: id });
    await companies.deleteOne(client, companyId);
    const select = { companyId: true, company: { name: true } };
    const hidden = { companyId, company: null };
    expect(await people.findOne(client, { id, select })).toEqual(hidden);
    expect(await people.findOne(client, { id: free, select })).toEqual({ companyId: null, company: null });
    expect(await people.updateOne(client, id, { city: 'Paris' }, { select })).toEqual(hidden);
    const { records } = await people.findMany(client, { filter: { jobTitle: { eq: 'CEO' } }, select });
    expect(records).toEqual([hidden]);
    const [deal] = await opportunities.findMany(client, { select: { pointOfContact: select } }).toArray();
    expect(deal).toEqual({ pointOfContact: hidden });
    await people.deleteOne(client, id);
    expect(
      await people.findOne(client, { filter: { id: { eq: id }, deletedAt: { is: 'NOT_NULL' } }, select }),
    ).toEqual(hidden);
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

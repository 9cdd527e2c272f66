import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { apiKey, generated, workspaceOf } from './generated.ts';
import type { Row, Workspace } from './generated.ts';
import { nested, peopleCount, seedEmployers, seedPeople } from './seed.ts';
import { elapse, stopTime } from './stub.ts';

/*
 * What a server answers wrongly, or not as one would think, without an error: first that it does, to whoever asks it
 * plainly, and then that the client gives what is right. For writes, silence-writes.test.ts.
 */
const demo = await generated('demo');
const companies = demo.of('company');
const people = demo.of('person');
const notes = demo.of('note');
const noteTargets = demo.of('noteTarget');
const opportunities = demo.of('opportunity');
const members = demo.of('workspaceMember');

interface Connection {
  readonly edges: readonly { readonly node: Row }[];
  readonly totalCount: number;
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
}

const titles = (rows: readonly Row[]): unknown[] => rows.map(({ jobTitle }) => jobTitle);
const isEachOnce = (rows: readonly Row[]): boolean =>
  rows.length === peopleCount && new Set(titles(rows)).size === peopleCount;

describe('450 people, ordered by what a third of them lack', () => {
  const workspace = workspaceOf(demo);
  beforeAll(() => seedPeople(demo, workspace));

  /** Page after page by cursor, as the API's documentation has it: as far as there is one, or ten. */
  async function walk(orderBy: object, selected: string): Promise<Row[]> {
    const rows: Row[] = [];
    const query = `query ($orderBy: [PersonOrderByInput], $after: String) {
      people(orderBy: $orderBy, first: 100, after: $after) {
        edges { node { jobTitle ${selected} } } pageInfo { hasNextPage endCursor }
      }
    }`;
    for (let after: string | undefined, page = 0; page < 10; page += 1) {
      const { people } = await workspace.plain(query, { orderBy: [orderBy], after });
      const { edges, pageInfo } = people as Connection;
      for (const { node } of edges) rows.push(node);
      after = pageInfo.endCursor;
      if (!pageInfo.hasNextPage) break;
    }
    return rows;
  }

  /** By a relation that is selected there is but the first page. */
  const noSecondPage = (error: unknown): never[] => {
    expect(error).toMatchObject({ message: expect.stringMatching(/non-composite/) as string });
    return [];
  };

  describe.each([
    ['a nullable field', { birthday: true }, 'birthday', (direction: string) => ({ birthday: direction })],
    [
      'a sub-field of a composite',
      { name: true },
      'name { firstName lastName }',
      (direction: string) => ({ name: { lastName: direction } }),
    ],
    [
      'a field of a relation',
      { company: { id: true, name: true } },
      'company { id name }',
      (direction: string) => ({ company: { name: direction } }),
    ],
  ])('by %s', (_, select, text, orderOf) => {
    it.each(['AscNullsFirst', 'AscNullsLast', 'DescNullsFirst', 'DescNullsLast'])(
      '%s: cursors lose or repeat some, the client does not, whether it is selected or not',
      async (direction) => {
        const orderBy = orderOf(direction);
        expect(isEachOnce(await walk(orderBy, ''))).toBe(false);
        expect(isEachOnce(await walk(orderBy, text).catch(noSecondPage))).toBe(false);
        const inOnePage = await people.findMany(workspace.client, {
          orderBy,
          first: 1000,
          select: { jobTitle: true },
        });
        for (const more of [{}, select]) {
          const args = { orderBy, first: 100, select: { jobTitle: true, ...more } };
          // More than there are, should it go on forever.
          const rows = await people.findMany(workspace.client, args).toArray({ limit: 1000 });
          expect(isEachOnce(rows)).toBe(true);
          expect(titles(rows)).toEqual(titles(inOnePage.records));
          expect(Object.keys(rows[0] ?? {})).toEqual(Object.keys(args.select));
        }
      },
    );
  });

  it('the last of them: `last` alone gives the first, so the client turns the order around instead', async () => {
    const query = (args: string) => `{ people(${args}) { edges { node { jobTitle } } } }`;
    const order = 'orderBy: { jobTitle: AscNullsLast }';
    expect(await workspace.plain(query(`${order}, last: 2`))).toEqual(
      await workspace.plain(query(`${order}, first: 2`)),
    );
    const orderBy = { jobTitle: 'DescNullsLast' };
    // Types refuse `last`, and it is never sent.
    const page = await people.findMany(workspace.client, { orderBy, first: 2, last: 1 });
    expect(titles(page.records)).toEqual(['Title 449', 'Title 448']);
    expect(workspace.sent.at(-1)?.query).not.toContain('$last');
  });

  it('none of them, of which the server says that there are more: the client does not go on forever', async () => {
    const query = '{ people(first: 0) { edges { node { id } } pageInfo { hasNextPage endCursor } } }';
    expect(await workspace.plain(query)).toMatchObject({
      people: { edges: [], pageInfo: { hasNextPage: true } },
    });
    expect(await people.findMany(workspace.client, { first: 0 })).toEqual({
      records: [],
      totalCount: peopleCount,
      hasNextPage: true,
    });
    expect(await people.findMany(workspace.client, { first: 0 }).toArray()).toEqual([]);
  });
});

describe('65 people of a company', () => {
  it('are 60 to the server, which says that this is all; to the client they are 65', async () => {
    const { client, plain, sent } = workspaceOf(demo);
    await seedEmployers(demo, client);
    const { companies: found } = await plain(`{
      companies(filter: { name: { eq: "A" } }) {
        edges { node { people { edges { node { id } } totalCount pageInfo { hasNextPage } } } }
      }
    }`);
    const of = (found as Connection).edges[0]?.node['people'] as Connection;
    expect(of.edges).toHaveLength(60);
    expect(of).toMatchObject({ totalCount: 60, pageInfo: { hasNextPage: false } });
    sent.length = 0;
    const { records } = await companies.findMany(client, {
      orderBy: { name: 'AscNullsLast' },
      select: { name: true, people: { select: { jobTitle: true } } },
    });
    expect(records.map(({ name }) => name)).toEqual(['A', 'B', 'C']);
    expect(records.map((row) => new Set(titles(nested(row, 'people').records)).size)).toEqual([65, 3, 0]);
    expect(records.map((row) => nested(row, 'people').records.length)).toEqual([65, 3, 0]);
    expect(records.map((row) => nested(row, 'people').totalCount)).toEqual([65, 3, 0]);
    expect(records.map((row) => nested(row, 'people').hasNextPage)).toEqual([false, false, false]);
    expect(records[0]).toEqual({ name: 'A', people: expect.anything() as unknown });
    expect(nested(records[0], 'people').records[0]).toEqual({ jobTitle: expect.any(String) as string });
    expect(sent).toHaveLength(2);
  });

  it('are all the same to the server whatever is asked of them; the client heeds first, filter and orderBy', async () => {
    const { client, plain } = workspaceOf(demo);
    const [, , { id: c } = {}] = await seedEmployers(demo, client);
    await people.createOne(client, { jobTitle: 'C99', companyId: c });
    const of = async (args: string): Promise<unknown> =>
      plain(`{ companies { edges { node { people${args} { edges { node { jobTitle } } } } } } }`);
    expect(
      await of('(first: 2, filter: { jobTitle: { like: "%1%" } }, orderBy: { jobTitle: DescNullsLast })'),
    ).toEqual(await of(''));
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

  it('are not to be asked what they have many of; the client asks, once a level for 200 parents', async () => {
    const { client, plain, sent } = workspaceOf(demo);
    await seedEmployers(demo, client);
    const all = await people.findMany(client, { select: { id: true, jobTitle: true } }).toArray();
    const written = await notes.createMany(
      client,
      all.map(({ jobTitle }) => ({ title: `About ${String(jobTitle)}` })),
    );
    await noteTargets.createMany(
      client,
      all.map(({ id }, number) => ({ targetPersonId: id, noteId: written[number]?.['id'] })),
    );
    await expect(
      plain(
        '{ companies { edges { node { people { edges { node { noteTargets { edges { node { id } } } } } } } } } }',
      ),
    ).rejects.toThrow(/complex/i);
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
});

describe('a to-one relation', () => {
  it('seems to have no relations of its own; to the client it has those that it has, however it is read', async () => {
    const { client, plain } = workspaceOf(demo);
    const owner = await members.createOne(client, {
      name: { firstName: 'Tim', lastName: 'Apple' },
      userId: '20202020-0687-4c41-b707-ed1bfca972a7',
    });
    const company = await companies.createOne(client, { name: 'A', accountOwnerId: owner['id'] });
    const contact = await people.createOne(client, { jobTitle: 'CEO', companyId: company['id'] });
    await people.createOne(client, { jobTitle: 'CTO', companyId: company['id'] });
    const [deal] = await opportunities.createMany(client, [
      { name: 'Deal', pointOfContactId: contact['id'] },
      { name: 'None' },
    ]);
    const { opportunity } = await plain(
      `{ opportunity(filter: { name: { eq: "Deal" } }) {
        pointOfContact { jobTitle company { name } noteTargets { edges { node { id } } } }
      } }`,
    );
    expect(opportunity).toMatchObject({ pointOfContact: { jobTitle: 'CEO', company: null } });
    const select = {
      name: true,
      pointOfContact: {
        jobTitle: true,
        company: {
          name: true,
          accountOwner: { name: true },
          people: { orderBy: { jobTitle: 'DescNullsLast' }, select: { jobTitle: true } },
        },
      },
    };
    const whole = {
      name: 'Deal',
      pointOfContact: {
        jobTitle: 'CEO',
        company: {
          name: 'A',
          accountOwner: { name: { firstName: 'Tim', lastName: 'Apple' } },
          people: { records: [{ jobTitle: 'CTO' }, { jobTitle: 'CEO' }], totalCount: 2, hasNextPage: false },
        },
      },
    };
    const { records } = await opportunities.findMany(client, { orderBy: { name: 'AscNullsLast' }, select });
    expect(records).toEqual([whole, { name: 'None', pointOfContact: null }]);
    const id = deal?.['id'];
    expect(await opportunities.findOne(client, { id, select })).toEqual(whole);
    expect(await opportunities.updateOne(client, id, { name: 'Deal' }, { select })).toEqual(whole);
    expect(await opportunities.updateMany(client, [id], { name: 'Deal' }, { select })).toEqual([whole]);
  });

  it('to a soft-deleted record hides its id with it; the client has the id, however it is read', async () => {
    const { client, plain } = workspaceOf(demo);
    const company = await companies.createOne(client, { name: 'A' });
    const companyId = company['id'];
    const { id } = await people.createOne(client, { jobTitle: 'CEO', companyId });
    const { id: free } = await people.createOne(client, { jobTitle: 'None' });
    await opportunities.createOne(client, { name: 'Deal', pointOfContactId: id });
    await companies.deleteOne(client, companyId);
    const asked = (more: string): Promise<Row> =>
      plain(`{ person(filter: { jobTitle: { eq: "CEO" } }) { companyId ${more} } }`);
    expect(await asked('')).toEqual({ person: { companyId } });
    expect(await asked('company { name }')).toEqual({ person: { companyId: null, company: null } });
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

describe('a selection', () => {
  it('of a composite without its sub-fields reads null; the client names them all', async () => {
    const { client, plain } = workspaceOf(demo);
    const name = { firstName: 'Ada', lastName: 'Lovelace' };
    const { id } = await people.createOne(client, { name });
    expect(await plain('{ people { edges { node { name } } } }')).toEqual({
      people: { edges: [{ node: { name: null } }] },
    });
    expect(await people.findOne(client, { id, select: { name: true } })).toEqual({ name });
  });
});

describe('a filter', () => {
  const names = async (workspace: Workspace, filter: Row): Promise<unknown[]> => {
    const { records } = await companies.findMany(workspace.client, {
      filter,
      orderBy: { name: 'AscNullsLast' },
      select: { name: true },
    });
    return records.map(({ name }) => name);
  };
  const asked = (workspace: Workspace, filter: object): Promise<Row> =>
    workspace.plain('query ($filter: CompanyFilterInput) { companies(filter: $filter) { totalCount } }', {
      filter,
    });
  const seeded = async (): Promise<Workspace> => {
    const workspace = workspaceOf(demo);
    const rows = ['A', 'B', 'C', 'D'].map((name, index) => ({ name, employees: index }));
    await companies.createMany(workspace.client, rows);
    return workspace;
  };

  it('of several operators on one field is refused; the client takes it, also below others', async () => {
    const workspace = await seeded();
    const between = { employees: { gte: 1, lt: 3 } };
    await expect(asked(workspace, between)).rejects.toThrow(/operator/);
    expect(await names(workspace, between)).toEqual(['B', 'C']);
    expect(await names(workspace, { not: between })).toEqual(['A', 'D']);
    expect(await names(workspace, { or: [between, { name: { eq: 'A' } }] })).toEqual(['A', 'B', 'C']);
    expect(await names(workspace, { ...between, and: [{ name: { neq: 'C', startsWith: 'B' } }] })).toEqual([
      'B',
    ]);
  });

  it('of an empty list is refused; to the client it matches nothing, as an empty list says', async () => {
    const workspace = await seeded();
    const none = { name: { in: [] } };
    await expect(asked(workspace, none)).rejects.toThrow(/non-empty/);
    expect(await names(workspace, none)).toEqual([]);
    expect(await names(workspace, { not: none })).toEqual(['A', 'B', 'C', 'D']);
    expect(await names(workspace, { or: [none, { name: { eq: 'A' } }] })).toEqual(['A']);
    expect(await names(workspace, { name: { in: [], startsWith: 'A' } })).toEqual([]);
  });
});

describe('a request', () => {
  afterEach(() => void vi.useRealTimers());

  it('that is never answered, as the server does one without a query, ends after 30 seconds', async () => {
    stopTime();
    const fetch = () => new Promise<never>(() => undefined);
    const client = demo.index.createClient({ url: 'http://crm.example', apiKey, fetch });
    const error = await elapse(people.findMany(client).catch((reason: unknown) => reason));
    expect(error).toMatchObject({ code: 'TIMEOUT', message: expect.stringContaining('30000 ms') as string });
  });
});

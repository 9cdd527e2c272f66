import { describe, expect, it } from 'vitest';
import { apiKey, generated, workspaceOf } from './generated.ts';
import type { Row, TwentyClient, Workspace } from './generated.ts';

const demo = await generated('demo');
const { index } = demo;
const companies = demo.of('company');
const people = demo.of('person');
const opportunities = demo.of('opportunity');

const idOf = (kind: 'b' | 'c', number: number): string =>
  `${kind}0000000-0000-4000-8000-00000000000${number}`;
const [ada, alan, augusta, grace] = [1, 2, 3, 4].map((number) => idOf('b', number)) as [
  string,
  string,
  string,
  string,
];
const missing = '99999999-9999-4999-8999-999999999999';
const names = (found: readonly (readonly Row[])[]): unknown[] =>
  found.map((some) => some.map(({ id }) => id));

/** Ada twice, with a company each, and two others. */
async function filled(client: TwentyClient): Promise<void> {
  await companies.createMany(client, [
    { id: idOf('c', 1), name: 'Analytical Engines' },
    { id: idOf('c', 2), name: 'Bombe Works' },
  ]);
  const lovelace = { firstName: 'Ada', lastName: 'Lovelace' };
  await people.createMany(client, [
    { id: ada, name: lovelace, jobTitle: 'Analyst', emails: { primaryEmail: 'ada@engines.example' } },
    { id: alan, name: { firstName: 'Alan', lastName: 'Turing' }, companyId: idOf('c', 2) },
    {
      id: augusta,
      name: lovelace,
      city: 'London',
      emails: { primaryEmail: 'countess@engines.example' },
      companyId: idOf('c', 1),
      birthday: '1815-12-10',
    },
    { id: grace, name: { firstName: 'Grace', lastName: 'Hopper' } },
  ]);
  await opportunities.createMany(client, [
    { name: 'Engine', pointOfContactId: ada },
    { name: 'Notes', pointOfContactId: augusta },
  ]);
}

describe.each(['client', 'rest'] as const)('duplicates, through the %s', (transport) => {
  it('are found for each id in its place, also where there is no such record', async () => {
    const { [transport]: client } = workspaceOf(demo);
    await filled(client);
    const found = await people.findDuplicates(client, { ids: [grace, augusta, missing, ada] });
    expect(names(found)).toEqual([[], [ada], [], [augusta]]);
    expect(Object.keys(found[1]?.[0] ?? {}).toSorted()).toEqual(Object.keys(people.fields).toSorted());
    expect(await people.findDuplicates(client, { ids: [] })).toEqual([]);
  });

  it('are found for each datum in its place, as for a record that is to be created', async () => {
    const { [transport]: client } = workspaceOf(demo);
    await filled(client);
    const data = [
      { name: { firstName: 'No', lastName: 'Body' } },
      { name: { firstName: 'Ada', lastName: 'Lovelace' } },
      { emails: { primaryEmail: 'countess@engines.example' } },
    ];
    const found = await people.findDuplicates(client, { data, select: { id: true } });
    expect(names(found)).toEqual([[], [ada, augusta], [augusta]]);
    expect(found[2]).toEqual([{ id: augusta }]);
  });

  it('hold what is selected, relations to one and to many as well', async () => {
    const { [transport]: client } = workspaceOf(demo);
    await filled(client);
    const select = {
      city: true,
      company: { name: true },
      pointOfContactForOpportunities: { select: { name: true } },
    };
    const found = await people.findDuplicates(client, { ids: [ada], select });
    expect(found).toEqual([
      [
        {
          city: 'London',
          company: { name: 'Analytical Engines' },
          pointOfContactForOpportunities: {
            records: [{ name: 'Notes' }],
            totalCount: 1,
            hasNextPage: false,
          },
        },
      ],
    ]);
  });
});

describe('a merge', () => {
  it('that selects little loses the rest of the other record; the client merges everything', async () => {
    const plainly = workspaceOf(demo);
    await filled(plainly.client);
    await plainly.plain(`mutation {
      mergePeople(ids: ["${ada}", "${augusta}"], conflictPriorityIndex: 0) { id }
    }`);
    const select = { city: true, birthday: true, jobTitle: true, companyId: true, emails: true };
    expect(await people.findOne(plainly.client, { id: ada, select })).toMatchObject({
      city: '',
      birthday: null,
      companyId: null,
    });
    for (const transport of ['client', 'rest'] as const) {
      const { [transport]: client } = workspaceOf(demo);
      await filled(client);
      expect(await people.mergeMany(client, [ada, augusta], { select: { id: true } })).toEqual({ id: ada });
      expect(await people.findOne(client, { id: ada, select })).toEqual({
        city: 'London',
        birthday: '1815-12-10',
        jobTitle: 'Analyst',
        companyId: idOf('c', 1),
        emails: { primaryEmail: 'ada@engines.example', additionalEmails: ['countess@engines.example'] },
      });
      expect(await people.findOne(client, { id: augusta })).toBeNull();
    }
  });

  it('keeps the id of a company that is soft-deleted, which the company beside it would hide', async () => {
    const { client } = workspaceOf(demo);
    await filled(client);
    await companies.deleteOne(client, idOf('c', 1));
    const select = { companyId: true, company: { name: true } };
    expect(await people.mergeMany(client, [ada, augusta], { select })).toEqual({
      companyId: idOf('c', 1),
      company: null,
    });
    const [person] = await people.findMany(client, { filter: { id: { eq: ada } } }).toArray();
    expect(person?.['companyId']).toBe(idOf('c', 1));
  });

  it.each(['client', 'rest'] as const)(
    'gives relations as they are afterwards, through the %s',
    async (transport) => {
      const { [transport]: client } = workspaceOf(demo);
      await filled(client);
      const merged = await people.mergeMany(client, [ada, augusta], {
        select: {
          jobTitle: true,
          company: { name: true },
          pointOfContactForOpportunities: { orderBy: { name: 'AscNullsLast' }, select: { name: true } },
        },
      });
      expect(merged).toEqual({
        jobTitle: 'Analyst',
        company: { name: 'Analytical Engines' },
        pointOfContactForOpportunities: {
          records: [{ name: 'Engine' }, { name: 'Notes' }],
          totalCount: 2,
          hasNextPage: false,
        },
      });
    },
  );

  it.each(['client', 'rest'] as const)(
    'keeps a relation that several of the others have, where the server loses all of them, through the %s',
    async (transport) => {
      const { [transport]: client } = workspaceOf(demo);
      await filled(client);
      await companies.createOne(client, { id: idOf('c', 3), name: 'Bletchley' });
      await people.updateOne(client, ada, { companyId: null });
      await people.updateOne(client, augusta, { companyId: idOf('c', 3) });
      await people.updateOne(client, alan, { companyId: idOf('c', 1) });
      const ids = [ada, augusta, alan];
      const select = { id: true, companyId: true };
      const trial = await people.mergeMany(client, ids, { dryRun: true, select });
      expect(trial['companyId']).toBe(idOf('c', 3));
      expect((await people.findOneOrThrow(client, { id: ada, select }))['companyId']).toBeNull();
      expect(await people.mergeMany(client, ids, { select })).toEqual({ id: ada, companyId: idOf('c', 3) });
      expect((await people.findOneOrThrow(client, { id: ada, select }))['companyId']).toBe(idOf('c', 3));
    },
  );

  it('prefers the first record unless told which', async () => {
    const { client } = workspaceOf(demo);
    await filled(client);
    const select = { id: true, name: true, city: true };
    expect(await people.mergeMany(client, [alan, augusta], { conflictPriorityIndex: 1, select })).toEqual({
      id: augusta,
      name: { firstName: 'Ada', lastName: 'Lovelace' },
      city: 'London',
    });
    expect(await people.findOne(client, { id: alan })).toBeNull();
  });

  it.each(['client', 'rest'] as const)('on trial changes nothing, through the %s', async (transport) => {
    const workspace = workspaceOf(demo);
    const { [transport]: client } = workspace;
    await filled(client);
    const all = (): Promise<Row[]> => people.findMany(client).toArray();
    const before = await all();
    const trial = await people.mergeMany(client, [ada, augusta], { dryRun: true });
    expect(trial).toMatchObject({ jobTitle: 'Analyst', city: 'London', companyId: idOf('c', 1) });
    expect(before.map(({ id }) => id)).not.toContain(trial['id']);
    expect(await all()).toEqual(before);
  });

  it('is not sent where it cannot be right', async () => {
    const workspace: Workspace = workspaceOf(demo);
    const { client, sent } = workspace;
    const refused = [
      people.mergeMany(client, [ada]),
      people.mergeMany(
        client,
        Array.from({ length: 10 }, () => ada),
      ),
      people.mergeMany(client, [ada, augusta], { dryRun: true, select: { company: { name: true } } }),
      people.findDuplicates(client, {}),
    ];
    for (const call of refused) await expect(call).rejects.toThrow(index.TwentyValidationError);
    expect(sent).toEqual([]);
  });

  it('of a record that there is not fails, and is not tried again', async () => {
    const { client, sent } = workspaceOf(demo);
    await filled(client);
    sent.length = 0;
    await expect(people.mergeMany(client, [ada, missing])).rejects.toThrow(index.TwentyNotFoundError);
    expect(sent).toHaveLength(1);
  });
});

it('as methods they are the same', async () => {
  const { client, fetch } = workspaceOf(demo);
  await filled(client);
  const twenty = demo.createTwenty({ url: 'http://crm.example', apiKey, fetch });
  const methods = twenty['people'] as unknown as Record<string, (...args: unknown[]) => Promise<unknown>>;
  const select = { id: true };
  expect(await methods['findDuplicates']?.({ ids: [ada], select })).toEqual([[{ id: augusta }]]);
  expect(await methods['mergeMany']?.([augusta, ada], { select })).toEqual({ id: augusta });
  expect(twenty['notes']).not.toHaveProperty('mergeMany');
});

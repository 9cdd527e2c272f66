import { describe, expect, it } from 'vitest';
import { readableRelations } from '../../src/model/access.ts';
import { workspaceWith } from './words.ts';
import { generated, workspaceOf } from './generated.ts';
import type { Functions, Row, TwentyClient } from './generated.ts';

const demo = await generated('demo');
const { index } = demo;
const { people, companies } = index;
const opportunities = index['opportunities'] as Functions;

const id = (number: number): string => `c0000000-0000-4000-8000-${String(number).padStart(12, '0')}`;

/** The same records in any workspace. */
async function seed(client: TwentyClient): Promise<void> {
  await companies.createMany(client, [
    { id: id(1), name: 'Airline' },
    { id: id(2), name: 'Bakery, (old) 100%' },
  ]);
  const rows = Array.from({ length: 70 }, (_, index) => ({
    id: id(100 + index),
    name: { firstName: `First ${index % 7}`, lastName: `Last ${index}` },
    city: index % 3 === 0 ? null : `City ${index % 5}`,
    companyId: id(1 + (index % 2)),
    emails: { primaryEmail: `p${index}@example.com` },
  }));
  await people.createMany(client, rows);
  await opportunities.createMany(client, [
    {
      id: id(300),
      name: 'One',
      stage: 'NEW',
      companyId: id(1),
      amount: { amountMicros: 5_000_000, currencyCode: 'EUR' },
    },
    {
      id: id(301),
      name: 'Two',
      stage: 'MEETING',
      companyId: id(1),
      amount: { amountMicros: 7_500_000, currencyCode: 'EUR' },
    },
    { id: id(302), name: 'Three', stage: 'NEW', companyId: id(2) },
  ]);
  await people.deleteOne(client, id(169));
}

const byId = (rows: readonly Row[]): readonly Row[] =>
  rows.toSorted((a, b) => (String(a['id']) < String(b['id']) ? -1 : 1));
const select = { id: true, name: true, city: true };

/** Programs whose results must be the same on both. */
const programs: Readonly<Record<string, (client: TwentyClient) => Promise<unknown>>> = {
  'a page, all own fields': (client) => people.findMany(client, { first: 5 }).then((page) => page),
  'an empty page': (client) => people.findMany(client, { first: 0, select }).then((page) => page),
  'an order by several fields': (client) =>
    people
      .findMany(client, {
        first: 60,
        orderBy: [{ city: 'DescNullsLast' }, { name: { lastName: 'AscNullsFirst' } }],
        select,
      })
      .then((page) => page),
  'an order by a relation': (client) =>
    people
      .findMany(client, { first: 10, orderBy: { company: { name: 'AscNullsLast' } }, select: { id: true } })
      .then((page) => page),
  'all pages, by id': async (client) => people.findMany(client, { first: 20, select }).toArray(),
  'all pages, from an offset': async (client) =>
    people.findMany(client, { first: 20, offset: 15, select }).toArray(),
  'all pages, by a field that can be null': async (client) =>
    people.findMany(client, { first: 20, orderBy: { city: 'AscNullsFirst' }, select }).toArray(),
  'all pages, by position': async (client) =>
    people.findMany(client, { first: 20, orderBy: { position: 'DescNullsLast' }, select }).toArray(),
  'more than a page of the server': async (client) =>
    people.findMany(client, { first: 500, select }).then((page) => page),
  'a filter with everything that text can carry': (client) =>
    people
      .findMany(client, {
        filter: {
          and: [
            { city: { in: ['City 1', 'City 2'] } },
            { or: [{ name: { firstName: { ilike: 'first%' } } }, { city: { is: 'NULL' } }] },
          ],
          not: { name: { lastName: { eq: 'Last 1' } } },
          createdAt: { gte: '2020-01-01T00:00:00Z', lt: '2100-01-01' },
          company: { name: { startsWith: 'Bakery, (old)' } },
        },
        select,
      })
      .then((page) => page),
  'an empty list': (client) => people.findMany(client, { filter: { id: { in: [] } } }).then((page) => page),
  'an empty and, an empty or, an empty not': (client) =>
    people.findMany(client, { first: 3, filter: { and: [], or: [] }, select }).then((page) => page),
  'soft-deleted records': (client) =>
    people.findMany(client, { filter: { deletedAt: { is: 'NOT_NULL' } }, select }).then((page) => page),
  'a to-one relation': (client) =>
    people
      .findMany(client, { first: 4, select: { id: true, companyId: true, company: { name: true } } })
      .then((page) => page),
  'a to-one relation that is soft-deleted, beside its id': async (client) => {
    await companies.deleteOne(client, id(2));
    return people.findMany(client, {
      first: 4,
      filter: { companyId: { eq: id(2) } },
      select: { companyId: true, company: { name: true } },
    });
  },
  'all to-many records, some of them soft-deleted, in any order': (client) =>
    companies.findMany(client, {
      select: {
        people: {
          orderBy: [{ city: 'DescNullsLast' }, { position: 'AscNullsFirst' }],
          filter: { or: [{ deletedAt: { is: 'NOT_NULL' } }, { name: { firstName: { eq: 'First 3' } } }] },
          select,
        },
      },
    }),
  'a to-many relation': (client) =>
    companies
      .findMany(client, {
        select: { name: true, people: { first: 3, orderBy: { city: 'AscNullsLast' }, select } },
      })
      .then((page) => page),
  'one by id': (client) =>
    people.findOne(client, { id: id(100), select: { city: true, company: { name: true } } }),
  'several by their ids in one tick': (client) =>
    Promise.all([100, 101, 169, 999].map((number) => people.findOne(client, { id: id(number), select }))),
  'one by a filter': (client) =>
    people.findOne(client, { filter: { emails: { primaryEmail: { eq: 'p7@example.com' } } }, select }),
  none: (client) => people.findOne(client, { id: id(999) }),
  'none by a filter': (client) => people.findOne(client, { filter: { city: { eq: 'Nowhere' } } }),
  'a count': (client) => people.count(client, { filter: { city: { is: 'NOT_NULL' } } }),
  'a count of none': (client) => people.count(client, { filter: { city: { eq: 'Nowhere' } } }),
  aggregates: (client) =>
    opportunities.aggregate(client, {
      select: { totalCount: true, sumAmountAmountMicros: true, countNotEmptyName: true, maxCloseDate: true },
    }),
  'aggregates of none': (client) =>
    opportunities.aggregate(client, {
      filter: { name: { eq: 'x' } },
      select: { totalCount: true, sumAmountAmountMicros: true },
    }),
  groups: (client) =>
    opportunities.groupBy(client, {
      groupBy: { stage: true, amount: { amountMicros: true, currencyCode: true }, company: { name: true } },
      select: { totalCount: true, avgAmountAmountMicros: true },
      orderBy: [{ aggregate: { totalCount: 'DescNullsLast' } }, { stage: 'AscNullsFirst' }],
    }),
  'groups by month, and by what has no value': async (client) => {
    await opportunities.updateOne(client, id(300), { closeDate: '2026-03-31T23:30:00.000Z' });
    return opportunities.groupBy(client, {
      groupBy: { closeDate: { granularity: 'MONTH', timeZone: 'UTC' } },
      orderBy: { closeDate: 'AscNullsFirst' },
      select: { totalCount: true, sumAmountAmountMicros: true, minCloseDate: true, countNotEmptyName: true },
    });
  },
  'a create': async (client) =>
    people.createOne(
      client,
      { id: id(500), city: 'New', companyId: id(1) },
      { select: { id: true, city: true, company: { name: true } } },
    ),
  'creates of more than the server takes at once': async (client) => {
    const rows = Array.from({ length: 450 }, (_, number) => ({ id: id(2000 + number), city: `${number}` }));
    const created = await people.createMany(client, rows, { select });
    return [created, await people.findMany(client, { first: 100, select: { id: true } }).toArray()];
  },
  'a value that another record has': (client) =>
    people
      .createOne(client, { emails: { primaryEmail: 'p5@example.com' } })
      .catch((error: unknown) => (error as { code: string }).code),
  'an upsert that brings a soft-deleted record back': async (client) => [
    await people.createOne(client, { id: id(169), city: 'Back' }, { upsert: true, select }),
    await people.findOne(client, { id: id(169), select }),
  ],
  'an upsert by a unique value': async (client) =>
    people.createMany(
      client,
      [
        { emails: { primaryEmail: 'p3@example.com' }, city: 'Upserted' },
        { emails: { primaryEmail: 'p2@example.com' }, city: 'Too' },
      ],
      { upsert: true, select },
    ),
  'an update': (client) => people.updateOne(client, id(100), { city: 'Changed' }, { select }),
  'an update of what is not there': (client) =>
    people
      .updateOne(client, id(999), { city: 'x' })
      .catch((error: unknown) => (error as { code: string }).code),
  'updates by ids': async (client) =>
    byId(await people.updateMany(client, [id(100), id(101)], { city: 'Both' }, { select })),
  'updates of more than the server changes at once': async (client) => {
    await people.createMany(
      client,
      Array.from({ length: 250 }, (_, number) => ({ id: id(1000 + number), jobTitle: 'Many' })),
    );
    const changed = await people.updateMany(client, { jobTitle: { eq: 'Many' } }, { city: 'x' }, { select });
    return [byId(changed), await people.count(client, { filter: { city: { eq: 'x' } } })];
  },
  'updates of soft-deleted records, which a filter need not name': async (client) => [
    byId(
      await people.updateMany(client, { name: { firstName: { eq: 'First 6' } } }, { city: 'x' }, { select }),
    ),
    byId(await people.updateMany(client, [id(169)], { jobTitle: 'x' }, { select: { jobTitle: true } })),
    byId(await people.deleteMany(client, { companyId: { eq: id(2) } }, { select: { id: true } })),
  ],
  'an update and a delete, with relations': async (client) => [
    await people.updateOne(client, id(120), { companyId: id(2) }, { select: { company: { name: true } } }),
    await companies.updateOne(
      client,
      id(1),
      { name: 'Changed' },
      { select: { name: true, people: { first: 2, select } } },
    ),
    await people.deleteOne(client, id(120), { select: { company: { name: true } } }),
    await people.restoreOne(client, id(120), { select: { company: { name: true } } }),
    await companies.deleteOne(client, id(1), { select: { name: true, people: { first: 1, select } } }),
  ],
  'updates of all': async (client) =>
    (await opportunities.updateMany(client, {}, { name: 'Same' }, { all: true, select: { name: true } }))
      .length,
  'a soft delete, and what is left of it': async (client) => [
    await people.deleteOne(client, id(110), { select }),
    await people.findOne(client, { id: id(110) }),
    await people.count(client, { filter: { deletedAt: { is: 'NOT_NULL' } } }),
    await people.restoreOne(client, id(110), { select }),
  ],
  'soft deletes by a filter, and back': async (client) => [
    byId(await people.deleteMany(client, { city: { eq: 'City 1' } }, { select })),
    await people.count(client),
    byId(await people.restoreMany(client, { city: { eq: 'City 1' } }, { select })),
    await people.count(client),
  ],
  'a destroy, with what there was': async (client) => [
    await people.destroyOne(client, id(111), { select }),
    await people
      .findMany(client, { filter: { id: { eq: id(111) }, deletedAt: { is: 'NOT_NULL' } } })
      .toArray(),
  ],
  'destroys by ids': async (client) => byId(await people.destroyMany(client, [id(112), id(113)], { select })),
  duplicates: (client) =>
    people.findDuplicates(client, {
      data: [{ emails: { primaryEmail: 'p1@example.com' } }, { city: 'x' }],
      select: { id: true },
    }),
  'duplicates, with relations': (client) =>
    people.findDuplicates(client, {
      data: [{ emails: { primaryEmail: 'p1@example.com' } }],
      select: { company: { name: true } },
    }),
  'duplicates of ids that there are and are not': (client) =>
    people.findDuplicates(client, { ids: [id(999), id(101)], select: { id: true } }),
  'a merge that loses nothing': async (client) => {
    await companies.createMany(client, [
      { id: id(400), name: 'A', employees: 3 },
      { id: id(401), name: 'B', address: { addressCity: 'Oslo' } },
    ]);
    await people.createOne(client, { id: id(402), companyId: id(401) });
    return [
      await companies.mergeMany(client, [id(400), id(401)], {
        dryRun: true,
        select: { name: true, employees: true, address: true },
      }),
      await companies.mergeMany(client, [id(400), id(401)], {
        select: { name: true, people: { select: { id: true } } },
      }),
      await companies.findOne(client, {
        id: id(400),
        select: { name: true, employees: true, address: true },
      }),
      await companies.findOne(client, { id: id(401) }),
    ];
  },
};

describe('over REST and over GraphQL the same comes of', () => {
  it.each(Object.keys(programs))('%s', async (name) => {
    const [byGraphql, byRest] = [workspaceOf(demo), workspaceOf(demo)];
    await seed(byGraphql.client);
    await seed(byRest.client);
    const wanted = await programs[name]?.(byGraphql.client);
    byRest.sent.length = 0;
    expect(await programs[name]?.(byRest.rest)).toEqual(wanted);
    expect(wanted).toBeDefined();
    expect(byRest.sent).toEqual([]);
  });
});

describe('what REST cannot express is refused before anything is sent', () => {
  const calls: Readonly<Record<string, (client: TwentyClient) => PromiseLike<unknown>>> = {
    'a relation of a to-one relation': (client) =>
      people.findMany(client, { select: { company: { people: { select: { id: true } } } } }),
    'a relation of a to-many relation': (client) =>
      companies.findMany(client, { select: { people: { select: { company: { name: true } } } } }),
    'a double quote in a filter': (client) => people.findMany(client, { filter: { city: { eq: 'a"b' } } }),
    'an apostrophe in a filter': (client) =>
      people.findMany(client, { filter: { city: { ilike: "%O'Brien%" } } }),
    'a single parenthesis': (client) => people.findMany(client, { filter: { city: { eq: ':)' } } }),
    'a comma in a list': (client) => people.findMany(client, { filter: { city: { in: ['a,b'] } } }),
    'a line break': (client) => people.findMany(client, { filter: { city: { eq: 'a\nb' } } }),
    'parentheses the wrong way round': (client) =>
      people.deleteMany(client, { city: { eq: ':) or (:' } }, { select }),
    'a single bracket': (client) => people.findOne(client, { filter: { city: { eq: '[' } } }),
    'an operator that it has not': (client) =>
      people.count(client, { filter: { tags: { containsIlike: 'a' } } }),
    'an apostrophe in the filter of a to-many relation': (client) =>
      companies.updateOne(
        client,
        id(1),
        { name: 'x' },
        { select: { people: { filter: { city: { eq: "L'Aquila" } }, select } } },
      ),
    'a relation of a relation, of what is merged': (client) =>
      companies.mergeMany(client, [id(1), id(2)], {
        select: { people: { select: { company: { name: true } } } },
      }),
  };

  it.each(Object.keys(calls))('%s', async (name) => {
    const { rest, sentRest } = workspaceOf(demo);
    const error = await Promise.resolve(calls[name]?.(rest)).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(index.TwentyValidationError);
    expect(String(error)).toContain('GraphQL');
    expect(sentRest).toEqual([]);
  });
});

describe.each(['demo', 'odd'] as const)('every field of every object of the workspace %s', async (name) => {
  const workspace = await generated(name);
  const { model, of } = workspace;
  const { client, rest } = workspaceOf(workspace, { records: 6 });
  const byName = new Map(model.objects.map((object) => [object.nameSingular, object]));
  const objects = model.objects.filter(({ operations }) => operations.findMany !== undefined);

  it.each(objects.map((object) => [object.nameSingular, object] as const))(
    'of %s',
    async (nameSingular, object) => {
      const relations = readableRelations(object, byName).map(({ field, target, inverseColumn }) => {
        const own = of(target.nameSingular).fields;
        return [field.name, inverseColumn === undefined ? own : { select: own }] as const;
      });
      const args = { select: { ...of(nameSingular).fields, ...Object.fromEntries(relations) } };
      const { records } = await of(nameSingular).findMany(client, args);
      expect(records).toHaveLength(6);
      expect((await of(nameSingular).findMany(rest, args)).records).toEqual(records);
    },
  );
});

describe('more records than a page of the server, in an order in which its cursors lose some', async () => {
  const { client, rest, sentRest } = workspaceOf(demo);
  await companies.createOne(client, { id: id(1), name: 'Large' });
  await people.createMany(
    client,
    Array.from({ length: 250 }, (_, number) => ({
      city: number % 2 ? null : `City ${number}`,
      companyId: id(1),
    })),
  );

  it.each([
    ['a field that can be null', { city: 'AscNullsLast' }],
    ['a time, which is stored more exactly than it is read', { createdAt: 'DescNullsLast' }],
    ['a relation', { company: { name: 'AscNullsLast' } }],
  ] as const)('are refused before the first is given, but for a page: %s', async (_, orderBy) => {
    const args = { orderBy, select: { id: true } };
    const pages = people.findMany(rest, args);
    expect(await pages).toEqual(await people.findMany(client, args));
    await expect(pages.toArray()).rejects.toThrow(index.TwentyValidationError);
    await expect(pages[Symbol.asyncIterator]().next()).rejects.toThrow(/GraphQL/);
    expect(await pages.toArray({ limit: 200 })).toHaveLength(200);
    const inSmallPages = { ...args, first: 70 };
    expect(await people.findMany(rest, inSmallPages).toArray({ limit: 180 })).toEqual(
      await people.findMany(client, inSmallPages).toArray({ limit: 180 }),
    );
  });

  it('are refused as a to-many relation, but for as many as are in a page', async () => {
    const ofEach = (first?: number): Row => ({
      select: { people: { orderBy: { city: 'AscNullsLast' }, first, select: { city: true } } },
    });
    await expect(Promise.resolve(companies.findMany(rest, ofEach()))).rejects.toThrow(/GraphQL/);
    expect(await companies.findMany(rest, ofEach(150))).toEqual(
      await companies.findMany(client, ofEach(150)),
    );
  });

  it('are had by position, and by id', async () => {
    for (const orderBy of [{ position: 'DescNullsLast' }, { id: 'DescNullsLast' }, undefined]) {
      sentRest.length = 0;
      const args = { first: 100, orderBy, select: { id: true } };
      expect(await people.findMany(rest, args).toArray()).toEqual(
        await people.findMany(client, args).toArray(),
      );
      expect(sentRest).toHaveLength(3);
    }
  });
});

it('never destroys where the server takes every DELETE for one that does', async () => {
  const { deleteOne } = await import('../../templates/runtime/write.ts');
  const { rest, sentRest } = workspaceOf(demo);
  const workspace = workspaceWith('Person/people', { hasRestSoftDelete: false, maxBatch: 60 });
  const remove = deleteOne({ workspace, type: 'Person', fields: { id: true } }) as Functions['deleteOne'];
  await expect(remove(rest, id(1))).rejects.toThrow(index.TwentyValidationError);
  expect(sentRest).toEqual([]);
});

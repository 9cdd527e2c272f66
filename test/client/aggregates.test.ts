import { describe, expect, it } from 'vitest';
import { createSimulator } from '../../src/simulate/simulator.ts';
import { apiKey, generated, workspaceOf } from './generated.ts';
import type { Row, TwentyClient } from './generated.ts';

const demo = await generated('demo');
const legacy = await generated('legacy');
const companies = demo.of('company');
const people = demo.of('person');
const opportunities = demo.of('opportunity');
const subscriptions = demo.of('subscription');
const noteTargets = demo.of('noteTarget');

const ids = {
  airbnb: 'c0000000-0000-4000-8000-000000000001',
  bakery: 'c0000000-0000-4000-8000-000000000002',
  ada: 'b0000000-0000-4000-8000-000000000001',
};

const stages = ['NEW', 'MEETING', 'NEW', 'NEW', 'CUSTOMER'];
const micros = [1_000_000, null, 500_000, 1_500_000, null];

/** Two companies, and five opportunities, one of which has neither company nor amount nor date. */
async function filled(client: TwentyClient): Promise<void> {
  await companies.createMany(client, [
    { id: ids.airbnb, name: 'Airbnb', address: { addressCity: 'Lyon', addressLat: 45.75 }, employees: 7 },
    { id: ids.bakery, name: 'Bakery', segments: ['RETAIL', 'PUBLIC_SECTOR'] },
  ]);
  await opportunities.createMany(
    client,
    stages.map((stage, index) => ({
      name: `Deal ${index}`,
      stage,
      probability: index / 4,
      amount: { amountMicros: micros[index] ?? null, currencyCode: index % 2 === 0 ? 'EUR' : 'USD' },
      companyId: index === 4 ? null : index < 2 ? ids.airbnb : ids.bakery,
      closeDate: index === 4 ? null : `2026-0${1 + (index % 2)}-28T23:30:00.000Z`,
    })),
  );
}

describe.each(['client', 'rest'] as const)('through the %s', (transport) => {
  it('records are counted, those that match a filter or all', async () => {
    const { [transport]: client } = workspaceOf(demo);
    await filled(client);
    expect(await opportunities.count(client)).toBe(5);
    expect(await opportunities.count(client, { filter: { stage: { eq: 'NEW' } } })).toBe(3);
    expect(await opportunities.count(client, { filter: { probability: { gte: 0.25, lt: 0.75 } } })).toBe(2);
    expect(await opportunities.count(client, { filter: { name: { eq: 'None' } } })).toBe(0);
  });

  it('aggregates are exactly those selected, in whatever order', async () => {
    const { [transport]: client } = workspaceOf(demo);
    await filled(client);
    const select = {
      maxCloseDate: true,
      avgProbability: true,
      totalCount: true,
      sumAmountAmountMicros: true,
      countUniqueValuesStage: true,
      percentageEmptyCloseDate: true,
    };
    expect(await opportunities.aggregate(client, { select })).toEqual({
      maxCloseDate: '2026-02-28T23:30:00.000Z',
      avgProbability: 0.5,
      totalCount: 5,
      sumAmountAmountMicros: 3_000_000,
      countUniqueValuesStage: 3,
      percentageEmptyCloseDate: 0.2,
    });
    const reversed = Object.fromEntries(Object.entries(select).toReversed());
    expect(await opportunities.aggregate(client, { select: reversed })).toEqual(
      await opportunities.aggregate(client, { select }),
    );
  });

  it('aggregates of no records are null, all but how many they are', async () => {
    const { [transport]: client } = workspaceOf(demo);
    const select = {
      totalCount: true,
      sumAmountAmountMicros: true,
      countEmptyName: true,
      minCloseDate: true,
    };
    expect(await opportunities.aggregate(client, { select })).toEqual({
      totalCount: 0,
      sumAmountAmountMicros: null,
      countEmptyName: null,
      minCloseDate: null,
    });
  });

  it('records are grouped by several things at once, at any depth', async () => {
    const { [transport]: client } = workspaceOf(demo);
    await filled(client);
    const groups = await opportunities.groupBy(client, {
      groupBy: {
        company: { address: { addressCity: true, addressLat: true }, name: true },
        amount: { currencyCode: true },
      },
      select: { sumAmountAmountMicros: true, totalCount: true },
      orderBy: { company: { name: 'DescNullsLast' }, amount: { currencyCode: 'AscNullsLast' } },
    });
    const lyon = { address: { addressCity: 'Lyon', addressLat: 45.75 }, name: 'Airbnb' };
    const bakery = { address: { addressCity: null, addressLat: null }, name: 'Bakery' };
    const none = { address: { addressCity: null, addressLat: null }, name: null };
    const group = (
      company: object,
      currencyCode: string,
      totalCount: number,
      sum: number | null,
    ): object => ({
      key: { company, amount: { currencyCode } },
      totalCount,
      sumAmountAmountMicros: sum,
    });
    expect(groups).toEqual([
      group(bakery, 'EUR', 1, 500_000),
      group(bakery, 'USD', 1, 1_500_000),
      group(lyon, 'EUR', 1, 1_000_000),
      group(lyon, 'USD', 1, null),
      group(none, 'EUR', 1, null),
    ]);
  });

  it('amounts of a group are numbers, as everywhere', async () => {
    const { [transport]: client } = workspaceOf(demo);
    await filled(client);
    const groups = await opportunities.groupBy(client, {
      groupBy: { amount: { amountMicros: true } },
      filter: { stage: { eq: 'NEW' } },
      orderBy: { aggregate: { avgProbability: 'AscNullsLast' } },
    });
    expect(groups).toEqual(
      [1_000_000, 500_000, 1_500_000].map((amountMicros) => ({
        key: { amount: { amountMicros } },
        totalCount: 1,
      })),
    );
  });

  it('dates are grouped by their periods, where the time zone says, and ordered by them', async () => {
    const { [transport]: client } = workspaceOf(demo);
    await filled(client);
    const byMonth = (timeZone: string): Promise<Row[]> =>
      opportunities.groupBy(client, {
        groupBy: { closeDate: { granularity: 'MONTH', timeZone } },
        orderBy: { closeDate: 'DescNullsLast' },
      });
    expect(await byMonth('UTC')).toEqual([
      { key: { closeDate: '2026-02-01' }, totalCount: 2 },
      { key: { closeDate: '2026-01-01' }, totalCount: 2 },
      { key: { closeDate: null }, totalCount: 1 },
    ]);
    // On the 28th at half past eleven in the evening it is the first of March in Berlin already.
    expect((await byMonth('Europe/Berlin')).map(({ key }) => key)).toEqual(
      ['2026-03-01', '2026-01-01', null].map((closeDate) => ({ closeDate })),
    );
    const weekdays = await opportunities.groupBy(client, {
      groupBy: { closeDate: { granularity: 'DAY_OF_THE_WEEK' } },
      filter: { closeDate: { is: 'NOT_NULL' } },
      orderBy: { closeDate: 'AscNullsLast' },
    });
    expect(weekdays.map(({ key }) => key)).toEqual([{ closeDate: 'Saturday' }, { closeDate: 'Wednesday' }]);
  });

  it('150 groups are all there, of which the server gives 50 unasked', async () => {
    const { [transport]: client } = workspaceOf(demo);
    await companies.createMany(
      client,
      Array.from({ length: 150 }, (_, index) => ({ name: `Company ${index}` })),
    );
    expect(await companies.groupBy(client, { groupBy: { name: true } })).toHaveLength(150);
    expect(await companies.groupBy(client, { groupBy: { name: true }, limit: 60 })).toHaveLength(60);
    expect(await companies.groupBy(client, { groupBy: { name: true }, limit: 0 })).toEqual([]);
  });
});

it('as methods they are the same', async () => {
  const { client, fetch } = workspaceOf(demo);
  await filled(client);
  const twenty = demo.createTwenty({ url: 'http://crm.example', apiKey, fetch });
  const methods = twenty['opportunities'] as unknown as Record<string, (args: object) => Promise<unknown>>;
  const select = { totalCount: true, maxProbability: true };
  expect(await methods['count']?.({ filter: { stage: { eq: 'CUSTOMER' } } })).toBe(1);
  expect(await methods['aggregate']?.({ select })).toEqual({ totalCount: 5, maxProbability: 1 });
  expect(
    await methods['groupBy']?.({ groupBy: { stage: true }, filter: { stage: { eq: 'CUSTOMER' } } }),
  ).toEqual([{ key: { stage: 'CUSTOMER' }, totalCount: 1 }]);
});

it('what the server takes besides what its schema lists: ids of related records, lists taken apart, dates as they are', async () => {
  const { fetch } = createSimulator({ model: demo.model, apiKey, records: 0 });
  const client = demo.index.createClient({ url: 'http://crm.example', apiKey, fetch });
  await filled(client);
  expect(
    await opportunities.groupBy(client, {
      groupBy: { companyId: true },
      orderBy: { aggregate: { totalCount: 'AscNullsLast', maxProbability: 'DescNullsLast' } },
    }),
  ).toEqual([
    { key: { companyId: null }, totalCount: 1 },
    { key: { companyId: ids.bakery }, totalCount: 2 },
    { key: { companyId: ids.airbnb }, totalCount: 2 },
  ]);
  const orderBy = { segments: 'AscNullsLast' };
  expect(await companies.groupBy(client, { groupBy: { segments: { unnest: true } }, orderBy })).toEqual(
    ['PUBLIC_SECTOR', 'RETAIL', null].map((segments) => ({ key: { segments }, totalCount: 1 })),
  );
  const asTheyAre = { groupBy: { closeDate: true }, filter: { stage: { eq: 'MEETING' } } };
  expect(await opportunities.groupBy(client, asTheyAre)).toEqual([
    { key: { closeDate: '2026-02-28T23:30:00.000Z' }, totalCount: 1 },
  ]);
});

it('by whom a record was approved, and what a note is about, can be grouped by', async () => {
  const { client } = workspaceOf(demo);
  await subscriptions.createMany(client, [{ startsOn: '2026-01-01' }, { startsOn: '2026-01-01' }]);
  expect(await subscriptions.groupBy(client, { groupBy: { approvedBy: { source: true } } })).toHaveLength(1);
  await people.createOne(client, { id: ids.ada, jobTitle: 'Analyst' });
  const note = await demo.of('note').createOne(client, { title: 'About Ada' });
  await noteTargets.createOne(client, { noteId: note['id'], targetPersonId: ids.ada });
  expect(
    await noteTargets.groupBy(client, {
      groupBy: { targetPerson: { jobTitle: true }, note: { title: true } },
    }),
  ).toEqual([
    { key: { targetPerson: { jobTitle: 'Analyst' }, note: { title: 'About Ada' } }, totalCount: 1 },
  ]);
  const select = { countNotEmptyTargetPerson: true, countEmptyTargetCompany: true };
  expect(await noteTargets.aggregate(client, { select })).toEqual({
    countNotEmptyTargetPerson: 1,
    countEmptyTargetCompany: 1,
  });
});

it('an older server counts, and has no groups', async () => {
  const { client } = workspaceOf(legacy);
  await legacy.of('company').createOne(client, { name: 'Airbnb' });
  expect(await legacy.of('company').count(client)).toBe(1);
  expect(await legacy.of('company').aggregate(client, { select: { countNotEmptyName: true } })).toEqual({
    countNotEmptyName: 1,
  });
  expect(legacy.of('company')).not.toHaveProperty('groupBy');
});

import { describe, expect, it } from 'vitest';
import { answering, workspaceWith } from '../../test/client/words.ts';
import { TwentyServerError } from './errors.ts';
import { groupBy } from './group.ts';
import type { OwnObject } from './object.ts';
import type { Operation, Row } from './operation.ts';
import type { TwentyClient } from './transport.ts';

const own: OwnObject = {
  workspace: workspaceWith(`
      Currency=amountMicros,currencyCode Address=addressCity,addressLat
      Company/companies address:Address
      Deal/ amount:Currency constructor:Currency company>Company`),
  type: 'Deal',
  fields: { id: true },
};

/** A client that answers this, whatever it is asked. */
const clientOf = (answer: unknown): ReturnType<typeof answering> => answering(() => answer);

type Args = Readonly<Record<string, unknown>>;
const deals = { groupBy: groupBy(own) as (client: TwentyClient, args: Args) => Promise<Row[]> };

/** What groupBy asks for these arguments. */
async function asks(args: Args): Promise<Operation['args'] | undefined> {
  const { client, asked } = clientOf([]);
  await deals.groupBy(client, args);
  return asked[0]?.args;
}

describe('groupBy', () => {
  it('asks for one thing at a time, as the server takes it', async () => {
    const { groupBy: dimensions } =
      (await asks({
        groupBy: {
          stage: true,
          name: undefined,
          title: false,
          amount: { currencyCode: true, amountMicros: true },
          company: {
            name: true,
            address: { addressCity: true },
            createdAt: { granularity: 'YEAR', timeZone: 'UTC' },
          },
          closedOn: { granularity: 'WEEK', weekStartDay: 'SUNDAY' },
          tags: { unnest: true },
        },
      })) ?? {};
    expect(dimensions).toEqual([
      { stage: true },
      { amount: { currencyCode: true } },
      { amount: { amountMicros: true } },
      { company: { name: true } },
      { company: { address: { addressCity: true } } },
      { company: { createdAt: { granularity: 'YEAR', timeZone: 'UTC' } } },
      { closedOn: { granularity: 'WEEK', weekStartDay: 'SUNDAY' } },
      { tags: { unnest: true } },
    ]);
  });

  it('asks for all groups, where the server gives 50, unless told how many', async () => {
    expect((await asks({ groupBy: { stage: true } }))?.limit).toBeGreaterThan(100_000);
    expect((await asks({ groupBy: { stage: true }, limit: 7 }))?.limit).toBe(7);
  });

  it('takes 0 groups for none, and not for the 50 that the server does', async () => {
    const { client } = clientOf([{ groupByDimensionValues: ['NEW'], totalCount: 1 }]);
    expect(await deals.groupBy(client, { groupBy: { stage: true }, limit: 0 })).toEqual([]);
  });

  it('orders by one thing at a time, dates as they are grouped', async () => {
    const month = { granularity: 'MONTH', timeZone: 'UTC' };
    const given = {
      groupBy: {
        stage: true,
        closedAt: month,
        company: { createdAt: month, address: { addressCity: true } },
      },
      orderBy: [
        { aggregate: { totalCount: 'DescNullsLast', maxPages: 'AscNullsFirst' }, stage: 'AscNullsLast' },
        { closedAt: 'AscNullsFirst' },
        { company: { createdAt: 'DescNullsLast', address: { addressCity: 'AscNullsLast' } } },
      ],
    };
    expect((await asks(given))?.orderBy).toEqual([
      { aggregate: { totalCount: 'DescNullsLast' } },
      { aggregate: { maxPages: 'AscNullsFirst' } },
      { stage: 'AscNullsLast' },
      { closedAt: { orderBy: 'AscNullsFirst', granularity: 'MONTH' } },
      { company: { createdAt: { orderBy: 'DescNullsLast', granularity: 'MONTH' } } },
      { company: { address: { addressCity: 'AscNullsLast' } } },
    ]);
    expect((await asks({ groupBy: { stage: true }, orderBy: { stage: 'AscNullsLast' } }))?.orderBy).toEqual([
      { stage: 'AscNullsLast' },
    ]);
    expect((await asks({ groupBy: { stage: true } }))?.orderBy).toBeUndefined();
  });

  it('names the values of a group as they were asked for, the parts of composites as what they are', async () => {
    const { client, asked } = clientOf([
      { groupByDimensionValues: ['12', '1500000', '59.9', 'EUR', null, '7'], totalCount: 2, avgPages: 1.5 },
      { groupByDimensionValues: [null, null, null, null, '2025-01-01', null], totalCount: 1, avgPages: null },
    ]);
    const groups = await deals.groupBy(client, {
      groupBy: {
        // Text that looks like a number, whatever the field is called.
        addressLat: true,
        constructor: { amountMicros: true },
        company: { address: { addressLat: true } },
        amount: { currencyCode: true },
        closedAt: { granularity: 'YEAR', timeZone: 'UTC' },
        stage: true,
      },
      select: { totalCount: true, avgPages: true },
    });
    expect(asked[0]?.aggregates).toEqual(['totalCount', 'avgPages']);
    expect(groups).toEqual([
      {
        key: {
          addressLat: '12',
          constructor: { amountMicros: 1_500_000 },
          company: { address: { addressLat: 59.9 } },
          amount: { currencyCode: 'EUR' },
          closedAt: null,
          stage: '7',
        },
        totalCount: 2,
        avgPages: 1.5,
      },
      {
        key: {
          addressLat: null,
          constructor: { amountMicros: null },
          company: { address: { addressLat: null } },
          amount: { currencyCode: null },
          closedAt: '2025-01-01',
          stage: null,
        },
        totalCount: 1,
        avgPages: null,
      },
    ]);
    expect(Object).not.toHaveProperty('amountMicros');
  });

  it('is by nothing one group', async () => {
    const { client, asked } = clientOf([{ groupByDimensionValues: [], totalCount: 6 }]);
    expect(await deals.groupBy(client, { groupBy: {} })).toEqual([{ key: {}, totalCount: 6 }]);
    expect(asked[0]?.args.groupBy).toEqual([]);
  });

  it('that is answered nothing fails', async () => {
    const { client } = clientOf(null);
    await expect(deals.groupBy(client, { groupBy: { stage: true } })).rejects.toThrow(TwentyServerError);
  });
});

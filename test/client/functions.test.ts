import { describe, expect, it } from 'vitest';
import { serve } from '../../src/simulate/server.ts';
import { createSimulator } from '../../src/simulate/simulator.ts';
import { apiKey, generated, workspaceOf } from './generated.ts';
import type { Row } from './generated.ts';

const demo = await generated('demo');
const { index } = demo;
const companies = demo.of('company');
const people = demo.of('person');
const subscriptions = demo.of('subscription');

const missing = '99999999-9999-4999-8999-999999999999';

describe('one record', () => {
  it('is created with all its own fields, and none of its relations', async () => {
    const { client } = workspaceOf(demo);
    const company = await companies.createOne(client, {
      name: 'Airbnb',
      annualRevenue: { amountMicros: 12_500_000, currencyCode: 'USD' },
      segments: ['RETAIL'],
    });
    expect(Object.keys(company).toSorted()).toEqual(Object.keys(companies.fields).toSorted());
    expect(company).toMatchObject({
      name: 'Airbnb',
      annualRevenue: { amountMicros: 12_500_000, currencyCode: 'USD' },
      segments: ['RETAIL'],
      deletedAt: null,
    });
  });

  it('holds exactly what is selected', async () => {
    const { client } = workspaceOf(demo);
    const { id: companyId } = await companies.createOne(client, { name: 'Airbnb' });
    const person = await people.createOne(
      client,
      { name: { firstName: 'Ada', lastName: 'Lovelace' }, companyId },
      { select: { name: true, company: { name: true } } },
    );
    expect(person).toEqual({
      name: { firstName: 'Ada', lastName: 'Lovelace' },
      company: { name: 'Airbnb' },
    });
  });

  it('is read by id and by filter, and null where there is none', async () => {
    const { client } = workspaceOf(demo);
    const { id } = await companies.createOne(client, { name: 'Airbnb' });
    const select = { name: true };
    expect(await companies.findOne(client, { id, select })).toEqual({ name: 'Airbnb' });
    expect(await companies.findOne(client, { filter: { name: { eq: 'Airbnb' } }, select })).toEqual({
      name: 'Airbnb',
    });
    expect(await companies.findOne(client, { id: missing })).toBeNull();
    expect(await companies.findOne(client, { filter: { id: { in: [] } } })).toBeNull();
    expect(await companies.findOneOrThrow(client, { id, select })).toEqual({ name: 'Airbnb' });
    await expect(companies.findOneOrThrow(client, { id: missing })).rejects.toThrow(
      index.TwentyNotFoundError,
    );
  });

  it('is updated, soft-deleted, restored and destroyed', async () => {
    const { client } = workspaceOf(demo);
    const { id } = await companies.createOne(client, { name: 'Airbnb' });
    const select = { name: true, deletedAt: true };
    expect(await companies.updateOne(client, id, { name: 'Airbnb, Inc.' }, { select })).toEqual({
      name: 'Airbnb, Inc.',
      deletedAt: null,
    });
    expect(await companies.deleteOne(client, id, { select })).toEqual({
      name: 'Airbnb, Inc.',
      deletedAt: expect.any(String) as string,
    });
    expect(await companies.findOne(client, { id })).toBeNull();
    expect(
      await companies.findOne(client, {
        filter: { id: { eq: id }, deletedAt: { is: 'NOT_NULL' } },
        select: { name: true },
      }),
    ).toEqual({ name: 'Airbnb, Inc.' });
    expect(await companies.restoreOne(client, id, { select })).toEqual({
      name: 'Airbnb, Inc.',
      deletedAt: null,
    });
    expect(await companies.findOne(client, { id, select: { name: true } })).not.toBeNull();
    expect(await companies.destroyOne(client, id, { select: { id: true } })).toEqual({ id });
    expect(await companies.findMany(client, { filter: { deletedAt: { is: 'NOT_NULL' } } }).toArray()).toEqual(
      [],
    );
    for (const change of [companies.deleteOne, companies.restoreOne, companies.destroyOne])
      await expect(change(client, missing)).rejects.toThrow(index.TwentyNotFoundError);
    await expect(companies.updateOne(client, missing, { name: 'x' })).rejects.toThrow(
      index.TwentyNotFoundError,
    );
  });
});

const rows = (count: number): { name: string; employees: number }[] =>
  Array.from({ length: count }, (_, number) => ({ name: `Company ${number}`, employees: number }));

describe('createMany', () => {
  it('creates 450 records in batches and answers in the order of the input', async () => {
    const { client, sent } = workspaceOf(demo);
    const input = rows(450).map((row, number) => ({ ...row, position: number % 2 ? number : 'last' }));
    const created = await companies.createMany(client, input, { select: { name: true } });
    expect(created).toEqual(input.map(({ name }) => ({ name })));
    expect(sent.map(({ variables }) => (variables['data'] as unknown[]).length)).toEqual([200, 200, 50]);
    expect((await companies.findMany(client)).totalCount).toBe(450);
  });

  it('keeps ids that are given, in the server’s lower case', async () => {
    const { client } = workspaceOf(demo);
    const ids = ['C0000000-0000-4000-8000-00000000000A', 'c0000000-0000-4000-8000-000000000001'];
    const created = await companies.createMany(
      client,
      // The server puts a number after none.
      ids.map((id, number) => ({ id, name: id, ...(number === 0 ? { position: 5 } : {}) })),
      { select: { id: true, name: true } },
    );
    expect(created).toEqual(ids.map((id) => ({ id: id.toLowerCase(), name: id })));
  });

  it('sends nothing for no records', async () => {
    const { client, sent } = workspaceOf(demo);
    expect(await companies.createMany(client, [])).toEqual([]);
    expect(sent).toEqual([]);
  });

  it.each([
    [1, [0]],
    [4, [0, 400]],
  ])('says what was written when a batch fails, of %i at a time', async (concurrency, starts) => {
    const { client } = workspaceOf(demo);
    const input: Row[] = rows(450);
    input[300] = { name: 'Company 300', id: missing };
    input[301] = { name: 'Company 301', id: missing };
    const error = await companies
      .createMany(client, input, { concurrency })
      .catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(index.TwentyDuplicateError);
    const written = starts.flatMap((start) =>
      input.map((_, place) => place).slice(start, Math.min(start + 200, 450)),
    );
    const { rows: of } = error as InstanceType<typeof index.TwentyError>;
    expect(of?.written).toEqual(written);
    expect(of?.unknown).toEqual([]);
    expect(of?.records).toEqual(
      written.map((place) => expect.objectContaining({ name: `Company ${place}` }) as unknown),
    );
    expect((await companies.findMany(client)).totalCount).toBe(written.length);
  });

  it('says that all was written when only reading what was created fails', async () => {
    const { client: real } = workspaceOf(demo);
    const client: typeof real = {
      ...real,
      execute: (operation, options) =>
        operation.kind === 'findMany'
          ? Promise.reject(new index.TwentyServerError('SERVER', 'no'))
          : real.execute(operation, options),
    };
    const error = await companies
      .createMany(client, rows(3), { select: { name: true, people: { select: { id: true } } } })
      .catch((reason: unknown) => reason);
    const names = rows(3).map(({ name }) => expect.objectContaining({ name }) as unknown);
    expect(error).toMatchObject({
      code: 'SERVER',
      rows: { written: [0, 1, 2], unknown: [], records: names },
    });
  });

  it('upserts by id and by unique value, and revives what was soft-deleted', async () => {
    const { client } = workspaceOf(demo);
    const data = { reference: 'S-1', startsOn: '2026-01-01', seats: 1 };
    const { id: companyId } = await companies.createOne(client, { name: 'Airbnb' });
    const { id } = await subscriptions.createOne(client, { ...data, companyId });
    await expect(subscriptions.createOne(client, data)).rejects.toMatchObject({
      name: 'TwentyDuplicateError',
      code: 'DUPLICATE',
      conflictingRecordId: id,
    });
    await subscriptions.deleteOne(client, id);
    const select = { id: true, seats: true, deletedAt: true };
    const written = await subscriptions.createMany(
      client,
      [
        { ...data, seats: 5 },
        { ...data, reference: 'S-2' },
      ],
      { upsert: true, select },
    );
    expect(written).toEqual([
      { id, seats: 5, deletedAt: null },
      { id: expect.any(String) as string, seats: 1, deletedAt: null },
    ]);
    expect(await subscriptions.createOne(client, { ...data, seats: 6 }, { upsert: true, select })).toEqual({
      id,
      seats: 6,
      deletedAt: null,
    });
    expect((await subscriptions.findMany(client)).totalCount).toBe(2);
  });
});

describe('many records', () => {
  const filter = { employees: { gte: 10, lt: 20 } };

  it('are updated, soft-deleted, restored and destroyed by a filter', async () => {
    const { client } = workspaceOf(demo);
    await companies.createMany(client, rows(30));
    const numbers = (found: readonly Row[]) =>
      found.map(({ employees }) => employees as number).toSorted((a, b) => a - b);
    const tens = Array.from({ length: 10 }, (_, number) => number + 10);
    const select = { employees: true, name: true };
    const updated = await companies.updateMany(client, filter, { name: 'Renamed' }, { select });
    expect(numbers(updated)).toEqual(tens);
    expect(new Set(updated.map(({ name }) => name))).toEqual(new Set(['Renamed']));
    expect(numbers(await companies.deleteMany(client, filter, { select }))).toEqual(tens);
    expect((await companies.findMany(client)).totalCount).toBe(20);
    expect(numbers(await companies.restoreMany(client, filter, { select }))).toEqual(tens);
    expect((await companies.findMany(client)).totalCount).toBe(30);
    expect(numbers(await companies.destroyMany(client, filter, { select }))).toEqual(tens);
    const left = companies.findMany(client, { filter: { deletedAt: { is: 'NULL' } } });
    expect((await left).totalCount).toBe(20);
  });

  it.each([
    ['{}', {}],
    ['{ name: {} }', { name: {} }],
    ['{ and: [] }', { and: [] }],
    ['{ or: [{}] }', { or: [{}] }],
    ['{ or: [{ name: …}, {}] }', { or: [{ name: { eq: 'x' } }, {}] }],
    ['{ name: { eq: undefined } }', { name: { eq: undefined } }],
    ['{ name: undefined }', { name: undefined }],
    ['{ name: null }', { name: null }],
    ['{ not: { id: { in: [] } } }', { not: { id: { in: [] } } }],
    ['undefined', undefined as unknown as object],
  ])('are left alone where the filter is empty: %s', async (_, empty) => {
    const { client, sent } = workspaceOf(demo, { records: 3 });
    for (const change of [
      () => companies.updateMany(client, empty as Row, { name: 'x' }),
      () => companies.deleteMany(client, empty as Row),
      () => companies.restoreMany(client, empty as Row),
      () => companies.destroyMany(client, empty as Row),
    ])
      await expect(change()).rejects.toMatchObject({ name: 'TwentyValidationError', code: 'VALIDATION' });
    expect(sent).toEqual([]);
  });

  it('are all changed where the call says all', async () => {
    const { client } = workspaceOf(demo);
    await companies.createMany(client, rows(5));
    expect(await companies.updateMany(client, {}, { name: 'x' }, { all: true })).toHaveLength(5);
    expect(await companies.deleteMany(client, {}, { all: true })).toHaveLength(5);
    expect(await companies.restoreMany(client, {}, { all: true })).toHaveLength(5);
    expect(await companies.destroyMany(client, {}, { all: true })).toHaveLength(5);
  });

  it('are none where the list of ids is empty', async () => {
    const { client } = workspaceOf(demo);
    await companies.createMany(client, rows(5));
    expect(await companies.destroyMany(client, { id: { in: [] } })).toEqual([]);
    expect((await companies.findMany(client)).totalCount).toBe(5);
  });
});

describe('createTwenty', () => {
  it('has the same functions, over HTTP', async () => {
    const server = await serve(createSimulator({ model: demo.model, apiKey, records: 10 }));
    try {
      const twenty = demo.createTwenty({ url: `${server.url}/`, apiKey });
      const page = await twenty['companies']?.['findMany']?.({ select: { id: true }, first: 3 });
      expect(page).toMatchObject({ totalCount: 10, hasNextPage: true });
      expect(page?.records).toHaveLength(3);
      const id = page?.records[0]?.['id'];
      expect(await twenty['companies']?.['findOne']?.({ id, select: { id: true } })).toEqual({ id });
      const all: Row[] = [];
      for await (const row of twenty['companies']?.['findMany']?.({ first: 4 }) ?? []) all.push(row);
      expect(all).toHaveLength(10);
    } finally {
      await server.close();
    }
  });
});

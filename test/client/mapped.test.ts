import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { TypeMappings } from '../../src/emit/types.ts';
import { createSimulator } from '../../src/simulate/simulator.ts';
import * as mapped from '../../templates/runtime/mapped.ts';
import * as operations from '../../templates/runtime/operations.ts';
import { apiKey, generated, workspaceOf } from './generated.ts';
import type { Row, TwentyClient } from './generated.ts';
import { Instant, PlainDate } from './temporal.ts';

const temporal: TypeMappings = {
  DATE_TIME: {
    type: 'Instant',
    import: `import { Instant, PlainDate } from '${join(import.meta.dirname, 'temporal.ts')}';`,
    parse: 'Instant.from',
    serialize: '(value) => value.toString()',
  },
  DATE: { type: 'PlainDate', parse: 'PlainDate.from', serialize: '(value) => value.toString()' },
};
const ofDate: TypeMappings = {
  DATE_TIME: {
    type: 'Date',
    parse: '(text) => new Date(text)',
    serialize: '(value) => value.toISOString()',
  },
};

const demo = await generated('demo', { types: temporal });
const companies = demo.of('company');
const people = demo.of('person');
const opportunities = demo.of('opportunity');
const subscriptions = demo.of('subscription');
const tasks = demo.of('task');

const text = (day: number): string => `2026-01-${String(day).padStart(2, '0')}`;
const instant = (day: number): Instant => Instant.from(`${text(day)}T08:00:00.000Z`);
const date = (day: number): PlainDate => PlainDate.from(text(day));

/** What is of a mapped type as its text behind the type, at any depth. */
function shown(value: unknown): unknown {
  if (value instanceof Instant) return `Instant ${value.toString()}`;
  if (value instanceof PlainDate) return `PlainDate ${value.toString()}`;
  if (value instanceof Date) return `Date ${value.toISOString()}`;
  if (Array.isArray(value)) return value.map(shown);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, shown(one)]));
}
const instantOf = (day: number): string => `Instant ${text(day)}T08:00:00.000Z`;
const dateOf = (day: number): string => `PlainDate ${text(day)}`;

/** A company with two opportunities and two subscriptions. */
async function filled(client: TwentyClient): Promise<Row> {
  const company = await companies.createOne(client, { name: 'Airbnb', createdAt: instant(1) });
  const companyId = company['id'];
  await opportunities.createMany(client, [
    { name: 'One', closeDate: instant(2), createdAt: instant(1), companyId },
    { name: 'Two', closeDate: instant(4), createdAt: instant(2), companyId },
    { name: 'Three', createdAt: instant(3) },
  ]);
  await subscriptions.createMany(client, [
    { reference: 'S-1', startsOn: date(1), renewsOn: date(10), companyId },
    { reference: 'S-2', startsOn: date(2), renewsOn: null, companyId },
  ]);
  return company;
}

const transports = ['client', 'rest'] as const;

describe.each(transports)('values of mapped types, by the %s', (transport) => {
  it('are written and read by each function', async () => {
    const { [transport]: client } = workspaceOf(demo);
    const select = { title: true, dueAt: true, deletedAt: true } as const;
    const title = 'Call';
    const created = await tasks.createOne(
      client,
      { title, dueAt: instant(5) },
      { select: { ...select, id: true } },
    );
    const { id } = created;
    expect(shown(created)).toEqual({ id, title, dueAt: instantOf(5), deletedAt: null });
    expect(shown(await tasks.updateOne(client, id, { dueAt: instant(6) }, { select }))).toEqual({
      title,
      dueAt: instantOf(6),
      deletedAt: null,
    });
    const changed = await tasks.updateMany(
      client,
      { dueAt: { eq: instant(6) } },
      { dueAt: null },
      { select },
    );
    expect(changed).toEqual([{ title, dueAt: null, deletedAt: null }]);
    await tasks.updateMany(client, [id], { dueAt: instant(7) });
    expect(shown(await tasks.findOne(client, { id, select }))).toMatchObject({ dueAt: instantOf(7) });
    const found = await tasks.findOneOrThrow(client, { filter: { dueAt: { in: [instant(7)] } }, select });
    expect(shown(found)).toMatchObject({ dueAt: instantOf(7) });
    expect(await tasks.findOne(client, { filter: { dueAt: { gt: instant(7) } } })).toBeNull();
    expect((await tasks.deleteOne(client, id, { select }))['deletedAt']).toBeInstanceOf(Instant);
    const [destroyed] = await tasks.destroyMany(client, { dueAt: { lte: instant(7) } }, { select });
    expect(destroyed?.['dueAt']).toBeInstanceOf(Instant);
    const [first, second] = await tasks.createMany(client, [{ dueAt: instant(8) }, { title }], { select });
    expect(shown([first?.['dueAt'], second?.['dueAt']])).toEqual([instantOf(8), null]);
  });

  it('are read at every depth', async () => {
    const { [transport]: client } = workspaceOf(demo);
    await filled(client);
    const { records } = await companies.findMany(client, {
      select: {
        createdAt: true,
        opportunities: {
          orderBy: { closeDate: 'AscNullsLast' },
          filter: { closeDate: { gt: instant(1) }, or: [{ createdAt: { in: [instant(1), instant(2)] } }] },
          select: { closeDate: true },
        },
      },
    });
    expect(shown(records)).toEqual([
      {
        createdAt: instantOf(1),
        opportunities: {
          records: [{ closeDate: instantOf(2) }, { closeDate: instantOf(4) }],
          totalCount: 2,
          hasNextPage: false,
        },
      },
    ]);
    const subscription = await subscriptions.findOne(client, {
      filter: { startsOn: { eq: date(2) } },
      select: { startsOn: true, renewsOn: true, company: { createdAt: true } },
    });
    expect(shown(subscription)).toEqual({
      startsOn: dateOf(2),
      renewsOn: null,
      company: { createdAt: instantOf(1) },
    });
  });

  it('are filtered by, on either side of and, or, not and a relation', async () => {
    const { [transport]: client } = workspaceOf(demo);
    await filled(client);
    const names = async (filter: Row): Promise<unknown> => {
      const args = { filter, orderBy: { name: 'AscNullsLast' }, select: { name: true } };
      return (await opportunities.findMany(client, args)).records.map(({ name }) => name);
    };
    expect(await names({ closeDate: { gte: instant(2), lt: instant(4) } })).toEqual(['One']);
    expect(await names({ closeDate: { is: 'NULL' } })).toEqual(['Three']);
    expect(await names({ not: { closeDate: { gt: instant(2) } } })).toEqual(['One']);
    expect(
      await names({ or: [{ closeDate: { eq: instant(4) } }, { and: [{ createdAt: { eq: instant(3) } }] }] }),
    ).toEqual(['Three', 'Two']);
    expect(await names({ company: { createdAt: { lt: instant(2) } } })).toEqual(['One', 'Two']);
    expect(await opportunities.count(client, { filter: { createdAt: { lte: instant(2) } } })).toBe(2);
  });

  it('are what the least and the greatest of them are', async () => {
    const { [transport]: client } = workspaceOf(demo);
    await filled(client);
    const select = { minCloseDate: true, maxCloseDate: true, countNotEmptyCloseDate: true };
    expect(shown(await opportunities.aggregate(client, { select }))).toEqual({
      minCloseDate: instantOf(2),
      maxCloseDate: instantOf(4),
      countNotEmptyCloseDate: 2,
    });
    const none = { filter: { name: { eq: 'none' } }, select: { minCloseDate: true } };
    expect(await opportunities.aggregate(client, none)).toEqual({ minCloseDate: null });
  });

  it('are in the keys of groups, but for those of a period', async () => {
    // The schema has no `true` for a date, which the server takes.
    const { fetch } = createSimulator({ model: demo.model, apiKey, records: 0 });
    const connect = transport === 'rest' ? demo.index.createRestClient : demo.index.createClient;
    const client = connect({ url: 'http://crm.example', apiKey, fetch });
    await filled(client);
    const groups = await subscriptions.groupBy(client, {
      groupBy: { startsOn: true, renewsOn: { granularity: 'MONTH' } },
      orderBy: { startsOn: 'AscNullsLast' },
      select: { totalCount: true, maxRenewsOn: true },
    });
    expect(shown(groups)).toEqual([
      { key: { startsOn: dateOf(1), renewsOn: '2026-01-01' }, totalCount: 1, maxRenewsOn: dateOf(10) },
      { key: { startsOn: dateOf(2), renewsOn: null }, totalCount: 1, maxRenewsOn: null },
    ]);
    for (const createdAt of [true, { granularity: 'NONE' }]) {
      const byCompany = { groupBy: { company: { createdAt } } };
      expect(shown(await subscriptions.groupBy(client, byCompany))).toEqual([
        { key: { company: { createdAt: instantOf(1) } }, totalCount: 2 },
      ]);
    }
  });
});

describe('a page of mapped values', () => {
  it('is the same awaited, iterated and taken as a list, also one after the other', async () => {
    const { client, sent } = workspaceOf(demo);
    await filled(client);
    sent.length = 0;
    const pages = opportunities.findMany(client, {
      orderBy: { createdAt: 'AscNullsLast' },
      select: { createdAt: true },
      first: 2,
    });
    expect(sent).toEqual([]);
    const all = [1, 2, 3].map((day) => ({ createdAt: instantOf(day) }));
    expect(shown(await pages)).toEqual({ records: all.slice(0, 2), totalCount: 3, hasNextPage: true });
    const iterated: Row[] = [];
    for await (const row of pages) iterated.push(row);
    expect(shown(iterated)).toEqual(all);
    expect(shown(await pages.toArray())).toEqual(all);
    expect(shown(await pages.toArray({ limit: 1 }))).toEqual(all.slice(0, 1));
    expect(shown(await pages.then(({ records }) => records))).toEqual(all.slice(0, 2));
    expect(Object.prototype.toString.call(pages)).toBe('[object PagePromise]');
  });

  it('stops at break, and fails where it is awaited', async () => {
    const { client, sent } = workspaceOf(demo);
    await filled(client);
    sent.length = 0;
    for await (const row of opportunities.findMany(client, { first: 1, select: { createdAt: true } })) {
      expect(row['createdAt']).toBeInstanceOf(Instant);
      break;
    }
    expect(sent.length).toBeLessThanOrEqual(2);
    const broken = opportunities.findMany(client, { filter: { createdAt: { eq: undefined } } });
    await expect(broken).rejects.toThrow(demo.index.TwentyValidationError);
    await expect(broken.toArray()).rejects.toThrow(demo.index.TwentyValidationError);
    expect(await broken.catch(() => 'caught')).toBe('caught');
  });
});

describe('mapped values', () => {
  it('are each their own where several calls share a request', async () => {
    const { client, sent } = workspaceOf(demo);
    const { id } = await filled(client);
    sent.length = 0;
    const select = { createdAt: true };
    const both = await Promise.all([1, 2].map(() => companies.findOne(client, { id, select })));
    expect(sent).toHaveLength(1);
    expect(shown(both)).toEqual([1, 2].map(() => ({ createdAt: instantOf(1) })));
    expect(both[0]).not.toBe(both[1]);
  });

  it('are among the records that were written when a later batch fails', async () => {
    const { client } = workspaceOf(demo);
    const rows: Row[] = Array.from({ length: 250 }, (_, number) => ({ dueAt: instant((number % 28) + 1) }));
    rows[220] = { status: 'NOPE' };
    const error = await tasks.createMany(client, rows, { concurrency: 1 }).then(
      () => undefined,
      (reason: unknown) => reason,
    );
    const { records } = (error as InstanceType<typeof demo.index.TwentyError>).rows ?? { records: [] };
    expect(records).toHaveLength(200);
    expect((records[0] as Row)['dueAt']).toBeInstanceOf(Instant);
  });

  it('are the same as methods', async () => {
    const { fetch } = workspaceOf(demo);
    const twenty = demo.createTwenty({ url: 'http://crm.example', apiKey, fetch });
    const created = await twenty['tasks']?.['createOne']?.(
      { dueAt: instant(9) },
      { select: { dueAt: true } },
    );
    expect(shown(created)).toEqual({ dueAt: instantOf(9) });
    const found = await twenty['tasks']?.['findMany']?.({ select: { dueAt: true } }).toArray();
    expect(shown(found)).toEqual([{ dueAt: instantOf(9) }]);
  });

  it('are upserted and told apart', async () => {
    const { client } = workspaceOf(demo);
    const row = { reference: 'S-1', startsOn: date(1) };
    const select = { reference: true, startsOn: true };
    await subscriptions.createOne(client, row);
    const input = [
      { reference: 'S-2', startsOn: date(2) },
      { ...row, startsOn: date(3) },
    ];
    expect(shown(await subscriptions.createMany(client, input, { upsert: true, select }))).toEqual([
      { reference: 'S-2', startsOn: dateOf(2) },
      { reference: 'S-1', startsOn: dateOf(3) },
    ]);
    // What was handed in is as it was.
    expect(shown(input[0])).toEqual({ reference: 'S-2', startsOn: dateOf(2) });
  });

  it('are no filter by themselves', async () => {
    const { client } = workspaceOf(demo);
    const calls = [
      tasks.findMany(client, { filter: { dueAt: new Date() } }).toArray(),
      tasks.findMany(client, { filter: new Date() as never }).toArray(),
      tasks.destroyMany(client, { title: { eq: 'x' }, dueAt: new Date() }),
      tasks.destroyMany(client, { and: [new Date()] }),
      tasks.destroyMany(client, { assignee: new Date() }),
    ];
    for (const call of calls) await expect(call).rejects.toThrow(demo.index.TwentyValidationError);
  });

  it('that cannot be serialized fail the call, and nothing is sent', async () => {
    const { client, sent } = workspaceOf(demo);
    const broken = {
      toString(): string {
        throw new RangeError('not this one');
      },
    };
    await expect(tasks.createOne(client, { dueAt: broken })).rejects.toThrow('not this one');
    await expect(tasks.findMany(client, { filter: { dueAt: { eq: broken } } })).rejects.toThrow(
      'not this one',
    );
    expect(sent).toEqual([]);
  });

  it('leave people with their names alone', async () => {
    const { client } = workspaceOf(demo);
    const row = { name: { firstName: 'Ada', lastName: 'Lovelace' }, birthday: date(9) };
    const created = await people.createOne(client, row, { select: { name: true, birthday: true } });
    expect(shown(created)).toEqual({ ...row, birthday: dateOf(9) });
  });
});

describe('Date for DATE_TIME alone', () => {
  it('leaves dates the text that they are', async () => {
    const dated = await generated('demo', { types: ofDate });
    const { client } = workspaceOf(dated);
    const at = new Date('2026-01-05T08:00:00.000Z');
    const all = dated.of('subscription');
    const created = await all.createOne(client, { startsOn: '2026-01-01', createdAt: at });
    expect(created).toMatchObject({ startsOn: '2026-01-01', renewsOn: null, createdAt: at });
    const args = { filter: { createdAt: { gte: at }, startsOn: { eq: '2026-01-01' } } };
    expect((await all.findMany(client, args)).records).toEqual([created]);
  });
});

describe('the functions of a workspace with mapped types', () => {
  it('are those of any other', () => {
    expect(Object.keys(mapped).toSorted()).toEqual(Object.keys(operations).toSorted());
  });
});

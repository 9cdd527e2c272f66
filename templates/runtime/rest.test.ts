import { afterEach, describe, expect, it, vi } from 'vitest';
import { workspaceWith } from '../../test/client/words.ts';
import { elapse, elapsed, failureOf, idOf, stopTime } from '../../test/client/stub.ts';
import { aggregate, count } from './aggregate.ts';
import { createRestClient } from './client.ts';
import type { TwentyClient, TwentyClientOptions } from './client.ts';
import { createMany, createOne } from './create.ts';
import { findDuplicates } from './duplicates.ts';
import { findMany, findOne } from './find.ts';
import { groupBy } from './group.ts';
import { mergeMany } from './merge.ts';
import type { OwnObject, Workspace } from './object.ts';
import type { FetchInit } from './platform.ts';
import type { PagePromise } from './types.ts';
import {
  deleteMany,
  deleteOne,
  destroyMany,
  destroyOne,
  restoreMany,
  restoreOne,
  updateMany,
  updateOne,
} from './write.ts';

type Row = Record<string, unknown>;
type Args = Readonly<Record<string, unknown>>;

interface Functions {
  findMany(client: TwentyClient, args?: Args): PagePromise<Row>;
  findOne(client: TwentyClient, args: Args): Promise<Row | null>;
  count(client: TwentyClient, args?: Args): Promise<number>;
  aggregate(client: TwentyClient, args: Args): Promise<Row>;
  groupBy(client: TwentyClient, args: Args): Promise<Row[]>;
  findDuplicates(client: TwentyClient, args: Args): Promise<Row[][]>;
  createOne(client: TwentyClient, data: Args, args?: Args): Promise<Row>;
  createMany(client: TwentyClient, rows: readonly Args[], args?: Args): Promise<Row[]>;
  updateOne(client: TwentyClient, id: unknown, data: Args, args?: Args): Promise<Row>;
  updateMany(client: TwentyClient, target: unknown, data: Args, args?: Args): Promise<Row[]>;
  deleteOne(client: TwentyClient, id: unknown, args?: Args): Promise<Row>;
  deleteMany(client: TwentyClient, target: unknown, args?: Args): Promise<Row[]>;
  restoreOne(client: TwentyClient, id: unknown, args?: Args): Promise<Row>;
  restoreMany(client: TwentyClient, target: unknown, args?: Args): Promise<Row[]>;
  destroyOne(client: TwentyClient, id: unknown, args?: Args): Promise<Row>;
  destroyMany(client: TwentyClient, target: unknown, args?: Args): Promise<Row[]>;
  mergeMany(client: TwentyClient, ids: readonly unknown[], args?: Args): Promise<Row>;
}

const workspace: Workspace = workspaceWith(`FullName=firstName,lastName
Company/companies owner>Person.companies
Person/people name:FullName company>Company.people
Thing/thingS rest!things`);

function functionsOf(type: string, own: Workspace = workspace): Functions {
  const object: OwnObject = { workspace: own, type, fields: { id: true, name: true } };
  return {
    findMany: findMany(object),
    findOne: findOne(object),
    count: count(object),
    aggregate: aggregate(object),
    groupBy: groupBy(object),
    findDuplicates: findDuplicates(object),
    createOne: createOne(object),
    createMany: createMany(object),
    updateOne: updateOne(object),
    updateMany: updateMany(object),
    deleteOne: deleteOne(object),
    deleteMany: deleteMany(object),
    restoreOne: restoreOne(object),
    restoreMany: restoreMany(object),
    destroyOne: destroyOne(object),
    destroyMany: destroyMany(object),
    mergeMany: mergeMany(object),
  } as Functions;
}

const people = functionsOf('Person');
const companies = functionsOf('Company');

interface Rest {
  readonly client: TwentyClient;
  /** `GET /rest/people?limit=1`, with the body after it where there is one. */
  readonly sent: string[];
}

/** A server that answers so. */
function served(
  answer: (request: string, index: number) => unknown,
  options: TwentyClientOptions = { rateLimit: false },
): Rest {
  const sent: string[] = [];
  const fetch = async (url: string, { method, body }: FetchInit): Promise<Response> => {
    await Promise.resolve();
    const path = decodeURIComponent(url.replace('http://crm.example', ''));
    sent.push(`${method} ${path}${body === undefined ? '' : ` ${body}`}`);
    const given = answer(sent.at(-1) ?? '', sent.length - 1);
    return given instanceof Response ? given : new Response(JSON.stringify(given));
  };
  return { client: createRestClient({ url: 'http://crm.example', apiKey: 'key', fetch, ...options }), sent };
}

const refusal = (status: number, message: string): Response =>
  new Response(JSON.stringify({ statusCode: status, error: 'BadRequestException', messages: [message] }), {
    status,
  });

const id = idOf(1);
const anna = {
  id,
  name: { firstName: 'Anna', lastName: '' },
  companyId: idOf(9),
  city: 'Oslo',
  deletedAt: null,
};
const page = (rows: readonly Row[], more: Row = {}): Row => ({
  data: { people: rows },
  totalCount: rows.length,
  pageInfo: { hasNextPage: false, endCursor: null },
  ...more,
});

/** Whatever is asked, it is about Anna. */
function aboutAnna(request: string): unknown {
  const [method = '', address = ''] = request.split(' ');
  if (address.includes('/groupBy')) return [{ groupByDimensionValues: ['Oslo'], totalCount: '1' }];
  if (address.includes('/duplicates'))
    return { data: [{ personDuplicates: [anna], totalCount: 1, pageInfo: {} }] };
  if (address.includes('/merge')) return { data: { mergePerson: anna } };
  const record = address.includes('depth=1') ? { ...anna, company: null } : anna;
  const isOne = address.includes(`/${id}`) || (method === 'POST' && !address.includes('/batch'));
  if (isOne) return { data: { [method === 'GET' ? 'person' : 'writePerson']: record } };
  return method === 'GET' ? page([record]) : { data: { writePeople: [record] } };
}

const both = 'or(deletedAt[is]:NULL,deletedAt[is]:NOT_NULL)';
const select = { city: true } as const;

describe('the request', () => {
  const calls: Readonly<
    Record<string, readonly [(client: TwentyClient) => PromiseLike<unknown>, ...string[]]>
  > = {
    findMany: [(client) => people.findMany(client), 'GET /rest/people?limit=200'],
    'findMany with everything': [
      (client) =>
        people.findMany(client, {
          filter: { city: { eq: 'New York' }, name: { lastName: { is: 'NULL' } } },
          orderBy: [{ position: 'DescNullsLast' }, { name: { lastName: 'AscNullsFirst' } }, {}],
          first: 7,
          select: { city: true, company: { name: true } },
        }),
      'GET /rest/people?depth=1&filter=and(city[eq]:"New York",name.lastName[is]:NULL)' +
        '&order_by=position[DescNullsLast],name.lastName[AscNullsFirst]&limit=7',
    ],
    'findMany of an object that REST names otherwise': [
      (client) => functionsOf('Thing').findMany(client),
      'GET /rest/things?limit=200',
    ],
    'findOne by id': [(client) => people.findOne(client, { id }), `GET /rest/people/${id}`],
    'findOne by a filter, with a relation': [
      (client) =>
        people.findOne(client, { filter: { city: { eq: 'Oslo' } }, select: { company: { name: true } } }),
      'GET /rest/people?depth=1&filter=city[eq]:Oslo&limit=1',
    ],
    count: [
      (client) => people.count(client, { filter: { city: { eq: 'Oslo' } } }),
      'GET /rest/people?filter=city[eq]:Oslo&limit=0',
    ],
    aggregate: [
      (client) => people.aggregate(client, { select: { maxAge: true } }),
      'GET /rest/people/groupBy?group_by=[]&aggregate=["totalCount","maxAge"]',
    ],
    groupBy: [
      (client) =>
        people.groupBy(client, {
          groupBy: { city: true },
          filter: { city: { is: 'NOT_NULL' } },
          orderBy: { aggregate: { totalCount: 'DescNullsLast' } },
          limit: 5,
        }),
      'GET /rest/people/groupBy?filter=city[is]:NOT_NULL&group_by=[{"city":true}]&aggregate=["totalCount"]' +
        '&order_by=[{"aggregate":{"totalCount":"DescNullsLast"}}]&limit=5',
    ],
    'findDuplicates by ids': [
      (client) => people.findDuplicates(client, { ids: [id], select }),
      `POST /rest/people/duplicates {"ids":["${id}"]}`,
    ],
    'findDuplicates of data': [
      (client) => people.findDuplicates(client, { data: [{ city: 'x' }], select }),
      'POST /rest/people/duplicates {"data":[{"city":"x"}]}',
    ],
    createOne: [
      (client) => people.createOne(client, { id, city: 'Oslo' }),
      `POST /rest/people {"id":"${id}","city":"Oslo"}`,
    ],
    'createMany, which updates what there is': [
      (client) =>
        people.createMany(client, [{ id }], { upsert: true, select: { id: true, company: { id: true } } }),
      `POST /rest/batch/people?depth=1&upsert=true [{"id":"${id}"}]`,
    ],
    updateOne: [
      (client) => people.updateOne(client, id, { city: 'Rome' }),
      `PATCH /rest/people/${id} {"city":"Rome"}`,
    ],
    'updateMany by ids': [
      (client) => people.updateMany(client, [id, idOf(2)], { city: 'Rome' }),
      `PATCH /rest/people?filter=id[in]:[${id},${idOf(2)}] {"city":"Rome"}`,
    ],
    'updateMany of all': [
      (client) => people.updateMany(client, {}, { city: 'Rome' }, { all: true }),
      'PATCH /rest/people?filter=id[is]:NOT_NULL {"city":"Rome"}',
    ],
    deleteOne: [(client) => people.deleteOne(client, id), `DELETE /rest/people/${id}?soft_delete=true`],
    'deleteMany by a filter': [
      (client) => people.deleteMany(client, { city: { eq: 'Oslo' } }),
      'DELETE /rest/people?filter=city[eq]:Oslo&soft_delete=true',
    ],
    'deleteMany of all': [
      (client) => people.deleteMany(client, {}, { all: true }),
      'DELETE /rest/people?filter=id[is]:NOT_NULL&soft_delete=true',
    ],
    restoreOne: [(client) => people.restoreOne(client, id), `PATCH /rest/restore/people?filter=id[eq]:${id}`],
    'restoreMany of all': [
      (client) => people.restoreMany(client, {}, { all: true }),
      'PATCH /rest/restore/people?filter=id[is]:NOT_NULL',
    ],
    'destroyOne, of which only the id is answered': [
      (client) => people.destroyOne(client, id, { select }),
      `GET /rest/people?filter=and(id[eq]:${id},${both})&limit=200`,
      `DELETE /rest/people/${id}`,
    ],
    'destroyMany of all': [
      (client) => people.destroyMany(client, {}, { all: true, select }),
      `GET /rest/people?filter=and(id[is]:NOT_NULL,${both})&limit=200`,
      'DELETE /rest/people?filter=id[is]:NOT_NULL',
    ],
    mergeMany: [
      (client) => people.mergeMany(client, [id, idOf(2)]),
      `PATCH /rest/people/merge {"ids":["${id}","${idOf(2)}"],"conflictPriorityIndex":0,"dryRun":false}`,
    ],
  };

  it.each(Object.keys(calls))('of %s', async (name) => {
    const [call, ...requests] = calls[name] ?? [];
    const { client, sent } = served(aboutAnna);
    await call?.(client);
    expect(sent).toEqual(requests);
  });
});

describe('the answer', () => {
  it('holds what is selected, and nothing else', async () => {
    const { client } = served(aboutAnna);
    expect(await people.findOne(client, { id, select: { city: true, unknown: true } })).toEqual({
      city: 'Oslo',
      unknown: null,
    });
    expect((await people.findMany(client)).records).toEqual([{ id, name: anna.name }]);
    expect(await people.updateOne(client, id, {}, { select })).toEqual({ city: 'Oslo' });
  });

  it('holds numbers where REST gives text, and nothing of no records but that there are none', async () => {
    const select = { totalCount: true, sumPay: true, minDay: true, countEmptyCity: true };
    const some = { totalCount: '2', sumPay: '-1500000.50', minDay: '2025-01-03', countEmptyCity: '0' };
    const answers = [[some], [{ ...some, totalCount: '0', sumPay: null, minDay: null }], []];
    const { client } = served((_, index) => answers[index]);
    expect(await people.aggregate(client, { select })).toEqual({
      totalCount: 2,
      sumPay: -1_500_000.5,
      minDay: '2025-01-03',
      countEmptyCity: 0,
    });
    const none = { totalCount: 0, sumPay: null, minDay: null, countEmptyCity: null };
    expect(await people.aggregate(client, { select })).toEqual(none);
    expect(await people.aggregate(client, { select })).toEqual(none);
  });

  it('is found under two names, as old servers answer a batch', async () => {
    const { client } = served(() => ({ data: { data: { createPeople: [anna] } } }));
    expect(await people.createMany(client, [{ id }], { select })).toEqual([{ city: 'Oslo' }]);
  });

  it.each([
    ['no record there is', refusal(404, 'Record not found')],
    ['no record there is, on old servers', refusal(400, 'Record not found')],
  ])('that %s is null to findOne, and an error to a change', async (_, answer) => {
    const { client } = served(() => answer.clone());
    expect(await people.findOne(client, { id })).toBeNull();
    expect(await failureOf(people.updateOne(client, id, {}))).toMatchObject({ code: 'NOT_FOUND' });
  });

  it('to a restore of what there is not is that it is not found', async () => {
    const { client } = served(() => ({ data: { restorePeople: [] } }));
    expect(await failureOf(people.restoreOne(client, id))).toMatchObject({ code: 'NOT_FOUND' });
  });

  it.each([
    null,
    7,
    'x',
    {},
    { data: null },
    { data: 'x' },
    { data: {} },
    { data: { people: null } },
    { data: { people: 'x' } },
    { data: { people: [null] }, pageInfo: {} },
    { data: { people: [] } },
    { data: { person: null } },
  ])('that is %j makes no sense', async (body) => {
    const calls = [
      (client: TwentyClient) => people.findMany(client),
      (client: TwentyClient) => people.updateOne(client, id, {}),
      (client: TwentyClient) => people.groupBy(client, { groupBy: { city: true } }),
      (client: TwentyClient) => people.findDuplicates(client, { ids: [id] }),
    ];
    for (const call of calls) {
      const { client, sent } = served(() => body);
      expect(await failureOf(call(client))).toMatchObject({ code: 'SERVER', mayHaveArrived: true });
      expect(sent).toHaveLength(1);
    }
  });
});

describe('more than one page of the server', () => {
  /** 450 people, by their place. */
  function many(options?: TwentyClientOptions): Rest {
    return served((request) => {
      const { searchParams } = new URL(request.split(' ')[1] ?? '', 'http://crm.example');
      const start = Number(searchParams.get('starting_after') ?? 0);
      const end = Math.min(450, start + Math.min(200, Number(searchParams.get('limit'))));
      const rows = Array.from({ length: end - start }, (_, index) => ({ id: idOf(start + index) }));
      return page(rows, { totalCount: 450, pageInfo: { hasNextPage: end < 450, endCursor: `${end}` } });
    }, options);
  }
  const inOrder = { orderBy: { createdAt: 'DescNullsLast' }, select: { id: true } } as const;

  it('is asked for page by page, by the cursors that the server gives', async () => {
    const { client, sent } = many();
    const { records, totalCount, hasNextPage } = await people.findMany(client, { first: 410 });
    expect(new Set(records.map((row) => row['id'])).size).toBe(410);
    expect([totalCount, hasNextPage]).toEqual([450, true]);
    expect(sent).toEqual([
      'GET /rest/people?limit=200',
      'GET /rest/people?limit=200&starting_after=200',
      'GET /rest/people?limit=10&starting_after=400',
    ]);
    expect(await people.findMany(client, { first: 30, offset: 400, select: { id: true } }).toArray()).toEqual(
      Array.from({ length: 50 }, (_, index) => ({ id: idOf(400 + index) })),
    );
  });

  describe('within the rate limit', () => {
    afterEach(() => void vi.useRealTimers());

    it('takes as many requests of it as there are', async () => {
      stopTime();
      const { client, sent } = many({ rateLimit: { requests: 1, perMs: 1000 } });
      await elapse(Promise.resolve(people.findMany(client, { first: 450 })));
      expect(sent).toHaveLength(3);
      expect(elapsed()).toBe(2000);
    });
  });

  it('is refused, before any record is given, in an order in which cursors lose records', async () => {
    const { client, sent } = many();
    const given: Row[] = [];
    const loop = async (): Promise<void> => {
      for await (const row of people.findMany(client, inOrder)) given.push(row);
    };
    const error = await failureOf(loop());
    expect(error).toMatchObject({ code: 'VALIDATION' });
    expect(error.message).toContain('GraphQL');
    expect(given).toEqual([]);
    expect(sent).toHaveLength(1);
    expect(await failureOf(people.findMany(client, inOrder).toArray({ limit: 201 }))).toMatchObject({
      code: 'VALIDATION',
    });
    expect(await failureOf(people.findMany(client, { ...inOrder, first: 201 }))).toMatchObject({
      code: 'VALIDATION',
    });
  });

  it('is no matter where a page of the server is all that is wanted', async () => {
    const { client } = many();
    expect(await people.findMany(client, inOrder).toArray({ limit: 200 })).toHaveLength(200);
    const pages = people.findMany(client, { ...inOrder, first: 60 });
    expect((await pages).records).toHaveLength(60);
    expect(new Set((await pages.toArray({ limit: 150 })).map((row) => row['id'])).size).toBe(150);
    const late = people.findMany(client, { ...inOrder, first: 10, offset: 190 });
    expect((await late).records).toEqual(
      Array.from({ length: 10 }, (_, index) => ({ id: idOf(190 + index) })),
    );
    expect(await failureOf(late.toArray())).toMatchObject({ code: 'VALIDATION' });
  });

  it('of groups is refused where the server may have cut them', async () => {
    const groups = (length: number): Rest =>
      served(() => Array.from({ length }, (_, at) => ({ groupByDimensionValues: [at], totalCount: '1' })));
    const call = ({ client }: Rest, limit?: number): Promise<Row[]> =>
      people.groupBy(client, { groupBy: { city: true }, limit });
    expect(await call(groups(205))).toHaveLength(205);
    expect(await call(groups(200), 200)).toHaveLength(200);
    expect(await failureOf(call(groups(200)))).toMatchObject({ code: 'VALIDATION' });
  });
});

describe('a relation that an answer leaves out', () => {
  const company = { id: idOf(9), name: 'Acme', deletedAt: null };
  const withCompany = { company: { name: true } } as const;
  const bare = (request: string): unknown => aboutAnna(request.replace('depth=1', 'depth=0'));

  it.each<readonly [string, (client: TwentyClient) => Promise<unknown>, unknown]>([
    [
      'deleteOne',
      (client) => people.deleteOne(client, id, { select: withCompany }),
      { company: { name: 'Acme' } },
    ],
    [
      'restoreMany',
      (client) => people.restoreMany(client, [id], { select: withCompany }),
      [{ company: { name: 'Acme' } }],
    ],
    [
      'findDuplicates',
      (client) => people.findDuplicates(client, { ids: [id], select: withCompany }),
      [[{ company: { name: 'Acme' } }]],
    ],
  ])('is asked for after %s', async (_, call, result) => {
    const { client, sent } = served((request, index) =>
      index === 0 ? bare(request) : page([{ ...anna, company }]),
    );
    expect(await call(client)).toEqual(result);
    expect(sent.slice(1)).toEqual([`GET /rest/people?depth=1&filter=and(id[in]:[${id}],${both})&limit=60`]);
  });

  it('is null where there is none to be had', async () => {
    const { client } = served(bare);
    expect(await people.deleteOne(client, id, { select: withCompany })).toEqual({ company: null });
    expect((await people.findMany(client, { select: withCompany })).records).toEqual([{ company: null }]);
  });
});

describe('nothing is sent', () => {
  it.each(['', '.', '..', '../companies', `${id}/..`, 'merge', null, undefined])(
    'to a record whose id is %j',
    async (wrong) => {
      const { client, sent } = served(aboutAnna);
      for (const call of [
        people.findOne(client, { id: wrong }),
        people.updateOne(client, wrong, { city: 'x' }),
        people.deleteOne(client, wrong),
        people.restoreOne(client, wrong),
      ])
        expect(await failureOf(call)).toMatchObject({ code: 'VALIDATION' });
      expect(sent).toEqual([]);
      await failureOf(people.destroyOne(client, wrong));
      expect(sent.filter((request) => request.startsWith('DELETE'))).toEqual([]);
    },
  );

  it.each<readonly [string, (client: TwentyClient) => PromiseLike<unknown>]>([
    [
      'a relation of a to-one relation',
      (client) => people.findMany(client, { select: { company: { owner: { id: true } } } }),
    ],
    [
      'a to-many relation of a to-one relation',
      (client) => people.findOne(client, { id, select: { company: { people: { select: {} } } } }),
    ],
    [
      'a relation of a to-many relation, of what is changed',
      (client) =>
        companies.updateOne(client, id, {}, { select: { people: { select: { company: { id: true } } } } }),
    ],
    [
      'a relation of a relation, of what is merged',
      (client) => people.mergeMany(client, [id, idOf(2)], { select: { company: { owner: { id: true } } } }),
    ],
    [
      'an apostrophe in the filter of a relation, of what is created',
      (client) =>
        companies.createOne(
          client,
          {},
          { select: { people: { select: {}, filter: { city: { eq: "'" } } } } },
        ),
    ],
    [
      'an apostrophe in a filter',
      (client) => people.updateMany(client, { city: { eq: "'" } }, { city: 'x' }),
    ],
    [
      'an apostrophe in a filter of groups',
      (client) => people.groupBy(client, { groupBy: { city: true }, filter: { city: { eq: "'" } } }),
    ],
    [
      'an apostrophe in a filter of a count',
      (client) => people.count(client, { filter: { city: { eq: "'" } } }),
    ],
    [
      'a filter beyond what addresses hold',
      (client) =>
        people.findMany(client, {
          filter: { city: { in: Array.from({ length: 2000 }, (_, index) => `City ${index}`) } },
        }),
    ],
  ])('that has %s', async (_, call) => {
    const { client, sent } = served(aboutAnna);
    const error = await failureOf(call(client));
    expect(error).toMatchObject({ code: 'VALIDATION' });
    expect(error.message).toContain('GraphQL');
    expect(sent).toEqual([]);
  });

  it.each<readonly [string, (client: TwentyClient, old: Functions) => PromiseLike<unknown>]>([
    ['a soft delete', (client, old) => old.deleteOne(client, id)],
    ['soft deletes', (client, old) => old.deleteMany(client, { city: { eq: 'x' } })],
    ['an update of many', (client, old) => old.updateMany(client, [id], {})],
    ['a restore', (client, old) => old.restoreOne(client, id)],
    ['restores', (client, old) => old.restoreMany(client, [id])],
    ['an upsert', (client, old) => old.createOne(client, { id }, { upsert: true })],
    ['groups', (client, old) => old.groupBy(client, { groupBy: { city: true } })],
    ['a merge', (client, old) => old.mergeMany(client, [id, idOf(2)])],
  ])('to a server whose DELETE always destroys, for %s', async (_, call) => {
    const { client, sent } = served(aboutAnna);
    const old = functionsOf('Person', { ...workspace, hasRestSoftDelete: false });
    expect(await failureOf(call(client, old))).toMatchObject({ code: 'VALIDATION' });
    expect(sent).toEqual([]);
    expect(await old.findOne(client, { id, select })).toEqual({ city: 'Oslo' });
    expect(await old.updateOne(client, id, {}, { select })).toEqual({ city: 'Oslo' });
    expect(await old.createOne(client, { id }, { select })).toEqual({ city: 'Oslo' });
  });
});

it('restores where newer servers do it', async () => {
  const { client, sent } = served((request, index) =>
    index === 0 ? refusal(400, "'people' is not a valid UUID") : aboutAnna(request),
  );
  expect(await people.restoreMany(client, [id], { select })).toEqual([{ city: 'Oslo' }]);
  expect(sent).toEqual([
    `PATCH /rest/restore/people?filter=id[in]:[${id}]`,
    `PATCH /rest/people/restore?filter=id[in]:[${id}]`,
  ]);
  const refused = served(() => refusal(400, 'Object person doesn’t have any "x" field.'));
  expect(await failureOf(people.restoreMany(refused.client, { x: { eq: 1 } }))).toMatchObject({
    code: 'VALIDATION',
  });
  expect(refused.sent).toHaveLength(1);
});

it('waits where there are too many requests, and goes on', async () => {
  const { client, sent } = served(
    (request, index) =>
      index === 0 ? refusal(429, 'Limit reached (600 tokens per 6000 ms)') : aboutAnna(request),
    {},
  );
  expect(await people.updateOne(client, id, {}, { select })).toEqual({ city: 'Oslo' });
  expect(sent).toHaveLength(2);
});

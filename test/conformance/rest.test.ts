import { isDeepStrictEqual } from 'node:util';
import { describe, expect, it } from 'vitest';
import type { FetchInit } from '../../templates/runtime/platform.ts';
import { generatedFrom } from '../client/generated.ts';
import type { Functions, Generated, Row, TwentyClient } from '../client/generated.ts';
import { recordedModel, recordingsFolder } from '../simulate/recorded.ts';
import { readExchanges } from '../simulate/replay.ts';
import type { Exchange } from '../simulate/replay.ts';

/** What the client sends over REST is what a real server was sent, and its answers are taken for what they are. */

const folder = recordingsFolder();
if (folder === undefined) console.warn('No recordings of a real server found: REST conformance is skipped.');

// Nothing is asked of it where there are no recordings.
const client = folder === undefined ? ({} as Generated) : await generatedFrom(await recordedModel(folder));
const exchanges: ReadonlyMap<string, Exchange> = new Map(
  folder === undefined ? [] : readExchanges(folder).map((exchange) => [exchange.name, exchange]),
);

/** Requests that say the same alike. */
function meaning(method: string, path: string, body: unknown): unknown {
  const { pathname, searchParams } = new URL(path, 'http://crm.example');
  const parameters = Object.fromEntries(searchParams);
  // Of several conditions, those that are joined by and may stand alone; words need no quotes.
  const filter = parameters['filter']?.replace(/^and\((.*)\)$/s, '$1').replaceAll(/"([\w.:+-]+)"/g, '$1');
  const { limit } = parameters;
  return {
    method,
    pathname,
    ...parameters,
    ...(filter === undefined ? {} : { filter }),
    order_by: parameters['order_by']?.replaceAll('[AscNullsFirst]', ''),
    // As many groups as there are, and as many records as the server gives in a page.
    limit: limit === undefined || Number(limit) >= 60 ? undefined : limit,
    body: JSON.parse(JSON.stringify(body ?? null).replace(',"dryRun":false', '')) as unknown,
  };
}

const id = (kind: string, number: number): string =>
  `${kind}0000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
const review = (number: number): string => id('d', number);
const byPosition = { orderBy: { position: 'AscNullsFirst' } } as const;
const select = { id: true, name: true } as const;

describe.runIf(folder)('over REST, as recorded,', () => {
  const recorded = (name: string): Exchange => {
    const exchange = exchanges.get(name);
    if (!exchange) throw new Error(`no exchange ${name}`);
    return exchange;
  };
  /** What the answer holds, under whatever name. */
  const data = (name: string): unknown =>
    Object.values((recorded(name).response.body as { data: object }).data)[0];
  const bodyOf = (name: string): Row => recorded(name).request.body as Row;
  const rowsOf = (name: string): readonly Row[] => recorded(name).request.body as readonly Row[];

  /** A client to whom these exchanges are the server, each of them once. */
  function served(names: readonly string[], others?: unknown): { client: TwentyClient; left: string[] } {
    const left = [...names];
    const fetch = async (url: string, { method, body }: FetchInit): Promise<Response> => {
      await Promise.resolve();
      const sent = meaning(method, url.replace('http://crm.example', ''), body && JSON.parse(body));
      const index = left.findIndex((name) => {
        const { request } = recorded(name);
        return isDeepStrictEqual(meaning(request.method, request.path, request.body), sent);
      });
      const [name] = index < 0 ? [] : left.splice(index, 1);
      if (name === undefined && others !== undefined) return new Response(JSON.stringify(others));
      if (name === undefined) throw new Error(`not recorded: ${JSON.stringify(sent)}`);
      const { status, body: answer } = recorded(name).response;
      return new Response(JSON.stringify(answer), { status });
    };
    const options = { url: 'http://crm.example', apiKey: 'key', fetch, rateLimit: false } as const;
    return { client: client.index.createRestClient(options), left };
  }

  type Call = (client: TwentyClient, reviews: Functions) => PromiseLike<unknown>;

  async function resultOf(names: readonly string[], call: Call, others?: unknown): Promise<unknown> {
    const { client: rest, left } = served(names, others);
    const result = await call(rest, client.of('contractReview'));
    expect(left).toEqual([]);
    return result;
  }

  const picked = (rows: unknown): readonly Row[] =>
    (rows as readonly Row[]).map((row) => ({ id: row['id'], name: row['name'] }));

  const filters: Readonly<Record<string, object>> = {
    'eq-quoted': { name: { eq: 'Gamma review' } },
    neq: { name: { neq: 'Gamma review' } },
    in: { name: { in: ['Gamma review', 'Alpha review'] } },
    'in-unquoted': { stage: { in: ['DRAFT', 'SIGNED'] } },
    'contains-any': { tags: { containsAny: ['FINANCE', 'LEGAL'] } },
    'is-null': { companyId: { is: 'NULL' } },
    'is-not-null': { companyId: { is: 'NOT_NULL' } },
    gt: { revisionCount: { gt: 0 } },
    'gte-quoted-number': { riskScore: { gte: 12.345 } },
    'lt-date': { signedOn: { lt: '2025-01-15' } },
    'lte-datetime': { reviewedAt: { lte: new Date('2025-02-03T10:11:12.345Z') } },
    boolean: { isApproved: { eq: true } },
    like: { name: { like: '%review' } },
    ilike: { name: { ilike: '%REVIEW' } },
    'starts-with': { name: { startsWith: 'Al' } },
    'ends-with': { name: { endsWith: 'review' } },
    composite: { contractValue: { amountMicros: { gte: 750_000_000 } } },
    'relation-traversal': { company: { name: { eq: 'Bombe Works' } } },
    'two-implicit-and': { stage: { eq: 'SIGNED' }, revisionCount: { gt: 0 } },
    or: { or: [{ stage: { eq: 'SIGNED' } }, { revisionCount: { eq: 0 } }] },
    'and-or-not': {
      and: [
        { or: [{ stage: { eq: 'DRAFT' } }, { stage: { is: 'NULL' } }] },
        { not: { name: { ilike: '%beta%' } } },
      ],
    },
    'same-field-range': { riskScore: { gte: 0, lte: 50 } },
    'deletedat-not-null': { deletedAt: { is: 'NOT_NULL' } },
    'empty-quoted-value': { summary: { eq: '' } },
    'value-with-comma-quoted': { name: { eq: 'Alpha, review' } },
    'value-with-parentheses-quoted': { summary: { ilike: '%(parentheses)%' } },
    'value-with-brackets': { name: { eq: 'a[b]' } },
    'value-with-colon': { documentLinks: { primaryLinkUrl: { eq: 'https://docs.example.com/alpha' } } },
    'value-looks-like-conjunction': { name: { eq: 'or(a)' } },
  };

  it.each(Object.keys(filters))('a filter finds what it found: %s', async (name) => {
    const filter = filters[name];
    const found = (await resultOf([`rest-filter-${name}`], (rest, reviews) =>
      reviews.findMany(rest, { ...byPosition, filter, first: 10, select }),
    )) as { records: readonly Row[] };
    expect(found.records).toEqual(picked(data(`rest-filter-${name}`)));
  });

  const lists: Readonly<Record<string, Row>> = {
    'rest-list-limit-0': { first: 0 },
    'rest-list-limit-2': { ...byPosition, first: 2 },
    'rest-list-default': {},
    'rest-list-order-desc': {
      orderBy: [{ revisionCount: 'DescNullsLast' }, { name: 'AscNullsFirst' }],
      first: 4,
    },
    'rest-list-order-composite': { orderBy: { contractValue: { amountMicros: 'DescNullsLast' } }, first: 2 },
    'rest-list-order-relation': { orderBy: { company: { name: 'DescNullsLast' } }, first: 2 },
  };

  it.each(Object.keys(lists))('a page is what it was: %s', async (name) => {
    const { totalCount, pageInfo } = recorded(name).response.body as {
      totalCount: number;
      pageInfo: { hasNextPage: boolean };
    };
    expect(
      await resultOf([name], (rest, reviews) => reviews.findMany(rest, { ...lists[name], select })),
    ).toEqual({ records: picked(data(name)), totalCount, hasNextPage: pageInfo.hasNextPage });
  });

  it('pages follow each other by the cursors that were given', async () => {
    const pages = ['rest-list-cursor-page-1', 'rest-list-cursor-page-2'];
    expect(
      await resultOf(pages, (rest, reviews) =>
        reviews.findMany(rest, { ...byPosition, first: 3, select }).toArray({ limit: 6 }),
      ),
    ).toEqual(picked(pages.flatMap(data)));
  });

  it('a record has the values that GraphQL gave of it', async () => {
    for (const name of ['full', 'sparse']) {
      const { data: given } = recorded(`read-back-${name}-review`).response.body as {
        data: { contractReview: Row };
      };
      const { contractReview } = given;
      const own = Object.keys(client.of('contractReview').fields).filter((field) => field in contractReview);
      expect(own.length).toBeGreaterThan(30);
      const fields = Object.fromEntries(own.map((field) => [field, true]));
      expect(
        await resultOf([`rest-read-back-${name}-review`], (rest, reviews) =>
          reviews.findOne(rest, { id: contractReview['id'], select: fields }),
        ),
      ).toEqual(Object.fromEntries(own.map((field) => [field, contractReview[field]])));
    }
  });

  it('to-one relations, morph ones too, come with the record', async () => {
    const [first] = data('rest-list-depth-1') as readonly [Row];
    const { company, subjectPerson } = first as { company: Row; subjectPerson: Row };
    const found = (await resultOf(['rest-list-depth-1'], (rest, reviews) =>
      reviews.findMany(rest, {
        ...byPosition,
        first: 2,
        select: {
          company: { name: true, annualRevenue: true },
          subjectPerson: { emails: true },
          parentReview: { id: true },
        },
      }),
    )) as { records: readonly Row[] };
    expect(found.records[0]).toEqual({
      company: { name: company['name'], annualRevenue: company['annualRevenue'] },
      subjectPerson: { emails: subjectPerson['emails'] },
      parentReview: null,
    });
  });

  const rows = (name: string): unknown => picked(data(name));
  const row = (name: string): unknown => picked([data(name)])[0];
  /** Counts and amounts are text in the recording, times are not. */
  const groupsOf = (name: string, ...by: readonly string[]): unknown =>
    (recorded(name).response.body as readonly Row[]).map(({ groupByDimensionValues, ...values }) => ({
      key: Object.fromEntries(by.map((field, at) => [field, (groupByDimensionValues as unknown[])[at]])),
      ...Object.fromEntries(
        Object.entries(values).map(([key, value]) => [
          key,
          key.startsWith('min') || value === null ? value : Number(value),
        ]),
      ),
    }));
  const calls: Readonly<Record<string, readonly [Call, (name: string) => unknown]>> = {
    'rest-list-limit-0': [
      (rest, reviews) => reviews.count(rest),
      (name) => (recorded(name).response.body as Row)['totalCount'],
    ],
    'rest-one-missing': [
      (rest, reviews) => reviews.findOne(rest, { id: '99999999-0000-4000-8000-000000000001' }),
      () => null,
    ],
    'rest-group-by-stage-aggregates': [
      (rest, reviews) =>
        reviews.groupBy(rest, {
          groupBy: { stage: true },
          select: {
            totalCount: true,
            sumRevisionCount: true,
            avgRiskScore: true,
            countNotEmptyId: true,
            minCreatedAt: true,
            sumContractValueAmountMicros: true,
          },
        }),
      (name) => groupsOf(name, 'stage'),
    ],
    'rest-group-by-two-fields-order-limit': [
      (rest, reviews) =>
        reviews.groupBy(rest, {
          groupBy: { stage: true, isApproved: true },
          orderBy: { aggregate: { totalCount: 'DescNullsLast' } },
          limit: 2,
        }),
      (name) => groupsOf(name, 'stage', 'isApproved'),
    ],
    'rest-group-by-month-utc': [
      (rest, reviews) =>
        reviews.groupBy(rest, { groupBy: { reviewedAt: { granularity: 'MONTH', timeZone: 'UTC' } } }),
      (name) => groupsOf(name, 'reviewedAt'),
    ],
    'rest-group-by-filter': [
      (rest, reviews) =>
        reviews.groupBy(rest, { groupBy: { stage: true }, filter: { isApproved: { eq: true } } }),
      (name) => groupsOf(name, 'stage'),
    ],
    'rest-duplicates-ids': [
      (rest) => client.of('company').findDuplicates(rest, { ids: [id('c', 1), id('c', 2)] }),
      () => [[], []],
    ],
    'rest-duplicates-data': [
      (rest) =>
        client.of('company').findDuplicates(rest, {
          data: [{ name: 'Bombe Works' }, { name: 'Nobody' }],
          select,
        }),
      () => {
        const { body } = recorded('rest-duplicates-data').response;
        return (body as { data: readonly Row[] }).data.map((entry) => picked(entry['companyDuplicates']));
      },
    ],
    'rest-create-one': [
      (rest, reviews) => reviews.createOne(rest, bodyOf('rest-create-one'), { select }),
      row,
    ],
    'rest-create-depth-1': [
      (rest, reviews) =>
        reviews.createOne(rest, bodyOf('rest-create-depth-1'), { select: { company: { name: true } } }),
      (name) => ({ company: { name: (data(name) as { company: Row }).company['name'] } }),
    ],
    'rest-create-relation-connect': [
      (rest, reviews) => reviews.createOne(rest, bodyOf('rest-create-relation-connect'), { select }),
      row,
    ],
    'rest-batch-create': [
      (rest, reviews) => reviews.createMany(rest, rowsOf('rest-batch-create'), { select }),
      rows,
    ],
    'rest-upsert-by-unique': [
      (rest, reviews) => reviews.createOne(rest, bodyOf('rest-upsert-by-unique'), { upsert: true, select }),
      row,
    ],
    'rest-upsert-batch': [
      (rest, reviews) => reviews.createMany(rest, rowsOf('rest-upsert-batch'), { upsert: true, select }),
      rows,
    ],
    'rest-patch-one': [
      (rest, reviews) => reviews.updateOne(rest, review(30), { name: 'Rest one v2' }, { select }),
      row,
    ],
    'rest-patch-one-depth-1': [
      (rest, reviews) =>
        reviews.updateOne(rest, review(30), { stage: 'DRAFT' }, { select: { company: { name: true } } }),
      (name) => ({ company: { name: (data(name) as { company: Row }).company['name'] } }),
    ],
    'rest-patch-many': [
      (rest, reviews) =>
        reviews.updateMany(rest, [review(35), review(36)], { summary: 'rest many' }, { select }),
      rows,
    ],
    'rest-patch-many-no-match': [
      (rest, reviews) =>
        reviews.updateMany(
          rest,
          { id: { eq: '99999999-0000-4000-8000-000000000001' } },
          { summary: 'rest many' },
        ),
      () => [],
    ],
    'rest-delete-one-soft': [(rest, reviews) => reviews.deleteOne(rest, review(35), { select }), row],
    'rest-delete-many-soft': [
      (rest, reviews) => reviews.deleteMany(rest, [review(33), review(31)], { select }),
      rows,
    ],
    'rest-restore-many': [(rest, reviews) => reviews.restoreMany(rest, [review(35)], { select }), rows],
    'rest-merge-real': [
      (rest) => client.of('company').mergeMany(rest, [id('c', 3), id('c', 4)], { select }),
      row,
    ],
    'rest-merge-dry-run': [
      (rest) => client.of('company').mergeMany(rest, [id('c', 3), id('c', 4)], { dryRun: true, select }),
      row,
    ],
  };

  it.each(Object.keys(calls))('a call gives what was answered: %s', async (name) => {
    const [call, result] = calls[name] ?? [];
    if (!call) throw new Error(name);
    expect(await resultOf([name], call)).toEqual(result?.(name));
  });

  it('a record is destroyed by its id, and by a filter', async () => {
    const of = (number: number): object => ({
      data: { contractReviews: [{ id: review(number), name: 'x' }] },
      totalCount: 1,
      pageInfo: { hasNextPage: false },
    });
    expect(
      await resultOf(
        ['rest-delete-one-hard'],
        (rest, reviews) => reviews.destroyOne(rest, review(36), { select }),
        of(36),
      ),
    ).toEqual({ id: review(36), name: 'x' });
    expect(
      await resultOf(
        ['rest-delete-many-hard'],
        (rest, reviews) =>
          reviews.destroyMany(
            rest,
            { id: { in: [review(33), review(31)] }, deletedAt: { is: 'NOT_NULL' } },
            { select: { name: true } },
          ),
        of(31),
      ),
    ).toEqual([{ name: 'x' }, {}]);
  });

  const failures: Readonly<Record<string, readonly [string, Call]>> = {
    'rest-create-duplicate-id': [
      'DUPLICATE',
      (rest, reviews) => reviews.createOne(rest, bodyOf('rest-create-duplicate-id')),
    ],
    'rest-upsert-conflict': [
      'VALIDATION',
      (rest, reviews) => reviews.createOne(rest, bodyOf('rest-upsert-conflict'), { upsert: true }),
    ],
    'rest-patch-one-missing': [
      'NOT_FOUND',
      (rest, reviews) => reviews.updateOne(rest, '99999999-0000-4000-8000-000000000001', { name: 'x' }),
    ],
    'rest-patch-one-unknown-field': [
      'VALIDATION',
      (rest, reviews) => reviews.updateOne(rest, review(30), { nope: 1 }),
    ],
    'rest-delete-one-soft-missing': [
      'NOT_FOUND',
      (rest, reviews) => reviews.deleteOne(rest, '99999999-0000-4000-8000-000000000001'),
    ],
    'rest-filter-unknown-option': [
      'VALIDATION',
      (rest, reviews) =>
        reviews.findMany(rest, { ...byPosition, first: 10, filter: { stage: { eq: 'NOPE' } } }),
    ],
    'earlier-ratelimited-people': ['RATE_LIMIT', (rest) => client.of('person').findMany(rest, { first: 1 })],
    'earlier-revoked-people': ['AUTHENTICATION', (rest) => client.of('person').findMany(rest, { first: 1 })],
    'earlier-tampered-people': ['AUTHENTICATION', (rest) => client.of('person').findMany(rest, { first: 1 })],
    'auth-rest-no-token': ['AUTHENTICATION', (rest) => client.of('company').findMany(rest, { first: 1 })],
  };

  it.each(Object.keys(failures))('a refusal is of its class: %s', async (name) => {
    const [code, call] = failures[name] ?? [];
    if (!call) throw new Error(name);
    await expect(resultOf([name], call)).rejects.toMatchObject({ code });
  });

  it('a batch that is too large is sent in smaller ones', async () => {
    const name = 'rest-batch-create-201';
    const large = rowsOf(name).map((item, number) => ({ id: id('c', 5000 + number), ...item }));
    const answer = { data: { createCompanies: [{ id: id('c', 1), name: 'x' }] } };
    const sent: number[] = [];
    const fetch = async (_: string, { body = '' }: FetchInit): Promise<Response> => {
      await Promise.resolve();
      sent.push((JSON.parse(body) as unknown[]).length);
      const { status, body: refusal } = recorded(name).response;
      return sent.length === 1
        ? new Response(JSON.stringify(refusal), { status })
        : new Response(JSON.stringify(answer));
    };
    const rest = client.index.createRestClient({
      url: 'http://crm.example',
      apiKey: 'key',
      fetch,
      rateLimit: false,
    });
    await client.of('company').createMany(rest, large, { select, concurrency: 1 });
    expect(sent).toEqual([200, 60, 60, 60, 20, 1]);
  });
});

import { beforeEach, describe, expect, it } from 'vitest';
import { idOf as id, model, simulated } from './ask.ts';
import type { Asked } from './ask.ts';

const headers = { authorization: 'Bearer key', 'content-type': 'application/json' };

let simulator: Asked;

async function rest(
  method: string,
  path: string,
  body?: unknown,
): Promise<{ status: number; body: unknown }> {
  const answer = await simulator.fetch(`http://crm.example/rest/${path}`, {
    method,
    headers,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: answer.status, body: await answer.json() };
}

async function create(root: string, type: string, data: readonly object[]): Promise<void> {
  await simulator.read(`mutation($data: [${type}CreateInput!]!) { ${root}(data: $data) { id } }`, { data });
}

beforeEach(async () => {
  simulator = simulated();
  await create('createCompanies', 'Company', [
    { id: id(1), name: 'Airline', segments: ['EDUCATION', 'HEALTH'] },
    { id: id(2), name: 'Bakery', segments: ['EDUCATION'] },
  ]);
  await create('createOpportunities', 'Opportunity', [
    {
      id: id(10),
      name: 'A',
      stage: 'NEW',
      probability: 20,
      companyId: id(1),
      closeDate: '2026-01-31T23:30:00Z',
    },
    {
      id: id(11),
      name: 'B',
      stage: 'NEW',
      probability: 40,
      companyId: id(1),
      amount: { amountMicros: 5, currencyCode: 'EUR' },
    },
    { id: id(12), name: 'C', stage: 'MEETING', companyId: id(2), closeDate: '2026-02-10T00:00:00Z' },
  ]);
});

const groups = (args: string, fields = 'groupByDimensionValues totalCount'): Promise<unknown> =>
  simulator.read(`{ opportunitiesGroupBy(${args}) { ${fields} } }`);
const refused = (args: string): Promise<string | undefined> =>
  simulator.refused(`{ opportunitiesGroupBy(${args}) { totalCount } }`);

describe('groupBy', () => {
  it('counts and aggregates each group', async () => {
    expect(
      await groups(
        'groupBy: [{ stage: true }]',
        'groupByDimensionValues totalCount avgProbability sumProbability',
      ),
    ).toEqual([
      { groupByDimensionValues: ['MEETING'], totalCount: 1, avgProbability: null, sumProbability: null },
      { groupByDimensionValues: ['NEW'], totalCount: 2, avgProbability: 30, sumProbability: 60 },
    ]);
  });

  it('goes by relations, columns of composites, and months where one is', async () => {
    expect(
      await groups('groupBy: [{ company: { name: true } }, { amount: { amountMicros: true } }]'),
    ).toEqual([
      { groupByDimensionValues: ['Airline', '5'], totalCount: 1 },
      { groupByDimensionValues: ['Airline', null], totalCount: 1 },
      { groupByDimensionValues: ['Bakery', null], totalCount: 1 },
    ]);
    const month = (zone: string): Promise<unknown> =>
      groups(
        `groupBy: [{ closeDate: { granularity: MONTH, timeZone: "${zone}" } }]`,
        'groupByDimensionValues',
      );
    expect(await month('UTC')).toEqual(
      ['2026-01-01', '2026-02-01', null].map((value) => ({ groupByDimensionValues: [value] })),
    );
    expect(await month('Asia/Tokyo')).toEqual(
      ['2026-02-01', null].map((value) => ({ groupByDimensionValues: [value] })),
    );
  });

  it('takes lists apart where told, and writes them as the database does otherwise', async () => {
    const of = async (spec: string): Promise<unknown> =>
      (
        await simulator.ask(
          `{ companiesGroupBy(groupBy: [{ segments: ${spec} }]) { groupByDimensionValues } }`,
        )
      ).data;
    expect(await of('{ unnest: true }')).toEqual({
      companiesGroupBy: [{ groupByDimensionValues: ['EDUCATION'] }, { groupByDimensionValues: ['HEALTH'] }],
    });
    expect(await of('true')).toEqual({
      companiesGroupBy: [
        { groupByDimensionValues: ['{EDUCATION,HEALTH}'] },
        { groupByDimensionValues: ['{EDUCATION}'] },
      ],
    });
  });

  it('names groups of amounts by text, and puts them in order as numbers', async () => {
    await create('createOpportunities', 'Opportunity', [
      { amount: { amountMicros: 1_500_000_000 } },
      { amount: { amountMicros: 20 } },
    ]);
    expect(
      await groups(
        'groupBy: [{ amount: { amountMicros: true } }], orderBy: [{ amount: { amountMicros: DescNullsLast } }]',
        'groupByDimensionValues',
      ),
    ).toEqual(['1500000000', '20', '5', null].map((value) => ({ groupByDimensionValues: [value] })));
  });

  it('is put in order by aggregates and by what it groups by, options by their letters', async () => {
    expect(
      await groups(
        'groupBy: [{ stage: true }], orderBy: [{ aggregate: { totalCount: DescNullsLast } }], limit: 1',
      ),
    ).toEqual([{ groupByDimensionValues: ['NEW'], totalCount: 2 }]);
    expect(await groups('groupBy: [{ stage: true }], orderBy: [{ stage: AscNullsLast }]')).toMatchObject([
      { groupByDimensionValues: ['MEETING'] },
      { groupByDimensionValues: ['NEW'] },
    ]);
  });

  it.each([
    ['groupBy: [{ id: true }]', 'Field "id" is not supported in groupBy'],
    ['groupBy: [{ nope: true }]', 'Unidentified field in groupBy: nope'],
    ['groupBy: [{ stage: true, name: true }]', 'You cannot provide multiple fields in one GroupByInput'],
    ['groupBy: [{ closeDate: { granularity: MONTH } }]', 'Time zone should be specified'],
    ['groupBy: [{ closeDate: { granularity: DAY, timeZone: "Mars" } }]', 'Invalid timezone: Mars'],
    ['groupBy: [{ stage: true }], orderBy: [{ name: AscNullsFirst }]', 'Cannot order by a field'],
  ])('refuses %s', async (args, message) => {
    expect(await refused(args)).toContain(message);
  });
});

it('merges only what is selected, moves what relates to the others, and destroys them', async () => {
  await create('createCompanies', 'Company', [
    { id: id(3), name: 'First' },
    { id: id(4), name: 'Second', employees: 7, address: { addressCity: 'Oslo' } },
  ]);
  await create('createPeople', 'Person', [{ id: id(20), companyId: id(4) }]);
  const merge = `mutation { mergeCompanies(ids: ["${id(3)}", "${id(4)}"], conflictPriorityIndex: 0) { id employees } }`;
  expect((await simulator.ask(merge)).data).toEqual({ mergeCompanies: { id: id(3), employees: 7 } });
  const { data } = await simulator.ask(
    `{ companies(filter: { id: { in: ["${id(3)}", "${id(4)}"] } }) { edges { node { id name address { addressCity } } } }
       people { edges { node { companyId } } } }`,
  );
  expect(data).toEqual({
    companies: { edges: [{ node: { id: id(3), name: 'First', address: { addressCity: '' } } }] },
    people: { edges: [{ node: { companyId: id(3) } }] },
  });
});

describe('a file', () => {
  const field = model.objects
    .find(({ nameSingular }) => nameSingular === 'person')
    ?.fields.find(({ name }) => name === 'portrait');

  async function upload(): Promise<{ id: string; size: number; url: string }> {
    const form = new FormData();
    const query =
      'mutation($file: Upload!, $fieldMetadataId: String!) { uploadFilesFieldFile(file: $file, fieldMetadataId: $fieldMetadataId) { id size url } }';
    form.set('operations', JSON.stringify({ query, variables: { file: null, fieldMetadataId: field?.id } }));
    form.set('map', JSON.stringify({ 0: ['variables.file'] }));
    form.set('0', new File(['Hello'], 'a.txt', { type: 'text/plain' }));
    const { authorization } = headers;
    const answer = await simulator.fetch('http://crm.example/metadata', {
      method: 'POST',
      headers: { authorization },
      body: form,
    });
    const { data } = (await answer.json()) as {
      data: { uploadFilesFieldFile: { id: string; size: number; url: string } };
    };
    return data.uploadFilesFieldFile;
  }

  const portraitOf = (fileId: string): { fileId: string; label: string }[] => [{ fileId, label: 'Face' }];
  const taken = (fileId: string): object => ({
    status: 400,
    body: { messages: [`File ${fileId} is already associated with a permanent files field`] },
  });

  it('that is uploaded belongs to one record, and is read at its address', async () => {
    const { id: fileId, size, url } = await upload();
    expect(size).toBe(5);
    const portrait = portraitOf(fileId);
    expect(await rest('POST', 'people', { id: id(21), portrait })).toMatchObject({
      status: 201,
      body: { data: { createPerson: { portrait: [{ fileId, label: 'Face', extension: '.txt', url }] } } },
    });
    expect(await rest('POST', 'people', { portrait })).toMatchObject(taken(fileId));
    expect(await (await simulator.fetch(url)).text()).toBe('Hello');
  });

  it('is free again where the write that takes it is refused', async () => {
    const portrait = portraitOf((await upload()).id);
    const email = (primaryEmail: string): object => ({ emails: { primaryEmail } });
    const twice = [{ ...email('a@x.example'), portrait }, email('a@x.example')];
    expect((await rest('POST', 'batch/people', twice)).status).toBe(400);
    expect((await rest('POST', 'people', { portrait })).status).toBe(201);
  });

  it('is gone when its record lets go of it', async () => {
    const { id: fileId, url } = await upload();
    const portrait = portraitOf(fileId);
    await rest('POST', 'people', { id: id(21), portrait });
    await rest('PATCH', `people/${id(21)}`, { portrait: [] });
    expect(await rest('PATCH', `people/${id(21)}`, { portrait })).toMatchObject({
      status: 400,
      body: { messages: [`File not found: ${fileId}`] },
    });
    expect((await simulator.fetch(url)).status).toBe(404);
  });

  it('comes over with its record in a merge', async () => {
    const portrait = portraitOf((await upload()).id);
    await rest('POST', 'batch/people', [{ id: id(21) }, { id: id(22), portrait }]);
    const body = { ids: [id(21), id(22)], conflictPriorityIndex: 0 };
    expect(await rest('PATCH', 'people/merge', body)).toMatchObject({
      body: { data: { mergePerson: { id: id(21), portrait } } },
    });
    expect((await rest('PATCH', `people/${id(21)}`, { portrait })).status).toBe(200);
  });
});

describe('REST', () => {
  it('destroys where soft_delete is anything but true', async () => {
    expect((await rest('DELETE', `companies/${id(1)}?soft_delete=true`)).body).toMatchObject({
      data: { deleteCompany: { id: id(1), name: 'Airline' } },
    });
    expect((await rest('DELETE', `companies/${id(2)}?soft_delete=1`)).body).toEqual({
      data: { deleteCompany: { id: id(2) } },
    });
    const { data } = await simulator.ask(
      '{ companies(filter: { or: [{ deletedAt: { is: NULL } }, { deletedAt: { is: NOT_NULL } }] }) { edges { node { id } } } }',
    );
    expect(data).toEqual({ companies: { edges: [{ node: { id: id(1) } }] } });
  });

  it.each([
    ['filter=stage[eq]:NEW', 2],
    ['filter=stage[in]:[NEW,MEETING],probability[gt]:30', 1],
    ['filter=or(stage[eq]:MEETING,not(probability[gte]:"40"))', 2],
    ['filter=name[eq]:"A"&filter=name[eq]:"B"', 3],
    [`filter=name[neq]:"O'Brien",stage[eq]:MEETING`, 3],
  ])('reads %s as the server does', async (query, count) => {
    const { body } = await rest('GET', `opportunities?${query}`);
    expect((body as { data: { opportunities: unknown[] } }).data.opportunities).toHaveLength(count);
  });

  it.each([
    ['GET', 'opportunities?filter=name[regex]:A', 400, 'comparator regex not in'],
    ['GET', 'opportunities?filter=name[eq]:"(a"', 400, '1 close bracket is missing'],
    ['GET', 'opportunities?filter=', 400, "'filter' invalid for 'and()'"],
    ['GET', 'opportunities?limit=abc', 400, "limit 'abc' is invalid"],
    ['GET', 'opportunities?depth=2', 400, "'depth=2' parameter invalid"],
    ['GET', 'opportunities?order_by=name[ASC]', 400, "direction 'ASC' invalid"],
    ['GET', 'opportunity', 400, "Did you mean 'opportunities'?"],
    ['GET', `opportunities/${id(99)}`, 404, 'Record not found'],
    ['GET', 'opportunities/nope', 400, "'nope' is not a valid UUID"],
    ['PATCH', `restore/opportunities/${id(10)}`, 400, 'invalid. Valid examples'],
    ['DELETE', 'opportunities', 400, 'Filters are mandatory for bulk destroy'],
    ['POST', 'batch/opportunities', 400, 'forEach is not a function'],
  ])('refuses %s %s', async (method, path, status, message) => {
    const answer = await rest(method, path, method === 'POST' ? {} : undefined);
    expect(answer.status).toBe(status);
    expect((answer.body as { messages: string[] }).messages.join()).toContain(message);
  });

  it('answers counts and sums of amounts as text', async () => {
    const path =
      'opportunities/groupBy?group_by=[{"stage":true}]&aggregate=["totalCount","sumAmountAmountMicros","avgProbability"]';
    expect((await rest('GET', path)).body).toEqual([
      {
        groupByDimensionValues: ['MEETING'],
        totalCount: '1',
        sumAmountAmountMicros: null,
        avgProbability: null,
      },
      { groupByDimensionValues: ['NEW'], totalCount: '2', sumAmountAmountMicros: '5', avgProbability: 30 },
    ]);
  });

  it('answers 429 beyond the limit', async () => {
    simulator = simulated({ records: 1, limit: { requests: 1, perMs: 60_000 } });
    expect((await rest('GET', 'companies')).status).toBe(200);
    expect(await rest('GET', 'companies')).toEqual({
      status: 429,
      body: { statusCode: 429, error: 'HttpException', messages: ['Limit reached (1 tokens per 60000 ms)'] },
    });
  });
});

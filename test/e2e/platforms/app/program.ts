import type { Target } from './target.ts';
import {
  companies,
  createClient,
  people,
  TwentyAbortError,
  TwentyAuthenticationError,
  TwentyError,
  TwentyNetworkError,
  TwentyNotFoundError,
  TwentyValidationError,
} from './twenty/index.ts';

/*
 * What a user's program may do with a client, on a workspace without records. It uses nothing of the platform but an
 * AbortController, so that one text runs on all of them.
 */

const names = [
  ['Ada', 'Lovelace'],
  ['Anders', 'Ångström'],
  ['Grace', 'Hopper'],
  ['Лев', 'Ландау'],
  ['美智子', '湯川 🗻'],
] as const;

/** What came out, without anything that differs from run to run. */
export async function smoke({ url, apiKey, nowhere }: Target): Promise<object> {
  const client = createClient({ url, apiKey });
  const company = await companies.createOne(client, { name: 'Engines', employees: 5 });
  const created = await people.createMany(
    client,
    names.map(([firstName, lastName], index) => ({
      name: { firstName, lastName },
      jobTitle: `No. ${index + 1}`,
      companyId: company.id,
    })),
    { select: { id: true, jobTitle: true } },
  );
  const id = created[0]?.id ?? '';

  const page = await people.findMany(client, {
    first: 2,
    orderBy: { jobTitle: 'AscNullsLast' },
    select: { name: true, jobTitle: true, company: { name: true, employees: true } },
  });
  const all: string[] = [];
  for await (const { name } of people.findMany(client, {
    first: 2,
    orderBy: { jobTitle: 'DescNullsLast' },
    select: { name: true },
  }))
    all.push(`${name.firstName} ${name.lastName}`);
  const some = await people
    .findMany(client, { first: 2, orderBy: { jobTitle: 'AscNullsLast' }, select: { jobTitle: true } })
    .toArray({ limit: 3 });
  const staff = await companies.findOneOrThrow(client, {
    id: company.id,
    select: {
      name: true,
      people: { first: 3, orderBy: { jobTitle: 'AscNullsLast' }, select: { jobTitle: true } },
    },
  });

  const select = { jobTitle: true, city: true } as const;
  const updated = await people.updateOne(client, id, { city: 'London' }, { select });
  const { deletedAt } = await people.deleteOne(client, id);
  const hidden = await people.findOne(client, { id, select });
  await people.restoreOne(client, id);
  const restored = await people.findOneOrThrow(client, { id, select });
  await people.destroyOne(client, id);

  const read = (reader = client) => people.findOneOrThrow(reader, { id });
  return {
    created: created.map(({ jobTitle }) => jobTitle),
    page: { records: page.records, totalCount: page.totalCount, hasNextPage: page.hasNextPage },
    all,
    some,
    staff,
    updated,
    deleted: typeof deletedAt,
    hidden,
    restored,
    notFound: await failure(read, TwentyNotFoundError),
    wrongKey: await failure(() => read(createClient({ url, apiKey: 'wrong' })), TwentyAuthenticationError),
    noServer: await failure(
      () => read(createClient({ url: nowhere, apiKey, maxRetries: 0 })),
      TwentyNetworkError,
    ),
    noUrl: await failure(() => read(createClient({ apiKey })), TwentyValidationError),
    aborted: await aborted({ url, apiKey, nowhere }),
  };
}

/** Before a request is sent, while its answer is awaited, and between the pages of a loop. */
async function aborted({ url, apiKey }: Target): Promise<readonly object[]> {
  const client = createClient({ url, apiKey });
  const [before, during, between] = [new AbortController(), new AbortController(), new AbortController()];
  before.abort();
  // The header has the server never answer. What is sent after it is answered: so it has arrived.
  const waiting = failure(
    async () => people.findMany(client, { signal: during.signal, headers: { 'x-hold': 'forever' } }),
    TwentyAbortError,
  );
  for (let count = 0; count < 3; count += 1) await companies.findMany(client, { first: 1 });
  during.abort();
  const given = await waiting;
  // And this header has it answer once that connection is closed.
  await companies.findMany(client, { first: 1, headers: { 'x-hold': 'until-released' } });
  let read = 0;
  const loop = async (): Promise<void> => {
    for await (const _ of people.findMany(client, { first: 1, signal: between.signal })) {
      read += 1;
      if (read === 2) between.abort();
    }
  };
  return [
    await failure(async () => people.findMany(client, { signal: before.signal }), TwentyAbortError),
    given,
    await failure(loop, TwentyAbortError),
    { read },
  ];
}

async function failure(call: () => Promise<unknown>, kind: typeof TwentyError): Promise<object> {
  try {
    return { value: await call() };
  } catch (error) {
    if (!(error instanceof TwentyError)) return { unexpected: String(error) };
    const { name, code, status, mayHaveArrived } = error;
    return { isOfKind: error instanceof kind, name, code, status: status ?? null, mayHaveArrived };
  }
}

import { InfiniteQueryObserver, MutationObserver, QueryClient, QueryObserver } from '@tanstack/query-core';
import type { InfiniteData } from '@tanstack/query-core';
import { exactly } from './equal.js';
import { createClient } from './twenty/index.js';
import type { OpportunityStage, Page, Person } from './twenty/index.js';
import { opportunities, people } from './twenty/queries/index.js';

const client = createClient();
const queries = new QueryClient();

interface Named {
  id: string;
  company: { name: string } | null;
}

export async function reads(): Promise<void> {
  const named = people.findMany(client, {
    filter: { city: { eq: 'Lyon' } },
    select: { id: true, company: { name: true } },
  });
  exactly<Page<Named>>()(await queries.fetchQuery(named));
  exactly<Page<Named> | undefined>()(queries.getQueryData(named.queryKey));
  exactly<Page<Named> | undefined>()(new QueryObserver(queries, named).getCurrentResult().data);
  exactly<Page<Person>>()(await queries.fetchQuery(people.findMany(client)));
  exactly<Person | null>()(await queries.fetchQuery(people.findOne(client, { id: 'x' })));
  exactly<{ city: string }>()(
    await queries.fetchQuery(people.findOneOrThrow(client, { id: 'x', select: { city: true } })),
  );
  exactly<number>()(await queries.fetchQuery(people.count(client)));
  const pages = people.findManyPages(client, { first: 20, select: { id: true, company: { name: true } } });
  exactly<InfiniteData<Page<Named>, number>>()(await queries.fetchInfiniteQuery(pages));
  exactly<InfiniteData<Page<Named>, number> | undefined>()(queries.getQueryData(pages.queryKey));
  exactly<InfiniteData<Page<Named>> | undefined>()(
    new InfiniteQueryObserver(queries, pages).getCurrentResult().data,
  );
  const groups = await queries.fetchQuery(
    opportunities.groupBy(client, { groupBy: { stage: true }, select: { totalCount: true } }),
  );
  exactly<{ key: { stage: OpportunityStage | null }; totalCount: number }[]>()(groups);
  await people.invalidate(queries);
  await queries.invalidateQueries({ queryKey: people.key });
}

export async function writes(): Promise<void> {
  const create = new MutationObserver(queries, people.createOne(client, { select: { id: true } }));
  exactly<{ id: string }>()(await create.mutate({ city: 'Lyon' }));
  const update = new MutationObserver(queries, people.updateOne(client));
  exactly<Person>()(await update.mutate({ id: 'x', data: { city: null } }));
  const remove = new MutationObserver(queries, people.deleteMany(client));
  exactly<Person[]>()(await remove.mutate({ city: { eq: 'Lyon' } }));
  exactly<Person[]>()(await remove.mutate(['x']));

  await create.mutate({ city: 3 }); // error: 'number' is not assignable to type 'string'
  await create.mutate({ nope: 'x' }); // error: nope
  await update.mutate({ data: {} }); // error: Property 'id' is missing
}

people.findMany(client, { select: { id: true, nope: true } }); // error: there is no field nope
people.findMany(client, { filter: { nope: {} } }); // error: nope
people.findMany(client, { signal: new AbortController().signal }); // error: 'AbortSignal' is not assignable to type 'undefined'
people.findOne(client); // error: Expected 2 arguments

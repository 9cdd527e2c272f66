import { createClient, people } from './twenty/index.js';
import type { PersonFilterInput } from './twenty/index.js';

// By way of this app's own server, which puts the key in: see vite.config.ts.
const client = createClient({ url: `${location.origin}/twenty`, apiKey: 'added-by-the-server' });

export const pageSize = 10;

/** One page of the people whose name, job or company holds the text. */
export async function readPeople(text: string, page: number, signal: AbortSignal) {
  const { records, totalCount } = await people.findMany(client, {
    ...(text === '' ? {} : { filter: containing(text) }),
    orderBy: [{ name: { lastName: 'AscNullsLast' } }, { name: { firstName: 'AscNullsLast' } }],
    first: pageSize,
    offset: page * pageSize,
    // The rows below have exactly these fields: reading another one does not compile.
    select: { id: true, name: true, jobTitle: true, emails: true, company: { name: true } },
    signal,
  });
  return { records, totalCount };
}

export type People = Awaited<ReturnType<typeof readPeople>>;
export type PersonRow = People['records'][number];

function containing(text: string): PersonFilterInput {
  const ilike = `%${text.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
  return {
    or: [
      { name: { firstName: { ilike } } },
      { name: { lastName: { ilike } } },
      { jobTitle: { ilike } },
      { company: { name: { ilike } } },
    ],
  };
}

export async function changeJobTitle(id: string, jobTitle: string): Promise<string> {
  const changed = await people.updateOne(client, id, { jobTitle }, { select: { jobTitle: true } });
  return changed.jobTitle;
}

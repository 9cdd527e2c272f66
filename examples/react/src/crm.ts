import { createClient } from './twenty/index.js';
import type { PersonFilterInput } from './twenty/index.js';
import { people } from './twenty/queries/index.js';

// By way of this app's own server, which puts the key in: see vite.config.ts.
const client = createClient({ url: `${location.origin}/twenty`, apiKey: 'added-by-the-server' });

export const pageSize = 10;

/** For useQuery: one page of the people whose name, job or company holds the text. */
export const peoplePage = (text: string, page: number) =>
  people.findMany(client, {
    ...(text === '' ? {} : { filter: containing(text) }),
    orderBy: [{ name: { lastName: 'AscNullsLast' } }, { name: { firstName: 'AscNullsLast' } }],
    first: pageSize,
    offset: page * pageSize,
    // The rows have exactly these fields: reading another one does not compile.
    select: { id: true, name: true, jobTitle: true, emails: true, company: { name: true } },
  });

/** For useMutation: `mutate({ id, data: { jobTitle } })`. */
export const changePerson = people.updateOne(client, { select: { id: true } });

/** Has every list of people read again. */
export const { invalidate: rereadPeople } = people;

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

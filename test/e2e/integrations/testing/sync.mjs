import { companies, people } from './twenty/index.js';

/** The code under test: people of a list come into the CRM, each with the company that their address tells. */
export async function sync(client, rows) {
  const names = [...new Set(rows.map(({ email }) => email.split('@')[1]))];
  const known = await companies
    .findMany(client, { filter: { name: { in: names } }, select: { id: true, name: true } })
    .toArray();
  const missing = names.filter((name) => !known.some((company) => company.name === name));
  const made = await companies.createMany(
    client,
    missing.map((name) => ({ name })),
    { select: { id: true, name: true } },
  );
  const ids = new Map([...known, ...made].map(({ id, name }) => [name, id]));
  return people.createMany(
    client,
    rows.map(({ email, first }) => ({
      name: { firstName: first },
      emails: { primaryEmail: email },
      companyId: ids.get(email.split('@')[1]),
    })),
    { upsert: true },
  );
}

/** The same by the global fetch, as code does that takes its address from the environment. */
export async function countPeople(createClient, url) {
  return people.count(createClient({ url, apiKey: 'simulated-key', rateLimit: false }));
}

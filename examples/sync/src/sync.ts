/** Brings people and their companies from a CSV file into the CRM. Running it again changes what has changed. */
import { progress } from './progress.js';
import { readRows } from './rows.js';
import type { Row } from './rows.js';
import { companies, createClient, people, TwentyError } from './twenty/index.js';
import type { TwentyClient } from './twenty/index.js';

const [path] = process.argv.slice(2);
if (path === undefined) {
  console.error('Usage: node dist/sync.js people.csv');
  process.exit(2);
}

// TWENTY_API_URL and TWENTY_API_KEY come from the environment. The client keeps within the server's rate limit by itself.
const client = createClient();
const rows = await readRows(path);
console.error(`${rows.length} rows in ${path}`);

try {
  const byWebsite = await syncCompanies(client, rows);
  const written = await syncPeople(client, rows, byWebsite);
  console.log(`${byWebsite.size} companies and ${written} people are in the CRM.`);
} catch (error) {
  if (!(error instanceof TwentyError)) throw error;
  // What was written stays: correct the rest and run again.
  const count = error.rows?.written.length ?? 0;
  const suffix = count > 0 ? ` ${count} records were written before.` : '';
  console.error(`Not finished: ${error.message}${suffix}`);
  process.exitCode = 1;
}

/** @returns the id of each company, by its website */
async function syncCompanies(client: TwentyClient, rows: readonly Row[]): Promise<Map<string, string>> {
  const byWebsite = new Map(rows.map(({ website, company }) => [website, company]));
  // The website is unique in the CRM: it tells an upsert which company is meant.
  const written = await companies.createMany(
    client,
    [...byWebsite].map(([website, name]) => ({ name, domainName: { primaryLinkUrl: website } })),
    { upsert: true, select: { id: true, domainName: true }, onProgress: progress('Companies') },
  );
  return new Map(written.map(({ id, domainName }) => [domainName.primaryLinkUrl, id]));
}

/** @returns how many there are */
async function syncPeople(
  client: TwentyClient,
  rows: readonly Row[],
  byWebsite: ReadonlyMap<string, string>,
): Promise<number> {
  const written = await people.createMany(
    client,
    rows.map((row) => ({
      name: { firstName: row['first name'], lastName: row['last name'] },
      emails: { primaryEmail: row.email },
      jobTitle: row['job title'],
      companyId: byWebsite.get(row.website) ?? null,
    })),
    { upsert: true, select: { id: true }, onProgress: progress('People') },
  );
  return written.length;
}

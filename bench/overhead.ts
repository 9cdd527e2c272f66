import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Measure } from './budget.ts';
import { bundle } from './bundling.ts';
import type { Generated } from './generation.ts';
import { median } from './processes.ts';

/** What the client does, as far as it is called here. */
interface Program {
  findOne(id: string, fetch: StubFetch): Promise<unknown>;
}

type StubFetch = (url: string, init: object) => Promise<unknown>;

/** Reads a record with all its own fields, and with two of them. */
const programs = {
  'all fields': `people.findOne(client, { id })`,
  'two fields': `people.findOne(client, { id, select: { id: true, jobTitle: true } })`,
} as const;

const source = (call: string): string => `import { createClient, people } from './twenty/index.js';
const clients = new Map();
export const findOne = (id: string, fetch: any): unknown => {
  let client = clients.get(fetch);
  if (!client) clients.set(fetch, (client = createClient({ url: 'http://x', apiKey: 'x', fetch, rateLimit: { requests: 1e9, perMs: 1 } })));
  return ${call};
};
`;

const id = '00000000-0000-4000-8000-000000000001';
const answer = JSON.stringify({ data: { person: { id, jobTitle: 'Engineer' } } });
const headers = { get: () => null };
/** Answers at once, with a record. */
const stub: StubFetch = async () => ({ status: 200, headers, text: async () => answer });

/** What someone would write by hand to read the same. */
async function bare(): Promise<unknown> {
  const response = (await stub('http://x/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: 'Bearer x' },
    body: JSON.stringify({
      query: 'query { person { id jobTitle } }',
      variables: { filter: { id: { eq: id } } },
    }),
  })) as { text(): Promise<string> };
  return (JSON.parse(await response.text()) as { data: { person: unknown } }).data.person;
}

const calls = 1_000;
const rounds = 30;

/** Microseconds that each of many calls takes, one after the other. */
async function timeOf(call: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  for (let index = 0; index < calls; index += 1) await call();
  return ((performance.now() - start) * 1_000) / calls;
}

/** What a call of findOne takes above a bare fetch, where the limit never makes it wait. Medians, taken in turns after a warm-up. */
export async function measureOverhead(generated: Generated): Promise<Measure[]> {
  const measures: Measure[] = [];
  for (const [name, call] of Object.entries(programs)) {
    const file = join(generated.folder, `overhead-${name.replace(' ', '-')}.mjs`);
    writeFileSync(file, await bundle(generated, source(call)));
    const program = (await import(pathToFileURL(file).href)) as Program;
    const ours = (): Promise<unknown> => program.findOne(id, stub);
    if (((await ours()) as { id?: unknown }).id !== id) throw new Error('findOne did not read the record.');
    for (let round = 0; round < 5; round += 1) await timeOf(ours);
    const times: number[] = [];
    const bareTimes: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      bareTimes.push(await timeOf(bare));
      times.push(await timeOf(ours));
    }
    const value = median(times) - median(bareTimes);
    measures.push({
      name: `findOne above a bare fetch, ${name}`,
      ours: `${median(times).toFixed(1)} µs, bare ${median(bareTimes).toFixed(1)} µs`,
      value,
      unit: 'µs',
      budget: 50,
    });
  }
  return measures;
}

/** Programs of a user; they fit the recorded workspace and the demo. */

const fromIndex = `import { createClient, people, companies, opportunities, OpportunityStage } from './twenty/index.js';
void companies;
`;

const fromModules = `import { createClient } from './twenty/runtime/client.js';
import * as people from './twenty/objects/person.js';
import * as opportunities from './twenty/objects/opportunity.js';
import { OpportunityStage } from './twenty/objects/opportunity.js';
`;

/** That of the README's first page. */
const body = `const client = createClient();
export async function main(): Promise<void> {
  const page = await people.findMany(client, {
    filter: { company: { name: { ilike: '%air%' } }, createdAt: { gte: '2026-01-01', lt: '2027-01-01' } },
    orderBy: { name: { lastName: 'AscNullsLast' } },
    select: {
      id: true,
      name: true,
      company: { name: true },
      noteTargets: { first: 5, select: { note: { title: true } } },
    },
  });
  const name: string | undefined = page.records[0]?.company?.name;
  const title: string | undefined = page.records[0]?.noteTargets.records[0]?.note?.title;
  await opportunities.updateOne(client, 'x', { stage: OpportunityStage.MEETING });
  const { records } = await people.findMany(client);
  console.log(name, title, records[0]?.jobTitle);
}
`;

export const small: string = fromIndex + body;
export const smallFromModules: string = fromModules + body;

/** Selects of three levels, each a function of its own, to be added to \`small\`. */
export const threeLevels: Readonly<Record<string, string>> = {
  'to one, to one': `export async function first(): Promise<string | undefined> {
  const { records } = await people.findMany(client, {
    select: { id: true, name: true, company: { name: true, accountOwner: { id: true, name: true } } },
  });
  return records[0]?.company?.accountOwner?.name.lastName;
}
`,
  'to many, to many': `export async function second(): Promise<string | undefined> {
  const { records } = await companies.findMany(client, {
    select: {
      name: true,
      people: { first: 5, select: { jobTitle: true, noteTargets: { select: { id: true, noteId: true } } } },
    },
  });
  return records[0]?.people.records[0]?.noteTargets.records[0]?.id;
}
`,
  'to one, to many': `export async function third(): Promise<string | undefined> {
  const { records } = await opportunities.findMany(client, {
    select: {
      stage: true,
      pointOfContact: { jobTitle: true, noteTargets: { first: 3, select: { id: true, createdAt: true } } },
    },
  });
  return records[0]?.pointOfContact?.noteTargets.records[0]?.createdAt;
}
`,
};

/** What \`small\` does, by the peer. */
export const peerSmall = `import { CoreApiClient } from './peer/index';
const client = new CoreApiClient();
export async function main(): Promise<void> {
  const { people } = await client.query({
    people: {
      __args: {
        filter: {
          and: [
            { company: { name: { ilike: '%air%' } } },
            { createdAt: { gte: '2026-01-01' } },
            { createdAt: { lt: '2027-01-01' } },
          ],
        },
        orderBy: [{ name: { lastName: 'AscNullsLast' } }],
      },
      edges: {
        node: {
          id: true,
          name: { firstName: true, lastName: true },
          company: { name: true },
          noteTargets: { edges: { node: { note: { title: true } } } },
        },
      },
      totalCount: true,
    },
  });
  const node = people?.edges[0]?.node;
  const name = node?.company?.name;
  const title = node?.noteTargets?.edges[0]?.node.note?.title;
  await client.mutation({ updateOpportunity: { __args: { id: 'x', data: { stage: 'MEETING' } }, id: true } });
  const all = await client.query({ people: { edges: { node: { id: true, jobTitle: true } } } });
  console.log(name, title, all.people?.edges[0]?.node.jobTitle);
}
`;

/** The eight mistakes of users that a compiler should catch, each on a line that ends in \`// mistake\`. */
export const mistakes = `import { createClient, people, opportunities, companies } from './twenty/index.js';
const client = createClient();
export async function main(): Promise<void> {
  await people.findMany(client, { select: { nope: true } }); // mistake
  await people.findMany(client, { select: { id: true, nope: true } }); // mistake
  const { records } = await people.findMany(client, { select: { id: true, company: { name: true } } });
  console.log(records[0]?.nope); // mistake
  console.log(records[0]?.company.name); // mistake
  await opportunities.updateOne(client, 'x', { stage: 'NOPE' }); // mistake
  await companies.createOne(client, { employees: 'ten' }); // mistake
  await people.createOne(client, { jobTitle: 'x', nope: 'x' }); // mistake
  await people.findMany(client, { filter: { nope: { eq: 'x' } } }); // mistake
}
`;

export const peerMistakes = `import { CoreApiClient } from './peer/index';
const client = new CoreApiClient();
export async function main(): Promise<void> {
  await client.query({ people: { edges: { node: { nope: true } } } }); // mistake
  await client.query({ people: { edges: { node: { id: true, nope: true } } } }); // mistake
  const { people } = await client.query({ people: { edges: { node: { id: true, company: { name: true } } } } });
  console.log(people?.edges[0]?.node.nope); // mistake
  console.log(people?.edges[0]?.node.company.name); // mistake
  await client.mutation({ updateOpportunity: { __args: { id: 'x', data: { stage: 'NOPE' } }, id: true } }); // mistake
  await client.mutation({ createCompany: { __args: { data: { employees: 'ten' } }, id: true } }); // mistake
  await client.mutation({ createPerson: { __args: { data: { jobTitle: 'x', nope: 'x' } }, id: true } }); // mistake
  await client.query({ people: { __args: { filter: { nope: { eq: 'x' } } }, edges: { node: { id: true } } } }); // mistake
}
`;

/** One object with all its functions, for the bundle. */
export const oneObject = `import { createClient, people } from './twenty/index.js';
export const use = (): unknown => [createClient(), people];
`;

export const oneFunction = `import { createClient, people } from './twenty/index.js';
export const use = (): unknown => people.findMany(createClient(), { select: { id: true } });
`;

/** Bundlers drop the functions of a namespace that are not used only where it comes from its own module. */
export const oneFunctionFromModule = `import { createClient } from './twenty/runtime/client.js';
import * as people from './twenty/objects/person.js';
export const use = (): unknown => people.findMany(createClient(), { select: { id: true } });
`;

export const peerBundle = `import { CoreApiClient } from './peer/index';
export const use = (): unknown => new CoreApiClient().query({ people: { edges: { node: { id: true } } } });
`;

import { describe, expect, it } from 'vitest';
import { demo } from '../../fixtures/demo.ts';
import { modelOf } from '../../fixtures/modern.ts';
import { odd } from '../../fixtures/odd.ts';
import { serve } from '../../src/simulate/server.ts';
import { createSimulator } from '../../src/simulate/simulator.ts';
import type { Simulator, SimulatorOptions } from '../../src/simulate/simulator.ts';

const model = modelOf(demo);
const origin = 'http://crm.example';
const authorization = 'Bearer key';

interface Answer {
  readonly data?: unknown;
  readonly errors?: readonly { message: string; extensions?: Readonly<Record<string, unknown>> }[];
}

const simulated = (options: Partial<SimulatorOptions> = {}): Simulator =>
  createSimulator({ model, apiKey: 'key', records: 12, ...options });

async function ask(
  simulator: Simulator,
  query: string,
  variables: Readonly<Record<string, unknown>> = {},
): Promise<Answer> {
  const answer = await simulator.fetch(`${origin}/graphql`, {
    method: 'POST',
    headers: { authorization, 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables }),
  });
  expect(answer.status).toBe(200);
  return (await answer.json()) as Answer;
}

const everything = `{
  companies { totalCount edges { node { id name domainName { primaryLinkUrl } segments people { edges { node { id } } } } } }
  people { edges { node { id name { firstName lastName } emails { primaryEmail } companyId company { name } } } }
  opportunities { edges { node { name stage amount { amountMicros currencyCode } closeDate pointOfContact { id } } } }
  subscriptions { edges { node { reference plan seats startsOn usage companyId previousId } } }
  noteTargets { edges { node { noteId targetCompanyId targetPersonId targetOpportunityId targetSubscriptionId } } }
}`;

describe('the seeded records', () => {
  it('are the same for the same seed, and others for another', async () => {
    const [first, second, third] = await Promise.all([
      ask(simulated(), everything),
      ask(simulated(), everything),
      ask(simulated({ seed: 2 }), everything),
    ]);
    expect(first.errors).toBeUndefined();
    expect(second).toEqual(first);
    expect(third).not.toEqual(first);
  });

  it('keep the database constraints: unique values, one target of a morph relation, relations that exist', async () => {
    const simulator = simulated({ records: 60 });
    const { data } = (await ask(simulator, everything)) as {
      data: Record<string, { edges: { node: Record<string, unknown> }[] }>;
    };
    const nodes = (name: string): Record<string, unknown>[] =>
      data[name]?.edges.map(({ node }) => node) ?? [];
    const emails = nodes('people').map(({ emails: value }) => JSON.stringify(value));
    expect(new Set(emails).size).toBe(60);
    expect(new Set(nodes('subscriptions').map(({ reference }) => reference)).size).toBe(60);
    const companies = new Set(nodes('companies').map(({ id }) => id));
    for (const { companyId, company } of nodes('people')) {
      expect(company === null).toBe(companyId === null);
      expect(companyId === null || companies.has(companyId)).toBe(true);
    }
    for (const target of nodes('noteTargets')) {
      const set = Object.entries(target).filter(([name, id]) => name.startsWith('target') && id !== null);
      expect(set.length).toBeLessThanOrEqual(1);
    }
  });

  it('can be counted for each object', async () => {
    const simulator = simulated({ records: { person: 3 } });
    const { data } = await ask(simulator, '{ people { totalCount } companies { totalCount } }');
    expect(data).toEqual({ people: { totalCount: 3 }, companies: { totalCount: 0 } });
  });
});

describe('an object or field with an odd name', () => {
  it('is created, read, filtered and destroyed like any other', async () => {
    const simulator = createSimulator({ model: modelOf(odd), apiKey: 'key', records: 3 });
    const created = await ask(
      simulator,
      'mutation { createPerson(data: { constructor: "a", toString: "b", class: "c" }) { id constructor toString class valueOf } }',
    );
    const { createPerson } = created.data as { createPerson: Record<string, unknown> };
    expect({ ...createPerson }).toMatchObject({ constructor: 'a', toString: 'b', class: 'c', valueOf: '' });
    const found = await ask(
      simulator,
      '{ people(filter: { constructor: { eq: "a" } }) { totalCount constructor edges { node { nope hasOwnProperty } } } }',
    );
    expect(found.errors).toBeUndefined();
    expect(JSON.stringify(found.data)).toBe(
      '{"people":{"totalCount":1,"constructor":null,"edges":[{"node":{"nope":null,"hasOwnProperty":""}}]}}',
    );
    for (const root of ['constructors', 'toStrings', 'webhooks', 'webHooks', 'items2B']) {
      expect((await ask(simulator, `{ ${root} { totalCount } }`)).data).toEqual({
        [root]: { totalCount: 3 },
      });
    }
    expect(
      (await ask(simulator, `mutation { destroyPerson(id: "${String(createPerson['id'])}") { id } }`)).errors,
    ).toBeUndefined();
  });
});

describe('a write', () => {
  it('that is refused leaves nothing behind', async () => {
    const simulator = simulated();
    const answer = await ask(
      simulator,
      'mutation($data: [SubscriptionCreateInput!]!) { createSubscriptions(data: $data) { id } }',
      {
        data: [
          { reference: 'A', startsOn: '2026-01-01' },
          { reference: 'A', startsOn: '2026-01-01' },
        ],
      },
    );
    expect(answer.errors?.[0]?.message).toBe('A duplicate entry was detected');
    const left = await ask(simulator, '{ subscriptions { totalCount } }');
    expect(left.data).toEqual({ subscriptions: { totalCount: 12 } });
  });

  it('destroys what refers to a record by a relation that cascades, and frees what does not', async () => {
    const simulator = simulated({ records: 0 });
    const id = 'c0000000-0000-4000-8000-000000000001';
    await ask(
      simulator,
      `mutation {
      createCompany(data: { id: "${id}", name: "Gone" }) { id }
      createPerson(data: { companyId: "${id}" }) { id }
      createSubscription(data: { companyId: "${id}", startsOn: "2026-01-01" }) { id }
    }`,
    );
    await ask(simulator, `mutation { destroyCompany(id: "${id}") { id } }`);
    const { data } = await ask(
      simulator,
      '{ people { edges { node { companyId } } } subscriptions { totalCount } }',
    );
    expect(data).toEqual({
      people: { edges: [{ node: { companyId: null } }] },
      subscriptions: { totalCount: 0 },
    });
  });
});

describe('the rate limit', () => {
  it('refuses calls beyond it inside an answer of 200, and fills again', async () => {
    let time = 0;
    const simulator = simulated({ limit: { requests: 2, perMs: 1000 }, now: () => time });
    const call = () => ask(simulator, '{ people { totalCount } }');
    expect((await call()).errors).toBeUndefined();
    expect((await call()).errors).toBeUndefined();
    expect((await call()).errors?.[0]).toMatchObject({
      message: 'Limit reached (2 tokens per 1000 ms)',
      extensions: { code: 'BAD_USER_INPUT', subCode: 'LIMIT_REACHED' },
    });
    time = 500;
    expect((await call()).errors).toBeUndefined();
  });

  it('counts root fields, each of which answers for itself', async () => {
    const simulator = simulated({ limit: { requests: 1, perMs: 1000 }, now: () => 0 });
    const answer = await ask(simulator, '{ people { totalCount } companies { totalCount } }');
    expect(answer).toMatchObject({
      data: { people: { totalCount: 12 }, companies: null },
      errors: [{ message: 'Limit reached (1 tokens per 1000 ms)' }],
    });
  });

  it('is of real time where no clock is given', async () => {
    const simulator = simulated({ limit: { requests: 1, perMs: 200 } });
    const call = () => ask(simulator, '{ people { totalCount } }');
    expect((await call()).errors).toBeUndefined();
    expect((await call()).errors).toHaveLength(1);
    await new Promise((resolve) => setTimeout(resolve, 250));
    expect((await call()).errors).toBeUndefined();
  });
});

describe('over HTTP', () => {
  it('answers as the fetch function does, and stops when it is closed', async () => {
    const simulator = simulated();
    const server = await serve(simulator);
    const query = {
      query: '{ people(first: 2) { edges { cursor node { id } } pageInfo { hasNextPage endCursor } } }',
    };
    const init = {
      method: 'POST',
      headers: { authorization, 'content-type': 'application/json' },
      body: JSON.stringify(query),
    };
    const overHttp = await (await fetch(`${server.url}/graphql`, init)).json();
    expect(overHttp).toEqual(await (await simulator.fetch(`${origin}/graphql`, init)).json());
    expect((await fetch(`${server.url}/rest/metadata/objects`)).status).toBe(403);
    expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
    await server.close();
    await expect(fetch(`${server.url}/healthz`)).rejects.toThrow();
  });

  it('never answers a request without a query, until its sender gives up', async () => {
    const server = await serve(simulated());
    const init = {
      method: 'POST',
      headers: { authorization, 'content-type': 'application/json' },
      body: '{}',
    };
    const request = fetch(`${server.url}/graphql`, { ...init, signal: AbortSignal.timeout(100) });
    await expect(request).rejects.toThrow(/timeout/);
    await server.close();
  });
});

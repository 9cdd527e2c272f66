import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import { setupServer } from 'msw/node';
import { simulate } from 'twenty-codegen/testing';
import { handlers } from 'twenty-codegen/testing/msw';
import { countPeople } from './sync.mjs';
import { createClient, createRestClient, people } from './twenty/index.js';

const url = 'https://crm.example.com/twenty';
const crm = simulate({ records: { people: 3 } });
const server = setupServer(...handlers(crm, { url }));

before(() => server.listen({ onUnhandledRequest: 'error' }));
afterEach(() => {
  server.resetHandlers();
  crm.reset();
});
after(() => server.close());

test('what is sent to the address is answered by the simulation', async () => {
  assert.equal(await countPeople(createClient, url), 3);
  assert.equal(await countPeople(createRestClient, `${url}/`), 3);
  assert.deepEqual(
    crm.asked('people').map(({ transport }) => transport),
    ['graphql', 'rest'],
  );
  const answer = await fetch(`${url}/healthz`);
  assert.equal(answer.status, 200);
});

test('nothing else is', async () => {
  await assert.rejects(fetch('https://elsewhere.example/graphql'));
});

test('faults are those of the network', async () => {
  const client = createClient({ url, apiKey: crm.apiKey, maxRetries: 0 });
  let stop = crm.fail({ object: 'people', kind: 'network' });
  await assert.rejects(people.count(client), { code: 'NETWORK' });
  stop();
  stop = crm.fail({ object: 'people', kind: 'cut' });
  await assert.rejects(people.count(client), { code: 'NETWORK' });
  stop();
  stop = crm.fail({ object: 'people', kind: 'status', status: 401 });
  await assert.rejects(people.count(client), { code: 'AUTHENTICATION' });
  stop();
  assert.equal(await people.count(client), 3);
});

import assert from 'node:assert/strict';
import { after, afterEach, beforeEach, mock, test } from 'node:test';
import { simulate } from 'twenty-codegen/testing';
import { sync } from './sync.mjs';
import { createClient, people } from './twenty/index.js';

const crm = simulate({ limit: { requests: 3, perMs: 60_000 } });
let client;

beforeEach(() => {
  crm.reset();
  client = createClient(crm.options);
});
afterEach(() => mock.timers.reset());
after(() => crm.close());

test('people come in with their companies', async () => {
  crm.add('companies', [{ name: 'acme.example' }]);
  await sync(client, [
    { email: 'ada@acme.example', first: 'Ada' },
    { email: 'bob@other.example', first: 'Bob' },
  ]);
  assert.deepStrictEqual(
    crm.askedOnce('companies', 'createMany').arguments.data.map(({ name }) => name),
    ['other.example'],
  );
  assert.equal(crm.records('people').length, 2);
  assert.equal(crm.askedOnce('people', 'createMany').arguments.upsert, true);
});

test('a limit is waited for', async () => {
  mock.timers.enable({ apis: ['setTimeout', 'Date'], now: Date.now() });
  const counted = Promise.all([1, 2, 3, 4, 5].map((first) => people.findMany(client, { first })));
  const state = { isDone: false };
  void counted.then(() => (state.isDone = true));
  while (!state.isDone) {
    mock.timers.tick(1000);
    await new Promise(setImmediate);
  }
  assert.equal((await counted).length, 5);
});

test('a lost answer does not make two', async () => {
  crm.fail({ object: 'people', operation: 'createOne', kind: 'network', isCarriedOut: true });
  await people.createOne(client, { jobTitle: 'Engineer' });
  assert.equal(crm.records('people').length, 1);
});

import { afterAll, beforeEach, expect, jest, test } from '@jest/globals';
import { simulate } from 'twenty-codegen/testing';
import { sync } from './sync.mjs';
import { createClient, people, TwentyServerError } from './twenty/index.js';

const crm = simulate({ limit: { requests: 3, perMs: 60_000 } });
let client;

beforeEach(() => {
  crm.reset();
  client = createClient(crm.options);
});
afterAll(() => crm.close());

test('people come in with their companies', async () => {
  crm.add('companies', [{ name: 'acme.example' }]);
  await sync(client, [
    { email: 'ada@acme.example', first: 'Ada' },
    { email: 'bob@other.example', first: 'Bob' },
  ]);
  expect(crm.askedOnce('companies', 'createMany').arguments).toStrictEqual({
    data: [{ id: expect.any(String), name: 'other.example' }],
  });
  expect(crm.records('people')).toHaveLength(2);
});

test('a limit is waited for', async () => {
  jest.useFakeTimers();
  const counted = Promise.all([1, 2, 3, 4, 5].map((first) => people.findMany(client, { first })));
  const state = { isDone: false };
  void counted.then(() => (state.isDone = true));
  while (!state.isDone) await jest.advanceTimersByTimeAsync(1000);
  jest.useRealTimers();
  expect(await counted).toHaveLength(5);
});

test('a server in trouble is told', async () => {
  crm.fail({ object: 'people', operation: 'updateOne', kind: 'status', status: 500 });
  const [ada] = crm.add('people');
  await expect(people.updateOne(client, ada.id, { jobTitle: 'x' })).rejects.toThrow(TwentyServerError);
  expect(crm.records('people')).toEqual([ada]);
});

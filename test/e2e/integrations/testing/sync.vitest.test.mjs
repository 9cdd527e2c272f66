import { afterAll, beforeEach, expect, test } from 'vitest';
import { simulate } from 'twenty-codegen/testing';
import { sync } from './sync.mjs';
import { createClient } from './twenty/index.js';

const crm = simulate();

beforeEach(() => crm.reset());
afterAll(() => crm.close());

test('people come in with their companies', async () => {
  await sync(createClient(crm.options), [{ email: 'ada@acme.example', first: 'Ada' }]);
  const [ada] = crm.records('people');
  expect(crm.records('companies')).toMatchObject([{ id: ada.companyId, name: 'acme.example' }]);
});

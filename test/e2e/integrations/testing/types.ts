import { setupServer } from 'msw/node';
import { simulate } from 'twenty-codegen/testing';
import type { Asked, FaultRule, Simulation } from 'twenty-codegen/testing';
import { handlers } from 'twenty-codegen/testing/msw';
import { createClient, createRestClient } from './src/twenty/index.js';
import { createTwenty } from './src/twenty/twenty.js';

const fault: FaultRule = {
  object: 'people',
  operation: ['createOne', 'createMany'],
  nth: 2,
  kind: 'status',
  status: 503,
};
const simulation: Simulation = simulate({
  seed: { people: [{ jobTitle: 'Engineer' }] },
  latency: { min: 1, max: 5 },
  faults: [fault],
  limit: { requests: 10, perMs: 1000 },
  now: new Date(),
});
export const clients: readonly unknown[] = [
  createClient(simulation.options),
  createRestClient({ ...simulation.options, maxRetries: 0 }),
  createTwenty(simulation.options),
];
export const asked: Asked = simulation.askedOnce('people', 'findMany');
export const server: unknown = setupServer(...handlers(simulation));

// @ts-expect-error -- there is no such operation
simulation.asked('people', 'findAll');
// @ts-expect-error -- a status fault says which
simulation.fail({ kind: 'status' });
// @ts-expect-error -- a limit says in which time
simulate({ limit: { requests: 10 } });

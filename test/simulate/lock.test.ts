import { expect, it } from 'vitest';
import { introspect } from '../../src/introspect/introspect.ts';
import { serializeLock } from '../../src/lock/serialize.ts';
import { buildModel } from '../../src/model/build.ts';
import { createSimulator } from '../../src/simulate/simulator.ts';
import { fixtureModel, fixtureNames } from '../golden/workspaces.ts';

const apiKey = 'a-key-that-the-simulator-accepts';

it.each(fixtureNames)('generating from the simulated %s gives its lock, byte for byte', async (name) => {
  const model = await fixtureModel(name);
  const simulator = createSimulator({ model, apiKey, records: 0 });
  const raw = await introspect({ url: 'http://localhost', apiKey, fetch: simulator.fetch });
  expect(serializeLock(buildModel(raw).model)).toBe(serializeLock(model));
});

import { readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { demo } from '../../fixtures/demo.ts';
import { legacyFiles } from '../../fixtures/legacy.ts';
import { modelOf, modernFiles } from '../../fixtures/modern.ts';
import { odd } from '../../fixtures/odd.ts';
import type { FixtureFile } from '../../fixtures/wire.ts';
import { introspect } from '../../src/introspect/introspect.ts';
import { buildModel } from '../../src/model/build.ts';
import type { Model } from '../../src/model/types.ts';
import { serve } from '../../src/simulate/server.ts';
import { createSimulator } from '../../src/simulate/simulator.ts';
import type { SimulatorOptions } from '../../src/simulate/simulator.ts';
import { recordedModel, recordingsFolder } from './recorded.ts';

const apiKey = 'eyJhbGciOiJIUzI1NiJ9.e30.c2ltdWxhdGVk';

async function generatedFrom(model: Model, options: Partial<SimulatorOptions> = {}): Promise<Model> {
  const server = await serve(createSimulator({ model, apiKey, records: 0, ...options }));
  try {
    const raw = await introspect({ url: server.url, apiKey });
    return buildModel(raw, { includeInactive: true }).model;
  } finally {
    await server.close();
  }
}

/** A deactivated object is not in the schema, so that no model made from a live workspace holds it. */
function served(model: Model): Model {
  return { ...model, objects: model.objects.filter(({ isActive }) => isActive) };
}

describe('generating from a simulated workspace', () => {
  it.each([demo, odd])('gives the model of $name back', async (spec) => {
    const model = served(modelOf(spec));
    expect(await generatedFrom(model)).toEqual(model);
  });

  it.each(['new', 'legacy'] as const)('gives the same with the %s envelope', async (envelope) => {
    const model = served(modelOf(demo));
    expect(await generatedFrom(model, { envelope })).toEqual(model);
  });

  it('gives the names, types and relations back to a role that may not see the data model', async () => {
    const model = served(modelOf(demo));
    const again = await generatedFrom(model, { permissions: { dataModel: false } });
    const shape = ({ objects }: Model) =>
      objects.map(({ nameSingular, fields }) => [
        nameSingular,
        fields.map(({ name, type, relation }) => ({ name, type, relation })),
      ]);
    expect(shape(again)).toEqual(shape(model));
  });

  const folder = recordingsFolder();
  it.skipIf(folder === undefined)('gives the model of a real workspace back', async () => {
    const first = await generatedFrom(await recordedModel(folder ?? ''));
    expect(await generatedFrom(first)).toEqual(first);
  });
});

describe('the fixtures', () => {
  const written = (name: string): FixtureFile[] => {
    const path = resolve(import.meta.dirname, '../../fixtures', name);
    return readdirSync(path)
      .toSorted()
      .map((file) => ({ name: file, text: readFileSync(join(path, file), 'utf8') }));
  };
  const byName = (files: readonly FixtureFile[]) => files.toSorted((a, b) => (a.name < b.name ? -1 : 1));

  it.each([
    { name: 'demo', make: () => modernFiles(demo, { envelope: 'new' }) },
    { name: 'odd', make: () => modernFiles(odd, { envelope: 'legacy', pageSize: 10 }) },
    { name: 'legacy', make: legacyFiles },
  ])('$name is what fixtures/make.ts writes, and small', async ({ name, make }) => {
    const files = written(name);
    expect(files).toEqual(byName(await make()));
    expect(files.reduce((size, { text }) => size + text.length, 0)).toBeLessThan(400_000);
  });
});

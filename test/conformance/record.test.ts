import { describe, expect, it } from 'vitest';
import { recordWorkspace } from '../../src/cli/serve/record/record.ts';
import type { FetchLike } from '../../src/introspect/transport.ts';
import { simulate } from '../../src/testing/index.ts';
import { recordedModel, recordingsFolder } from '../simulate/recorded.ts';
import { apiKey, canaryWorkspace } from '../testing/canaries.ts';

const folder = recordingsFolder();
if (folder === undefined) console.warn('No recordings: nothing is recorded of their workspace.');

describe.skipIf(folder === undefined)('a recording of a workspace with a real model', () => {
  it('holds no text of a person, and is a seed of as many records', { timeout: 120_000 }, async () => {
    const model = await recordedModel(folder ?? '');
    const { simulator, originals } = canaryWorkspace(model, 3);
    expect(originals.length).toBeGreaterThan(1000);
    const { text, records } = await recordWorkspace({
      url: 'http://crm.example',
      apiKey,
      model,
      most: 1000,
      limit: { requests: 1000, perMs: 1000 },
      fetch: simulator.fetch as FetchLike,
      onProgress: () => undefined,
    });
    const made = text.toLowerCase();
    expect(originals.filter((original) => made.includes(original.toLowerCase()))).toEqual([]);
    const { records: recordsOf } = simulate({ lock: model, seed: JSON.parse(text) });
    let count = 0;
    for (const { nameSingular } of model.objects) count += recordsOf(nameSingular).length;
    expect(count).toBe(records);
    expect(count).toBeGreaterThan(60);
  });
});

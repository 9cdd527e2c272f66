import { beforeAll, describe, expect, it } from 'vitest';
import { recordWorkspace } from '../../src/cli/serve/record/record.ts';
import type { Recording } from '../../src/cli/serve/record/record.ts';
import type { FetchLike } from '../../src/introspect/transport.ts';
import { createSimulator } from '../../src/simulate/simulator.ts';
import { simulate } from '../../src/testing/index.ts';
import { fixtureModel } from '../golden/workspaces.ts';
import { idOf, model } from '../simulate/ask.ts';
import { apiKey, canaryWorkspace } from './canaries.ts';
import type { Canaries } from './canaries.ts';

type Row = Readonly<Record<string, unknown>>;

const record = (
  { simulator }: Pick<Canaries, 'simulator'>,
  more: Partial<Parameters<typeof recordWorkspace>[0]> = {},
): Promise<Recording> =>
  recordWorkspace({
    url: 'http://crm.example',
    apiKey,
    model,
    most: 1000,
    limit: { requests: 1000, perMs: 1000 },
    fetch: simulator.fetch as FetchLike,
    onProgress: () => undefined,
    ...more,
  });

const listsOf = ({ text }: Recording): Readonly<Record<string, readonly Row[]>> =>
  JSON.parse(text) as Readonly<Record<string, readonly Row[]>>;

describe('a recording', () => {
  let canaries: Canaries;
  let recording: Recording;

  beforeAll(async () => {
    canaries = canaryWorkspace(model);
    recording = await record(canaries);
  });

  it('holds no text of a person, nor the key', () => {
    expect(canaries.originals.length).toBeGreaterThan(800);
    const real = JSON.stringify(
      model.objects.map(({ nameSingular }) => canaries.simulator.records(nameSingular)),
    );
    expect(
      canaries.originals.filter((original) => !real.toLowerCase().includes(original.toLowerCase())),
    ).toEqual([]);
    const text = recording.text.toLowerCase();
    const survived = canaries.originals.filter((original) => text.includes(original.toLowerCase()));
    expect(survived).toEqual([]);
    expect(text).not.toContain(apiKey.toLowerCase());
    expect(text).not.toContain('crm.example');
  });

  it('holds no id of the workspace', () => {
    const ids = model.objects.flatMap(({ nameSingular }) =>
      canaries.simulator.records(nameSingular).map(({ id }) => String(id)),
    );
    expect(ids.length).toBe(8 * 6);
    expect(ids.filter((id) => recording.text.includes(id))).toEqual([]);
  });

  it('holds no text of a workspace with odd names either', async () => {
    const odd = await fixtureModel('odd');
    const workspace = canaryWorkspace(odd, 3);
    const { text } = await record(workspace, { model: odd });
    const survived = workspace.originals.filter((original) =>
      text.toLowerCase().includes(original.toLowerCase()),
    );
    expect(survived).toEqual([]);
    expect(simulate({ lock: odd, seed: JSON.parse(text) }).records('person')).toHaveLength(3);
  });

  it('is a seed of as many records', () => {
    const { records } = simulate({ lock: model, seed: listsOf(recording) as never });
    for (const { nameSingular } of model.objects) expect(records(nameSingular)).toHaveLength(6);
    expect(recording).toMatchObject({ records: 48, objects: 8, warnings: [] });
  });

  it('is the same each time, and another one with another key', async () => {
    expect((await record(canaries)).text).toBe(recording.text);
    const other = canaryWorkspace(model, 6, { apiKey: 'another-key' });
    const text = (await record(other, { apiKey: 'another-key' })).text;
    expect(text).not.toBe(recording.text);
  });

  it('keeps the shape: filled is filled, as many items, picklists, sources and countries', () => {
    const shape = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(shape);
      if (typeof value !== 'object' || value === null) return value === '' ? null : typeof value;
      return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, shape(item)]));
    };
    const { records } = simulate({ lock: model, seed: listsOf(recording) as never });
    const made = records('people');
    const real = canaries.simulator.records('people');
    const without = ({ portrait: _portrait, createdBy, updatedBy: _updatedBy, ...rest }: Row): unknown => ({
      ...rest,
      createdBy: { ...(createdBy as object), context: null },
    });
    const sorted = (rows: readonly Row[]): string[] =>
      rows.map((row) => JSON.stringify(shape(without(row)))).toSorted();
    expect(sorted(made)).toEqual(sorted(real));
    const picks = (rows: readonly Row[], ...keys: string[]): string[] =>
      rows.map((row) => JSON.stringify(keys.map((key) => row[key]))).toSorted();
    expect(picks(made, 'relationship', 'position')).toEqual(picks(real, 'relationship', 'position'));
    expect(recording.text).toContain('"primaryPhoneCallingCode":"+1"');
    expect(recording.text).toContain('"source":"MANUAL"');
  });

  it('gives the same for the same, wherever it stands', async () => {
    const simulator = createSimulator({ model, apiKey, records: 0 });
    simulator.add('companies', [
      { id: idOf(1), name: 'Hidden Ltd', address: { addressCity: 'Oslo' } },
      { id: idOf(2), name: 'Other Ltd', address: { addressCity: 'Oslo' } },
    ]);
    simulator.add('people', [
      {
        companyId: idOf(1),
        city: 'Oslo',
        createdAt: '2026-03-01T10:00:00.000Z',
        updatedAt: '2026-03-04T12:00:00.000Z',
      },
      { companyId: idOf(1), city: 'Oslo' },
      { companyId: null, city: 'Rome' },
    ]);
    const { companies = [], people = [] } = listsOf(await record({ simulator }));
    const [first, second] = companies.map(({ address }) => (address as Row)['addressCity']);
    expect(first).toBe(second);
    const employers = people.map(({ companyId }) => companyId);
    const employer = employers.find((id) => id !== undefined);
    expect(employers.filter((id) => id === employer)).toHaveLength(2);
    expect(companies.map(({ id }) => id)).toContain(employer);
    expect(new Set(people.map(({ city }) => city)).size).toBe(2);
    const moved = people.find(
      ({ createdAt, updatedAt }) =>
        Date.parse(String(updatedAt)) - Date.parse(String(createdAt)) === 266_400_000,
    );
    expect(moved).toBeDefined();
    const days =
      (Date.parse(String(moved?.['createdAt'])) - Date.parse('2026-03-01T10:00:00.000Z')) / 86_400_000;
    expect(Number.isInteger(days)).toBe(true);
    expect(Math.abs(days)).toBeGreaterThanOrEqual(1);
    expect(Math.abs(days)).toBeLessThanOrEqual(14);
  });

  it('moves amounts and numbers by up to a fifth, and keeps nothing nothing', async () => {
    const simulator = createSimulator({ model, apiKey, records: 0 });
    simulator.add('companies', [
      { name: 'A', employees: 1000, annualRevenue: { amountMicros: 50_000_000_000, currencyCode: 'CHF' } },
      { name: 'B', employees: 0, annualRevenue: { amountMicros: null, currencyCode: null } },
    ]);
    const { companies = [] } = listsOf(await record({ simulator }));
    const revenue = (row: Row): Row => row['annualRevenue'] as Row;
    const big = companies.find((row) => revenue(row)['amountMicros'] !== null);
    const small = companies.find((row) => revenue(row)['amountMicros'] === null);
    const amount = Number(big && revenue(big)['amountMicros']);
    expect(amount % 1_000_000).toBe(0);
    expect(amount).toBeGreaterThanOrEqual(40_000_000_000);
    expect(amount).toBeLessThanOrEqual(60_000_000_000);
    expect(big && revenue(big)['currencyCode']).toBe('CHF');
    expect(Number(big?.['employees'])).toBeGreaterThanOrEqual(800);
    expect(Number.isInteger(big?.['employees'])).toBe(true);
    expect(small).toMatchObject({ employees: 0 });
  });
});

describe('reading', () => {
  it('takes every page, keeps to the number, and lets go of what was not read', async () => {
    const simulator = createSimulator({ model, apiKey, records: { company: 450, person: 30 } });
    const all = listsOf(await record({ simulator }));
    expect(all['companies']).toHaveLength(450);
    const cut = await record({ simulator }, { most: 250 });
    expect(cut.warnings).toMatchObject([
      { code: 'RECORDS_CUT', message: expect.stringContaining('Companies') },
    ]);
    const { companies = [], people = [] } = listsOf(cut);
    expect(companies).toHaveLength(250);
    const ids = new Set(companies.map(({ id }) => id));
    const employers = people.flatMap(({ companyId }) => (companyId === undefined ? [] : [companyId]));
    expect(employers.every((id) => ids.has(id))).toBe(true);
    const employed = listsOf(await record({ simulator }))['people']?.filter(
      ({ companyId }) => companyId !== undefined,
    );
    expect(employers.length).toBeLessThan(employed?.length ?? 0);
  });

  it('keeps within the limit that it is given', async () => {
    const at: number[] = [];
    const simulator = createSimulator({ model, apiKey, records: 1 });
    const fetch: FetchLike = (url, init) => {
      at.push(performance.now());
      return (simulator.fetch as FetchLike)(url, init);
    };
    await record({ simulator }, { fetch, limit: { requests: 4, perMs: 300 } });
    expect(at).toHaveLength(8);
    expect((at[7] ?? 0) - (at[3] ?? 0)).toBeGreaterThan(290);
  });

  it('waits where somebody else has used the limit up', async () => {
    const simulator = createSimulator({ model, apiKey, records: 1, limit: { requests: 2, perMs: 500 } });
    expect(listsOf(await record({ simulator }))['people']).toHaveLength(1);
  });

  it('leaves out an object that may not be read, and says so', async () => {
    const simulator = createSimulator({ model, apiKey, records: 1 });
    const fetch: FetchLike = async (url, init) => {
      if (!String(init?.body).includes('opportunities(')) return (simulator.fetch as FetchLike)(url, init);
      const errors = [
        { message: 'No permission', extensions: { code: 'FORBIDDEN', subCode: 'PERMISSION_DENIED' } },
      ];
      return new Response(JSON.stringify({ data: { opportunities: null }, errors })) as never;
    };
    const recording = await record({ simulator }, { fetch });
    expect(recording.warnings).toMatchObject([
      { code: 'OBJECT_UNREAD', message: /^Opportunities are left out/ },
    ]);
    const lists = listsOf(recording);
    expect(lists['opportunities']).toBeUndefined();
    expect(lists['people']).toHaveLength(1);
  });
});

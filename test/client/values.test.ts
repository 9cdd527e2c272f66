import { describe, expect, it } from 'vitest';
import type { Morph } from '../../templates/runtime/morph.ts';
import { fromMicros, micros } from '../../templates/runtime/values.ts';
import { generated, workspaceOf } from './generated.ts';

const demo = await generated('demo');
const companies = demo.of('company');
const noteTargets = demo.of('noteTarget');
const notes = demo.of('note');
const people = demo.of('person');

describe.each(['client', 'rest'] as const)('an amount, by the %s', (transport) => {
  const select = { annualRevenue: true };
  const written = async (amountMicros: unknown): Promise<unknown> => {
    const { [transport]: client } = workspaceOf(demo);
    const annualRevenue = { amountMicros, currencyCode: 'EUR' };
    const row = await companies.createOne(client, { annualRevenue }, { select });
    return (row['annualRevenue'] as { amountMicros: unknown }).amountMicros;
  };

  it('is what micros made of it, and fromMicros makes it again', async () => {
    const amountMicros = await written(micros('1234567.891234'));
    expect(amountMicros).toBe(1_234_567_891_234);
    expect(fromMicros(amountMicros as number)).toBe(1_234_567.891234);
  });

  it('may be a bigint, beyond what a number holds exactly', async () => {
    expect(await written(12_500_000n)).toBe(12_500_000);
    expect(await written(12_345_678_901_234_567_000n)).toBe(12_345_678_901_234_567_000);
  });
});

describe('a morph relation', () => {
  const targetOf = (demo.index['noteTargets'] as { targetOf: unknown }).targetOf as Morph<
    'targetCompany' | 'targetPerson'
  >;

  it('is written by an id, and read as the record or the id that is set', async () => {
    const { client } = workspaceOf(demo);
    const { id: noteId } = await notes.createOne(client, { title: 'Met' });
    const { id: targetPersonId } = await people.createOne(client, { jobTitle: 'Engineer' });
    await noteTargets.createOne(client, { noteId, targetPersonId });
    const [byRecord] = await noteTargets
      .findMany(client, { select: { targetCompany: { name: true }, targetPerson: { jobTitle: true } } })
      .toArray();
    expect(targetOf(byRecord ?? {})).toEqual({ type: 'targetPerson', record: { jobTitle: 'Engineer' } });
    const [byId] = await noteTargets.findMany(client).toArray();
    expect(targetOf(byId ?? {})).toEqual({ type: 'targetPerson', id: targetPersonId });
    await people.deleteOne(client, targetPersonId);
    const [deleted] = await noteTargets
      .findMany(client, { select: { targetPersonId: true, targetPerson: { jobTitle: true } } })
      .toArray();
    expect(targetOf(deleted ?? {})).toEqual({ type: 'targetPerson', id: targetPersonId, record: null });
  });

  it('is null where nothing is set', async () => {
    const { client } = workspaceOf(demo);
    expect(targetOf(await noteTargets.createOne(client, {}))).toBeNull();
  });
});

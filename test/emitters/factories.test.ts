import { beforeAll, describe, expect, it } from 'vitest';
import { factories } from '../../src/emitters/factories.ts';
import { valibot } from '../../src/emitters/valibot.ts';
import { zod } from '../../src/emitters/zod.ts';
import type { Model } from '../../src/model/types.ts';
import { createSimulator } from '../../src/simulate/simulator.ts';
import type { WritableFactory } from '../../templates/factories/make.ts';
import type { Index, Row } from '../client/generated.ts';
import { fixtureModel, fixtureNames } from '../golden/workspaces.ts';
import { emitted, filesOf, type Emitted } from './emitted.ts';
import { accepted, type AnySchema } from './standard.ts';

type Factory = Readonly<Record<string, WritableFactory<Row, Row>>> &
  Readonly<Record<'person' | 'company' | 'noteTarget' | 'subscription', WritableFactory<Row, Row>>>;

interface Module {
  createFactory(seed?: number | string): Factory;
}

let model: Model;
let code: Emitted;
let createFactory: Module['createFactory'];
beforeAll(async () => {
  model = await fixtureModel('demo');
  code = emitted(filesOf(model, [factories(), zod()]));
  ({ createFactory } = await code.load<Module>('factories/index.ts'));
});

describe('a factory', () => {
  it('makes what the schemas of each object take, entities and inputs', async () => {
    const schemas = await code.load<Readonly<Record<string, AnySchema>>>('zod/index.ts');
    const factory = createFactory(5);
    for (const { names } of model.objects) {
      for (const record of factory[names.file]?.many(20) ?? [])
        expect(await accepted(schemas[`${names.type}Schema`] as AnySchema, record)).toEqual(record);
      const data = factory[names.file]?.createInput();
      expect(await accepted(schemas[`${names.type}CreateInputSchema`] as AnySchema, data)).toEqual(data);
    }
  });

  it('makes the same of the same seed, on every machine', () => {
    const make = (seed?: number | string) => {
      const factory = createFactory(seed);
      return [factory.person(), factory.company(), factory.person.createInput()];
    };
    expect(make('x')).toEqual(make('x'));
    expect(make()).toEqual(make(1));
    expect(make('x')).not.toEqual(make('y'));
    expect(make(1)).not.toEqual(make('1'));
    // Written down: a change to these is a change to the tests of whoever uses them.
    expect(createFactory(1).person()).toMatchObject(written);
  });

  it('makes the same whatever else was made before', () => {
    const busy = createFactory(2);
    busy.company.many(10);
    busy.noteTarget();
    expect(busy.person()).toEqual(createFactory(2).person());
  });

  it('numbers records, and relates those of a number', () => {
    const factory = createFactory(3);
    const companies = factory.company.many(3);
    const people = factory.person.many(3);
    expect(people.map(({ companyId }) => companyId)).toEqual(companies.map(({ id }) => id));
    expect(factory.company.idOf(2)).toBe(companies[1]?.['id']);
    expect(people.map(({ position }) => position)).toEqual([1, 2, 3]);
    const all = [...companies, ...people].map(({ id }) => id);
    expect(new Set(all).size).toBe(all.length);
    const target = factory.noteTarget();
    expect(target['targetCompanyId']).toBe(factory.company.idOf(1));
    expect(target['targetPersonId']).toBeNull();
  });

  it('takes what it is told, in place of what it would make', () => {
    const factory = createFactory();
    expect(factory.person({ city: 'Lyon', companyId: null })).toMatchObject({
      city: 'Lyon',
      companyId: null,
    });
    expect(factory.person.many(3, (index) => ({ city: `${index}` })).map(({ city }) => city)).toEqual([
      '0',
      '1',
      '2',
    ]);
    expect(factory.person.many(2, { city: 'x' }).map(({ city }) => city)).toEqual(['x', 'x']);
    expect(factory.person.createInput({ city: null })).toMatchObject({ city: null });
    expect(factory.person()).toEqual(
      (() => {
        const other = createFactory();
        other.person.many(7);
        return other.person();
      })(),
    );
  });

  it('makes inputs that the server takes, one after another', async () => {
    const simulator = createSimulator({ model, apiKey: 'key', records: 0 });
    const index = await code.load<Index>('index.ts');
    const client = index.createClient({
      url: 'http://crm.example',
      apiKey: 'key',
      rateLimit: false,
      fetch: simulator.fetch as never,
    });
    const factory = createFactory(8);
    for (const { names, operations } of model.objects) {
      if (operations.createOne === undefined) continue;
      const { createMany } = index[names.namespace] as Index['people'];
      const inputs = [1, 2, 3].map(() => factory[names.file]?.createInput() ?? {});
      const records = await createMany(client, inputs);
      for (const [place, input] of inputs.entries()) expect(records[place]).toMatchObject(input);
    }
  });
});

const written = {
  id: 'cc8aa5f9-6749-40ae-9241-a75e2f75fcc0',
  companyId: 'cdc551e3-0b4a-455f-b2a6-882083e5e7f7',
  birthday: '2026-01-16',
  city: 'City 1',
  name: { firstName: 'Alan', lastName: 'Hopper' },
  emails: { primaryEmail: 'person-1@example.com', additionalEmails: [] },
  phones: { primaryPhoneNumber: '630015214', primaryPhoneCountryCode: 'FR' },
  relationship: 'RATING_5',
  createdAt: '2026-01-01T00:01:00.000Z',
};

describe('factories of other workspaces', () => {
  it.each(fixtureNames)('of %s make what their schemas take', async (name) => {
    const other = await fixtureModel(name);
    const built = emitted(filesOf(other, [factories(), valibot()], { enums: 'enum' }));
    const factory = (await built.load<Module>('factories/index.ts')).createFactory(1);
    const schemas = await built.load<Readonly<Record<string, AnySchema>>>('valibot/index.ts');
    for (const { names } of other.objects) {
      const record = factory[names.file]?.();
      expect(await accepted(schemas[`${names.type}Schema`] as AnySchema, record)).toEqual(record);
    }
  });

  it('make the values that the config maps dates to', async () => {
    const types = {
      DATE: {
        type: 'Date',
        parse: '(text) => new Date(text)',
        serialize: '(value) => value.toISOString().slice(0, 10)',
      },
      RAW_JSON: { 'subscription.usage': { type: '{ readonly seats: number }' } },
    } as const;
    const built = emitted(filesOf(model, [factories()], { types }));
    const factory = (await built.load<Module>('factories/index.ts')).createFactory(1);
    expect(factory.person()['birthday']).toBeInstanceOf(Date);
    expect(factory.person()['createdAt']).toBeTypeOf('string');
    expect(factory.subscription()['usage']).toBeNull();
  });
});

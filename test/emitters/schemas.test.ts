import { beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { valibot } from '../../src/emitters/valibot.ts';
import { zod } from '../../src/emitters/zod.ts';
import { createSimulator } from '../../src/simulate/simulator.ts';
import { fixtureModel } from '../golden/workspaces.ts';
import { emitted, filesOf, type Emitted } from './emitted.ts';
import { accepted, refusedAt, type AnySchema } from './standard.ts';

type Schemas = Readonly<Record<string, AnySchema>>;

const id = 'c0000000-0000-4000-8000-000000000001';
const actor = { source: 'API', name: 'Key', workspaceMemberId: null, context: {} };
const person = {
  birthday: null,
  city: '',
  companyId: id,
  createdAt: '2026-01-31T12:00:00.000Z',
  createdBy: actor,
  deletedAt: null,
  emails: { primaryEmail: 'ada@example.com', additionalEmails: ['a@example.com'] },
  id,
  jobTitle: '',
  linkedinLink: { primaryLinkLabel: '', primaryLinkUrl: '', secondaryLinks: [{ url: 'x', label: 'y' }] },
  name: { firstName: 'Ada', lastName: '' },
  phones: {
    primaryPhoneNumber: '',
    primaryPhoneCountryCode: '',
    primaryPhoneCallingCode: '',
    additionalPhones: [{ number: '6', countryCode: 'FR', callingCode: '+33' }],
  },
  portrait: [{ fileId: id, label: 'me.png', extension: null, url: null }],
  position: -1.5,
  relationship: 'RATING_3',
  searchVector: null,
  updatedAt: '2026-01-31T12:00:00.000Z',
  updatedBy: { ...actor, context: null },
} as const;

describe.each(['zod', 'valibot'] as const)('the schemas of %s', (name) => {
  let code: Emitted;
  let schemas: Schemas;
  const of = (schema: string): AnySchema => {
    const found = schemas[schema];
    if (!found) throw new Error(`no ${schema}`);
    return found;
  };

  beforeAll(async () => {
    code = emitted(filesOf(await fixtureModel('demo'), [zod(), valibot()]));
    schemas = await code.load<Schemas>(`${name}/index.ts`);
  });

  it('are of Standard Schema', () => {
    expect(of('PersonSchema')['~standard']).toMatchObject({ version: 1, vendor: name });
  });

  it('give an entity back as it came', async () => {
    expect(await accepted(of('PersonSchema'), person)).toEqual(person);
  });

  it.each([
    ['a null where the server never answers one', { city: null }, 'city'],
    [
      'a null in a composite whose text reads as empty',
      { name: { firstName: null, lastName: '' } },
      'name.firstName',
    ],
    ['a composite that is null', { emails: null }, 'emails'],
    ['a field that is missing', { city: undefined }, 'city'],
    ['a picklist value that there is not', { relationship: 'RATING_9' }, 'relationship'],
    ['a time that is none', { createdAt: 'yesterday' }, 'createdAt'],
    ['a date with a time', { birthday: '2026-01-31T12:00:00.000Z' }, 'birthday'],
    ['an id that is none', { companyId: 'x' }, 'companyId'],
    ['a number as text', { position: '1' }, 'position'],
    ['an actor of another source', { createdBy: { ...actor, source: 'MAGIC' } }, 'createdBy.source'],
  ])('refuse an entity with %s', async (_name, change, path) => {
    const changed = JSON.parse(JSON.stringify({ ...person, ...change })) as unknown;
    expect(await refusedAt(of('PersonSchema'), changed)).toEqual([path]);
  });

  it('leave out of an entity what they do not know', async () => {
    expect(await accepted(of('PersonSchema'), { ...person, later: 1 })).toEqual(person);
  });

  it.each([
    ['nothing at all', {}],
    [
      'parts of composites, and nulls in them',
      { name: { firstName: null }, emails: { primaryEmail: 'a@b.c' } },
    ],
    ['a relation by its id', { companyId: id }],
    [
      'a relation by a unique field',
      { company: { connect: { where: { domainName: { primaryLinkUrl: 'x.com' } } } } },
    ],
    ['a relation to none', { company: { disconnect: true } }],
    ['a place that is named', { position: 'first' }],
    ['a time of a zone', { createdAt: '2026-01-31T12:00+02:00' }],
    ['a day for a time', { createdAt: '2026-01-31' }],
    [
      'nulls where the field may be empty',
      { city: null, birthday: null, relationship: null, portrait: null },
    ],
    ['a file that was uploaded', { portrait: [{ fileId: id, label: 'me.png' }] }],
  ])('let an update write %s', async (_name, data) => {
    expect(await accepted(of('PersonUpdateInputSchema'), data)).toEqual(data);
  });

  it.each([
    ['a field that there is not', { nope: 1 }, 'nope'],
    ['a field that nobody writes', { searchVector: 'x' }, 'searchVector'],
    ['a sub-field that there is not', { name: { middleName: 'x' } }, 'name.middleName'],
    ['its id', { id }, 'id'],
    [
      'a UUID of a version that servers refuse',
      { companyId: '018f0000-0000-7000-8000-000000000001' },
      'companyId',
    ],
    ['a composite of null', { name: null }, 'name'],
    ['an undefined', { city: undefined }, 'city'],
    ['both ends of a relation', { company: { connect: { where: { id } }, disconnect: true } }, 'company'],
    ['a number beyond all', { position: Number.NaN }, 'position'],
  ])('do not let an update write %s', async (_name, data, path) => {
    const paths = await refusedAt(of('PersonUpdateInputSchema'), data);
    // Whether an unknown key is said at its object or at itself is the library's.
    expect(paths.length).toBeGreaterThan(0);
    for (const found of paths) expect([found, `${path}`.startsWith(found)]).toEqual([found, true]);
  });

  it('ask of a create what the server asks', async () => {
    const schema = of('SubscriptionCreateInputSchema');
    expect(await refusedAt(schema, {})).toEqual(['startsOn']);
    expect(await accepted(schema, { startsOn: '2026-01-31', id })).toEqual({ startsOn: '2026-01-31', id });
    expect(await accepted(schema, { startsOn: '2026-01-31', price: { amountMicros: 5n } })).toEqual({
      startsOn: '2026-01-31',
      price: { amountMicros: 5n },
    });
  });

  it('take every record of a simulated workspace', async () => {
    const model = await fixtureModel('demo');
    const simulator = createSimulator({ model, apiKey: 'key', records: 20, seed: 7 });
    for (const object of model.objects) {
      const response = await simulator.fetch(`http://crm.example/rest/${object.namePlural}?limit=20`, {
        headers: { authorization: 'Bearer key' },
      });
      const { data } = (await response.json()) as { data: Readonly<Record<string, readonly object[]>> };
      const records = data[object.namePlural] ?? [];
      expect(records.length).toBeGreaterThan(0);
      for (const record of records)
        expect(await accepted(of(`${object.names.type}Schema`), record)).toEqual(record);
    }
  });
});

describe('a schema of zod', () => {
  it('can be made JSON Schema of, for forms, OpenAPI and language models', async () => {
    const code = emitted(filesOf(await fixtureModel('demo'), [zod()]));
    const { PersonUpdateInputSchema } = await code.load<{ PersonUpdateInputSchema: z.ZodObject }>(
      'zod/objects/person.ts',
    );
    const schema = z.toJSONSchema(PersonUpdateInputSchema, { unrepresentable: 'any' });
    expect(schema).toMatchObject({
      type: 'object',
      additionalProperties: false,
      properties: {
        birthday: { anyOf: [{ type: 'string', format: 'date' }, { type: 'null' }] },
        relationship: { anyOf: [{ enum: ['RATING_1', 'RATING_2', 'RATING_3', 'RATING_4', 'RATING_5'] }, {}] },
      },
    });
    expect(schema.required).toBeUndefined();
  });
});

describe('schemas of dates that the config maps', () => {
  const types = {
    DATE_TIME: {
      type: 'Date',
      parse: '(text) => new Date(text)',
      serialize: '(value) => value.toISOString()',
    },
    RAW_JSON: { 'subscription.usage': { type: '{ readonly seats: number }' } },
  } as const;

  it.each(['zod', 'valibot'] as const)('of %s parse the text, in entities and inputs alike', async (name) => {
    const code = emitted(filesOf(await fixtureModel('demo'), [zod(), valibot()], { types }));
    const schemas = await code.load<Schemas>(`${name}/index.ts`);
    const entity = (await accepted(schemas['PersonSchema'] as AnySchema, person)) as Readonly<
      Record<string, unknown>
    >;
    expect(entity).toEqual({
      ...person,
      createdAt: new Date(person.createdAt),
      updatedAt: new Date(person.updatedAt),
    });
    expect(
      await accepted(schemas['PersonUpdateInputSchema'] as AnySchema, { createdAt: '2026-01-31' }),
    ).toEqual({
      createdAt: new Date('2026-01-31'),
    });
    expect(await refusedAt(schemas['PersonSchema'] as AnySchema, { ...person, createdAt: 'never' })).toEqual([
      'createdAt',
    ]);
    const usage = { seats: 'taken on trust' };
    expect(await accepted(schemas['SubscriptionUpdateInputSchema'] as AnySchema, { usage })).toEqual({
      usage,
    });
  });
});

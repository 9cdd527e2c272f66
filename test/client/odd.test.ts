import { describe, expect, it } from 'vitest';
import { isRequired } from '../../src/model/access.ts';
import type { ModelObject } from '../../src/model/types.ts';
import { apiKey, generated, workspaceOf } from './generated.ts';
import type { Functions, Row, TwentyClient } from './generated.ts';

/** What a record is listed under, as a text that tells it from others. */
function titled({ fields, labelIdentifier = 'name' }: ModelObject, text: string): Row {
  const title = fields.find(({ name }) => name === labelIdentifier);
  return { [labelIdentifier]: title?.type === 'FULL_NAME' ? { firstName: text, lastName: '' } : text };
}

/** What a create needs, with a title. */
function minimal(object: ModelObject, text: string): Row {
  const required = object.fields.filter(isRequired).map((field) => [field.name, 'required']);
  return { ...Object.fromEntries(required), ...titled(object, text) } as Row;
}

async function roundTrip(functions: Functions, client: TwentyClient, object: ModelObject): Promise<'done'> {
  const created = await functions.createOne(client, minimal(object, 'one'));
  const { id } = created;
  const [second] = await functions.createMany(client, [minimal(object, 'two')]);
  expect(await functions.findOne(client, { id })).toEqual(created);
  expect((await functions.findMany(client)).totalCount).toBe(2);
  const changed = titled(object, 'changed');
  const select = { id: true, ...Object.fromEntries(Object.keys(changed).map((name) => [name, true])) };
  expect(await functions.updateOne(client, id, changed, { select })).toEqual({ id, ...changed });
  const both = { id: { in: [id, second?.['id']] } };
  expect(await functions.updateMany(client, both, changed, { select })).toHaveLength(2);
  expect(await functions.deleteOne(client, id, { select: { id: true } })).toEqual({ id });
  expect((await functions.findMany(client)).totalCount).toBe(1);
  expect(await functions.restoreOne(client, id, { select: { id: true } })).toEqual({ id });
  expect(await functions.deleteMany(client, both, { select: { id: true } })).toHaveLength(2);
  expect(await functions.restoreMany(client, both, { select: { id: true } })).toHaveLength(2);
  expect(await functions.destroyOne(client, id, { select: { id: true } })).toEqual({ id });
  expect(await functions.destroyMany(client, both, { select: { id: true } })).toHaveLength(1);
  expect((await functions.findMany(client)).totalCount).toBe(0);
  return 'done';
}

describe('an object of a name that code gives a meaning to', async () => {
  const odd = await generated('odd');
  const objects = odd.model.objects.map((object) => [object.nameSingular, object] as const);

  it.each(objects)('has a client that works: %s', async (nameSingular, object) => {
    const { client } = workspaceOf(odd);
    expect(await roundTrip(odd.of(nameSingular), client, object)).toBe('done');
  });

  it('is bound by createTwenty, each under a name of its own', async () => {
    const { fetch } = workspaceOf(odd, { records: 2 });
    const twenty = odd.createTwenty({ url: 'http://crm.example', apiKey, fetch });
    for (const [, { names }] of objects)
      expect((await twenty[names.namespace]?.['findMany']?.())?.totalCount).toBe(2);
    expect(new Set(objects.map(([, { names }]) => names.namespace)).size).toBe(objects.length);
  });

  it('has relations that are followed, whatever they are called', async () => {
    const { client } = workspaceOf(odd);
    const { id } = await odd.of('constructor').createOne(client, { name: 'Ctor' });
    await odd.of('record').createOne(client, { name: 'R', required: 'r', constructorId: id, enum: 'TWO' });
    const select = { prototype: { select: { enum: true, constructor: { name: true } } } };
    expect(await odd.of('constructor').findOne(client, { id, select })).toEqual({
      prototype: {
        records: [{ enum: 'TWO', constructor: { name: 'Ctor' } }],
        totalCount: 1,
        hasNextPage: false,
      },
    });
  });

  it('has fields that are written and read, whatever they are called', async () => {
    const { client } = workspaceOf(odd);
    const names = ['constructor', 'then', 'toString', 'hasOwnProperty', 'select'];
    const written = Object.fromEntries(names.map((name) => [name, `a ${name}`]));
    const select = Object.fromEntries(names.map((name) => [name, true]));
    const people = odd.of('person');
    expect(await people.createOne(client, written, { select: { ...select, id: true } })).toMatchObject(
      written,
    );
    const filter = Object.fromEntries(names.map((name) => [name, { in: [`a ${name}`], startsWith: 'a ' }]));
    expect((await people.findMany(client, { filter, select })).records).toHaveLength(1);
  });
});

describe('a workspace on an old server', async () => {
  const legacy = await generated('legacy');
  const objects = legacy.model.objects.map((object) => [object.nameSingular, object] as const);

  it.each(objects)('has a client that works: %s', async (nameSingular, object) => {
    const { client } = workspaceOf(legacy);
    expect(await roundTrip(legacy.of(nameSingular), client, object)).toBe('done');
  });

  it('takes the batches of its days, ids of its type, and never an offset', async () => {
    const { client, sent } = workspaceOf(legacy, { batchLimit: 60 });
    const names = Array.from({ length: 130 }, (_, number) => `Ticket ${number}`);
    const tickets = legacy.of('ticket');
    const created = await tickets.createMany(
      client,
      names.map((name) => ({ name })),
      { select: { id: true, name: true } },
    );
    expect(created.map(({ name }) => name)).toEqual(names);
    await tickets.updateOne(client, created[0]?.['id'], { name: 'First' });
    expect(sent.map(({ query }) => query.includes('offset'))).not.toContain(true);
    expect(sent).toHaveLength(4);
    expect(sent.at(-1)?.query).toContain('$id: ID!');
  });
});

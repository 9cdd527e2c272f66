import { createHmac } from 'node:crypto';
import { buildSchema } from 'graphql';
import { beforeAll, describe, expect, it } from 'vitest';
import { sdl } from '../../src/emitters/sdl.ts';
import { valibot } from '../../src/emitters/valibot.ts';
import { webhooks } from '../../src/emitters/webhooks.ts';
import { zod } from '../../src/emitters/zod.ts';
import { propertyName } from '../../src/model/access.ts';
import type { VerifyWebhookOptions } from '../../templates/webhooks/verify.ts';
import type { Model, ModelObject } from '../../src/model/types.ts';
import { emitted, filesOf, usual, type Emitted } from '../emitters/emitted.ts';
import type { AnySchema } from '../emitters/standard.ts';
import { accepted } from '../emitters/standard.ts';
import { readRecording, recordedModel, recordingsFolder } from '../simulate/recorded.ts';
import { readExchanges } from '../simulate/replay.ts';

const folder = recordingsFolder();
if (folder === undefined)
  console.warn('No recordings of a real server found: emitters are not held to them.');

type Row = Readonly<Record<string, unknown>>;

interface Found {
  readonly exchange: string;
  readonly object: ModelObject;
  readonly record: Row;
}

const ownNames = ({ fields }: ModelObject): readonly string[] =>
  fields.filter(({ relation }) => relation?.kind !== 'ONE_TO_MANY').map(propertyName);

/** Every answered record that has all fields of its object, and which object that is. */
function* recordsIn(value: unknown, objects: readonly ModelObject[]): Generator<[ModelObject, Row]> {
  if (typeof value !== 'object' || value === null) return;
  for (const item of Object.values(value)) yield* recordsIn(item, objects);
  if (Array.isArray(value)) return;
  const own = objects.filter((object) => ownNames(object).every((name) => Object.hasOwn(value, name)));
  // One object's fields may be among another's.
  const [most] = own.toSorted((a, b) => ownNames(b).length - ownNames(a).length);
  if (most === undefined) return;
  yield [most, Object.fromEntries(ownNames(most).map((name) => [name, Reflect.get(value, name)]))];
}

describe.skipIf(folder === undefined)('the schemas of a recorded workspace', { timeout: 120_000 }, () => {
  let model: Model;
  let code: Emitted;
  let found: readonly Found[] = [];

  beforeAll(async () => {
    model = await recordedModel(folder ?? '');
    code = emitted(filesOf(model, [zod(), valibot()]));
    found = readExchanges(folder ?? '').flatMap((exchange) =>
      [...recordsIn(exchange.response.body, model.objects)].map(([object, record]) => ({
        exchange: exchange.name,
        object,
        record,
      })),
    );
  });

  it('are held to records of several objects, with fields of every type among them', () => {
    const objects = new Set(found.map(({ object }) => object));
    console.log(
      `${found.length} records of ${[...objects].map(({ nameSingular }) => nameSingular).join(', ')}`,
    );
    expect(objects.size).toBeGreaterThan(5);
    const types = new Set([...objects].flatMap(({ fields }) => fields.map(({ type }) => type)));
    expect([...types].toSorted()).toEqual(
      [...new Set(model.objects.flatMap(({ fields }) => fields.map(({ type }) => type)))].toSorted(),
    );
  });

  it.each(['zod', 'valibot'])(
    'of %s take every record that the server answered, and lose nothing of it',
    async (name) => {
      const schemas = await code.load<Readonly<Record<string, AnySchema>>>(`${name}/index.ts`);
      for (const { exchange, object, record } of found) {
        const schema = schemas[`${object.names.type}Schema`];
        if (!schema) throw new Error(`no schema of ${object.nameSingular}`);
        expect({ exchange, record: await accepted(schema, record) }).toEqual({ exchange, record });
      }
    },
  );
});

describe.skipIf(folder === undefined)('schema.graphql of a recorded workspace', () => {
  it('has every type of the server’s schema, and no other', async () => {
    const [file] = sdl().emit(await recordedModel(folder ?? ''), usual);
    const schema = buildSchema(file?.content ?? '');
    const recorded = readRecording(folder ?? '', 'core-introspection.json') as {
      readonly data: { readonly __schema: { readonly types: readonly { readonly name: string }[] } };
    };
    const { __schema: introspected } = recorded.data;
    const served = introspected.types.map(({ name }) => name);
    const own = Object.keys(schema.getTypeMap());
    expect(own.filter((name) => !served.includes(name))).toEqual([]);
    const missing = served.filter((name) => !own.includes(name));
    expect(missing).toEqual([]);
  });
});

interface OpenApi {
  readonly webhooks: Readonly<Record<string, { readonly post: { readonly requestBody: Body } }>>;
}

interface Body {
  readonly content: {
    readonly 'application/json': {
      readonly schema: { readonly properties: Readonly<Record<string, { readonly example?: string }>> };
    };
  };
}

describe.skipIf(folder === undefined)('the webhooks of a recorded workspace', () => {
  it('are those that its server says it sends, each with what we say that it has', async () => {
    const code = emitted(filesOf(await recordedModel(folder ?? ''), [webhooks()]));
    const { verifyWebhook } = await code.load<{
      verifyWebhook(options: VerifyWebhookOptions): Promise<unknown>;
    }>('webhooks/index.ts');
    const { webhooks: served } = readRecording(folder ?? '', 'openapi-core.json') as OpenApi;
    expect(Object.keys(served).length).toBeGreaterThan(90);
    for (const { post } of Object.values(served)) {
      const { eventName, ...others } = post.requestBody.content['application/json'].schema.properties;
      const parts = Object.keys(others).filter((name) => name !== 'updatedFields');
      expect(parts.toSorted()).toEqual([
        'eventDate',
        'objectMetadata',
        'record',
        'targetUrl',
        'userId',
        'webhookId',
        'workspaceId',
        'workspaceMemberId',
      ]);
      expect(Object.hasOwn(others, 'updatedFields')).toBe(eventName?.example?.endsWith('.updated'));
      const event = { eventName: eventName?.example, record: {} };
      const body = JSON.stringify(event);
      const timestamp = String(Date.now());
      const headers = {
        'X-Twenty-Webhook-Timestamp': timestamp,
        'X-Twenty-Webhook-Signature': createHmac('sha256', 'x').update(`${timestamp}:${body}`).digest('hex'),
      };
      expect(await verifyWebhook({ body, headers, secret: 'x' })).toEqual(event);
    }
  });
});

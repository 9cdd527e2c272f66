import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';

import { checkConnection } from '../../src/introspect/check.ts';
import { introspect } from '../../src/introspect/introspect.ts';
import type { RawField, RawWorkspace } from '../../src/introspect/types.ts';
import { json, serve } from '../introspect/server.ts';
import type { Handler, Received } from '../introspect/server.ts';

const folder =
  process.env['TWENTY_RECORDINGS'] ?? resolve(import.meta.dirname, '../../../shared/recordings/twenty-2.31');
const isThere = existsSync(folder);
if (!isThere) console.warn(`No recordings at ${folder}: their conformance tests are skipped.`);

const apiKey = 'test-key';
const file = (name: string): string => readFileSync(resolve(folder, name), 'utf8');

describe.skipIf(!isThere)('a recorded Twenty 2.31', () => {
  let whole: RawWorkspace;
  beforeAll(async () => {
    whole = await read(recorded({}));
  });

  it('is read with all its objects and fields, without a warning', () => {
    expect(whole.warnings).toEqual([]);
    expect(whole.workspace).toMatchObject({ displayName: 'Apple', metadataVersion: 152 });
    expect(whole.objects).toHaveLength(34);
    expect(allFields(whole)).toHaveLength(653);
    expect(whole.schema?.queryType).toBe('Query');
    expect(whole.schema?.types.get('Person')?.fields.length).toBeGreaterThan(20);
  });

  it('gives every relation a target and a type that its settings agree with', () => {
    const ids = new Set(whole.objects.map((object) => object.id));
    const relations = allFields(whole).filter(({ type }) => type === 'RELATION' || type === 'MORPH_RELATION');
    expect(relations).toHaveLength(188);
    for (const { relation, settings } of relations) {
      expect(ids).toContain(relation?.targetObjectId);
      expect(relation?.targetFieldId).toBeTypeOf('string');
      expect(relation?.type).toBe(settings?.['relationType']);
    }
  });

  it('gives the targets of a morph relation by the names of its rows', () => {
    const byId = new Map(whole.objects.map((object) => [object.id, object]));
    const morphs = allFields(whole).filter(({ type }) => type === 'MORPH_RELATION');
    expect(morphs).toHaveLength(56);
    for (const { name, morphName = '?', relation } of morphs) {
      const target = byId.get(relation?.targetObjectId ?? '');
      const end = relation?.type === 'MANY_TO_ONE' ? target?.nameSingular : target?.namePlural;
      expect(name.toLowerCase()).toBe(`${morphName}${end}`.toLowerCase());
    }
  });

  it('reads the same from pages of twenty', async () => {
    expect(await read(recorded({ paged: true }))).toEqual(whole);
  });

  it('reads the same in the newer envelope', async () => {
    expect(await read(recorded({ newEnvelope: true }))).toEqual(whole);
  });

  it('reads the same ids, names and types from /metadata alone, where the role may not read REST', async () => {
    const alone = await read(recorded({ forbidRest: true }));
    expect(alone.warnings.map(({ code }) => code)).toEqual(['REST_METADATA_FORBIDDEN']);
    expect(outline(alone)).toEqual(outline(whole));
  });

  it('reads rows without relations over REST, where /metadata fails', async () => {
    const alone = await read(recorded({ failMetadata: true }));
    expect(alone.warnings.map(({ code }) => code)).toEqual(['METADATA_FAILED']);
    expect(allFields(alone).map(({ id, name }) => [id, name])).toEqual(
      allFields(whole).map(({ id, name }) => [id, name]),
    );
    expect(allFields(alone).every(({ relation }) => relation === undefined)).toBe(true);
  });

  it('is never generated from the schema that a stranger is shown', async () => {
    await expect(read(recorded({ strangersSchema: true }))).rejects.toMatchObject({
      code: 'API_KEY_IGNORED',
    });
  });

  it('passes every step of the connection check', async () => {
    const { url } = await serve(recorded({}));
    const steps = await checkConnection({ url, apiKey });
    expect(steps.map(({ name, ok }) => [name, ok])).toEqual([
      ['URL', true],
      ['Server', true],
      ['API key', true],
      ['REST metadata', true],
      ['GraphQL metadata', true],
      ['GraphQL schema', true],
      ['Workspace', true],
    ]);
    expect(steps.at(-1)?.detail).toBe('Apple');
  });

  it('the check of a stranger who has no key names the schema step', async () => {
    const { url } = await serve(recorded({ strangersSchema: true }));
    const steps = await checkConnection({ url, apiKey });
    expect(steps.find(({ ok }) => !ok)).toMatchObject({ name: 'GraphQL schema', code: 'API_KEY_IGNORED' });
  });

  const refusals = [
    ['earlier-expired', 'API_KEY_EXPIRED'],
    ['earlier-revoked', 'API_KEY_REVOKED'],
    ['earlier-tampered', 'API_KEY_INVALID'],
  ] as const;
  it.each(refusals)('the recorded answers to %s keys become %s', async (name, code) => {
    const rest = exchange(`${name}-metadata-objects`);
    const graphql = exchange(`${name}-graphql`);
    const answer: Handler = ({ method }, response) => {
      const { status, body } = method === 'GET' ? rest : graphql;
      json(response, body, status);
    };
    await expect(read(answer)).rejects.toMatchObject({ code, exitCode: 3 });
    const { url } = await serve(answer);
    const steps = await checkConnection({ url, apiKey });
    expect(steps.some((step) => step.code === code)).toBe(true);
  });
});

async function read(handler: Handler): Promise<RawWorkspace> {
  const { url } = await serve(handler);
  return introspect({ url, apiKey, retries: 0 });
}

interface Circumstances {
  readonly paged?: boolean;
  readonly newEnvelope?: boolean;
  readonly forbidRest?: boolean;
  readonly failMetadata?: boolean;
  readonly strangersSchema?: boolean;
}

function recorded(circumstances: Circumstances): Handler {
  return (received, response) => {
    if (received.headers.authorization !== `Bearer ${apiKey}`) {
      json(response, { data: { __typename: 'Query' } });
    } else if (received.method === 'GET') {
      const { status, body } = restAnswer(received, circumstances);
      response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' }).end(body);
    } else {
      const body = graphqlAnswer(received, circumstances);
      response.writeHead(200, { 'content-type': 'application/json; charset=utf-8' }).end(body);
    }
  };
}

function restAnswer({ path }: Received, circumstances: Circumstances): { status: number; body: string } {
  if (circumstances.forbidRest === true) {
    const { status, body } = exchange('earlier-restricted-role-metadata-objects');
    return { status, body: JSON.stringify(body) };
  }
  if (circumstances.paged === true) {
    const page = path.includes('starting_after=') ? 'page2' : 'page1';
    return { status: 200, body: file(`rest-metadata-objects.limit20.${page}.json`) };
  }
  const body = file('rest-metadata-objects.limit200.page1.json');
  if (circumstances.newEnvelope !== true) return { status: 200, body };
  const { data, ...rest } = JSON.parse(body) as { data: { objects: unknown } };
  return { status: 200, body: JSON.stringify({ data: data.objects, ...rest }) };
}

function graphqlAnswer({ path, query }: Received, circumstances: Circumstances): string {
  if (path === '/graphql') {
    return file(
      circumstances.strangersSchema === true ? 'core-introspection.no-token.json' : 'core-introspection.json',
    );
  }
  if (query.includes('currentWorkspace')) return file('current-workspace.json');
  if (circumstances.failMetadata === true) {
    return JSON.stringify({ errors: [{ message: 'boom', extensions: { code: 'INTERNAL_SERVER_ERROR' } }] });
  }
  // Not recorded. An absent type makes the reader ask for what most servers have.
  if (query.includes('__type(')) return JSON.stringify({ data: { __type: null } });
  return file('graphql-metadata-objects.json');
}

function exchange(name: string): { status: number; body: unknown } {
  const line = file('exchanges.ndjson')
    .split('\n')
    .find((entry) => entry.startsWith(`{"name":"${name}"`));
  if (line === undefined) throw new Error(`no exchange ${name}`);
  return (JSON.parse(line) as { response: { status: number; body: unknown } }).response;
}

function allFields(workspace: RawWorkspace): readonly RawField[] {
  return workspace.objects.flatMap(({ fields }) => fields);
}

function outline(workspace: RawWorkspace): unknown {
  return workspace.objects.map(({ id, nameSingular, fields }) => ({
    id,
    nameSingular,
    fields: fields
      .map(({ id, name, type, relation, morphId, settings }) => ({
        id,
        name,
        type,
        relation,
        morphId,
        joinColumn: settings?.['joinColumnName'],
      }))
      .sort((a, b) => (a.id < b.id ? -1 : 1)),
  }));
}

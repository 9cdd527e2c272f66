import { describe, expect, it } from 'vitest';

import { introspect } from '../../src/introspect/introspect.ts';
import type { RawField, RawWorkspace } from '../../src/introspect/types.ts';
import { json, serve } from './server.ts';
import type { Handler, Received } from './server.ts';

type Json = Record<string, unknown>;

/** A server of two objects that answers whatever version it is told to be. */
interface Server {
  readonly rest?: (path: string) => unknown;
  /** Of /metadata: the types that it tells of, with their fields; a `!` marks what is never null. */
  readonly types?: Readonly<Record<string, string>>;
  readonly objects?: (query: string) => unknown;
  readonly workspace?: (path: string, query: string) => unknown;
  readonly schema?: unknown;
}

const text = (id: string, name: string): Json => ({ id, name, type: 'TEXT', label: name });
const person = {
  id: 'p',
  nameSingular: 'person',
  namePlural: 'people',
  labelSingular: 'Person',
  labelPlural: 'People',
};
const company = { id: 'c', nameSingular: 'company', namePlural: 'companies' };
const edges = (nodes: readonly unknown[], pageInfo: Json = { hasNextPage: false }): Json => ({
  objects: { edges: nodes.map((node) => ({ node })), pageInfo },
});
const schema = {
  __schema: {
    queryType: { name: 'Query' },
    mutationType: null,
    types: [
      {
        kind: 'OBJECT',
        name: 'Query',
        fields: [
          { name: 'people', args: [], type: { kind: 'OBJECT', name: 'PersonConnection', ofType: null } },
        ],
      },
    ],
  },
};
const unknownField = (name: string): Json => ({
  errors: [{ message: `Cannot query field "${name}" on type "Query".` }],
});
const broken = { errors: [{ message: 'boom', extensions: { code: 'INTERNAL_SERVER_ERROR' } }] };

describe('objects over REST', () => {
  it('are read page by page, until the server says that there are no more', async () => {
    const { workspace, received } = await read({
      rest: (path) =>
        path.includes('starting_after=a%2B1')
          ? { data: [{ ...company, fields: [] }], pageInfo: { hasNextPage: false, endCursor: 'z' } }
          : {
              data: [{ ...person, fields: [] }],
              pageInfo: { hasNextPage: true, endCursor: 'a+1' },
              totalCount: 2,
            },
      objects: () => broken,
    });
    expect(names(workspace)).toEqual(['person', 'company']);
    expect(received.filter(({ method }) => method === 'GET').map(({ path }) => path)).toEqual([
      '/rest/metadata/objects?limit=200',
      '/rest/metadata/objects?limit=200&starting_after=a%2B1',
    ]);
  });

  it('end where the server repeats its cursor, with a warning', async () => {
    const { workspace } = await read({
      rest: () => ({
        data: { objects: [{ ...person, fields: [] }] },
        pageInfo: { hasNextPage: true, endCursor: 'a' },
        totalCount: 7,
      }),
      objects: () => broken,
    });
    expect(names(workspace)).toEqual(['person']);
    expect(warnings(workspace)).toContain('PAGING_INCOMPLETE');
  });

  it('may have keys that nobody knows, lack those that old servers do not send, and use null for nothing', async () => {
    const sent = {
      ...text('f', 'note'),
      label: undefined,
      description: null,
      settings: null,
      isUnique: null,
      brandNew: {},
    };
    const { workspace } = await read({
      rest: () => ({
        data: { objects: [{ ...company, description: null, isActive: null, fields: [sent], more: 1 }] },
      }),
      objects: () => broken,
      schema: JSON.parse(JSON.stringify(schema).replace('people', 'companies')),
    });
    expect(workspace.objects).toEqual([
      {
        ...company,
        labelSingular: 'company',
        labelPlural: 'companies',
        isActive: true,
        isSystem: false,
        fields: [
          {
            id: 'f',
            name: 'note',
            type: 'TEXT',
            label: 'note',
            isActive: true,
            isSystem: false,
            isNullable: true,
            isUnique: false,
          },
        ],
      },
    ]);
  });

  it('keep a field type that this version does not know', async () => {
    const { workspace } = await read({
      rest: () => ({ data: [{ ...person, fields: [{ ...text('f', 'x'), type: 'HOLOGRAM' }] }] }),
      objects: () => broken,
    });
    expect(workspace.objects[0]?.fields[0]?.type).toBe('HOLOGRAM');
  });
});

describe('two sources of one workspace', () => {
  it('are joined by id: what REST leaves out comes from /metadata, with the relations', async () => {
    const { workspace } = await read({
      rest: () => ({
        data: [{ ...person, fields: [{ id: 'f', name: 'company', type: 'RELATION', label: 'Company' }] }],
      }),
      objects: () => ({
        data: edges([
          {
            ...person,
            applicationId: 'app',
            fieldsList: [
              {
                id: 'f',
                name: 'company',
                type: 'RELATION',
                isUnique: true,
                settings: { joinColumnName: 'companyId' },
                relation: {
                  type: 'MANY_TO_ONE',
                  targetObjectMetadata: { id: 'c' },
                  targetFieldMetadata: { id: 'g' },
                },
              },
            ],
          },
        ]),
      }),
    });
    expect(workspace.warnings).toEqual([]);
    expect(workspace.objects[0]?.applicationId).toBe('app');
    expect(field(workspace, 'person', 'company')).toMatchObject({
      label: 'Company',
      isUnique: true,
      settings: { joinColumnName: 'companyId' },
      relation: { type: 'MANY_TO_ONE', targetObjectId: 'c', targetFieldId: 'g' },
    });
  });

  it('that differ give what both have, and a warning for each thing that only one has', async () => {
    const extra = { id: 'x', nameSingular: 'extra', namePlural: 'extras' };
    const { workspace } = await read({
      rest: () => ({
        data: [
          { ...person, fields: [text('1', 'both'), text('2', 'onlyRest')] },
          { ...company, fields: [] },
        ],
      }),
      objects: () => ({
        data: edges([
          { ...person, fieldsList: [text('1', 'both'), text('3', 'onlyMetadata')] },
          { ...extra, fieldsList: [] },
        ]),
      }),
    });
    expect(names(workspace)).toEqual(['person']);
    expect(workspace.objects[0]?.fields.map(({ name }) => name)).toEqual(['both']);
    const messages = workspace.warnings.map(({ message }) => message).join('\n');
    for (const name of ['person.onlyRest', 'person.onlyMetadata', '"company"', '"extra"'])
      expect(messages).toContain(name);
  });

  it('of which REST leaves out the fields give those of /metadata', async () => {
    const { workspace } = await read({
      rest: () => ({ data: [person] }),
      objects: () => ({ data: edges([{ ...person, fieldsList: [text('1', 'note')] }]) }),
    });
    expect(workspace.objects[0]?.fields.map(({ name }) => name)).toEqual(['note']);
  });
});

describe('what is asked of /metadata', () => {
  it('are only fields that it lists, under names that no cache answers, one root field a request', async () => {
    const { received } = await read({
      types: {
        Object: 'id! nameSingular! namePlural! fieldsList',
        Field: 'id! name! type! isActive settings morphRelations',
      },
      objects: () => ({ data: edges([{ ...person, fieldsList: [] }]) }),
    });
    const queries = received.filter(({ path }) => path === '/metadata').map(({ query }) => query);
    const objects = queries.find((query) => query.includes('objects(')) ?? '';
    expect(objects).toMatch(
      /node \{ id nameSingular namePlural fieldsList \{ id type name isActive settings\s+morphRelations/,
    );
    expect(objects).toContain('sourceFieldMetadata { id name isActive settings }');
    expect(objects).not.toMatch(/writability|isCustom|relation \{|relationDefinition/);
    for (const query of queries) {
      expect(query).not.toMatch(/ObjectMetadataItems|FindAllViews/);
      expect(query.match(/__type\(|objects\(|currentWorkspace/g)).toHaveLength(1);
    }
  });

  it('is every page of the objects', async () => {
    const { workspace, received } = await read({
      rest: () => forbidden,
      objects: (query) =>
        query.includes('after: "one\\""')
          ? { data: edges([{ ...company, fieldsList: [] }], { hasNextPage: false, endCursor: 'two' }) }
          : { data: edges([{ ...person, fieldsList: [] }], { hasNextPage: true, endCursor: 'one"' }) },
    });
    expect(names(workspace)).toEqual(['person', 'company']);
    expect(received.filter(({ query }) => query.includes('objects('))).toHaveLength(2);
  });

  it('ends where the server repeats its cursor', async () => {
    const { workspace } = await read({
      rest: () => forbidden,
      objects: () => ({
        data: edges([{ ...person, fieldsList: [] }], { hasNextPage: true, endCursor: 'one' }),
      }),
    });
    expect(warnings(workspace)).toEqual(['PAGING_INCOMPLETE', 'REST_METADATA_FORBIDDEN']);
  });
});

describe('a morph relation of /metadata', () => {
  const target = (name: string): Json => ({ id: `o-${name}`, nameSingular: name, namePlural: `${name}s` });
  const row = (id: string, name: string, targetName: string, type = 'MANY_TO_ONE', own: Json = {}): Json => ({
    type,
    sourceFieldMetadata: { id, name, ...own },
    targetObjectMetadata: target(targetName),
    targetFieldMetadata: { id: `t-${targetName}` },
  });
  const folded = { id: 'm1', name: 'owner', type: 'MORPH_RELATION', label: 'Owner', morphId: 'm' };

  async function unfolded(sent: Json): Promise<readonly RawField[]> {
    const { workspace } = await read({
      rest: () => forbidden,
      objects: () => ({ data: edges([{ ...person, fieldsList: [sent] }]) }),
    });
    return workspace.objects[0]?.fields ?? [];
  }

  it('has one row for each target, with its name, its column, its own identifier only', async () => {
    const settings = { relationType: 'MANY_TO_ONE', joinColumnName: 'ownerPetId', onDelete: 'CASCADE' };
    const rows = await unfolded({
      ...folded,
      universalIdentifier: 'u',
      settings,
      morphRelations: [row('m1', 'owner', 'pet'), row('m2', 'owner', 'rocketShip')],
    });
    expect(rows).toMatchObject([
      {
        id: 'm1',
        name: 'ownerPet',
        universalIdentifier: 'u',
        morphName: 'owner',
        settings,
        relation: { targetObjectId: 'o-pet', targetFieldId: 't-pet' },
      },
      {
        id: 'm2',
        name: 'ownerRocketShip',
        morphName: 'owner',
        settings: { joinColumnName: 'ownerRocketShipId' },
      },
    ]);
    expect(rows[1]).not.toHaveProperty('universalIdentifier');
    expect(rows[1]?.settings).not.toHaveProperty('onDelete');
  });

  it('of many uses the plural of its targets and has no column', async () => {
    const rows = await unfolded({
      ...folded,
      settings: { relationType: 'ONE_TO_MANY' },
      morphRelations: [row('m1', 'owner', 'pet', 'ONE_TO_MANY'), row('m2', 'owner', 'rocket', 'ONE_TO_MANY')],
    });
    expect(rows.map(({ name }) => name)).toEqual(['ownerPets', 'ownerRockets']);
    expect(rows.map(({ settings }) => settings)).toEqual([
      { relationType: 'ONE_TO_MANY' },
      { relationType: 'ONE_TO_MANY' },
    ]);
  });

  it('keeps the name of a row whose target was renamed', async () => {
    const morphRelations = [
      row('m1', 'owner', 'pet'),
      row('m2', 'ownerDog', 'hound'),
      row('m3', 'owner', 'cat'),
    ];
    const rows = await unfolded({ ...folded, morphRelations });
    expect(rows.map(({ name }) => name)).toEqual(['ownerPet', 'ownerDog', 'ownerCat']);
  });

  it('takes the name from the column, where the server sends each row its own settings', async () => {
    const own = { settings: { relationType: 'MANY_TO_ONE', joinColumnName: 'ownerDogId' }, isActive: false };
    const rows = await unfolded({
      ...folded,
      morphRelations: [row('m2', 'owner', 'hound', 'MANY_TO_ONE', own)],
    });
    expect(rows).toMatchObject([{ name: 'ownerDog', isActive: false, settings: own.settings }]);
  });
});

describe('a server of 0.50', () => {
  const end = (objectId: string, fieldId: string, side: string): Json => ({
    [`${side}ObjectMetadata`]: { id: objectId },
    [`${side}FieldMetadata`]: { id: fieldId },
  });
  const definition = { direction: 'MANY_TO_ONE', ...end('p', 'f1', 'source'), ...end('c', 'f3', 'target') };
  const old: Server = {
    rest: () => ({
      data: {
        objects: [
          {
            ...person,
            isCustom: false,
            fields: [relation('f1', 'company'), { ...text('f2', 'companyId'), type: 'UUID' }],
          },
          { ...company, isCustom: false, fields: [relation('f3', 'people')] },
        ],
      },
      pageInfo: { hasNextPage: false, startCursor: 'a', endCursor: 'b' },
    }),
    types: {
      Object: 'id! nameSingular! namePlural! isCustom fields! fieldsList!',
      Field: 'id! name! type! isCustom isNullable relation relationDefinition',
    },
    objects: (query) => {
      if (!query.includes('relationDefinition {') || query.includes(' relation {')) return broken;
      return {
        data: edges([
          {
            ...person,
            fieldsList: [
              { ...relation('f1', 'company'), relationDefinition: definition },
              { ...text('f2', 'companyId'), type: 'UUID' },
            ],
          },
          // The same definition at both ends: it is turned round for this one.
          { ...company, fieldsList: [{ ...relation('f3', 'people'), relationDefinition: definition }] },
        ]),
      };
    },
    workspace: (path) =>
      path === '/graphql'
        ? { data: { currentWorkspace: { id: 'w', displayName: null, metadataVersion: 7 } } }
        : unknownField('currentWorkspace'),
  };

  it('is read: its relations by their definition, the id column as a field of its own', async () => {
    const { workspace } = await read(old);
    expect(workspace.warnings).toEqual([]);
    expect(workspace.workspace).toEqual({ id: 'w', metadataVersion: 7 });
    expect(workspace.objects.map(({ isCustom }) => isCustom)).toEqual([false, false]);
    expect(field(workspace, 'person', 'company').relation).toEqual({
      type: 'MANY_TO_ONE',
      targetObjectId: 'c',
      targetFieldId: 'f3',
    });
    expect(field(workspace, 'company', 'people').relation).toEqual({
      type: 'ONE_TO_MANY',
      targetObjectId: 'p',
      targetFieldId: 'f1',
    });
    expect(field(workspace, 'person', 'companyId').type).toBe('UUID');
  });

  it('is read from the connection of fields, where it has no list of them', async () => {
    const fields = { edges: [{ node: text('f1', 'note') }] };
    const { workspace } = await read({
      rest: () => forbidden,
      types: { Object: 'id! nameSingular! namePlural! fields!', Field: 'id! name! type! label!' },
      objects: (query) => (query.includes('fieldsList') ? broken : { data: edges([{ ...person, fields }]) }),
    });
    expect(workspace.objects[0]?.fields.map(({ name }) => name)).toEqual(['note']);
  });

  function relation(id: string, name: string): Json {
    return { id, name, type: 'RELATION', label: name };
  }
});

describe('the version of the metadata', () => {
  it('is left out where a newer server no longer has it', async () => {
    const { workspace } = await read({
      workspace: (_, query) =>
        query.includes('metadataVersion')
          ? unknownField('metadataVersion')
          : { data: { currentWorkspace: { id: 'w', displayName: 'Acme' } } },
    });
    expect(workspace.workspace).toEqual({ id: 'w', displayName: 'Acme' });
  });

  it('is no reason to fail where the server does not tell', async () => {
    const { workspace } = await read({ workspace: () => broken });
    expect(workspace.workspace).toBeNull();
  });
});

describe('a schema that the server cannot build', () => {
  const problem = (type: string): Json => ({
    errors: [
      {
        message: `Schema must contain uniquely named types but contains multiple types named "${type}".`,
        extensions: { code: 'INTERNAL_SERVER_ERROR' },
      },
    ],
  });
  it.each([
    ['String', 'string'],
    ['PersonCreateInput', 'personCreateInput'],
    ['DateTime', 'dateTime'],
    ['DateTimeFilterInput', 'dateTime'],
  ])('because of the type %s is null, with a warning that names the object %s', async (type, culprit) => {
    const objects = ['person', 'date', 'dateTime', 'string', 'personCreateInput'].map((name) => ({
      id: name,
      nameSingular: name,
      namePlural: `${name}s`,
      fields: [],
    }));
    const { workspace } = await read({
      rest: () => ({ data: objects }),
      objects: () => broken,
      schema: problem(type),
    });
    expect(workspace.schema).toBeNull();
    const warning = workspace.warnings.find(({ code }) => code === 'SCHEMA_BROKEN');
    expect(warning?.message).toContain(`The object "${culprit}" has`);
  });

  it('for another reason is an error', async () => {
    await expect(read({ schema: broken })).rejects.toMatchObject({ code: 'SERVER_ERROR' });
  });
});

describe('the schema of a stranger', () => {
  it('is an error, though its status is 200 and the objects are known', async () => {
    const strangers = JSON.parse(JSON.stringify(schema).replace('people', 'search')) as unknown;
    await expect(read({ schema: { data: strangers } })).rejects.toMatchObject({
      code: 'API_KEY_IGNORED',
      exitCode: 3,
    });
  });
});

const forbidden = { statusCode: 403, error: 'Error', messages: ['no permission'], code: 'PERMISSION_DENIED' };

async function read(server: Server): Promise<{ workspace: RawWorkspace; received: readonly Received[] }> {
  const { url, received } = await serve(handlerOf(server));
  return { workspace: await introspect({ url, apiKey: 'key', retries: 0 }), received };
}

function handlerOf(server: Server): Handler {
  const { rest = () => ({ data: [{ ...person, fields: [] }] }), objects = () => ({ data: edges([]) }) } =
    server;
  const { workspace = () => ({ data: { currentWorkspace: null } }) } = server;
  return ({ method, path, query }, response) => {
    if (method === 'GET') {
      const body = rest(path);
      return json(response, body, body === forbidden ? 403 : 200);
    }
    if (query.includes('currentWorkspace')) return json(response, workspace(path, query));
    if (path === '/graphql') {
      const given = server.schema ?? schema;
      return json(response, isAnswer(given) ? given : { data: given });
    }
    if (query.includes('__type(')) return json(response, { data: { __type: typeOf(server.types, query) } });
    return json(response, objects(query));
  };
}

function isAnswer(value: unknown): boolean {
  return typeof value === 'object' && value !== null && ('errors' in value || 'data' in value);
}

function typeOf(types: Server['types'], query: string): unknown {
  const list = types?.[/name: "(\w+)"/.exec(query)?.[1] ?? ''];
  if (list === undefined) return null;
  return {
    fields: list.split(' ').map((name) => ({
      name: name.replace('!', ''),
      type: { kind: name.endsWith('!') ? 'NON_NULL' : 'SCALAR' },
    })),
  };
}

function names(workspace: RawWorkspace): readonly string[] {
  return workspace.objects.map(({ nameSingular }) => nameSingular);
}

function warnings(workspace: RawWorkspace): readonly string[] {
  return workspace.warnings.map(({ code }) => code);
}

function field(workspace: RawWorkspace, objectName: string, name: string): RawField {
  const found = workspace.objects
    .find(({ nameSingular }) => nameSingular === objectName)
    ?.fields.find((one) => one.name === name);
  if (found === undefined) throw new Error(`no field ${objectName}.${name}`);
  return found;
}

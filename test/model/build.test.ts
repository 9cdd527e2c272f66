import { describe, expect, it } from 'vitest';
import type { RawField, RawObject } from '../../src/introspect/types.ts';
import { buildModel, type BuildOptions } from '../../src/model/build.ts';
import type { Model, ModelField, ModelObject } from '../../src/model/types.ts';
import { type EntitySpec, rawField, rawId, rawObject, rawSchema, rawWorkspace } from './raw.ts';

function objectOf(model: Model, name: string): ModelObject {
  const object = model.objects.find(({ nameSingular }) => nameSingular === name);
  if (!object) throw new Error(`no object ${name} in the model`);
  return object;
}

function fieldOf(model: Model, path: string): ModelField {
  const [object = '', name = ''] = path.split('.');
  const field = objectOf(model, object).fields.find((other) => other.name === name);
  if (!field) throw new Error(`no field ${path} in the model`);
  return field;
}

const fieldNames = (model: Model, object: string) => objectOf(model, object).fields.map(({ name }) => name);

const toOne = (name: string, target: string, more: Partial<RawField> = {}): RawField =>
  rawField(name, {
    type: 'RELATION',
    settings: { relationType: 'MANY_TO_ONE', joinColumnName: `${name}Id`, onDelete: 'SET_NULL' },
    relation: { type: 'MANY_TO_ONE', targetObjectId: `object-${target}` },
    ...more,
  });

const toMany = (name: string, target: string, more: Partial<RawField> = {}): RawField =>
  rawField(name, {
    type: 'RELATION',
    settings: { relationType: 'ONE_TO_MANY' },
    relation: { type: 'ONE_TO_MANY', targetObjectId: `object-${target}` },
    ...more,
  });

/** What REST alone says of a relation: no target. */
const untold = ({ relation: _relation, ...field }: RawField): RawField => field;

const company = rawObject('company', [rawId, rawField('name'), toMany('people', 'person')], {
  namePlural: 'companies',
});
const person = rawObject('person', [rawId, rawField('email'), toOne('company', 'company')], {
  namePlural: 'people',
});

const companyEntity: EntitySpec = {
  entity: 'Company',
  one: 'company',
  many: 'companies',
  fields: { id: 'UUID!', name: 'String', people: 'PersonConnection' },
};
const personEntity: EntitySpec = {
  entity: 'Person',
  one: 'person',
  many: 'people',
  fields: { id: 'UUID!', email: 'String', companyId: 'UUID', company: 'Company' },
};

const build = (objects: readonly RawObject[], entities: readonly EntitySpec[], options: BuildOptions = {}) =>
  buildModel(rawWorkspace(objects, rawSchema({ entities })), options);

describe('what is chosen', () => {
  const objects = [
    company,
    person,
    rawObject('noteTarget', [rawId]),
    rawObject('taskTarget', [rawId, rawField('at')]),
  ];
  const chosen = (options: BuildOptions) => buildModel(rawWorkspace(objects), options).model;
  const names = (options: BuildOptions) => chosen(options).objects.map(({ nameSingular }) => nameSingular);

  it('is every object, sorted by name, unless told otherwise', () => {
    expect(names({})).toEqual(['company', 'noteTarget', 'person', 'taskTarget']);
  });

  it('is what include names', () => {
    expect(names({ include: ['person', '*Target'] })).toEqual(['noteTarget', 'person', 'taskTarget']);
  });

  it('is not what exclude names, also where include names it', () => {
    expect(names({ include: ['*'], exclude: ['*Target'] })).toEqual(['company', 'person']);
  });

  it('is no object where include names none that exists', () => {
    expect(names({ include: ['nobody'] })).toEqual([]);
  });

  it('is a field unless excluded by object.field', () => {
    const model = chosen({ exclude: ['*.name', 'person.e*'] });
    expect(fieldNames(model, 'company')).toEqual(['id', 'people']);
    expect(fieldNames(model, 'person')).toEqual(['company', 'id']);
  });

  it('is only the fields included, of the objects that such a glob names', () => {
    const model = chosen({ include: ['person.email'] });
    expect(fieldNames(model, 'person')).toEqual(['email', 'id']);
    expect(fieldNames(model, 'company')).toEqual(['id', 'name', 'people']);
  });

  it('holds the id whatever is excluded', () => {
    expect(fieldNames(chosen({ exclude: ['*.*'] }), 'person')).toEqual(['id']);
  });

  it('keeps the id of a relation to an excluded object, and drops a list of its records', () => {
    const model = chosen({ exclude: ['company'] });
    expect(fieldOf(model, 'person.companyId')).toMatchObject({
      id: 'person-id-company',
      type: 'UUID',
      isNullable: true,
    });
    expect(fieldOf(model, 'person.companyId').relation).toBeUndefined();
    expect(fieldNames(chosen({ exclude: ['person'] }), 'company')).toEqual(['id', 'name']);
  });

  it('is what is active, and the rest when asked for', () => {
    const raw = rawWorkspace([
      rawObject('person', [rawId, rawField('old', { isActive: false })]),
      rawObject('retired', [rawId], { isActive: false }),
    ]);
    expect(buildModel(raw).model.objects.map(({ nameSingular }) => nameSingular)).toEqual(['person']);
    expect(fieldNames(buildModel(raw).model, 'person')).toEqual(['id']);
    const all = buildModel(raw, { includeInactive: true }).model;
    expect(all.objects.map(({ nameSingular, isActive }) => [nameSingular, isActive])).toEqual([
      ['person', true],
      ['retired', false],
    ]);
    expect(fieldOf(all, 'person.old').isActive).toBe(false);
  });
});

describe('without a schema', () => {
  it('names are derived as the server derives them', () => {
    const raw = rawWorkspace([
      rawObject('item2b', [rawId, rawField('kind', { type: 'SELECT', options: [] })], {
        namePlural: 'items2b',
        hasDuplicateCriteria: true,
      }),
    ]);
    const { model, warnings } = buildModel(raw);
    expect(warnings).toEqual([]);
    expect(objectOf(model, 'item2b')).toMatchObject({
      graphql: { entity: 'Item2B', filter: 'Item2BFilterInput', create: 'Item2BCreateInput' },
      operations: {
        findMany: 'items2B',
        findOne: 'item2B',
        createOne: 'createItem2B',
        mergeMany: 'mergeItems2B',
      },
      names: { type: 'Item2B', namespace: 'items2b', file: 'item2b' },
    });
    expect(fieldOf(model, 'item2b.kind').picklist?.enum).toBe('Item2BKindEnum');
  });

  it('an object without criteria for duplicates has no merge', () => {
    const { operations } = objectOf(buildModel(rawWorkspace([company])).model, 'company');
    expect(operations.mergeMany).toBeUndefined();
    expect(operations.findDuplicates).toBeUndefined();
  });

  it('a current server is supposed', () => {
    expect(buildModel(rawWorkspace([company])).model.capabilities).toContain('toOneFilter');
  });

  it('a relation whose target nobody tells is its id', () => {
    const { model } = buildModel(rawWorkspace([company, { ...person, fields: person.fields.map(untold) }]));
    expect(fieldNames(model, 'person')).toEqual(['companyId', 'email', 'id']);
  });
});

describe('objects and the schema', () => {
  const matched = (objects: readonly RawObject[], entities: readonly EntitySpec[]) =>
    build(objects, entities).model.objects.map(({ nameSingular, graphql }) => [nameSingular, graphql.entity]);
  const entity = (name: string, one: string, many: string, fields: readonly string[] = []): EntitySpec => ({
    entity: name,
    one,
    many,
    fields: { id: 'UUID!', ...Object.fromEntries(fields.map((field) => [field, 'String'])) },
  });

  it('match where the server changed digits and runs of capitals', () => {
    expect(
      matched(
        [
          rawObject('item2b', [rawId], { namePlural: 'items2b' }),
          rawObject('urlHTTPProxy', [rawId], { namePlural: 'urlHTTPProxies' }),
        ],
        [entity('UrlHttpProxy', 'urlHttpProxy', 'urlHttpProxies'), entity('Item2B', 'item2B', 'items2B')],
      ),
    ).toEqual([
      ['item2b', 'Item2B'],
      ['urlHTTPProxy', 'UrlHttpProxy'],
    ]);
  });

  it('match each its own where two differ only in case', () => {
    const objects = [rawObject('webhook', [rawId]), rawObject('webHook', [rawId])];
    const entities = [entity('WebHook', 'webHook', 'webHooks'), entity('Webhook', 'webhook', 'webhooks')];
    const want = [
      ['webHook', 'WebHook'],
      ['webhook', 'Webhook'],
    ];
    expect(matched(objects, entities)).toEqual(want);
    expect(matched(objects.toReversed(), entities.toReversed())).toEqual(want);
  });

  it('match by their fields where their names fold to one', () => {
    const objects = [
      rawObject('a1b', [rawId, rawField('left')]),
      rawObject('a1B', [rawId, rawField('right')]),
    ];
    const entities = [entity('A_1b', 'x', 'xs', ['right']), entity('A_1B', 'y', 'ys', ['left'])];
    const want = [
      ['a1B', 'A_1b'],
      ['a1b', 'A_1B'],
    ];
    expect(matched(objects, entities)).toEqual(want);
    expect(matched(objects, entities.toReversed())).toEqual(want);
  });

  it('leave out, with a warning, what only the metadata has', () => {
    const { model, warnings } = build([company, rawObject('ghost', [rawId])], [companyEntity]);
    expect(model.objects.map(({ nameSingular }) => nameSingular)).toEqual(['company']);
    expect(warnings.map(({ code }) => code)).toContain('OBJECT_NOT_IN_SCHEMA');
  });

  it('leave out, with a warning, a field that only the metadata has', () => {
    const objects = [rawObject('tag', [rawId, rawField('name'), rawField('ghost')])];
    const { model, warnings } = build(objects, [entity('Tag', 'tag', 'tags', ['name'])]);
    expect(fieldNames(model, 'tag')).toEqual(['id', 'name']);
    expect(warnings).toEqual([
      { code: 'FIELD_NOT_IN_SCHEMA', message: expect.stringContaining('tag.ghost') },
    ]);
  });

  it('give an object the operations that its schema has, and no others', () => {
    const objects = [rawObject('tag', [rawId])];
    const { model } = build(objects, [{ ...entity('Tag', 'tag', 'tags'), mutations: ['create', 'delete'] }]);
    expect(objectOf(model, 'tag').operations).toEqual({
      findMany: 'tags',
      findOne: 'tag',
      groupBy: 'tagsGroupBy',
      createOne: 'createTag',
      createMany: 'createTags',
      deleteOne: 'deleteTag',
      deleteMany: 'deleteTags',
    });
  });
});

describe('fields', () => {
  const tag = (fields: Readonly<Record<string, string>>): EntitySpec => ({
    entity: 'Tag',
    one: 'tag',
    many: 'tags',
    fields: { id: 'UUID!', ...fields },
  });

  it('of an unknown type are unknown and not writable, with a warning', () => {
    const objects = [rawObject('tag', [rawId, rawField('size', { type: 'VOLUME' })])];
    const { model, warnings } = build(objects, [tag({ size: 'Float' })]);
    expect(fieldOf(model, 'tag.size')).toMatchObject({ type: 'VOLUME', isReadOnly: true });
    expect(fieldOf(model, 'tag.size').subFields).toBeUndefined();
    expect(warnings.map(({ code }) => code)).toEqual(['FIELD_TYPE_UNKNOWN']);
  });

  it('of an unknown type that the schema answers as an object name the sub-fields that can be asked for', () => {
    const objects = [rawObject('tag', [rawId, rawField('spot', { type: 'GEO_POINT' })])];
    const schema = rawSchema({
      entities: [tag({ spot: 'GeoPoint' })],
      objects: { GeoPoint: { lat: 'Float', kind: 'GeoKind', deep: 'GeoPoint' } },
      enums: { GeoKind: ['A'] },
    });
    const { model } = buildModel(rawWorkspace(objects, schema));
    expect(fieldOf(model, 'tag.spot').subFields).toEqual(['kind', 'lat']);
  });

  it('RICH_TEXT is a text where the schema says String, a composite where it says so or is called RICH_TEXT_V2', () => {
    const objects = [
      rawObject('tag', [
        rawId,
        rawField('plain', { type: 'RICH_TEXT' }),
        rawField('rich', { type: 'RICH_TEXT' }),
        rawField('second', { type: 'RICH_TEXT_V2' }),
      ]),
    ];
    const schema = rawSchema({
      entities: [tag({ plain: 'String', rich: 'RichText', second: 'RichTextV2' })],
      objects: { RichText: { markdown: 'String' }, RichTextV2: { markdown: 'String' } },
    });
    const { model } = buildModel(rawWorkspace(objects, schema));
    expect(objectOf(model, 'tag').fields.map(({ name, type }) => [name, type])).toEqual([
      ['id', 'UUID'],
      ['plain', 'TEXT'],
      ['rich', 'RICH_TEXT'],
      ['second', 'RICH_TEXT'],
    ]);
  });

  it('an option that the schema lacks is left out with a warning; the rest are in the order of the CRM', () => {
    const option = (value: string, position: number) => ({ value, label: value, position });
    const objects = [
      rawObject('tag', [
        rawId,
        rawField('state', {
          type: 'SELECT',
          options: [option('LATE', 2), option('GHOST', 1), option('EARLY', 0), option('ALSO_LATE', 2)],
        }),
      ]),
    ];
    const schema = rawSchema({
      entities: [tag({ state: 'TagStateEnum' })],
      enums: { TagStateEnum: ['LATE', 'EARLY', 'ALSO_LATE'] },
    });
    const { model, warnings } = buildModel(rawWorkspace(objects, schema));
    const { picklist } = fieldOf(model, 'tag.state');
    expect(picklist).toMatchObject({ enum: 'TagStateEnum', name: 'TagState' });
    expect(picklist?.options.map(({ value }) => value)).toEqual(['EARLY', 'ALSO_LATE', 'LATE']);
    expect(warnings).toEqual([{ code: 'OPTION_NOT_IN_SCHEMA', message: expect.stringContaining('GHOST') }]);
  });

  it('that the server keeps to itself are read-only, and so are such objects', () => {
    const objects = [
      rawObject('tag', [rawId, rawField('made', { writability: 'SYSTEM' }), rawField('free')]),
      rawObject('log', [rawId], { writability: 'SYSTEM' }),
    ];
    const { model } = buildModel(rawWorkspace(objects));
    expect(fieldOf(model, 'tag.made').isReadOnly).toBe(true);
    expect(fieldOf(model, 'tag.free').isReadOnly).toBe(false);
    expect(objectOf(model, 'log').isReadOnly).toBe(true);
    expect(objectOf(model, 'tag').isReadOnly).toBe(false);
  });

  it('are custom where the server says so, or where their application is not that of the standard objects', () => {
    const field = (name: string, applicationId: string) => rawField(name, { applicationId });
    const objects = [
      rawObject('person', [rawId, field('own', 'mine'), field('theirs', 'twenty')], {
        applicationId: 'twenty',
      }),
      rawObject('tag', [rawId], { applicationId: 'mine' }),
      rawObject('old', [rawId], { isCustom: true, applicationId: 'twenty' }),
    ];
    const { model } = buildModel(rawWorkspace(objects));
    expect(model.objects.map(({ nameSingular, isCustom }) => [nameSingular, isCustom])).toEqual([
      ['old', true],
      ['person', false],
      ['tag', true],
    ]);
    expect(fieldOf(model, 'person.own').isCustom).toBe(true);
    expect(fieldOf(model, 'person.theirs').isCustom).toBe(false);
  });

  it('the one that titles a record is named', () => {
    const titled = rawObject('tag', [rawId, rawField('code')], {
      labelIdentifierFieldMetadataId: 'tag-id-code',
    });
    expect(objectOf(buildModel(rawWorkspace([titled])).model, 'tag').labelIdentifier).toBe('code');
    const untitled = buildModel(rawWorkspace([titled]), { exclude: ['tag.code'] }).model;
    expect(objectOf(untitled, 'tag')).not.toHaveProperty('labelIdentifier');
  });
});

describe('relations', () => {
  it('have a target, a join column, and a field on the other side', () => {
    const objects = [
      rawObject('company', [
        rawId,
        toMany('people', 'person', {
          relation: {
            type: 'ONE_TO_MANY',
            targetObjectId: 'object-person',
            targetFieldId: 'person-id-company',
          },
        }),
      ]),
      rawObject('person', [rawId, toOne('company', 'company')]),
    ];
    const { model } = buildModel(rawWorkspace(objects));
    expect(fieldOf(model, 'company.people').relation).toEqual({
      kind: 'ONE_TO_MANY',
      target: 'person',
      inverse: 'company',
    });
    expect(fieldOf(model, 'person.company').relation).toMatchObject({
      kind: 'MANY_TO_ONE',
      target: 'company',
      joinColumn: 'companyId',
      onDelete: 'SET_NULL',
    });
  });

  it('take in the id that servers before 0.53 send as a field of its own', () => {
    const objects = [
      company,
      rawObject('person', [
        rawId,
        toOne('company', 'company', { settings: {} }),
        rawField('companyId', { type: 'UUID', isSystem: true }),
      ]),
    ];
    const { model, warnings } = build(objects, [
      companyEntity,
      { ...personEntity, fields: { id: 'ID!', companyId: 'ID', company: 'Company' } },
    ]);
    expect(fieldNames(model, 'person')).toEqual(['company', 'id']);
    expect(fieldOf(model, 'person.company').relation?.joinColumn).toBe('companyId');
    expect(warnings).toEqual([]);
  });

  it('to an excluded object leave one id, also where the server sends it as a field', () => {
    const objects = [
      company,
      rawObject('person', [rawId, toOne('company', 'company'), rawField('companyId', { type: 'UUID' })]),
    ];
    const { model } = build(objects, [companyEntity, personEntity], { exclude: ['company'] });
    expect(fieldNames(model, 'person')).toEqual(['companyId', 'id']);
  });

  it('named as the id of another one are left out with a warning', () => {
    const objects = [
      company,
      rawObject('person', [rawId, toOne('company', 'company'), toOne('companyId', 'company')]),
    ];
    const { model, warnings } = buildModel(rawWorkspace(objects));
    expect(fieldNames(model, 'person')).toEqual(['company', 'id']);
    expect(warnings.map(({ code }) => code)).toEqual(['RELATION_NAME_TAKEN']);
  });

  it('that do not say their kind are left out with a warning', () => {
    const objects = [rawObject('person', [rawId, rawField('company', { type: 'RELATION', settings: {} })])];
    const { model, warnings } = buildModel(rawWorkspace(objects));
    expect(fieldNames(model, 'person')).toEqual(['id']);
    expect(warnings.map(({ code }) => code)).toEqual(['RELATION_UNKNOWN']);
  });

  it('go where the schema says when the metadata says otherwise', () => {
    const pet = rawObject('pet', [rawId]);
    const objects = [company, pet, rawObject('person', [rawId, toOne('company', 'pet')])];
    const { model, warnings } = build(objects, [
      companyEntity,
      { entity: 'Pet', one: 'pet', many: 'pets', fields: { id: 'UUID!' } },
      personEntity,
    ]);
    expect(fieldOf(model, 'person.company').relation?.target).toBe('company');
    expect(warnings.filter(({ code }) => code === 'RELATION_TARGET_DIFFERS')).toHaveLength(1);
  });

  it('to several objects are one group, each with the field that points back to it', () => {
    const target = (name: string, object: string) =>
      toOne(name, object, {
        type: 'MORPH_RELATION',
        morphId: 'group',
        relation: {
          type: 'MANY_TO_ONE',
          targetObjectId: `object-${object}`,
          targetFieldId: `${object}-id-notes`,
        },
      });
    // Of a morph relation the server names any one row: here always the person's.
    const notes = toMany('notes', 'noteTarget', {
      relation: {
        type: 'ONE_TO_MANY',
        targetObjectId: 'object-noteTarget',
        targetFieldId: 'noteTarget-id-targetPerson',
      },
    });
    const objects = [
      rawObject('noteTarget', [rawId, target('targetPerson', 'person'), target('targetCompany', 'company')]),
      rawObject('person', [rawId, notes]),
      rawObject('company', [rawId, notes]),
    ];
    const { model } = buildModel(rawWorkspace(objects));
    expect(fieldOf(model, 'noteTarget.targetPerson').relation).toMatchObject({
      morph: 'target',
      target: 'person',
    });
    expect(fieldOf(model, 'noteTarget.targetCompany').relation).toMatchObject({
      morph: 'target',
      target: 'company',
      inverse: 'notes',
    });
    expect(fieldOf(model, 'person.notes').relation?.inverse).toBe('targetPerson');
    expect(fieldOf(model, 'company.notes').relation?.inverse).toBe('targetCompany');
  });
});

describe('relations of which only REST and the schema tell', () => {
  const people = (...fields: readonly RawField[]) =>
    rawObject('person', [rawId, ...fields.map(untold)], { namePlural: 'people' });
  const firms = (...fields: readonly RawField[]) =>
    rawObject('company', [rawId, ...fields.map(untold)], { namePlural: 'companies' });
  const more = (entity: EntitySpec, fields: Readonly<Record<string, string>>): EntitySpec => ({
    ...entity,
    fields: { ...entity.fields, ...fields },
  });

  it('are joined where one field on each side points to the other', () => {
    const { model } = build(
      [firms(toMany('people', 'person')), people(toOne('company', 'company'))],
      [companyEntity, personEntity],
    );
    expect(fieldOf(model, 'company.people').relation?.inverse).toBe('company');
    expect(fieldOf(model, 'person.company').relation?.inverse).toBe('people');
  });

  it('are not joined where several fields point back', () => {
    const { model } = build(
      [firms(toMany('people', 'person')), people(toOne('company', 'company'), toOne('former', 'company'))],
      [companyEntity, more(personEntity, { former: 'Company', formerId: 'UUID' })],
    );
    expect(fieldOf(model, 'company.people').relation).toEqual({ kind: 'ONE_TO_MANY', target: 'person' });
  });

  it('are not joined where several lists share the only field that points back', () => {
    const { model } = build(
      [firms(toMany('people', 'person'), toMany('alumni', 'person')), people(toOne('company', 'company'))],
      [more(companyEntity, { alumni: 'PersonConnection' }), personEntity],
    );
    expect(fieldOf(model, 'company.people').relation?.inverse).toBeUndefined();
    expect(fieldOf(model, 'company.alumni').relation?.inverse).toBeUndefined();
  });

  it('to itself are joined: the one to the other, not each to itself', () => {
    const page = rawObject('page', [
      rawId,
      untold(toOne('previous', 'page')),
      untold(toMany('next', 'page')),
    ]);
    const { model } = build(
      [page],
      [
        {
          entity: 'Page',
          one: 'page',
          many: 'pages',
          fields: { id: 'UUID!', previous: 'Page', previousId: 'UUID', next: 'PageConnection' },
        },
      ],
    );
    expect(fieldOf(model, 'page.next').relation?.inverse).toBe('previous');
    expect(fieldOf(model, 'page.previous').relation?.inverse).toBe('next');
  });

  it('have no other side that is excluded', () => {
    const { model } = build(
      [firms(toMany('people', 'person')), people(toOne('company', 'company'))],
      [companyEntity, personEntity],
      { exclude: ['person.company'] },
    );
    expect(fieldOf(model, 'company.people').relation?.inverse).toBeUndefined();
  });
});

import { describe, expect, test } from 'vitest';
import { diffModels } from '../../src/diff/diff.ts';
import type { DiffOptions } from '../../src/diff/diff.ts';
import type { Model } from '../../src/model/types.ts';
import { sampleField, sampleObject } from '../lock/sample.ts';
import {
  addField,
  changeField,
  changeObject,
  changeOptions,
  changeRelation,
  crm,
  options,
  relation,
  removeField,
  removeObject,
} from './models.ts';

/** Every change in short: `FIELD_RENAMED person.jobTitle: jobTitle → role`. */
function changes(before: Model, after: Model, diffOptions?: DiffOptions): readonly string[] {
  return diffModels(before, after, diffOptions).map((change) => {
    const path = [change.object, change.field].filter(Boolean).join('.');
    return `${change.code} ${path}: ${change.before ?? ''} → ${change.after ?? ''}`;
  });
}

/** As a server does it: the object's names, those in GraphQL, and the morph fields that are named by it. */
function personIsHuman(model: Model): Model {
  const renamed = changeObject(model, 'person', {
    nameSingular: 'human',
    namePlural: 'humans',
    graphql: {
      entity: 'Human',
      filter: 'HumanFilterInput',
      orderBy: 'HumanOrderByInput',
      create: 'HumanCreateInput',
      update: 'HumanUpdateInput',
    },
    operations: { findMany: 'humans', findOne: 'human', createOne: 'createHuman' },
  });
  const picklist = { enum: 'HumanStageEnum', name: 'PersonStage', options: options('NEW', 'MEETING', 'WON') };
  return [
    (one: Model) => changeField(one, 'human', 'stage', { picklist }),
    (one: Model) => changeRelation(one, 'company', 'people', { target: 'human' }),
    (one: Model) =>
      changeField(one, 'note', 'targetPerson', {
        name: 'targetHuman',
        relation: relation('MANY_TO_ONE', 'human', { joinColumn: 'targetHumanId', morph: 'target' }),
      }),
  ].reduce((one, change) => change(one), renamed);
}

describe('a rename', () => {
  test('of an object is one change, with one for each field that is named by it', () => {
    expect(changes(crm, personIsHuman(crm))).toEqual([
      'FIELD_RENAMED note.targetPerson: targetPerson → targetHuman',
      'OBJECT_RENAMED person: person → human',
    ]);
    expect(diffModels(crm, personIsHuman(crm))[0]?.message).toBe(
      'note.targetPerson (“Target”) is called targetHuman now.',
    );
  });

  test('of a relation takes its id along, and is no change of the other side', () => {
    const after = changeRelation(
      changeField(crm, 'person', 'company', {
        name: 'employer',
        relation: relation('MANY_TO_ONE', 'company', {
          joinColumn: 'employerId',
          inverse: 'people',
          onDelete: 'SET_NULL',
        }),
      }),
      'company',
      'people',
      { inverse: 'employer' },
    );
    expect(changes(crm, after)).toEqual(['FIELD_RENAMED person.company: company → employer']);
  });

  test('of the field that titles the records is no other title', () => {
    const after = changeObject(changeField(crm, 'person', 'email', { name: 'mail' }), 'person', {
      labelIdentifier: 'mail',
    });
    expect(changes(crm, after)).toEqual(['FIELD_RENAMED person.email: email → mail']);
  });

  test('together with another type gives both', () => {
    const after = changeField(crm, 'person', 'jobTitle', { name: 'roles', type: 'ARRAY' });
    expect(changes(crm, after)).toEqual([
      'FIELD_RENAMED person.jobTitle: jobTitle → roles',
      'FIELD_TYPE_CHANGED person.jobTitle: TEXT → ARRAY',
    ]);
  });

  test('of two fields that change names is two renames', () => {
    const swapped = changeObject(crm, 'person', (person) => ({
      ...person,
      fields: person.fields.map((field) =>
        field.name === 'jobTitle'
          ? { ...field, name: 'stage' }
          : field.name === 'stage'
            ? { ...field, name: 'jobTitle' }
            : field,
      ),
    }));
    expect(changes(crm, swapped)).toEqual([
      'FIELD_RENAMED person.jobTitle: jobTitle → stage',
      'FIELD_RENAMED person.stage: stage → jobTitle',
    ]);
  });

  test('whose old name a new field takes is a rename and a new field', () => {
    const after = addField(
      changeField(crm, 'person', 'jobTitle', { name: 'role' }),
      'person',
      sampleField('jobTitle', { id: 'new' }),
    );
    expect(changes(crm, after)).toEqual([
      'FIELD_RENAMED person.jobTitle: jobTitle → role',
      'FIELD_ADDED person.jobTitle:  → TEXT',
    ]);
  });

  test('is no rename where a field was removed and one of another name added', () => {
    const after = addField(
      removeField(crm, 'person', 'jobTitle'),
      'person',
      sampleField('role', { id: 'new' }),
    );
    expect(changes(crm, after)).toEqual([
      'FIELD_REMOVED person.jobTitle: TEXT → ',
      'FIELD_ADDED person.role:  → TEXT',
    ]);
  });

  test('of an option that is the default takes the default along', () => {
    const fresh = changeOptions(crm, (list) =>
      list.map((one) => (one.value === 'NEW' ? { ...one, value: 'FRESH' } : one)),
    );
    expect(changes(crm, changeField(fresh, 'person', 'stage', { defaultValue: "'FRESH'" }))).toEqual([
      'OPTION_RENAMED person.stage: NEW → FRESH',
    ]);
    expect(changes(crm, changeField(fresh, 'person', 'stage', { defaultValue: "'WON'" }))).toEqual([
      'OPTION_RENAMED person.stage: NEW → FRESH',
      "FIELD_DEFAULT_CHANGED person.stage: 'NEW' → 'WON'",
    ]);
  });

  test('of an option whose old value a new option takes is a rename and a new option', () => {
    const after = changeOptions(crm, (list) => [
      ...list.map((one) => (one.value === 'NEW' ? { ...one, value: 'FRESH' } : one)),
      { id: 'another', value: 'NEW', label: 'New', color: 'red', position: 3 },
    ]);
    expect(changes(crm, after)).toEqual([
      'OPTION_RENAMED person.stage: NEW → FRESH',
      'OPTION_ADDED person.stage:  → NEW',
    ]);
  });

  test('of an option without an id is a removal and an addition', () => {
    const without = changeOptions(crm, (list) => list.map(({ id: _id, ...one }) => one));
    const after = changeOptions(without, (list) =>
      list.map((one) => (one.value === 'NEW' ? { ...one, value: 'FRESH' } : one)),
    );
    expect(changes(without, after)).toEqual([
      'OPTION_REMOVED person.stage: NEW → ',
      'OPTION_ADDED person.stage:  → FRESH',
    ]);
  });
});

describe('an object that is removed', () => {
  test('takes the relations to it along, and says so', () => {
    const after = changeField(
      removeField(removeObject(crm, 'company'), 'note', 'targetCompany'),
      'person',
      'company',
      { name: 'companyId', type: 'UUID', relation: undefined },
    );
    expect(changes(crm, after)).toEqual([
      'OBJECT_REMOVED company: company → ',
      'FIELD_REMOVED note.targetCompany: MORPH_RELATION to company → ',
      'RELATION_LOST person.company: RELATION to company → companyId',
    ]);
    expect(diffModels(crm, after)[1]?.message).toBe(
      'note.targetCompany (“Target”) is gone, with the object company.',
    );
  });
});

describe('a relation that gets another field on its other side', () => {
  test('where that one is new: the new field says it all', () => {
    const alone = changeRelation(removeField(crm, 'company', 'people'), 'person', 'company', {});
    const without = changeField(alone, 'person', 'company', {
      relation: relation('MANY_TO_ONE', 'company', { joinColumn: 'companyId', onDelete: 'SET_NULL' }),
    });
    expect(changes(without, crm)).toEqual(['FIELD_ADDED company.people:  → RELATION to many person']);
    expect(changes(crm, without)).toEqual(['FIELD_REMOVED company.people: RELATION to many person → ']);
  });
});

describe('across workspaces', () => {
  const universal = (model: Model, prefix: string): Model => ({
    ...model,
    objects: model.objects.map((object) => ({
      ...object,
      id: `${prefix}-${object.id}`,
      ...(object.nameSingular === 'note' ? {} : { universalIdentifier: `u-${object.id}` }),
      fields: object.fields.map((field) => ({
        ...field,
        id: `${prefix}-${field.id}`,
        ...(field.name === 'jobTitle' ? { universalIdentifier: `u-${field.id}` } : {}),
      })),
    })),
  });
  const staging = universal(crm, 'staging');

  test('ids are no difference: things go together by universal identifier, then by name', () => {
    expect(changes(staging, universal(crm, 'production'), { matchBy: 'identity' })).toEqual([]);
  });

  test('a rename is known by the universal identifier, and else is a removal and an addition', () => {
    const other = changeField(
      changeField(universal(crm, 'production'), 'person', 'jobTitle', { name: 'role' }),
      'person',
      'age',
      { name: 'years' },
    );
    expect(changes(staging, other, { matchBy: 'identity' })).toEqual([
      'FIELD_REMOVED person.age: NUMBER → ',
      'FIELD_RENAMED person.jobTitle: jobTitle → role',
      'FIELD_ADDED person.years:  → NUMBER',
    ]);
  });

  test('a lock of another workspace is said to be one, instead of everything to be replaced', () => {
    const production = changeField(universal(crm, 'production'), 'person', 'jobTitle', { name: 'role' });
    expect(changes(staging, production)).toEqual([
      'FIELD_RENAMED person.jobTitle: jobTitle → role',
      'WORKSPACE_REPLACED :  → ',
    ]);
  });
});

describe('the rules of the config', () => {
  const after = changeOptions(changeField(crm, 'person', 'jobTitle', { label: 'Role' }), (list) =>
    list.slice(0, 2),
  );

  test('raise, lower and silence; who is broken by what is only now breaking: anyone', () => {
    const found = diffModels(crm, after, {
      rules: { FIELD_LABEL_CHANGED: 'breaking', OPTION_REMOVED: 'risky' },
    });
    expect(found).toMatchObject([
      { code: 'FIELD_LABEL_CHANGED', class: 'breaking', breaks: ['readers', 'writers'] },
      { code: 'OPTION_REMOVED', class: 'risky', breaks: [] },
    ]);
    expect(changes(crm, after, { rules: { FIELD_LABEL_CHANGED: 'off' } })).toEqual([
      'OPTION_REMOVED person.stage: WON → ',
    ]);
  });
});

test('changes come by class, then object and field by code point', () => {
  const after: Model = {
    ...changeField(
      changeField(
        changeObject(removeField(crm, 'person', 'age'), 'company', { labelSingular: 'Firm' }),
        'person',
        'stage',
        { isUnique: true },
      ),
      'company',
      'name',
      { name: 'Name' },
    ),
    capabilities: ['offset', 'upsert'],
  };
  const more = { ...after, objects: [...after.objects, sampleObject('Zoo', [])] };
  expect(diffModels(crm, more).map((change) => `${change.class} ${change.code}`)).toEqual([
    'breaking CAPABILITY_LOST',
    'breaking FIELD_RENAMED',
    'breaking FIELD_REMOVED',
    'risky FIELD_BECAME_UNIQUE',
    'safe CAPABILITY_GAINED',
    'safe OBJECT_ADDED',
    'safe OBJECT_LABEL_CHANGED',
  ]);
});

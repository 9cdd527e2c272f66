import { expect, test } from 'vitest';
import { diffModels } from '../../src/diff/diff.ts';
import type { DiffOptions } from '../../src/diff/diff.ts';
import { rules } from '../../src/diff/rules.ts';
import type { ChangeCode, Rule } from '../../src/diff/rules.ts';
import type { Change } from '../../src/diff/types.ts';
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
} from './models.ts';

interface Case {
  readonly code: ChangeCode;
  readonly before?: Model;
  readonly after: Model;
  readonly options?: DiffOptions;
  /** What is said of it, without class, and breaks where they are the rule's. */
  readonly says: Omit<Change, 'code' | 'class' | 'breaks'> & Partial<Pick<Change, 'breaks'>>;
}

const city = sampleField('city', { id: 'new-city', label: 'City' });
const inactive = (model: Model): Model => changeField(model, 'person', 'jobTitle', { isActive: false });
/** With a relation that shows on one side only. */
const oneWay = changeField(removeField(crm, 'company', 'people'), 'person', 'company', {
  relation: relation('MANY_TO_ONE', 'company', { joinColumn: 'companyId' }),
});
const idOnly = changeField(oneWay, 'person', 'company', {
  name: 'companyId',
  type: 'UUID',
  relation: undefined,
});
const renumbered = (model: Model): Model =>
  changeOptions(model, (list) => list.map((option) => ({ ...option, position: option.position + 1 })));
const withPet = (more: Parameters<typeof sampleObject>[2] = {}): Model => ({
  ...crm,
  objects: [...crm.objects, sampleObject('pet', [sampleField('name', { id: 'pet-name' })], more)],
});
/** Every id another one, in the objects and fields. */
const elsewhere: Model = {
  ...crm,
  objects: crm.objects.map((object) => ({
    ...object,
    id: `other-${object.id}`,
    fields: object.fields.map((field) => ({ ...field, id: `other-${field.id}` })),
  })),
};

/** Each is a change by itself: nothing else is reported with it. */
const cases: readonly Case[] = [
  {
    code: 'WORKSPACE_REPLACED',
    after: elsewhere,
    says: { message: 'No object has the id that it had: this is another workspace.' },
  },
  {
    code: 'CAPABILITY_GAINED',
    after: { ...crm, capabilities: ['connect', 'offset', 'upsert'] },
    says: { after: 'upsert', message: 'The server can now upsert on create.' },
  },
  {
    code: 'CAPABILITY_LOST',
    after: { ...crm, capabilities: ['connect'] },
    says: { before: 'offset', message: 'The server can no longer page by offset.' },
  },
  {
    code: 'ACTOR_SOURCE_ADDED',
    after: { ...crm, actorSources: ['API', 'AGENT', 'MANUAL'] },
    says: { after: 'AGENT', message: 'Actors (createdBy, updatedBy) may have the source AGENT.' },
  },
  {
    code: 'ACTOR_SOURCE_REMOVED',
    after: { ...crm, actorSources: ['MANUAL'] },
    says: { before: 'API', message: 'Actors (createdBy, updatedBy) no longer have the source API.' },
  },
  {
    code: 'ACTOR_SOURCES_REORDERED',
    after: { ...crm, actorSources: ['MANUAL', 'API'] },
    says: {
      before: 'API, MANUAL',
      after: 'MANUAL, API',
      message: 'The sources of actors are in another order.',
    },
  },
  {
    code: 'OBJECT_ADDED',
    after: withPet({ labelSingular: 'House pet' }),
    says: { object: 'pet', after: 'pet', message: 'pet (“House pet”) is a new object.' },
  },
  {
    code: 'OBJECT_REMOVED',
    before: withPet(),
    after: crm,
    says: { object: 'pet', before: 'pet', message: 'pet was removed.' },
  },
  {
    code: 'OBJECT_DEACTIVATED',
    before: withPet(),
    after: crm,
    options: { deactivated: new Set(['id-pet']) },
    says: { object: 'pet', before: 'pet', message: 'pet was deactivated.' },
  },
  {
    code: 'OBJECT_DEACTIVATED',
    before: withPet(),
    after: withPet({ isActive: false }),
    says: { object: 'pet', message: 'pet was deactivated.' },
  },
  {
    code: 'OBJECT_ACTIVATED',
    before: withPet({ isActive: false }),
    after: withPet(),
    says: { object: 'pet', message: 'pet was activated.' },
  },
  {
    code: 'OBJECT_RENAMED',
    before: withPet(),
    after: withPet({
      nameSingular: 'animal',
      namePlural: 'animals',
      graphql: { entity: 'Animal', filter: 'AF', orderBy: 'AO', create: 'AC', update: 'AU' },
      operations: { findMany: 'animals', findOne: 'animal', createOne: 'createAnimal' },
    }),
    says: { object: 'pet', before: 'pet', after: 'animal', message: 'pet is called animal now.' },
  },
  {
    code: 'OBJECT_PLURAL_RENAMED',
    before: withPet(),
    after: withPet({
      namePlural: 'petz',
      operations: { findMany: 'petz', findOne: 'pet', createOne: 'createPet' },
    }),
    says: {
      object: 'pet',
      before: 'pets',
      after: 'petz',
      message: 'pet has the plural petz now, no longer pets.',
    },
  },
  {
    code: 'OBJECT_API_NAMES_CHANGED',
    before: withPet(),
    after: withPet({ operations: { findMany: 'allPets', findOne: 'pet', createOne: 'createPet' } }),
    says: {
      object: 'pet',
      before: 'pets',
      after: 'allPets',
      message: 'pet has other names in GraphQL: pets is allPets now.',
    },
  },
  {
    code: 'OBJECT_REPLACED',
    before: withPet(),
    after: withPet({ id: 'another' }),
    says: {
      object: 'pet',
      before: 'id-pet',
      after: 'another',
      message: 'pet was removed, and another object made in its place: its records are others.',
    },
  },
  {
    code: 'OBJECT_BECAME_READ_ONLY',
    after: changeObject(crm, 'company', { isReadOnly: true }),
    says: { object: 'company', message: 'company can no longer be written.' },
  },
  {
    code: 'OBJECT_BECAME_WRITABLE',
    before: changeObject(crm, 'company', { isReadOnly: true }),
    after: crm,
    says: { object: 'company', message: 'company can be written now.' },
  },
  {
    code: 'OPERATION_LOST',
    after: changeObject(crm, 'note', { operations: { findMany: 'notes' } }),
    says: {
      object: 'note',
      operation: 'createOne',
      before: 'createNote',
      breaks: ['writers'],
      message: 'note no longer has createOne.',
    },
  },
  {
    code: 'OPERATION_LOST',
    after: changeObject(crm, 'note', { operations: { createOne: 'createNote' } }),
    says: {
      object: 'note',
      operation: 'findMany',
      before: 'notes',
      breaks: ['readers'],
      message: 'note no longer has findMany.',
    },
  },
  {
    code: 'OPERATION_GAINED',
    after: changeObject(crm, 'company', {
      operations: { findMany: 'companies', findOne: 'company', mergeMany: 'mergeCompanies' },
    }),
    says: {
      object: 'company',
      operation: 'mergeMany',
      after: 'mergeCompanies',
      message: 'company has mergeMany now.',
    },
  },
  {
    code: 'OBJECT_LABEL_IDENTIFIER_CHANGED',
    after: changeObject(crm, 'person', { labelIdentifier: 'jobTitle' }),
    says: {
      object: 'person',
      before: 'email',
      after: 'jobTitle',
      message: 'person is titled by jobTitle now.',
    },
  },
  {
    code: 'OBJECT_LABEL_CHANGED',
    after: changeObject(crm, 'person', { labelPlural: 'People' }),
    says: {
      object: 'person',
      before: 'Person / Persons',
      after: 'Person / People',
      message: 'person is labelled “Person” and “People” now, no longer “Person” and “Persons”.',
    },
  },
  {
    code: 'OBJECT_DESCRIPTION_CHANGED',
    after: changeObject(crm, 'person', { description: 'Someone' }),
    says: { object: 'person', after: 'Someone', message: 'person has another description.' },
  },
  {
    code: 'OBJECT_METADATA_CHANGED',
    after: changeObject(crm, 'person', { isCustom: true, universalIdentifier: 'u' }),
    says: {
      object: 'person',
      before: 'universal identifier none, being custom false',
      after: 'universal identifier u, being custom true',
      message: 'person differs in its universal identifier, its being custom.',
    },
  },
  {
    code: 'FIELD_ADDED',
    after: addField(crm, 'person', city),
    says: { object: 'person', field: 'city', after: 'TEXT', message: 'person.city is a new field (TEXT).' },
  },
  {
    code: 'FIELD_ADDED',
    // Companies cannot be created: nothing is required there.
    after: addField(crm, 'company', { ...city, isNullable: false }),
    says: { object: 'company', field: 'city', after: 'TEXT', message: 'company.city is a new field (TEXT).' },
  },
  {
    code: 'REQUIRED_FIELD_ADDED',
    after: addField(crm, 'person', { ...city, isNullable: false, label: 'Home' }),
    says: {
      object: 'person',
      field: 'city',
      after: 'TEXT',
      message: 'person.city (“Home”) is a new field (TEXT), and creates must give it.',
    },
  },
  {
    code: 'MORPH_TARGET_ADDED',
    after: addField(
      crm,
      'note',
      sampleField('targetNote', {
        type: 'MORPH_RELATION',
        relation: relation('MANY_TO_ONE', 'note', { joinColumn: 'targetNoteId', morph: 'target' }),
      }),
    ),
    says: {
      object: 'note',
      field: 'targetNote',
      after: 'MORPH_RELATION to note',
      message: 'note.target may point to note now, by the new field targetNote.',
    },
  },
  {
    code: 'FIELD_REMOVED',
    after: removeField(crm, 'person', 'stage'),
    says: {
      object: 'person',
      field: 'stage',
      before: 'SELECT',
      message: 'person.stage (“How far”) was removed.',
    },
  },
  {
    code: 'FIELD_DEACTIVATED',
    after: removeField(crm, 'person', 'stage'),
    options: { deactivated: new Set(['id-stage']) },
    says: {
      object: 'person',
      field: 'stage',
      before: 'SELECT',
      message: 'person.stage (“How far”) was deactivated.',
    },
  },
  {
    code: 'INACTIVE_FIELD_KEPT',
    after: inactive(crm),
    says: { object: 'person', field: 'jobTitle', message: 'person.jobTitle was deactivated, and is kept.' },
  },
  {
    code: 'FIELD_ACTIVATED',
    before: inactive(crm),
    after: crm,
    says: { object: 'person', field: 'jobTitle', message: 'person.jobTitle was activated.' },
  },
  {
    code: 'FIELD_RENAMED',
    after: changeField(crm, 'person', 'jobTitle', { name: 'role' }),
    says: {
      object: 'person',
      field: 'jobTitle',
      before: 'jobTitle',
      after: 'role',
      message: 'person.jobTitle is called role now.',
    },
  },
  {
    code: 'FIELD_REPLACED',
    after: changeField(crm, 'person', 'jobTitle', { id: 'another' }),
    says: {
      object: 'person',
      field: 'jobTitle',
      before: 'id-jobTitle',
      after: 'another',
      message: 'person.jobTitle was removed, and another field made in its place: its values are others.',
    },
  },
  {
    code: 'FIELD_TYPE_CHANGED',
    // The usual way to change a type: the old field is deleted, and a new one made.
    after: changeField(crm, 'person', 'jobTitle', { id: 'another', type: 'ARRAY' }),
    says: {
      object: 'person',
      field: 'jobTitle',
      before: 'TEXT',
      after: 'ARRAY',
      message: 'person.jobTitle is of type ARRAY now, no longer TEXT.',
    },
  },
  {
    code: 'FIELD_NUMBER_TYPE_CHANGED',
    after: changeField(crm, 'person', 'age', { numberType: 'float' }),
    says: {
      object: 'person',
      field: 'age',
      before: 'int',
      after: 'float',
      message: 'person.age holds numbers of type float now, no longer int.',
    },
  },
  {
    code: 'FIELD_SUBFIELDS_CHANGED',
    after: changeField(crm, 'person', 'position', { subFields: ['lat'] }),
    says: {
      object: 'person',
      field: 'position',
      before: 'lat, lng',
      after: 'lat',
      message: 'person.position has the parts lat now, no longer lat, lng.',
    },
  },
  {
    code: 'FIELD_BECAME_NULLABLE',
    after: changeField(crm, 'person', 'age', { isNullable: true }),
    says: {
      object: 'person',
      field: 'age',
      before: 'not null',
      after: 'nullable',
      message: 'person.age may be null now.',
    },
  },
  {
    code: 'FIELD_ALLOWS_NULL',
    before: changeField(crm, 'person', 'jobTitle', { isNullable: false, defaultValue: "''" }),
    after: changeField(crm, 'person', 'jobTitle', { defaultValue: "''" }),
    says: {
      object: 'person',
      field: 'jobTitle',
      before: 'not null',
      after: 'nullable',
      message: 'person.jobTitle may be null now, which reads never show.',
    },
  },
  {
    code: 'FIELD_BECAME_NOT_NULL',
    after: changeField(crm, 'person', 'stage', { isNullable: false }),
    says: {
      object: 'person',
      field: 'stage',
      before: 'nullable',
      after: 'not null',
      message: 'person.stage (“How far”) may no longer be null.',
    },
  },
  {
    code: 'FIELD_FORBIDS_NULL',
    after: changeField(crm, 'company', 'people', { isNullable: false }),
    says: {
      object: 'company',
      field: 'people',
      before: 'nullable',
      after: 'not null',
      message: 'company.people may no longer be null.',
    },
  },
  {
    code: 'FIELD_BECAME_REQUIRED',
    after: changeField(crm, 'person', 'age', { defaultValue: undefined }),
    says: { object: 'person', field: 'age', before: '0', message: 'Creates must give person.age now.' },
  },
  {
    code: 'FIELD_BECAME_OPTIONAL',
    after: changeField(crm, 'person', 'email', { defaultValue: "'?'" }),
    says: {
      object: 'person',
      field: 'email',
      after: "'?'",
      message: 'Creates may leave out person.email now.',
    },
  },
  {
    code: 'FIELD_DEFAULT_CHANGED',
    after: changeField(crm, 'person', 'stage', { defaultValue: "'WON'" }),
    says: {
      object: 'person',
      field: 'stage',
      before: "'NEW'",
      after: "'WON'",
      message: "person.stage (“How far”) is 'WON' by default now, no longer 'NEW'.",
    },
  },
  {
    code: 'FIELD_BECAME_UNIQUE',
    after: changeField(crm, 'person', 'jobTitle', { isUnique: true }),
    says: {
      object: 'person',
      field: 'jobTitle',
      message: 'No two records may have the same person.jobTitle now.',
    },
  },
  {
    code: 'FIELD_NO_LONGER_UNIQUE',
    after: changeField(crm, 'person', 'email', { isUnique: false }),
    says: {
      object: 'person',
      field: 'email',
      message: 'Several records may have the same person.email now.',
    },
  },
  {
    code: 'FIELD_BECAME_READ_ONLY',
    after: changeField(crm, 'person', 'email', { isReadOnly: true }),
    says: { object: 'person', field: 'email', message: 'person.email can no longer be written.' },
  },
  {
    code: 'FIELD_BECAME_WRITABLE',
    before: changeField(crm, 'person', 'jobTitle', { isReadOnly: true }),
    after: crm,
    says: { object: 'person', field: 'jobTitle', message: 'person.jobTitle can be written now.' },
  },
  {
    code: 'FIELD_LABEL_CHANGED',
    after: changeField(crm, 'person', 'jobTitle', { label: 'Role' }),
    says: {
      object: 'person',
      field: 'jobTitle',
      before: 'Job title',
      after: 'Role',
      message: 'person.jobTitle is labelled “Role” now, no longer “Job title”.',
    },
  },
  {
    code: 'FIELD_DESCRIPTION_CHANGED',
    before: changeField(crm, 'person', 'jobTitle', { description: 'What they do' }),
    after: crm,
    says: {
      object: 'person',
      field: 'jobTitle',
      before: 'What they do',
      message: 'person.jobTitle has no description any more.',
    },
  },
  {
    code: 'FIELD_METADATA_CHANGED',
    after: changeField(crm, 'person', 'stage', {
      picklist: { enum: 'PersonHowFarEnum', name: 'Renamed', options: options('NEW', 'MEETING', 'WON') },
    }),
    says: {
      object: 'person',
      field: 'stage',
      before: 'enum PersonStageEnum',
      after: 'enum PersonHowFarEnum',
      message: 'person.stage (“How far”) differs in its enum.',
    },
  },
  {
    code: 'FIELD_METADATA_CHANGED',
    after: changeOptions(crm, (list) => list.map((option) => ({ ...option, id: `other-${option.value}` }))),
    says: {
      object: 'person',
      field: 'stage',
      before: "options' ids id-NEW,id-MEETING,id-WON",
      after: "options' ids other-NEW,other-MEETING,other-WON",
      message: "person.stage (“How far”) differs in its options' ids.",
    },
  },
  {
    code: 'OPTION_ADDED',
    after: changeOptions(crm, (list) => [
      ...list,
      ...options('LOST').map((one) => ({ ...one, position: 3 })),
    ]),
    says: {
      object: 'person',
      field: 'stage',
      option: 'LOST',
      after: 'LOST',
      message: 'person.stage (“How far”) has the new option LOST (“Lost”).',
    },
  },
  {
    code: 'OPTION_REMOVED',
    after: changeOptions(crm, (list) =>
      list.filter(({ value }) => value !== 'NEW').map((one, position) => ({ ...one, position })),
    ),
    says: {
      object: 'person',
      field: 'stage',
      option: 'NEW',
      before: 'NEW',
      message: 'person.stage (“How far”) no longer has the option NEW (“New”).',
    },
  },
  {
    code: 'OPTION_RENAMED',
    after: changeOptions(crm, (list) =>
      list.map((one) => (one.value === 'NEW' ? { ...one, value: 'FRESH' } : one)),
    ),
    says: {
      object: 'person',
      field: 'stage',
      option: 'NEW',
      before: 'NEW',
      after: 'FRESH',
      message: 'The option NEW (“New”) of person.stage (“How far”) is FRESH now.',
    },
  },
  {
    code: 'OPTIONS_REORDERED',
    after: changeOptions(crm, (list) => list.toReversed().map((one, position) => ({ ...one, position }))),
    says: {
      object: 'person',
      field: 'stage',
      before: 'NEW, MEETING, WON',
      after: 'WON, MEETING, NEW',
      message: 'The options of person.stage (“How far”) are in another order: WON, MEETING, NEW.',
    },
  },
  {
    code: 'OPTIONS_RENUMBERED',
    after: renumbered(crm),
    says: {
      object: 'person',
      field: 'stage',
      message: 'The options of person.stage (“How far”) have other positions, in the same order.',
    },
  },
  {
    code: 'OPTION_LABEL_CHANGED',
    after: changeOptions(crm, (list) =>
      list.map((one) => (one.value === 'NEW' ? { ...one, label: 'Fresh' } : one)),
    ),
    says: {
      object: 'person',
      field: 'stage',
      option: 'NEW',
      before: 'New',
      after: 'Fresh',
      message: 'The option NEW of person.stage (“How far”) is labelled “Fresh” now, no longer “New”.',
    },
  },
  {
    code: 'OPTION_COLOR_CHANGED',
    after: changeOptions(crm, (list) =>
      list.map((one) => (one.value === 'NEW' ? { ...one, color: 'green' } : one)),
    ),
    says: {
      object: 'person',
      field: 'stage',
      option: 'NEW',
      before: 'red',
      after: 'green',
      message: 'The option NEW (“New”) of person.stage (“How far”) has the colour green now, no longer red.',
    },
  },
  {
    code: 'RELATION_KIND_CHANGED',
    before: oneWay,
    after: changeField(oneWay, 'person', 'company', { relation: relation('ONE_TO_MANY', 'company') }),
    says: {
      object: 'person',
      field: 'company',
      before: 'MANY_TO_ONE',
      after: 'ONE_TO_MANY',
      message: 'person.company is a list of records now, no longer one.',
    },
  },
  {
    code: 'RELATION_TARGET_CHANGED',
    after: changeRelation(crm, 'person', 'company', { target: 'note' }),
    says: {
      object: 'person',
      field: 'company',
      before: 'company',
      after: 'note',
      message: 'person.company points to note now, no longer to company.',
    },
  },
  {
    code: 'RELATION_LOST',
    // Where the other object is left out, what remains of a relation is its id.
    before: oneWay,
    after: idOnly,
    says: {
      object: 'person',
      field: 'company',
      before: 'RELATION to company',
      after: 'companyId',
      message: 'person.company can no longer be followed: only its id, companyId, is left.',
    },
  },
  {
    code: 'RELATION_LOST',
    after: changeField(crm, 'company', 'people', { relation: relation('ONE_TO_MANY', 'person') }),
    says: {
      object: 'company',
      field: 'people',
      before: 'RELATION to many person',
      message: 'company.people can no longer be followed.',
    },
  },
  {
    code: 'RELATION_GAINED',
    before: idOnly,
    after: oneWay,
    says: {
      object: 'person',
      field: 'companyId',
      before: 'companyId',
      after: 'RELATION to company',
      message: 'person.companyId (“Company”) can be followed now.',
    },
  },
  {
    code: 'RELATION_JOIN_COLUMN_CHANGED',
    after: changeRelation(crm, 'person', 'company', { joinColumn: 'firmId' }),
    says: {
      object: 'person',
      field: 'company',
      before: 'companyId',
      after: 'firmId',
      message: 'The id of person.company is called firmId now, no longer companyId.',
    },
  },
  {
    code: 'RELATION_ON_DELETE_CHANGED',
    after: changeRelation(crm, 'person', 'company', { onDelete: 'CASCADE' }),
    says: {
      object: 'person',
      field: 'company',
      before: 'SET_NULL',
      after: 'CASCADE',
      message:
        'When the record that person.company points to is deleted, CASCADE happens now, no longer SET_NULL.',
    },
  },
  {
    code: 'RELATION_INVERSE_CHANGED',
    after: changeRelation(crm, 'person', 'company', { inverse: 'name' }),
    says: {
      object: 'person',
      field: 'company',
      before: 'people',
      after: 'name',
      message: 'On the other side of person.company stands name now, no longer people.',
    },
  },
  {
    code: 'MORPH_RENAMED',
    after: ['targetCompany', 'targetPerson'].reduce(
      (model, name) => changeRelation(model, 'note', name, { morph: 'subject' }),
      crm,
    ),
    says: {
      object: 'note',
      before: 'target',
      after: 'subject',
      message: 'The relation note.target to one of several objects is called subject now.',
    },
  },
];

test.each(cases.map((item, index) => [`${item.code} (${index})`, item] as const))('%s', (_name, item) => {
  const rule: Rule = rules[item.code];
  expect(diffModels(item.before ?? crm, item.after, item.options)).toEqual([
    { code: item.code, class: rule.class, breaks: rule.breaks, ...item.says },
  ]);
});

test('every rule has a case', () => {
  expect(new Set(cases.map(({ code }) => code))).toEqual(new Set(Object.keys(rules)));
});

test('only what breaks has someone whom it breaks, and the reason is a sentence', () => {
  for (const [code, rule] of Object.entries<Rule>(rules)) {
    expect(rule.breaks.length > 0, code).toBe(rule.class === 'breaking');
    expect(rule.why, code).toMatch(/^[A-Z].*\.$/u);
  }
});

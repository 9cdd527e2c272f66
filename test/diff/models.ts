import type { Model, ModelField, ModelObject, ModelOption, ModelRelation } from '../../src/model/types.ts';
import { sampleField, sampleObject } from '../lock/sample.ts';

export function options(...values: readonly string[]): readonly ModelOption[] {
  return values.map((value, position) => ({
    id: `id-${value}`,
    value,
    label: value.charAt(0) + value.slice(1).toLowerCase(),
    color: 'red',
    position,
  }));
}

export function relation(kind: ModelRelation['kind'], target: string, more: Partial<ModelRelation> = {}) {
  return { kind, target, ...more };
}

const idField = sampleField('id', { type: 'UUID', isSystem: true, isNullable: false, defaultValue: 'uuid' });

/** A company has people, and notes are about either. */
export const crm: Model = {
  capabilities: ['connect', 'offset'],
  actorSources: ['API', 'MANUAL'],
  objects: [
    sampleObject(
      'company',
      [
        { ...idField, id: 'company-id' },
        sampleField('name', { id: 'company-name', label: 'Name' }),
        sampleField('people', {
          id: 'company-people',
          type: 'RELATION',
          label: 'People',
          relation: relation('ONE_TO_MANY', 'person', { inverse: 'company' }),
        }),
      ],
      { namePlural: 'companies', operations: { findMany: 'companies', findOne: 'company' } },
    ),
    sampleObject(
      'note',
      [
        { ...idField, id: 'note-id' },
        ...['company', 'person'].map((target) => {
          const name = `target${target.charAt(0).toUpperCase()}${target.slice(1)}`;
          return sampleField(name, {
            id: `note-${name}`,
            type: 'MORPH_RELATION',
            label: 'Target',
            relation: relation('MANY_TO_ONE', target, { joinColumn: `${name}Id`, morph: 'target' }),
          });
        }),
      ],
      { operations: { findMany: 'notes', createOne: 'createNote' } },
    ),
    sampleObject(
      'person',
      [
        sampleField('age', {
          type: 'NUMBER',
          label: 'Age',
          numberType: 'int',
          isNullable: false,
          defaultValue: 0,
        }),
        sampleField('company', {
          type: 'RELATION',
          label: 'Company',
          relation: relation('MANY_TO_ONE', 'company', {
            joinColumn: 'companyId',
            inverse: 'people',
            onDelete: 'SET_NULL',
          }),
        }),
        sampleField('email', { label: 'Email', isUnique: true, isNullable: false }),
        { ...idField, id: 'person-id' },
        sampleField('jobTitle', { label: 'Job title' }),
        sampleField('position', {
          type: 'GEO_POINT',
          label: 'Position',
          subFields: ['lat', 'lng'],
          isReadOnly: true,
        }),
        sampleField('stage', {
          type: 'SELECT',
          label: 'How far',
          defaultValue: "'NEW'",
          picklist: {
            enum: 'PersonStageEnum',
            name: 'PersonStage',
            options: options('NEW', 'MEETING', 'WON'),
          },
        }),
      ],
      { namePlural: 'people', labelIdentifier: 'email' },
    ),
  ],
};

export function changeObject(
  model: Model,
  name: string,
  change: Partial<ModelObject> | ((object: ModelObject) => ModelObject),
): Model {
  return {
    ...model,
    objects: model.objects.map((object) =>
      object.nameSingular !== name
        ? object
        : typeof change === 'function'
          ? change(object)
          : { ...object, ...change },
    ),
  };
}

/** `undefined` takes a fact away. */
export function changeField(
  model: Model,
  object: string,
  name: string,
  change: { readonly [K in keyof ModelField]?: ModelField[K] | undefined },
): Model {
  return changeObject(model, object, (found) => ({
    ...found,
    fields: found.fields.map((field) =>
      field.name !== name
        ? field
        : (Object.fromEntries(
            Object.entries({ ...field, ...change }).filter(([, value]) => value !== undefined),
          ) as unknown as ModelField),
    ),
  }));
}

export function changeRelation(
  model: Model,
  object: string,
  name: string,
  change: Partial<ModelRelation>,
): Model {
  return changeObject(model, object, (found) => ({
    ...found,
    fields: found.fields.map((field) =>
      field.name === name && field.relation
        ? { ...field, relation: { ...field.relation, ...change } }
        : field,
    ),
  }));
}

export function changeOptions(
  model: Model,
  change: (list: readonly ModelOption[]) => readonly ModelOption[],
): Model {
  return changeObject(model, 'person', (found) => ({
    ...found,
    fields: found.fields.map((field) =>
      field.picklist
        ? { ...field, picklist: { ...field.picklist, options: change(field.picklist.options) } }
        : field,
    ),
  }));
}

export function addField(model: Model, object: string, ...fields: readonly ModelField[]): Model {
  return changeObject(model, object, (found) => ({ ...found, fields: [...found.fields, ...fields] }));
}

export function removeField(model: Model, object: string, name: string): Model {
  return changeObject(model, object, (found) => ({
    ...found,
    fields: found.fields.filter((field) => field.name !== name),
  }));
}

export function removeObject(model: Model, name: string): Model {
  return { ...model, objects: model.objects.filter(({ nameSingular }) => nameSingular !== name) };
}

import { describe, expect, it } from 'vitest';
import { assignNames, type NameRequest } from '../../src/model/names.ts';

const object = (
  nameSingular: string,
  namePlural = `${nameSingular}s`,
  more: Partial<NameRequest> = {},
): NameRequest => ({
  id: `${nameSingular.slice(0, 4).padEnd(4, '0')}-${nameSingular}`,
  entity: nameSingular.slice(0, 1).toUpperCase() + nameSingular.slice(1),
  nameSingular,
  namePlural,
  ...more,
});

const named = (...objects: readonly NameRequest[]) => {
  const { objects: names } = assignNames(objects, []);
  return objects.map(({ id }) => names.get(id));
};

describe('an object', () => {
  it('is named as it is in the workspace', () => {
    expect(named(object('person', 'people'))).toEqual([
      { type: 'Person', namespace: 'people', file: 'person' },
    ]);
  });

  it.each([
    ['class', 'class', { type: 'Class', namespace: 'classRecords', file: 'class' }],
    ['default', 'default', { type: 'Default', namespace: 'defaultRecords', file: 'default' }],
    ['then', 'then', { type: 'Then', namespace: 'thenRecords', file: 'then' }],
    ['index', 'indexes', { type: 'Index', namespace: 'indexes', file: 'index-record' }],
    ['con', 'cons', { type: 'Con', namespace: 'cons', file: 'con-record' }],
    ['page', 'pages', { type: 'PageRecord', namespace: 'pages', file: 'page' }],
    [
      'twentyClient',
      'micros',
      { type: 'TwentyClientRecord', namespace: 'microsRecords', file: 'twentyClient' },
    ],
    ['client', 'createClient', { type: 'Client', namespace: 'createClientRecords', file: 'client' }],
    ['bind', 'bind', { type: 'Bind', namespace: 'bindRecords', file: 'bind' }],
    ['option', 'options', { type: 'Option', namespace: 'options', file: 'option' }],
    ['keyof', 'keyof', { type: 'Keyof', namespace: 'keyofRecords', file: 'keyof' }],
    ['currency', 'currencies', { type: 'CurrencyRecord', namespace: 'currencies', file: 'currency' }],
  ])('%s yields to what its name means elsewhere', (one, many, want) => {
    expect(named(object(one, many))).toEqual([want]);
  });

  it('keeps the plain name where another is called as its select type would be', () => {
    expect(named(object('person', 'people'), object('personSelect')).map((names) => names?.type)).toEqual([
      'Person',
      'PersonSelectRecord',
    ]);
  });

  it('differs in its file from one whose name differs only in case', () => {
    const one = object('webhook', 'a', { id: '1a2b-0' });
    const other = object('webHook', 'b', { id: '3c4d-0' });
    expect(named(one, other).map((names) => names?.file)).toEqual(['webhook-1a2b', 'webHook-3c4d']);
  });

  it('takes its id into the file where the ends of names and ids are alike', () => {
    const files = named(
      object('webhook', 'a', { id: '1234-1' }),
      object('webHook', 'b', { id: '1234-2' }),
    ).map((names) => names?.file);
    expect(files).toEqual(['webhook-12341', 'webHook-12342']);
  });

  it('shares no plural with another: neither has the plain one', () => {
    expect(named(object('staff', 'staff'), object('crew', 'staff')).map((names) => names?.namespace)).toEqual(
      ['staffstaf', 'staffcrew'],
    );
  });

  it('keeps its type beside one that differs in the first letter’s case only', () => {
    const types = named(object('a', 'as', { entity: 'Foo' }), object('b', 'bs', { entity: 'foo' })).map(
      (names) => names?.type,
    );
    expect(types).toEqual(['Foo', 'foo']);
  });
});

describe('a picklist', () => {
  const request = (enumName: string, id = `id-${enumName}`) => ({ id, enum: enumName });
  const picklistNames = (
    objects: readonly NameRequest[],
    ...enums: readonly { readonly id: string; readonly enum: string; readonly pinned?: string }[]
  ) => {
    const { picklists } = assignNames(objects, enums);
    return enums.map(({ id }) => picklists.get(id));
  };

  it('is the enum without its ending', () => {
    expect(picklistNames([], request('OpportunityStageEnum'))).toEqual(['OpportunityStage']);
  });

  it('yields to an object of its name', () => {
    expect(picklistNames([object('opportunityStage')], request('OpportunityStageEnum'))).toEqual([
      'OpportunityStageEnum',
    ]);
  });

  it('that was there first does not: then the object yields', () => {
    const stage = object('opportunityStage');
    const names = assignNames([stage], [{ ...request('OpportunityStageEnum'), pinned: 'OpportunityStage' }]);
    expect(names.picklists.get('id-OpportunityStageEnum')).toBe('OpportunityStage');
    expect(names.objects.get(stage.id)?.type).toBe('OpportunityStageRecord');
  });

  it('yields to the relations of an object that are called so', () => {
    expect(
      picklistNames([object('note', 'notes', { morphs: ['target'] })], request('NoteTargetRelationEnum')),
    ).toEqual(['NoteTargetRelationEnum']);
  });

  it('yields to the functions and constants of the module that it is in', () => {
    expect(picklistNames([], request('fieldsEnum'), request('findManyEnum'), request('ownEnum'))).toEqual([
      'fieldsEnum',
      'findManyEnum',
      'ownEnum',
    ]);
  });

  it('shares its options’ name with none that differs in the first letter’s case', () => {
    expect(picklistNames([], request('StageEnum'), request('stageEnum'))).not.toContain('Stage');
  });
});

describe('a pinned name', () => {
  it('stays when the object is renamed, and another that takes its old name takes another type', () => {
    const before = { type: 'Person', namespace: 'people', file: 'person' };
    const human = object('human', 'humans', { pinned: before });
    expect(named(human, object('person', 'people'))).toEqual([
      before,
      { type: 'PersonRecord', namespace: 'peopleRecords', file: 'person-record' },
    ]);
  });

  it('is free again once its object is gone', () => {
    expect(named(object('person', 'people', { id: 'new-one' }))[0]?.type).toBe('Person');
  });

  it('that someone edited into what cannot be code is given anew', () => {
    const edited = { type: 'X {} evil(); //', namespace: "x'; evil(); //", file: '../../evil' };
    expect(named(object('person', 'people', { pinned: edited }))).toEqual([
      { type: 'Person', namespace: 'people', file: 'person' },
    ]);
  });
});

import { describe, expect, it } from 'vitest';
import { workspaceWith } from '../../test/client/words.ts';
import { describe as described, type ObjectDescriptor, rootOf, type Workspace } from './object.ts';
import type { OperationKind } from './operation.ts';

function workspaceOf(objects: string): Workspace {
  return workspaceWith(objects);
}

/** An object of a workspace that these words describe. */
const objectIn = (objects: string, type: string): ObjectDescriptor =>
  described({ workspace: workspaceOf(objects), type, fields: {} });

/** The to-many relations of an object, by the type that they lead to and the field there. */
const toManyOf = ({ toMany }: ObjectDescriptor): object =>
  Object.fromEntries(Object.entries(toMany).map(([name, [{ type }, column]]) => [name, `${type}.${column}`]));

const toOneOf = ({ toOne }: ObjectDescriptor): object =>
  Object.fromEntries(Object.entries(toOne).map(([name, { type }]) => [name, type]));

describe('the words of a workspace', () => {
  it.each([
    ['as it is named', 'Person/people', 'people'],
    ['as its type with an s', 'Person/', 'persons'],
    ['none', 'Person/-', ''],
    ['as usual, of one that is not named', '', 'persons'],
  ])('say what reads many of an object: %s', (_, words, many) => {
    expect(objectIn(words, 'Person')).toMatchObject({ type: 'Person', names: {} });
    expect(objectIn(words, 'Person').many).toBe(many);
  });

  it('say which fields are composites, and of which parts', () => {
    const words = `FullName=firstName,lastName
      Note=text
      Person/people name:FullName nickname:FullName note:Note`;
    expect(Object.entries(objectIn(words, 'Person').composites)).toEqual([
      ['name', 'firstName lastName'],
      ['nickname', 'firstName lastName'],
      ['note', 'text'],
    ]);
  });

  it('need not say what a field and its composite, or a relation and its target, are called alike', () => {
    const words = 'Emails=primaryEmail Person/people emails: company>.staff Company/ people<.ownerId';
    const person = objectIn(words, 'Person');
    expect(Object.entries(person.composites)).toEqual([['emails', 'primaryEmail']]);
    expect(toOneOf(person)).toEqual({ company: 'Company' });
    expect(toManyOf(objectIn(words, 'Company'))).toEqual({
      people: 'People.ownerId',
      staff: 'Person.companyId',
    });
  });

  it('say of several objects at once what they share', () => {
    const words = 'Links=url Note/ Task/work Note,Task/ place:Links target>Person Person/people';
    for (const type of ['Note', 'Task']) {
      expect(objectIn(words, type).composites['place']).toBe('url');
      expect(toOneOf(objectIn(words, type))).toEqual({ target: 'Person' });
    }
    expect(toManyOf(objectIn(words, 'Person'))).toEqual({ notes: 'Note.targetId', work: 'Task.targetId' });
  });

  it('say of all objects what they have in common, also of those only related to', () => {
    const words = 'Actor=source,name */ createdBy:Actor Person/people company>Company. Company/companies';
    for (const type of ['Person', 'Company'])
      expect(objectIn(words, type).composites['createdBy']).toBe('source name');
  });

  it.each([
    ['named', 'company>Company.staff', { staff: 'Person.companyId' }],
    ['called as many of the object are', 'company>Company', { people: 'Person.companyId' }],
    ['none', 'company>Company.', {}],
  ])('say where a to-one relation leads, and what leads back: %s', (_, relation, back) => {
    // Whichever comes first.
    for (const objects of [
      [`Person/people ${relation}`, 'Company/companies'],
      ['Company/companies', `Person/people ${relation}`],
    ]) {
      const person = objectIn(objects.join(' '), 'Person');
      expect(toOneOf(person)).toEqual({ company: 'Company' });
      expect(toManyOf(person)).toEqual({});
      const company = person.toOne['company'];
      expect(company && toManyOf(company)).toEqual(back);
      expect(company?.many).toBe('companies');
    }
  });

  it('say where a relation to several leads: a relation to each, named with it, and back from each', () => {
    const words = 'NoteTarget/ target>Company,Person Company/companies Person/people';
    const target = objectIn(words, 'NoteTarget');
    expect(toOneOf(target)).toEqual({ targetCompany: 'Company', targetPerson: 'Person' });
    expect(Object.values(target.toOne).map(toManyOf)).toEqual([
      { noteTargets: 'NoteTarget.targetCompanyId' },
      { noteTargets: 'NoteTarget.targetPersonId' },
    ]);
  });

  it('say what a to-many relation is found by, where no to-one relation does', () => {
    const words = 'Company/companies people<Person.employerId Person/people';
    expect(toManyOf(objectIn(words, 'Company'))).toEqual({ people: 'Person.employerId' });
    expect(toOneOf(objectIn(words, 'Person'))).toEqual({});
  });

  it('let an object relate to itself', () => {
    const person = objectIn('Person/people manager>Person.team', 'Person');
    expect(person.toOne['manager']).toBe(person);
    expect(person.toMany['team']).toEqual([person, 'managerId']);
  });

  it('say which names are not made as usual', () => {
    const words = `Person/people filter!PeopleFilter orderBy!PeopleOrder create!NewPerson update!OldPerson
 rest!persons unique!emails.primaryEmail,code
Company/companies`;
    expect(objectIn(words, 'Person').names).toEqual({
      filter: 'PeopleFilter',
      orderBy: 'PeopleOrder',
      create: 'NewPerson',
      update: 'OldPerson',
      rest: 'persons',
      unique: 'emails.primaryEmail,code',
    });
    expect(objectIn(words, 'Company').names).toEqual({});
  });

  it('may be names of what every object inherits', () => {
    const words = `constructor=then,toString
      hasOwnProperty/constructors valueOf:constructor constructor>toString.hasOwnProperty toString/valueOf`;
    const odd = objectIn(words, 'hasOwnProperty');
    expect(odd.composites['valueOf']).toBe('then toString');
    expect(odd.composites['constructor']).toBeUndefined();
    expect(toOneOf(odd)).toEqual({ constructor: 'toString' });
    expect(toManyOf(objectIn(words, 'toString'))).toEqual({ hasOwnProperty: 'hasOwnProperty.constructorId' });
    expect(objectIn('Person/people', 'Person').toOne['constructor']).toBeUndefined();
  });

  it('are read once for all objects of a workspace, and for each workspace by itself', () => {
    const workspace = workspaceOf('Person/people company>Company Company/companies');
    const person = described({ workspace, type: 'Person', fields: {} });
    expect(described({ workspace, type: 'Person', fields: { id: true } })).toBe(person);
    expect(described({ workspace, type: 'Company', fields: {} })).toBe(person.toOne['company']);
    expect(person.workspace).toBe(workspace);
    const other = workspaceOf('Person/folk');
    expect(described({ workspace: other, type: 'Person', fields: {} }).many).toBe('folk');
  });
});

describe('the root field of an operation', () => {
  const person = objectIn('Person/people', 'Person');
  const noteTarget = objectIn('NoteTarget/', 'NoteTarget');

  it.each<[OperationKind, string, string]>([
    ['findOne', 'person', 'noteTarget'],
    ['findMany', 'people', 'noteTargets'],
    ['aggregate', 'people', 'noteTargets'],
    ['groupBy', 'peopleGroupBy', 'noteTargetsGroupBy'],
    ['findDuplicates', 'personDuplicates', 'noteTargetDuplicates'],
    ['createOne', 'createPerson', 'createNoteTarget'],
    ['createMany', 'createPeople', 'createNoteTargets'],
    ['updateOne', 'updatePerson', 'updateNoteTarget'],
    ['updateMany', 'updatePeople', 'updateNoteTargets'],
    ['deleteOne', 'deletePerson', 'deleteNoteTarget'],
    ['deleteMany', 'deletePeople', 'deleteNoteTargets'],
    ['restoreOne', 'restorePerson', 'restoreNoteTarget'],
    ['restoreMany', 'restorePeople', 'restoreNoteTargets'],
    ['destroyOne', 'destroyPerson', 'destroyNoteTarget'],
    ['destroyMany', 'destroyPeople', 'destroyNoteTargets'],
    ['mergeMany', 'mergePeople', 'mergeNoteTargets'],
  ])('%s is %s, or %s', (kind, ofPerson, ofNoteTarget) => {
    expect(rootOf(kind, person)).toBe(ofPerson);
    expect(rootOf(kind, noteTarget)).toBe(ofNoteTarget);
  });
});

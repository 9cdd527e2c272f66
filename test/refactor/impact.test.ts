import { beforeAll, describe, expect, it } from 'vitest';
import { diffModels } from '../../src/diff/diff.ts';
import type { Change } from '../../src/diff/types.ts';
import type { Model } from '../../src/model/types.ts';
import { findImpact } from '../../src/refactor/impact.ts';
import { changeField, changeObject, renameField, renameObject, renameOption } from './changed.ts';
import { demoModel, markedPlaces, type TestProject, userProject } from './project.ts';

const before = demoModel();
const marked = markedPlaces();

function impactsOf(after: Model, project: TestProject = userProject()): readonly Change[] {
  const { output, generate } = project;
  return findImpact({ changes: diffModels(before, after), before, output, generate });
}

function placesOf(impacts: readonly Change[], code: string): readonly string[] {
  return impacts
    .filter((change) => change.code === code)
    .flatMap(({ places = [] }) => places.map(({ file, line, column }) => `${file}:${line}:${column}`));
}

const without = <T>(): T | null => null;

describe('the places in a project that use what changed', () => {
  const cases = [
    ['a renamed field', 'FIELD_RENAMED', 'city', renameField(before, 'person', 'city', 'town')],
    ['a removed field', 'FIELD_REMOVED', 'city', changeField(before, 'person', 'city', without)],
    [
      'a field of another type',
      'FIELD_TYPE_CHANGED',
      'city',
      changeField(before, 'person', 'city', (field) => ({ ...field, type: 'NUMBER', numberType: 'int' })),
    ],
    [
      'a renamed relation, with its id',
      'FIELD_RENAMED',
      'company',
      renameField(before, 'person', 'company', 'employer'),
    ],
    [
      'a removed target of a morph relation',
      'FIELD_REMOVED',
      'target',
      changeField(before, 'noteTarget', 'targetSubscription', without),
    ],
    [
      'a renamed option',
      'OPTION_RENAMED',
      'MEETING',
      renameOption(before, 'opportunity', 'stage', 'MEETING', 'TALK'),
    ],
    [
      'a removed option',
      'OPTION_REMOVED',
      'MEETING',
      changeField(before, 'opportunity', 'stage', (field) => ({
        ...field,
        ...(field.picklist && {
          picklist: {
            ...field.picklist,
            options: field.picklist.options.filter(({ value }) => value !== 'MEETING'),
          },
        }),
      })),
    ],
    [
      'an added option, where there is a case for each',
      'OPTION_ADDED',
      '+stage',
      changeField(before, 'opportunity', 'stage', (field) => ({
        ...field,
        ...(field.picklist && {
          picklist: {
            ...field.picklist,
            options: [...field.picklist.options, { value: 'LOST', label: 'Lost', position: 9 }],
          },
        }),
      })),
    ],
    [
      'a renamed object',
      'OBJECT_RENAMED',
      'subscription',
      renameObject(before, 'subscription', 'plan', 'plans'),
    ],
    ['a removed object', 'OBJECT_REMOVED', 'subscription', changeObject(before, 'subscription', without)],
    [
      'a lost operation',
      'OPERATION_LOST',
      'mergeMany',
      changeObject(before, 'person', ({ operations, ...object }) => {
        const { mergeMany: _, ...others } = operations;
        return { ...object, operations: others };
      }),
    ],
  ] as const;
  const found = new Map<string, readonly string[]>();

  beforeAll(() => {
    const { output, generate } = userProject();
    const changes = cases.map(([, code, , after]) => {
      const change = diffModels(before, after).find((one) => one.code === code);
      if (change === undefined) throw new Error(`no change ${code}`);
      return change;
    });
    const impacts = findImpact({ changes, before, output, generate });
    for (const [index, [name, code]] of cases.entries())
      found.set(name, placesOf(impacts.slice(index, index + 1), code));
  });

  it.each(cases)('are all found, and no others: %s', (name, _, mark) => {
    expect(found.get(name)).toEqual(marked.get(mark)?.toSorted(byPlace));
  });

  it('are told with their line', () => {
    const project = userProject({
      'src/a.ts':
        "import { people } from './twenty/index.js';\n\n  export const all = people.fields.city; // here\n",
    });
    const [impact] = impactsOf(renameField(before, 'person', 'city', 'town'), project);
    expect(impact?.places).toEqual([
      { file: 'src/a.ts', line: 3, column: 36, text: 'export const all = people.fields.city; // here' },
    ]);
  });
});

describe('what a change concerns', () => {
  const uses = {
    'src/a.ts': [
      "import { createClient, people, type Person } from './twenty/index.js';",
      'const client = createClient();',
      "await people.createOne(client, { city: 'a' });",
      "await people.updateOne(client, 'x', { city: 'b' });",
      "const { records } = await people.findMany(client, { select: { city: true }, filter: { city: { eq: 'a' } } });",
      'console.log(records[0]?.city);',
      'export const shown = ({ city }: Person): string => city;',
      '',
    ].join('\n'),
  };
  const linesOf = (after: Model, code: string): readonly number[] =>
    placesOf(impactsOf(after, userProject(uses)), code).map((place) => Number(place.split(':')[1]));

  it('is what is read, where a field may be null now', () => {
    const { output, generate } = userProject(uses);
    const change = {
      code: 'FIELD_BECAME_NULLABLE',
      class: 'breaking',
      breaks: ['readers'],
      object: 'person',
      field: 'city',
      message: '',
    } as const;
    const [impact] = findImpact({ changes: [change], before, output, generate });
    expect(impact?.places?.map(({ line }) => line)).toEqual([6, 7]);
  });

  it('is what is written, where a field is read-only now', () => {
    const after = changeField(before, 'person', 'city', (field) => ({ ...field, isReadOnly: true }));
    expect(linesOf(after, 'FIELD_BECAME_READ_ONLY')).toEqual([3, 4]);
  });

  it('is what creates records, where a new field is required', () => {
    const after = changeObject(before, 'person', (object) => {
      const [field] = object.fields;
      if (field === undefined) return object;
      const { defaultValue: _, ...plain } = field;
      const required = { ...plain, id: 'new', name: 'badge', type: 'NUMBER', isNullable: false };
      return { ...object, fields: [...object.fields, required] };
    });
    expect(linesOf(after, 'REQUIRED_FIELD_ADDED')).toEqual([3]);
  });

  it('is every write, where an object is read-only now', () => {
    const after = changeObject(before, 'person', (object) => ({ ...object, isReadOnly: true }));
    expect(linesOf(after, 'OBJECT_BECAME_READ_ONLY')).toEqual([3, 4]);
  });

  it('is nothing, where a change is safe', () => {
    const after = changeField(before, 'person', 'city', (field) => ({ ...field, label: 'Town' }));
    expect(impactsOf(after, userProject(uses))).toEqual(diffModels(before, after));
  });
});

describe('a project', () => {
  it('may be one whose tsconfig only refers to others', () => {
    const project = userProject({
      'app/a.ts': "import { people } from '../src/twenty/index.js';\nexport const a = people.fields.city;\n",
      'app/tsconfig.json': '{ "extends": "../tsconfig.json", "include": ["."] }',
    });
    project.write('src/tsconfig.json', '{ "extends": "../tsconfig.json", "include": ["."] }');
    project.write(
      'src/b.ts',
      "import { people } from './twenty/index.js';\nexport const b = people.fields.city;\n",
    );
    const tsconfig = project.read('tsconfig.json');
    project.write('base.json', tsconfig);
    project.write('app/tsconfig.json', '{ "extends": "../base.json", "include": ["."] }');
    project.write('src/tsconfig.json', '{ "extends": "../base.json", "include": ["."] }');
    project.write(
      'tsconfig.json',
      '{ "files": [], "references": [{ "path": "./app" }, { "path": "./src/tsconfig.json" }] }',
    );
    const { output, generate } = project;
    const after = renameField(before, 'person', 'city', 'town');
    const impacts = findImpact({
      changes: diffModels(before, after),
      before,
      output,
      generate,
      tsconfig: `${project.folder}/tsconfig.json`,
    });
    expect(placesOf(impacts, 'FIELD_RENAMED')).toEqual(['app/a.ts:2:32', 'src/b.ts:2:32']);
  });

  it('needs a tsconfig', () => {
    const { output, generate, folder } = userProject({ 'a.ts': '' });
    expect(() =>
      findImpact({
        changes: diffModels(before, renameField(before, 'person', 'city', 'town')),
        before,
        output,
        generate,
        tsconfig: `${folder}/none.json`,
      }),
    ).toThrow(expect.objectContaining({ code: 'PROJECT_MISSING' }));
  });

  it('has its tsconfig read whole, or not at all', () => {
    const project = userProject({ 'a.ts': '' });
    project.write('tsconfig.json', '{ "extends": ');
    const { output, generate } = project;
    const changes = diffModels(before, renameField(before, 'person', 'city', 'town'));
    expect(() => findImpact({ changes, before, output, generate })).toThrow(
      expect.objectContaining({ code: 'PROJECT_INVALID' }),
    );
  });
});

describe('picklists of other forms', () => {
  const after = renameOption(before, 'opportunity', 'stage', 'MEETING', 'TALK');

  it.each(['union', 'enum'] as const)('are known by their values: %s', (enums) => {
    const value = enums === 'enum' ? 'OpportunityStage.MEETING' : "'MEETING'";
    const project = userProject(
      {
        'src/a.ts': [
          "import { opportunities, createClient, OpportunityStage } from './twenty/index.js';".replace(
            'OpportunityStage',
            enums === 'enum' ? 'OpportunityStage' : 'type OpportunityStage',
          ),
          `export const first: OpportunityStage = ${value};`,
          `await opportunities.updateOne(createClient(), 'x', { stage: ${value} });`,
          '',
        ].join('\n'),
      },
      enums,
    );
    expect(placesOf(impactsOf(after, project), 'OPTION_RENAMED').map((place) => place.split(':')[1])).toEqual(
      ['2', '3'],
    );
  });

  it('of the same values are told apart by what they are written to', () => {
    const twins = changeField(before, 'task', 'status', (field) => ({
      ...field,
      ...(field.picklist && {
        picklist: {
          ...field.picklist,
          options:
            before.objects
              .find(({ nameSingular }) => nameSingular === 'opportunity')
              ?.fields.find(({ name }) => name === 'stage')?.picklist?.options ?? [],
        },
      }),
    }));
    const project = userProject({
      'src/a.ts': [
        "import { createClient, opportunities, tasks, type TaskStatus, type OpportunityStage } from './twenty/index.js';",
        'const client = createClient();',
        "await opportunities.updateOne(client, 'x', { stage: 'MEETING' });",
        "await tasks.updateOne(client, 'x', { status: 'MEETING' });",
        "await tasks.findMany(client, { filter: { status: { in: ['MEETING'] } } });",
        "await opportunities.findMany(client, { filter: { stage: { in: ['MEETING'] } } });",
        "export const is = (stage: OpportunityStage): boolean => stage === 'MEETING';",
        "export const was = (status: TaskStatus): boolean => status === 'MEETING';",
        '',
      ].join('\n'),
    });
    const changes = diffModels(twins, renameOption(twins, 'opportunity', 'stage', 'MEETING', 'TALK'));
    const [impact] = findImpact({ ...project, changes, before: twins });
    expect(impact?.places?.map(({ line }) => line)).toEqual([3, 6, 7]);
  });
});

function byPlace(a: string, b: string): number {
  const [fileA = '', lineA, columnA] = a.split(':');
  const [fileB = '', lineB, columnB] = b.split(':');
  if (fileA !== fileB) return fileA < fileB ? -1 : 1;
  return Number(lineA) - Number(lineB) || Number(columnA) - Number(columnB);
}

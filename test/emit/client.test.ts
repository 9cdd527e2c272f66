import { describe, expect, it } from 'vitest';
import { emitClient } from '../../src/emit/client.ts';
import type { EmitContext } from '../../src/emit/types.ts';
import { operationKinds } from '../../src/model/operations.ts';
import type { Capability, Model, ModelField, ModelObject, OperationKind } from '../../src/model/types.ts';
import { sampleField, sampleModel, sampleObject } from '../lock/sample.ts';

const id = sampleField('id', { type: 'UUID', isNullable: false, defaultValue: 'uuid' });

function emit(model: Model, context: Partial<EmitContext> = {}): (path: string) => string {
  const runtime = [
    { path: 'runtime/client.ts', content: "import type { Row } from './operation.js';\nconst x = 'a.js';\n" },
  ];
  const files = emitClient(model, { importExtension: '.js', enums: 'const', ...context, runtime });
  return (path) => {
    const file = files.find((other) => other.path === path);
    if (!file) throw new Error(`no file ${path}`);
    return file.content;
  };
}

const able = (capabilities: readonly Capability[], ...objects: readonly ModelObject[]): Model => ({
  ...sampleModel(...objects),
  capabilities,
});

/** The text of one declaration: to the empty line behind it. */
function declared(code: string, name: string): string {
  const start = code.search(new RegExp(`^export (?:const|type|interface|enum) ${name}\\b`, 'm'));
  if (start < 0) throw new Error(`no ${name} in:\n${code}`);
  const end = code.indexOf('\n\n', start);
  return end < 0 ? code.slice(start) : code.slice(start, end + 1);
}

/** The lines that describe the objects to the client, but for what all have in common. */
function wordsOf(workspace: string): readonly string[] {
  const words = /objects: `\n([^`]*)`/.exec(workspace)?.[1] ?? '';
  // A line that begins with a space goes on from the one before.
  const lines = words.replaceAll('\n ', ' ').trim().split('\n');
  return lines.filter((line) => !line.startsWith('*/'));
}

const toOne = (name: string, target: string, more: Partial<ModelField> = {}): ModelField =>
  sampleField(name, {
    type: 'RELATION',
    relation: { kind: 'MANY_TO_ONE', target, joinColumn: `${name}Id` },
    ...more,
  });

const toMany = (name: string, target: string, inverse?: string): ModelField =>
  sampleField(name, {
    type: 'RELATION',
    relation: { kind: 'ONE_TO_MANY', target, ...(inverse === undefined ? {} : { inverse }) },
  });

const company = sampleObject('company', [id, toMany('people', 'person', 'company')]);

describe('imports', () => {
  const person = sampleObject('person', [id, toOne('company', 'company')]);

  it.each(['.js', '.ts', ''] as const)(
    'end in "%s" everywhere when told so, the runtime’s own too',
    (ending) => {
      const file = emit(sampleModel(person, company), { importExtension: ending });
      expect(file('objects/person.ts')).toContain(`from './company${ending}';`);
      expect(file('index.ts')).toContain(`from './objects/person${ending}';`);
      expect(file('runtime/client.ts')).toBe(
        `import type { Row } from './operation${ending}';\nconst x = 'a.js';\n`,
      );
    },
  );

  it('of types alone are type imports, of each name once', () => {
    const file = emit(sampleModel(person, company));
    expect(file('objects/person.ts')).toMatch(
      /^import type \{[^}]*UUIDFilter[^}]*\} from '\.\.\/filters\.js';$/m,
    );
    const names = /import type \{([^}]*)\} from '\.\/company\.js'/.exec(file('objects/person.ts'))?.[1];
    const list = (names ?? '').split(',').flatMap((name) => name.trim() || []);
    expect(list).toContain('CompanyTypes');
    expect(new Set(list).size).toBe(list.length);
    // No object's module runs another's: a bundle holds those that a program uses.
    expect(file('objects/person.ts')).not.toMatch(/^import \{[^}]*\} from '\.\/company/m);
  });

  it('are none of an object from itself', () => {
    const page = sampleObject('page', [id, toOne('parent', 'page'), toMany('children', 'page', 'parent')]);
    const code = emit(sampleModel(page))('objects/page.ts');
    expect(code).not.toMatch(/from '\.\/page/);
    expect(code).toContain('parent: PageTypes;');
  });
});

describe('what a field reads as', () => {
  const entity = (...fields: readonly ModelField[]) =>
    declared(emit(sampleModel(sampleObject('tag', fields)))('objects/tag.ts'), 'Tag');

  it('is null where it may be, but for texts and lists, which read empty', () => {
    const code = entity(
      id,
      sampleField('a', { type: 'NUMBER' }),
      sampleField('b', { type: 'NUMBER', isNullable: false }),
      sampleField('c', { type: 'TEXT' }),
      sampleField('d', { type: 'ARRAY' }),
      sampleField('e', { type: 'CURRENCY' }),
      sampleField('f', { type: 'FILES' }),
      sampleField('g', { type: 'RAW_JSON' }),
      sampleField('h', { type: 'FROM_THE_FUTURE' }),
    );
    expect(code).toContain('a: number | null;');
    expect(code).toContain('b: number;');
    expect(code).toContain('c: string;');
    expect(code).toContain('d: string[];');
    expect(code).toContain('e: Currency;');
    expect(code).toContain('f: FileItem[] | null;');
    expect(code).toContain('g: JsonValue;');
    expect(code).toContain('h: unknown;');
  });

  it('is an id for a relation to one, and nothing for one to many', () => {
    const code = declared(
      emit(
        sampleModel(
          sampleObject('person', [id, toOne('company', 'company'), toMany('pets', 'pet')]),
          company,
        ),
      )('objects/person.ts'),
      'Person',
    );
    expect(code).toContain('companyId: string | null;');
    expect(code).not.toMatch(/^ {2}(?:company|pets):/m);
  });
});

describe('relations', () => {
  it('without a way back are not offered', () => {
    const lost = sampleObject('company', [id, toMany('people', 'person')]);
    const person = sampleObject('person', [id, toOne('company', 'company')]);
    const file = emit(sampleModel(lost, person));
    expect(declared(file('objects/company.ts'), 'CompanyRelations')).not.toContain('people');
    expect(declared(file('objects/person.ts'), 'PersonRelations')).toContain('company: CompanyTypes;');
  });

  it('to an object that is left out are not offered, and neither are lists of what cannot be listed', () => {
    const { findMany: _findMany, ...operations } = sampleObject('person', []).operations;
    const person = sampleObject('person', [id, toOne('company', 'company')], { operations });
    const file = emit(sampleModel(company, person));
    expect(declared(file('objects/company.ts'), 'CompanyRelations')).not.toContain('people');
    const alone = emit(sampleModel(person))('objects/person.ts');
    expect(declared(alone, 'PersonRelations')).not.toContain('company');
    expect(declared(alone, 'Person')).toContain('companyId');
  });

  it('whose name Object.prototype has too are still pairs', () => {
    const part = sampleObject('part', [id, toOne('whole', 'whole')]);
    const whole = sampleObject('whole', [id, toMany('valueOf', 'part', 'whole')]);
    const file = emit(sampleModel(part, whole));
    expect(declared(file('objects/whole.ts'), 'WholeRelations')).toContain(
      'valueOf: runtime.Many<PartTypes>;',
    );
    expect(wordsOf(file('workspace.ts'))).toContain('Part/ whole>.valueOf');
  });

  it('of one morph group are a union of their names', () => {
    const target = (name: string, object: string) =>
      toOne(name, object, {
        type: 'MORPH_RELATION',
        relation: { kind: 'MANY_TO_ONE', target: object, joinColumn: `${name}Id`, morph: 'target' },
      });
    const note = sampleObject('note', [id, target('targetCompany', 'company'), target('targetTag', 'tag')]);
    const code = emit(sampleModel(company, note, sampleObject('tag', [id])))('objects/note.ts');
    expect(code).toContain("export type NoteTargetRelation = 'targetCompany' | 'targetTag';");
  });
});

describe('inputs', () => {
  const inputs = (fields: readonly ModelField[], capabilities: readonly Capability[] = ['connect']) => {
    const code = emit(able(capabilities, sampleObject('pet', [id, ...fields]), company))('objects/pet.ts');
    return { create: declared(code, 'PetCreateInput'), update: declared(code, 'PetUpdateInput') };
  };

  it('require what is neither nullable nor has a default, in a create only', () => {
    const { create, update } = inputs([
      sampleField('a', { isNullable: false }),
      sampleField('b', { isNullable: false, defaultValue: "''" }),
      sampleField('c'),
    ]);
    expect(create).toContain('  a: string;');
    expect(create).not.toMatch(/^ {2}[bc]\??:/m);
    expect(update).toContain('  a?: string;');
    expect(update).toContain('  b?: string;');
    expect(update).toContain('  c?: string | null;');
  });

  it('hold no field that the server refuses or overwrites', () => {
    const { update, create } = inputs([
      sampleField('locked', { isReadOnly: true, isNullable: false }),
      sampleField('searchVector', { type: 'TS_VECTOR' }),
      sampleField('updatedBy', { type: 'ACTOR' }),
      sampleField('createdBy', { type: 'ACTOR' }),
      toMany('people', 'company', 'pet'),
    ]);
    for (const name of ['locked', 'searchVector', 'updatedBy', 'people'])
      expect(update + create).not.toContain(name);
    expect(update).toContain('createdBy?: ActorInput;');
  });

  it('take null for what can be cleared, and never for a composite or a position', () => {
    const { update } = inputs([
      sampleField('a', { type: 'LINKS' }),
      sampleField('b', { type: 'POSITION' }),
      sampleField('c', { type: 'ARRAY' }),
    ]);
    expect(update).toContain('a?: LinksInput;');
    expect(update).toContain("b?: number | 'first' | 'last';");
    expect(update).toContain('c?: readonly string[] | null;');
  });

  it('write a required relation by its id or by connect', () => {
    const { create, update } = inputs([toOne('owner', 'company', { isNullable: false })]);
    expect(create).toMatch(
      /\{ ownerId: string \}\s*\|\s*\{ owner: runtime\.RelationInput<CompanyWhereUniqueInput> \}/,
    );
    expect(update).toContain('ownerId?: string;');
    expect(update).toContain('owner?: runtime.RelationInput<CompanyWhereUniqueInput>;');
  });

  it('write a required relation by its id where the server has no connect', () => {
    const { create, update } = inputs([toOne('owner', 'company', { isNullable: false })], []);
    expect(create).toContain('  ownerId: string;');
    expect(create + update).not.toContain('RelationInput');
  });

  it('name a record to connect by its id or what is unique of it', () => {
    const unique = sampleObject('company', [
      id,
      sampleField('domain', { type: 'LINKS', isUnique: true }),
      sampleField('code', { type: 'NUMBER', isUnique: true }),
      sampleField('name'),
    ]);
    const code = declared(emit(sampleModel(unique))('objects/company.ts'), 'CompanyWhereUniqueInput');
    expect(code).toContain('{ id: string }');
    expect(code).toContain('{ domain: { primaryLinkUrl: string } }');
    expect(code).toContain('{ code: number }');
    expect(code).not.toContain('name');
  });
});

describe('functions', () => {
  const operations = sampleObject('log', []).operations;

  it('are those whose operation the schema has; the bound client lacks the others too', () => {
    const file = emit(sampleModel(sampleObject('log', [id])));
    const functions = [...file('objects/log.ts').matchAll(/^export const (find\w+|\w+(?:One|Many))\b/gm)];
    expect(functions.map(([, name]) => name)).toEqual(['findMany', 'findOne', 'findOneOrThrow', 'createOne']);
    const twenty = /readonly logs: Omit<Methods<logs\.LogTypes>, ([^>]*)>/.exec(file('twenty.ts'))?.[1] ?? '';
    expect(twenty.split(' | ')).toContain("'updateOne'");
    expect(twenty.split(' | ')).not.toContain("'createOne'");
  });

  it('of an object that has all, or all but those that need criteria for duplicates, are bound without an Omit', () => {
    const bound = (kinds: readonly OperationKind[]): string => {
      const all = Object.fromEntries(kinds.map((kind) => [kind, `${kind}Logs`]));
      return emit(sampleModel(sampleObject('log', [id], { operations: all })))('twenty.ts');
    };
    expect(bound(operationKinds)).toContain('readonly logs: DuplicateMethods<logs.LogTypes>;');
    const plain = bound(operationKinds.filter((kind) => !/^(?:findDuplicates|mergeMany)$/.test(kind)));
    expect(plain).toContain('readonly logs: Methods<logs.LogTypes>;');
    expect(plain).not.toContain('DuplicateMethods');
  });

  it('of a read-only object read, and its inputs take nothing', () => {
    const file = emit(sampleModel(sampleObject('log', [id], { isReadOnly: true, operations })));
    const code = file('objects/log.ts');
    expect(code).toMatch(/^export const findMany\b/m);
    expect(code).not.toMatch(/^export const createOne\b/m);
    expect(code).toContain('export type LogCreateInput = never;');
    expect(code).toContain('export type LogUpdateInput = never;');
  });

  it('go by the root fields and input types of the schema, whatever they are called', () => {
    const odd = sampleObject('log', [id], {
      graphql: {
        entity: 'LogEntry',
        filter: 'LogsFilter',
        orderBy: 'LogEntryOrderByInput',
        create: 'LogEntryCreateInput',
        update: 'LogEntryUpdateInput',
      },
      operations: { ...operations, findMany: 'allLogs' },
    });
    const code = emit(sampleModel(odd))('objects/log.ts');
    expect(code).toContain("const own: runtime.OwnObject = { workspace, type: 'LogEntry', fields };");
    // Root fields that are not made from the type and what reads many of it.
    expect(code).toContain('runtime.findMany(own) as');
    expect(code).toContain("runtime.findOne(own, 'log') as");
    expect(code).toContain("runtime.createOne(own, 'createLog') as");
    expect(wordsOf(emit(sampleModel(odd))('workspace.ts'))).toContain(
      'LogEntry/allLogs filter!LogsFilter rest!logs',
    );
  });
});

describe('picklists', () => {
  const options = [
    { value: 'NEW', label: "It's */ new", color: 'red', position: 0 },
    { value: '2ND', label: 'Second', position: 1 },
  ];
  const stage = sampleField('stage', {
    type: 'SELECT',
    picklist: { enum: 'DealStageEnum', name: 'DealStage', options },
  });
  const labels = sampleField('labels', {
    type: 'MULTI_SELECT',
    picklist: { enum: 'DealLabelsEnum', name: 'DealLabels', options: [] },
  });
  const deal = sampleModel(sampleObject('deal', [id, labels, stage]));

  it('are a constant and a type of its values unless told otherwise', () => {
    const code = emit(deal)('objects/deal.ts');
    expect(code).toContain("export const DealStage = { NEW: 'NEW', '2ND': '2ND' } as const;");
    expect(code).toContain('export type DealStage = (typeof DealStage)[keyof typeof DealStage];');
    expect(code).toContain("{ value: 'NEW', label: 'It\\'s */ new', color: 'red', position: 0 },");
    expect(code).toContain('stage: DealStage | null;');
    expect(code).toContain('labels: DealLabels[];');
    expect(emit(deal)('index.ts')).toMatch(/export \{[^}]*\bDealStage,[^}]*\bdealStageOptions,/);
  });

  it('are a union, exported as a type', () => {
    const file = emit(deal, { enums: 'union' });
    expect(file('objects/deal.ts')).toContain("export type DealStage = 'NEW' | '2ND';");
    expect(file('objects/deal.ts')).toContain('export type DealLabels = never;');
    expect(file('objects/deal.ts')).not.toContain('export const DealStage ');
    expect(file('index.ts')).toMatch(/\btype DealStage,/);
  });

  it('are an enum, whose members TypeScript allows', () => {
    const code = emit(deal, { enums: 'enum' })('objects/deal.ts');
    expect(declared(code, 'DealStage')).toBe("export enum DealStage {\n  NEW = 'NEW',\n  _2ND = '2ND',\n}\n");
    expect(code).toContain("{ value: DealStage['_2ND'], label: 'Second', position: 1 },");
    expect(code).toContain('export const DealLabels = {} as const;');
  });

  it('filter by their values', () => {
    const filter = declared(emit(deal)('objects/deal.ts'), 'DealFieldFilter');
    expect(filter).toContain('stage?: SelectFilter<DealStage>;');
    expect(filter).toContain('labels?: MultiSelectFilter<DealLabels>;');
  });
});

describe('for an older server', () => {
  const person = sampleObject('person', [id, toOne('company', 'company')]);
  const old = emit(able([], person, company));
  const current = emit(
    able(
      ['connect', 'endsWith', 'enumOrder', 'offset', 'toOneFilter', 'toOneOrderBy', 'upsert', 'uuid'],
      person,
      company,
    ),
  );

  it('no text filter has endsWith and no picklist is compared', () => {
    expect(declared(current('filters.ts'), 'StringFilter')).toContain('endsWith');
    expect(declared(old('filters.ts'), 'StringFilter')).not.toContain('endsWith');
    expect(declared(old('filters.ts'), 'StringFilter')).toContain('gte');
    expect(declared(current('filters.ts'), 'SelectFilter')).toContain('gte');
    const select = declared(old('filters.ts'), 'SelectFilter');
    for (const operator of ['gt', 'gte', 'lt', 'lte']) expect(select).not.toContain(`${operator}?`);
    expect(select).toContain('eq?: V;');
  });

  it('filters and orders stay with the object’s own fields', () => {
    const [now, then] = [current('objects/person.ts'), old('objects/person.ts')];
    expect(declared(now, 'PersonFilterInput')).toContain('company?: CompanyFieldFilter;');
    expect(declared(then, 'PersonFilterInput')).not.toContain('company?');
    expect(declared(then, 'PersonFieldFilter')).toContain('companyId?: UUIDFilter;');
    expect(declared(now, 'PersonOrderByInput')).toContain('company?: CompanyFieldOrderBy;');
    expect(declared(then, 'PersonOrderByInput')).not.toContain('company?');
  });

  it('the client knows what the server lacks', () => {
    expect(old('workspace.ts')).toMatch(
      /idType: 'ID',\s+hasOffset: false,\s+hasUpsert: false,\s+hasRestSoftDelete: false,\s+maxBatch: 60,/,
    );
    expect(current('workspace.ts')).toMatch(
      /idType: 'UUID',\s+hasOffset: true,\s+hasUpsert: true,\s+hasRestSoftDelete: true,\s+maxBatch: 200,/,
    );
  });
});

describe('filters', () => {
  it('keep and, or and not for what joins conditions, whatever the fields are called', () => {
    const odd = sampleObject('odd', [id, sampleField('and'), sampleField('not', { type: 'BOOLEAN' })]);
    const code = emit(sampleModel(odd))('objects/odd.ts');
    expect(declared(code, 'OddFieldFilter')).not.toMatch(/\b(?:and|not)\?/);
    expect(declared(code, 'OddFilterInput')).toContain('and?: readonly OddFilterInput[];');
    expect(declared(code, 'Odd')).toContain('and: string;');
  });

  it('have no operator that the server refuses or that never matches', () => {
    const code = emit(sampleModel())('filters.ts');
    for (const operator of ['regex', 'iregex', 'isEmptyArray', 'search'])
      expect(code).not.toContain(`${operator}?`);
    expect(declared(code, 'MultiSelectFilter')).not.toContain('eq?');
  });
});

describe('composites', () => {
  it('are those in use only', () => {
    const file = emit(sampleModel(sampleObject('tag', [id, sampleField('price', { type: 'CURRENCY' })])));
    expect(file('composites.ts')).toContain('export interface Currency {');
    expect(file('composites.ts')).not.toContain('Address');
    expect(file('index.ts')).toMatch(/type Currency\b|\bCurrency,/);
    expect(file('index.ts')).not.toContain('FileItem');
  });

  it('say in their inputs which are written whole: the server clears what an update leaves out', () => {
    const fields = ['LINKS', 'EMAILS', 'PHONES', 'CURRENCY', 'FULL_NAME', 'ADDRESS', 'ACTOR', 'RICH_TEXT'];
    const tag = sampleObject('tag', [id, ...fields.map((type) => sampleField(type.toLowerCase(), { type }))]);
    const code = emit(sampleModel(tag))('composites.ts');
    const whole = code.match(/(?<=what is left out is cleared\. \*\/\nexport interface )\w+/g);
    expect(whole).toEqual(['EmailsInput', 'PhonesInput', 'LinksInput']);
  });

  it('are a module also where none is in use', () => {
    expect(emit(sampleModel(sampleObject('tag', [id])))('composites.ts')).toContain('export {};');
  });

  it('of a type that no version knew name the sub-fields to ask for', () => {
    const spot = sampleField('spot', { type: 'GEO_POINT', subFields: ['lat', 'lng'], isReadOnly: true });
    const deep = sampleField('deep', { type: 'GEO_TREE', subFields: [], isReadOnly: true });
    const file = emit(sampleModel(sampleObject('tag', [id, deep, spot])));
    const code = file('objects/tag.ts');
    expect(wordsOf(file('workspace.ts'))).toEqual(['Tag_spot=lat,lng', 'Tag/ spot:Tag_spot']);
    expect(declared(code, 'fields')).toContain('spot: true,');
    // An object whose sub-fields nobody knows cannot be asked for.
    expect(declared(code, 'fields')).not.toContain('deep');
  });
});

describe('names that someone edited in the lock', () => {
  it.each([
    { type: 'X {} evil(); //' },
    { namespace: "x from 'evil'; //" },
    { file: '../evil' },
    { file: 'nul' },
  ])('never become code or a path: %o', (names) => {
    const sample = sampleObject('tag', [id]);
    const edited = { ...sample, names: { ...sample.names, ...names } };
    expect(() => emit(sampleModel(edited))).toThrow(expect.objectContaining({ code: 'LOCK_INVALID' }));
  });

  it('never become code for a picklist', () => {
    const picklist = { enum: 'TagKindEnum', name: 'X = 1; evil(); const Y', options: [] };
    const tag = sampleObject('tag', [id, sampleField('kind', { type: 'SELECT', picklist })]);
    expect(() => emit(sampleModel(tag))).toThrow(expect.objectContaining({ code: 'LOCK_INVALID' }));
  });
});

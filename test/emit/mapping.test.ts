import { describe, expect, it } from 'vitest';
import { emitClient } from '../../src/emit/client.ts';
import type { TypeMappings } from '../../src/emit/types.ts';
import type { Model } from '../../src/model/types.ts';
import { sampleField, sampleModel, sampleObject } from '../lock/sample.ts';

const instant = {
  type: 'Temporal.Instant',
  import: "import { Temporal } from 'temporal-polyfill'",
  parse: 'Temporal.Instant.from',
  serialize: '(value) => value.toString()',
};
const plainDate = { ...instant, type: 'Temporal.PlainDate', parse: 'Temporal.PlainDate.from' };

const id = sampleField('id', { type: 'UUID', isNullable: false, defaultValue: 'uuid' });
const createdAt = sampleField('createdAt', { type: 'DATE_TIME', isNullable: false, defaultValue: 'now' });
const person = sampleObject('person', [
  createdAt,
  id,
  sampleField('badge', { type: 'DATE', isUnique: true }),
  sampleField('preferences', { type: 'RAW_JSON' }),
  sampleField('seen', { type: 'DATE_TIME' }),
]);
const company = sampleObject('company', [createdAt, id, sampleField('seen', { type: 'DATE' })]);
const model = sampleModel(company, person);

function emit(types: TypeMappings | undefined, of: Model = model): ReadonlyMap<string, string> {
  const files = emitClient(of, { importExtension: '.js', enums: 'const', types, runtime: [] });
  return new Map(files.map(({ path, content }) => [path, content]));
}

const plain = emit(undefined);

describe('types.ts', () => {
  it('is not there without mapped types, and nothing else differs for none', () => {
    expect([...plain.keys()]).not.toContain('types.ts');
    expect(emit({})).toEqual(plain);
    expect(emit({ DATE: undefined, RAW_JSON: {} })).toEqual(plain);
  });

  it('holds the types, and how their values are parsed and serialized in which fields', () => {
    const types = {
      DATE: { ...plainDate, import: `${instant.import}; ` },
      DATE_TIME: instant,
      RAW_JSON: { 'person.preferences': { type: 'P', import: "import type { P } from '../p.js'" } },
    };
    expect(emit(types).get('types.ts')?.split('\n\n').slice(1).join('\n\n')).toBe(
      `import { Temporal } from 'temporal-polyfill';
import type { P } from '../p.js';
import type { Codec } from './runtime/object.js';

/** The types that the config of twenty-codegen gives to values of the API. */
export interface Mapped {
  DATE_TIME: Temporal.Instant;
  DATE: Temporal.PlainDate;
  'person.preferences': P;
}

/** How they are made of what the API sends, and sent, with the fields that hold them. */
export const codecs: readonly Codec[] = [
  {
    fields: '*.createdAt Person.seen',
    parse: Temporal.Instant.from,
    serialize: (value) => value.toString(),
  } satisfies Codec<Mapped['DATE_TIME']>,
  {
    fields: 'Company.seen Person.badge',
    parse: Temporal.PlainDate.from,
    serialize: (value) => value.toString(),
  } satisfies Codec<Mapped['DATE']>,
];
`,
    );
  });

  it('holds no more than the types where values are as they come', () => {
    const files = emit({ RAW_JSON: { 'person.preferences': { type: 'string[]' } } });
    expect(files.get('types.ts')).not.toContain('import');
    expect(files.get('types.ts')).not.toContain('codecs');
    const changed = [...files].filter(([path, content]) => content !== plain.get(path)).map(([path]) => path);
    expect(changed).toEqual(['objects/person.ts', 'types.ts']);
    const code = files.get('objects/person.ts') ?? '';
    expect(code).toContain("/runtime/operations.js'");
    expect(code).toContain("  preferences: Mapped['person.preferences'] | null;\n");
    expect(code).toContain("  preferences?: Mapped['person.preferences'] | null;\n");
    expect(code).toContain("import type { Mapped } from '../types.js';\n");
  });

  it('has fields on several lines where there are many', () => {
    const many = sampleObject(
      'person',
      Array.from({ length: 30 }, (_, index) => sampleField(`field${index}`, { type: 'DATE' })),
    );
    const content = emit({ DATE: plainDate }, sampleModel(many)).get('types.ts') ?? '';
    expect(content).toMatch(/ {4}fields: `\n(?:Person\.field\d+[ \n])+`,\n/);
    for (const line of content.split('\n').slice(1)) expect(line.length).toBeLessThanOrEqual(110);
  });
});

describe('with mapped types', () => {
  const files = emit({ DATE_TIME: instant });

  it('modules of objects take their functions from elsewhere, and the workspace knows how', () => {
    expect(files.get('objects/person.ts')).toContain("import * as runtime from '../runtime/mapped.js';\n");
    expect(files.get('workspace.ts')).toContain("import { codecs } from './types.js';\n");
    expect(files.get('workspace.ts')).toContain('\n  codecs,\n');
    expect(plain.get('workspace.ts')).not.toContain('codecs');
  });

  it('filters take them, and those of other types what they took', () => {
    expect(files.get('filters.ts')).toContain("  eq?: Mapped['DATE_TIME'];\n");
    expect(files.get('filters.ts')).toContain("  in?: readonly Mapped['DATE_TIME'][];\n");
    expect(files.get('filters.ts')).not.toContain("Mapped['DATE']");
  });

  it('a record is connected to by a unique value of one', () => {
    const code = emit({ DATE: plainDate }).get('objects/person.ts') ?? '';
    expect(code).toContain(
      "export type PersonWhereUniqueInput = { id: string } | { badge: Mapped['DATE'] };",
    );
    expect(plain.get('objects/person.ts')).toContain('{ badge: string };');
  });
});

import * as fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { emitClient } from '../../src/emit/client.ts';
import { hasFiles } from '../../src/emit/files.ts';
import { functionSpecs, functionsOf } from '../../src/emit/object/functions.ts';
import type { EmitContext, GeneratedFile } from '../../src/emit/types.ts';
import { readableRelations } from '../../src/model/access.ts';
import { buildModel } from '../../src/model/build.ts';
import { composites } from '../../src/model/composites.ts';
import { morphReaderName, morphTypeName, optionsName, typeSuffixes } from '../../src/model/names.ts';
import { ownNames, reservedTypes } from '../../src/model/reserved.ts';
import type { Model, ModelObject } from '../../src/model/types.ts';
import { actions, comments, declarations, imported, parseFile, reexported, strings } from './code.ts';
import { hostileWorkspace, shuffled } from './workspace.arbitrary.ts';

const model = hostileWorkspace.map((raw) => buildModel(raw).model);
const style: fc.Arbitrary<EmitContext> = fc.record({
  enums: fc.constantFrom('const', 'union', 'enum'),
  importExtension: fc.constantFrom('.js', '.ts', ''),
});
const emit = (of: Model, context: EmitContext): readonly GeneratedFile[] =>
  emitClient(of, { ...context, runtime: [] });

const runs = { numRuns: 150 };

/** What an object's module must declare, and nothing else. */
function expected(object: ModelObject, all: Model, { enums }: EmitContext): readonly string[] {
  const { type } = object.names;
  const relations = readableRelations(
    object,
    new Map(all.objects.map((other) => [other.nameSingular, other])),
  );
  const morphs = new Set(relations.flatMap(({ field }) => field.relation?.morph ?? []));
  const unions = new Set<string>();
  const readers = new Set<string>();
  for (const morph of morphs) {
    const name = morphTypeName(type, morph);
    unions.add(unions.has(name) ? `${name}Name` : name);
    const reader = morphReaderName(morph);
    readers.add(readers.has(reader) ? `${reader}_` : reader);
  }
  const functions = functionsOf(object);
  const lists = object.fields.flatMap(({ picklist }) => picklist ?? []);
  const picklists = lists.map(({ name }) => name);
  // A constant and a type; an enum is both, but is none without members.
  const twice = lists.filter(
    ({ options }) => enums === 'const' || (enums === 'enum' && options.length === 0),
  );
  return [
    type,
    ...typeSuffixes.map((suffix) => type + suffix),
    ...unions,
    ...readers,
    ...picklists,
    ...twice.map(({ name }) => name),
    ...picklists.map(optionsName),
    'fields',
    ...(functions.length > 0 ? ['own'] : []),
    ...functions.map(({ name }) => name),
  ].toSorted();
}

const named = (declared: readonly string[]): readonly string[] =>
  declared.map((text) => text.slice(text.indexOf(' ') + 1)).toSorted();

describe('the client of any workspace', () => {
  it('parses, and declares what its model implies and nothing more', () => {
    fc.assert(
      fc.property(model, style, (of, context) => {
        const files = new Map(emit(of, context).map((file) => [file.path, parseFile(file)]));
        expect([...files.values()].flatMap(({ problems }) => problems)).toEqual([]);
        for (const object of of.objects) {
          const code = files.get(`objects/${object.names.file}.ts`);
          expect(code && named(declarations(code))).toEqual(expected(object, of, context));
        }
        const others = [
          'composites.ts',
          ...(hasFiles(of) ? ['files.ts'] : []),
          'filters.ts',
          'index.ts',
          'twenty.ts',
          'workspace.ts',
        ];
        expect([...files.keys()].filter((path) => !path.startsWith('objects/'))).toEqual(others);
        expect(files.size).toBe(others.length + of.objects.length);
      }),
      runs,
    );
  });

  it('declares and imports no name twice in one module', () => {
    fc.assert(
      fc.property(model, style, (of, context) => {
        for (const file of emit(of, context)) {
          const code = parseFile(file);
          const types = declarations(code).filter((text) => /^(?:type|interface|enum) /.test(text));
          const values = declarations(code).filter((text) => /^(?:const|function|enum) /.test(text));
          const inUse = imported(code).map(({ name }) => name);
          for (const names of [types, values, inUse].map((list) => (list === inUse ? list : named(list))))
            expect(names).toEqual([...new Set(names)]);
          const own = new Set(named(declarations(code)));
          expect(inUse.filter((name) => own.has(name))).toEqual([]);
          const again = reexported(code).map(({ name }) => name);
          expect(again).toEqual([...new Set(again)]);
        }
      }),
      runs,
    );
  });

  it('runs nothing that a workspace says: only our own calls', () => {
    fc.assert(
      fc.property(model, style, (of, context) => {
        const ours = new Set([
          'createClient',
          'bind',
          'runtime.morph',
          'uploader',
          ...functionSpecs.map(({ name }) => `runtime.${name}`),
        ]);
        for (const file of emit(of, context)) {
          const acts = actions(parseFile(file)).filter((action) => !ours.has(action));
          // The words that describe the objects stand in a template, of which they can be no more than text.
          const [words, ...others] = file.content.match(/(?<= objects: `)[^`]*(?=`,\n};\n$)/g) ?? [];
          expect(acts).toHaveLength(words === undefined ? 0 : 1);
          expect(words ?? '').toMatch(/^[\w=/:><!.,*\s-]*$/);
          expect([others, words !== undefined]).toEqual([[], file.path === 'workspace.ts']);
        }
      }),
      runs,
    );
  });

  it('holds a text of the workspace as it is, in a literal, a key or a comment', () => {
    fc.assert(
      fc.property(model, style, (of, context) => {
        const files = new Map(emit(of, context).map((file) => [file.path, parseFile(file)]));
        for (const object of of.objects) {
          const code = files.get(`objects/${object.names.file}.ts`);
          if (!code) throw new Error('no module');
          const held = new Set(strings(code));
          for (const { picklist } of object.fields)
            for (const { value, label, color = '' } of picklist?.options ?? [])
              for (const text of [value, label, ...(color === '' ? [] : [color])])
                // A key that is an identifier is no string.
                expect([...held, ...(text.match(/^[A-Za-z_$][\w$]*$/) ?? [])]).toContain(text);
          for (const text of comments(code)) {
            expect(text).toMatch(
              /^(?:\/\/ Generated by twenty-codegen .*|\/\*\*? [^]*\*\/|\/\*\*\n[^]*\*\/)$/,
            );
          }
        }
      }),
      runs,
    );
  });

  it('has paths of its own making, one for each object also where case is ignored', () => {
    fc.assert(
      fc.property(model, style, (of, context) => {
        const paths = emit(of, context).map(({ path }) => path);
        expect(new Set(paths.map((path) => path.toLowerCase())).size).toBe(paths.length);
        for (const path of paths) {
          expect(path).toMatch(/^(?:objects\/)?[A-Za-z\d_][\w-]{0,200}\.ts$/);
          expect(path).not.toMatch(/(?:^|\/)(?:con|prn|aux|nul|com\d|lpt\d|index)\.ts$(?<!^index\.ts)/i);
        }
      }),
      runs,
    );
  });

  it('imports and exports only what is there', () => {
    fc.assert(
      fc.property(model, style, (of, context) => {
        const files = new Map(emit(of, context).map((file) => [file.path, parseFile(file)]));
        const namespaces = of.objects.map(({ names }) => names.namespace);
        const resolve = (from: string, to: string): string =>
          new URL(to, `file:///${from}`).pathname.slice(1).replace(/(?:\.[jt]s)?$/, '.ts');
        for (const [path, code] of files)
          for (const { name, from } of [...imported(code), ...reexported(code)]) {
            const target = resolve(path, from);
            if (target.startsWith('runtime/')) continue;
            const declared = files.get(target);
            expect([path, target, declared === undefined]).toEqual([path, target, false]);
            expect([...(declared ? named(declarations(declared)) : []), ...namespaces]).toContain(name);
          }
      }),
      runs,
    );
  });

  it('is the same bytes whatever the order in which the server lists, and whatever the locale', () => {
    const compare = vi.spyOn(String.prototype, 'localeCompare').mockImplementation(() => {
      throw new Error('the order may not depend on the locale');
    });
    try {
      fc.assert(
        fc.property(hostileWorkspace, style, (raw, context) => {
          const first = emit(buildModel(raw).model, context);
          expect(emit(buildModel(shuffled(raw)).model, context)).toEqual(first);
        }),
        runs,
      );
    } finally {
      compare.mockRestore();
    }
  });
});

describe('our own names', () => {
  const empty: Model = { capabilities: [], actorSources: ['API'], objects: [] };
  const one = buildModel({
    workspace: null,
    schema: null,
    warnings: [],
    objects: [
      {
        id: 'x',
        nameSingular: 'x',
        namePlural: 'xs',
        labelSingular: 'X',
        labelPlural: 'Xs',
        isActive: true,
        isSystem: false,
        fields: [...Object.keys(composites), 'FILES', 'RAW_JSON', 'SELECT'].map((type) => ({
          id: type,
          type,
          name: type.toLowerCase(),
          label: '',
          isActive: true,
          isSystem: false,
          isNullable: true,
          isUnique: false,
        })),
      },
    ],
  }).model;
  const context: EmitContext = { enums: 'const', importExtension: '.js' };

  it('are all reserved that the entry modules declare, import or export', () => {
    const used = emit(empty, context).flatMap((file) => {
      if (file.path !== 'index.ts' && file.path !== 'twenty.ts') return [];
      const code = parseFile(file);
      const parameters = file.content.match(/(?<=\()\w+(?=\?: )/g) ?? [];
      return [
        ...named(declarations(code)),
        ...imported(code).map(({ name }) => name),
        ...reexported(code).map(({ name }) => name),
        ...parameters,
      ];
    });
    expect(used.length).toBeGreaterThan(20);
    expect(used.filter((name) => !ownNames.has(name))).toEqual([]);
  });

  it('are all reserved that an object’s module declares or imports besides its object’s', () => {
    const files = new Map(emit(one, context).map((file) => [file.path, parseFile(file)]));
    const code = files.get('objects/x.ts');
    if (!code) throw new Error('no module');
    const used = [...named(declarations(code)), ...imported(code).map(({ name }) => name)].filter(
      (name) => !/^x(?:Object|SelectEnumOptions)$|^X/.test(name),
    );
    expect(used).toContain('findMany');
    expect(used.filter((name) => !ownNames.has(name) && !reservedTypes.has(name))).toEqual([]);
  });
});

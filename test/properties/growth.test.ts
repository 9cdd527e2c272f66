import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emitClient } from '../../src/emit/client.ts';
import type { RawWorkspace } from '../../src/introspect/types.ts';
import { buildModel } from '../../src/model/build.ts';
import { optionsName, typeSuffixes } from '../../src/model/names.ts';
import type { Model, ModelObject } from '../../src/model/types.ts';
import { rawId, rawObject, rawWorkspace } from '../model/raw.ts';
import { growth } from './growth.arbitrary.ts';

/** The models of a workspace's states, each built with the names of the one before, as generation does. */
function modelsOf(states: readonly RawWorkspace[]): readonly Model[] {
  const models: Model[] = [];
  for (const state of states) {
    const pinned = models.at(-1);
    models.push(buildModel(state, pinned === undefined ? {} : { pinned }).model);
  }
  return models;
}

const pairsOf = <T>(list: readonly T[]): readonly (readonly [T, T])[] =>
  list.slice(1).map((after, index) => [list[index] ?? after, after]);

/** What is named in generated code, by the id of the object or field. */
function namesOf(model: Model): ReadonlyMap<string, string> {
  return new Map(
    model.objects.flatMap(({ id, names, fields }) => [
      [`${id} type`, names.type] as const,
      [`${id} namespace`, names.namespace] as const,
      [`${id} file`, names.file] as const,
      ...fields.flatMap((field) =>
        field.picklist === undefined ? [] : [[`${field.id} picklist`, field.picklist.name] as const],
      ),
    ]),
  );
}

function exportedOf(model: Model): readonly string[] {
  return model.objects.flatMap(({ names, fields }) => [
    names.namespace,
    names.type,
    ...typeSuffixes.map((suffix) => names.type + suffix),
    ...fields.flatMap(({ picklist }) =>
      picklist === undefined ? [] : [picklist.name, optionsName(picklist.name)],
    ),
  ]);
}

function filesOf(model: Model): ReadonlyMap<string, string> {
  const files = emitClient(model, { enums: 'const', importExtension: '.js', runtime: [] });
  return new Map(files.map(({ path, content }) => [path, content]));
}

/** An object, and what its module says of others: all that it may depend on. */
function concerns(object: ModelObject, model: Model): string {
  const targets = object.fields.flatMap(({ relation }) => {
    const target = model.objects.find(({ nameSingular }) => nameSingular === relation?.target);
    return target === undefined ? [] : [[target.nameSingular, target.names, target.graphql]];
  });
  return JSON.stringify([object, targets]);
}

describe('a workspace that grows in any order', () => {
  it('never changes a name that was generated, as long as what it names is there', () => {
    let kept = 0;
    fc.assert(
      fc.property(growth, (states) => {
        for (const [before, after] of pairsOf(modelsOf(states))) {
          const now = namesOf(after);
          for (const [key, name] of namesOf(before)) {
            if (!now.has(key)) continue;
            kept++;
            expect([key, now.get(key)]).toEqual([key, name]);
          }
        }
      }),
      { numRuns: 300 },
    );
    expect(kept).toBeGreaterThan(1000);
  });

  it('never gives a name twice', () => {
    fc.assert(
      fc.property(growth, (states) => {
        const models = modelsOf(states);
        for (const model of models) {
          const exported = exportedOf(model);
          expect(exported).toEqual([...new Set(exported)]);
          const files = model.objects.map(({ names }) => names.file.toLowerCase());
          expect(files).toEqual([...new Set(files)]);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('gives a name anew when its bearer is gone; what comes back after that is named as if it were new', () => {
    const person = rawObject('person', [rawId], { id: 'one' });
    const other = rawObject('person', [rawId], { id: 'two' });
    const [, second, third, fourth] = modelsOf([
      rawWorkspace([person]),
      rawWorkspace([other]),
      rawWorkspace([other, { ...person, nameSingular: 'oldPerson', namePlural: 'oldPeople' }]),
      rawWorkspace([{ ...other, nameSingular: 'human', namePlural: 'humans' }, person]),
    ]);
    const namesIn = (model: Model | undefined): unknown =>
      model?.objects.map(({ id, names }) => [id, names.type]);
    expect(namesIn(second)).toEqual([['two', 'Person']]);
    expect(namesIn(third)).toEqual([
      ['one', 'OldPerson'],
      ['two', 'Person'],
    ]);
    expect(namesIn(fourth)).toEqual([
      ['two', 'Person'],
      ['one', 'OldPerson'],
    ]);
  });

  it('leaves every byte of the modules that a change does not concern', () => {
    let same = 0;
    fc.assert(
      fc.property(growth, (states) => {
        for (const [before, after] of pairsOf(modelsOf(states))) {
          const [was, is] = [filesOf(before), filesOf(after)];
          for (const object of after.objects) {
            const old = before.objects.find(({ id }) => id === object.id);
            if (old === undefined || concerns(old, before) !== concerns(object, after)) continue;
            same++;
            const path = `objects/${object.names.file}.ts`;
            expect(is.get(path)).toBe(was.get(path));
          }
        }
      }),
      { numRuns: 150 },
    );
    expect(same).toBeGreaterThan(200);
  });

  it('comes to the same names whichever way the server lists it', () => {
    fc.assert(
      fc.property(growth, (states) => {
        const backwards = states.map((state) => ({
          ...state,
          objects: state.objects
            .toReversed()
            .map((object) => ({ ...object, fields: object.fields.toReversed() })),
        }));
        expect(modelsOf(backwards).map(namesOf)).toEqual(modelsOf(states).map(namesOf));
      }),
      { numRuns: 100 },
    );
  });
});

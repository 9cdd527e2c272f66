import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { diffModels } from '../../src/diff/diff.ts';
import { rules } from '../../src/diff/rules.ts';
import { serializeLock } from '../../src/lock/serialize.ts';
import type { Model } from '../../src/model/types.ts';
import { anyModel } from '../lock/model.arbitrary.ts';

type Path = readonly (string | number)[];

/** Everything in a model that is no object or list itself. */
function leaves(value: unknown, path: Path = []): readonly Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  return Object.entries(value).flatMap(([key, item]) => leaves(item, [...path, key]));
}

function at(value: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (found, key) => (typeof found === 'object' && found !== null ? Reflect.get(found, key) : undefined),
    value,
  );
}

function changed(value: unknown, [key, ...rest]: Path, leaf: unknown): unknown {
  if (key === undefined) return leaf;
  const item = changed(at(value, [key]), rest, leaf);
  if (Array.isArray(value)) return value.map((old: unknown, index) => (String(index) === key ? item : old));
  return { ...(value as object), [key]: item };
}

const enums: Readonly<Record<string, readonly string[]>> = {
  kind: ['MANY_TO_ONE', 'ONE_TO_MANY'],
  numberType: ['int', 'bigint', 'float'],
};

/** Another value of the same kind for one fact of the model; names stay unique among their siblings, as in every lock. */
function mutant(model: Model, pick: number, text: string): Model {
  const paths = leaves(model).filter((path) => path[0] !== 'capabilities');
  const path = paths[pick % paths.length];
  if (path === undefined) return model;
  const old = at(model, path);
  const choices = enums[String(path.at(-1))];
  const next =
    choices !== undefined && !path.includes('defaultValue')
      ? choices.find((choice) => choice !== old)
      : typeof old === 'boolean'
        ? !old
        : typeof old === 'number'
          ? old + 1
          : text;
  return changed(model, path, next) as Model;
}

function withoutPinnedNames(model: Model): string {
  return serializeLock({
    ...model,
    objects: model.objects.map((object) => ({
      ...object,
      names: { type: '', namespace: '', file: '' },
      fields: object.fields.map((field) =>
        field.picklist ? { ...field, picklist: { ...field.picklist, name: '' } } : field,
      ),
    })),
  });
}

test('a model does not differ from itself, nor from a copy', () => {
  fc.assert(
    fc.property(anyModel, (model) => {
      expect(diffModels(model, structuredClone(model))).toEqual([]);
      expect(diffModels(model, structuredClone(model), { matchBy: 'identity' })).toEqual([]);
    }),
  );
});

test('there are no changes exactly where the locks say the same, pinned names aside', () => {
  fc.assert(
    fc.property(
      anyModel.filter(({ objects }) => objects.length > 0),
      fc.array(fc.tuple(fc.nat(), fc.constantFrom('', 'other', '\u2028', 'A B')), {
        minLength: 1,
        maxLength: 3,
      }),
      (model, mutations) => {
        const after = mutations.reduce((one, [pick, text]) => mutant(one, pick, text), model);
        const saysTheSame = withoutPinnedNames(model) === withoutPinnedNames(after);
        expect(diffModels(model, after).length === 0).toBe(saysTheSame);
      },
    ),
    { numRuns: 1000 },
  );
});

test('any two models can be compared, and every change is in one line, whole and in order', () => {
  fc.assert(
    fc.property(anyModel, anyModel, fc.constantFrom('id', 'identity'), (before, after, matchBy) => {
      const found = diffModels(before, after, { matchBy });
      expect(diffModels(before, after, { matchBy })).toEqual(found);
      for (const change of found) {
        expect(change.message).not.toMatch(/[\p{Cc}\p{Cs}\u2028\u2029\u202A-\u202E]/u);
        expect(change.message).toMatch(/\.$/u);
        expect(change.breaks.length > 0).toBe(change.class === 'breaking');
        expect(Object.keys(rules)).toContain(change.code);
      }
      const order = { breaking: 0, risky: 1, safe: 2 };
      const ranks = found.map((change) => order[change.class]);
      expect(ranks).toEqual(ranks.toSorted((a, b) => a - b));
    }),
  );
});

test('the order of the objects and fields in a model does not matter', () => {
  fc.assert(
    fc.property(anyModel, anyModel, (before, after) => {
      const shuffled = (model: Model): Model => ({
        ...model,
        objects: model.objects
          .map((object) => ({ ...object, fields: object.fields.toReversed() }))
          .toReversed(),
      });
      const uniqueIds = (model: Model): Model => ({
        ...model,
        objects: model.objects.map((object) => ({
          ...object,
          id: object.nameSingular,
          universalIdentifier: object.nameSingular,
          fields: object.fields.map((field) => ({
            ...field,
            id: field.name,
            universalIdentifier: field.name,
          })),
        })),
      });
      const [old, now] = [uniqueIds(before), uniqueIds(after)];
      expect(diffModels(shuffled(old), shuffled(now))).toEqual(diffModels(old, now));
    }),
  );
});

import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RawWorkspace } from '../../src/introspect/types.ts';
import { buildModel } from '../../src/model/build.ts';
import {
  assignNames,
  morphTypeName,
  type NameRequest,
  type Names,
  optionsName,
  type PicklistRequest,
  typeSuffixes,
} from '../../src/model/names.ts';
import { ownNames, reservedFiles, reservedTypes, reservedWords } from '../../src/model/reserved.ts';
import type { Model } from '../../src/model/types.ts';
import { hostileNames } from './text.arbitrary.ts';
import { hostileWorkspace, shuffled } from './workspace.arbitrary.ts';

/** Few names, so that they meet often. */
const name = fc.oneof(
  fc.constantFrom(
    ...'person Person PERSON people personSelect PersonSelect personTypes personObject Page page pages'.split(
      ' ',
    ),
    ...'PersonRecord personRecord PersonStage personStageOptions PersonTargetRelation then class'.split(' '),
  ),
  fc.constantFrom(...hostileNames),
);

const id = fc
  .nat({ max: 40 })
  .map((number) => `0a1b${number % 3}000-0000-4000-8000-${String(number).padStart(12, '0')}`);

const objects: fc.Arbitrary<readonly NameRequest[]> = fc.uniqueArray(
  fc.record({
    id,
    entity: name,
    nameSingular: name,
    namePlural: name,
    morphs: fc.subarray(['target', 'Target', 'owner']),
  }),
  { selector: (request) => request.id, maxLength: 8 },
);

const picklists: fc.Arbitrary<readonly PicklistRequest[]> = fc.uniqueArray(
  fc.record({ id, enum: name.chain((stem) => fc.constantFrom(stem, `${stem}Enum`, `${stem}StageEnum`)) }),
  { selector: (request) => request.id, maxLength: 8 },
);

interface Requests {
  readonly objects: readonly NameRequest[];
  readonly picklists: readonly PicklistRequest[];
}

const requests: fc.Arbitrary<Requests> = fc.record({ objects, picklists });

/** The requests of later, with the names of before: as a lock pins them. */
function pinned(later: Requests, before: Names): Requests {
  return {
    objects: later.objects.map((request) => {
      const names = before.objects.get(request.id);
      return names === undefined ? request : { ...request, pinned: names };
    }),
    picklists: later.picklists.map((request) => {
      const names = before.picklists.get(request.id);
      return names === undefined ? request : { ...request, pinned: names };
    }),
  };
}

const assign = (of: Requests): Names => assignNames(of.objects, of.picklists);

/** Everything that names occupy where all exports meet; a name that stands twice in it is a collision. */
function exported(names: Names): readonly string[] {
  return [
    ...[...names.objects.values()].flatMap(({ type, namespace }) => [
      type,
      ...typeSuffixes.map((suffix) => type + suffix),
      namespace,
    ]),
    ...[...names.picklists.values()].flatMap((picklist) => [picklist, optionsName(picklist)]),
  ];
}

describe('names', () => {
  it('never meet: not each other, not ours, not a word of the language, also where case is ignored for files', () => {
    fc.assert(
      fc.property(requests, (of) => {
        const names = assign(of);
        const all = exported(names);
        expect(all).toEqual([...new Set(all)]);
        expect(all.filter((used) => ownNames.has(used))).toEqual([]);
        for (const used of all) expect(used).toMatch(/^[A-Za-z_$][\w$]*$/);
        for (const { type, namespace, file } of names.objects.values()) {
          expect(reservedTypes.has(type)).toBe(false);
          expect(reservedWords.has(namespace)).toBe(false);
          expect(file).toMatch(/^[A-Za-z\d_][\w-]*$/);
          expect(reservedFiles.has(file.toLowerCase())).toBe(false);
        }
        for (const picklist of names.picklists.values()) expect(reservedTypes.has(picklist)).toBe(false);
        const files = [...names.objects.values()].map(({ file }) => file.toLowerCase());
        expect(files).toEqual([...new Set(files)]);
        const unions = of.objects.flatMap(({ id: object, morphs = [] }) =>
          morphs.map((morph) => morphTypeName(names.objects.get(object)?.type ?? '', morph)),
        );
        const picklistNames = new Set(names.picklists.values());
        expect(unions.filter((union) => picklistNames.has(union))).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  it('do not depend on the order of objects or picklists', () => {
    fc.assert(
      fc.property(requests, requests, (first, second) => {
        const later = pinned(second, assign(first));
        const backwards = { objects: later.objects.toReversed(), picklists: later.picklists.toReversed() };
        const sorted = (map: ReadonlyMap<string, unknown>) =>
          [...map].toSorted(([a], [b]) => (a < b ? -1 : 1));
        expect(sorted(assign(backwards).objects)).toEqual(sorted(assign(later).objects));
        expect(sorted(assign(backwards).picklists)).toEqual(sorted(assign(later).picklists));
      }),
      { numRuns: 500 },
    );
  });

  it('once given never change and never move, whatever is added, removed or renamed, and in how many steps', () => {
    fc.assert(
      fc.property(fc.array(requests, { minLength: 2, maxLength: 5 }), (steps) => {
        let before: Names = { objects: new Map(), picklists: new Map() };
        for (const step of steps) {
          const names = assign(pinned(step, before));
          for (const [object, given] of names.objects)
            expect(given).toEqual(before.objects.get(object) ?? given);
          for (const [field, given] of names.picklists)
            expect(given).toBe(before.picklists.get(field) ?? given);
          expect(exported(names)).toEqual([...new Set(exported(names))]);
          before = names;
        }
      }),
      { numRuns: 300 },
    );
  });

  it('that two merged locks give twice are given once', () => {
    fc.assert(
      fc.property(requests, (of) => {
        const twice = { type: 'Person', namespace: 'people', file: 'person' };
        const merged = {
          objects: of.objects.map((request) => ({ ...request, pinned: twice })),
          picklists: of.picklists.map((request) => ({ ...request, pinned: 'PersonStage' })),
        };
        const all = exported(assign(merged));
        expect(all).toEqual([...new Set(all)]);
      }),
    );
  });
});

describe('the names of a workspace', () => {
  const names = (model: Model): ReadonlyMap<string, unknown> => {
    const given = new Map<string, unknown>();
    for (const object of model.objects) {
      given.set(object.id, object.names);
      for (const { id: field, picklist } of object.fields) if (picklist) given.set(field, picklist.name);
    }
    return given;
  };

  /** Every object takes the names of the next one, as after a day of renaming in the CRM. */
  const renamed = (raw: RawWorkspace): RawWorkspace => ({
    ...raw,
    schema: null,
    objects: raw.objects.map((object, index) => {
      const other = raw.objects[(index + 1) % raw.objects.length] ?? object;
      return { ...object, nameSingular: other.nameSingular, namePlural: other.namePlural };
    }),
  });

  it('stay with the ids when objects are renamed after each other, added and listed in another order', () => {
    fc.assert(
      fc.property(hostileWorkspace, hostileWorkspace, (raw, more) => {
        const first = buildModel({ ...raw, schema: null }).model;
        const added = more.objects.map((object) => ({
          ...object,
          id: `more-${object.id}`,
          nameSingular: `${object.nameSingular}2`,
          fields: object.fields.map((field) => ({ ...field, id: `more-${field.id}` })),
        }));
        const later = shuffled(renamed(raw));
        const second = buildModel(
          { ...later, objects: [...later.objects, ...added] },
          { pinned: first },
        ).model;
        const now = names(second);
        const [kept, wanted] = [new Map<string, unknown>(), new Map<string, unknown>()];
        for (const [key, given] of names(first)) {
          if (!now.has(key)) continue;
          kept.set(key, now.get(key));
          wanted.set(key, given);
        }
        expect(kept).toEqual(wanted);
        expect(kept.size).toBeGreaterThan(0);
      }),
      { numRuns: 150 },
    );
  });
});

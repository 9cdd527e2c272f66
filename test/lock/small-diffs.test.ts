import { diffLines } from 'diff';
import { expect, test } from 'vitest';
import { demo } from '../../fixtures/demo.ts';
import { rawObjects } from '../../fixtures/spec.ts';
import type { RawField, RawObject } from '../../src/introspect/types.ts';
import { serializeLock } from '../../src/lock/serialize.ts';
import { buildModel } from '../../src/model/build.ts';
import type { Model } from '../../src/model/types.ts';
import { rawField, rawWorkspace } from '../model/raw.ts';

const objects = rawObjects(demo);

function modelOf(list: readonly RawObject[], pinned?: Model): Model {
  return buildModel(rawWorkspace(list), pinned === undefined ? {} : { pinned }).model;
}

function change(name: string, field: string, more: Partial<RawField>): readonly RawObject[] {
  return objects.map((object) =>
    object.nameSingular === name
      ? { ...object, fields: object.fields.map((one) => (one.name === field ? { ...one, ...more } : one)) }
      : object,
  );
}

/** The lines that go and come, each by the name that it begins with. */
function linesOf(after: readonly RawObject[]): readonly string[] {
  const before = modelOf(objects);
  return diffLines(serializeLock(before), serializeLock(modelOf(after, before))).flatMap(
    ({ added, removed, value }) =>
      added || removed
        ? value
            .trimEnd()
            .split('\n')
            .map(
              (line) =>
                `${added ? '+' : '-'} ${/"(?:name|nameSingular|value)": ?"([^"]*)"/u.exec(line)?.[1] ?? line.trim()}`,
            )
        : [],
  );
}

const stage = objects
  .find(({ nameSingular }) => nameSingular === 'opportunity')
  ?.fields.find(({ name }) => name === 'stage');

test.each<[string, readonly RawObject[], readonly string[]]>([
  ['nothing', objects.toReversed(), []],
  ['a label', change('person', 'jobTitle', { label: 'Job' }), ['- jobTitle', '+ jobTitle']],
  ['a field renamed', change('person', 'jobTitle', { name: 'jobName' }), ['- jobTitle', '+ jobName']],
  [
    'a field renamed, far off in the alphabet',
    change('person', 'jobTitle', { name: 'aTitle' }),
    ['+ aTitle', '- jobTitle'],
  ],
  ['a picklist renamed', change('opportunity', 'stage', { name: 'step' }), ['- stage', '+ step']],
  [
    'a relation renamed: here, and where the other side names it',
    change('person', 'company', { name: 'employer' }),
    ['- people', '+ people', '- company', '+ employer'],
  ],
  [
    'a field added',
    objects.map((object) =>
      object.nameSingular === 'person'
        ? { ...object, fields: [rawField('nickname'), ...object.fields] }
        : object,
    ),
    ['+ nickname'],
  ],
  [
    'an option added',
    change('opportunity', 'stage', {
      options: [
        ...(stage?.options ?? []),
        { id: 'o', value: 'LOST', label: 'Lost', color: 'red', position: 9 },
      ],
    }),
    ['- CUSTOMER', '+ CUSTOMER', '+ LOST'],
  ],
])('the lock differs in the lines concerned, and no others: %s', (_name, after, lines) => {
  expect(linesOf(after)).toEqual(lines);
});

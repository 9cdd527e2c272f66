import { array, assert, dictionary, jsonValue, property, string } from 'fast-check';
import { expect, test } from 'vitest';
import { lineOf } from '../../src/simulate/seed/lines.ts';

const json = `{
  "people": [
    { "id": 1,
      "tags": ["]", "}", "a\\"b", { "x": null }],
      "name": { "first": "A",
        "last": "B" } },
    {
      "id": 2
    }
  ],
  "a\\u0062": true
}`;

test.each<[readonly (string | number)[], number]>([
  [[], 1],
  [['people'], 2],
  [['people', 0], 3],
  [['people', 0, 'tags'], 4],
  [['people', 0, 'tags', 3, 'x'], 4],
  [['people', 0, 'name', 'last'], 6],
  [['people', 1], 7],
  [['people', 1, 'id'], 8],
  [['ab'], 11],
  // What is not there is said to be where it would be.
  [['people', 1, 'emails'], 7],
  [['people', 9], 2],
  [['people', 0, 'id', 'deeper'], 3],
])('%j is at line %i', (path, line) => {
  expect(lineOf(json, path)).toBe(line);
});

test('of JSON that is written a value a line, every value is at its line', () => {
  assert(
    property(
      dictionary(string(), array(jsonValue(), { minLength: 1 }), { noNullPrototype: true }),
      (data) => {
        const text = JSON.stringify(data, null, 1);
        const lines = text.split('\n');
        for (const [key, list] of Object.entries(data)) {
          expect(lines[lineOf(text, [key]) - 1]).toBe(` ${JSON.stringify(key)}: [`);
          const last = list.length - 1;
          const line = lines[lineOf(text, [key, last]) - 1]?.trim() ?? '';
          const written = JSON.stringify(list[last], null, 1).split('\n')[0];
          // A number may be written otherwise than it was given: `-0`.
          expect(line).toBe(written);
        }
      },
    ),
  );
});

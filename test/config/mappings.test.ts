import { describe, expect, test } from 'vitest';
import { checkMappings } from '../../src/config/mappings.ts';
import { validateConfig } from '../../src/config/validate.ts';
import type { CodegenError } from '../../src/errors.ts';
import { sampleField, sampleModel, sampleObject } from '../lock/sample.ts';

function errorOf(act: () => unknown): CodegenError {
  try {
    act();
  } catch (error) {
    return error as CodegenError;
  }
  throw new Error('nothing wrong');
}

const detailsOf = (types: unknown): readonly string[] =>
  errorOf(() => validateConfig({ types }, 'codegen.config.ts')).details;

const instant = {
  type: 'Temporal.Instant',
  import: "import { Temporal } from 'temporal-polyfill'",
  parse: 'Temporal.Instant.from',
  serialize: '(value) => value.toString()',
};

describe('mapped types', () => {
  test.each([
    {},
    { DATE_TIME: instant },
    { DATE_TIME: { ...instant, import: undefined }, DATE: undefined },
    { DATE: { ...instant, import: "import { a } from './a.js'; import b from \"./b's.js\";" } },
    { DATE: { ...instant, parse: '(text) => { const [y] = text.split("-"); return { y }; }' } },
    { DATE: { ...instant, type: 'Map<string, readonly number[]>', serialize: '(v) => `{${v.x}`' } },
    { RAW_JSON: { 'person.preferences': { type: "{ theme: 'it\\'s' | \"dark\" }" } } },
    { RAW_JSON: { 'person.x': { type: 'P', import: "import type { P } from '../p.js';" } } },
  ])('may be %j', (types) => {
    expect(validateConfig({ types }, 'codegen.config.ts')).toEqual({ types });
  });

  test('tell all that is wrong at once, each with its path', () => {
    expect(
      detailsOf({
        DATETIME: instant,
        DATE_TIME: { type: 'Date', parse: 3, serialise: 'x' },
        DATE: 'Date',
        RAW_JSON: {
          'person.a': {},
          'person.b': { type: 'B', parse: 'x' },
          'person.c': 'C',
          'person.d': { type: 'D', import: "import { D } from 'd'" },
        },
      }),
    ).toEqual([
      'types.DATETIME: no type that can be mapped. Did you mean DATE_TIME? They are DATE_TIME, DATE, RAW_JSON.',
      'types.DATE_TIME.serialise: no such part. Did you mean serialize?',
      'types.DATE_TIME.parse: expected code as text, found 3.',
      'types.DATE_TIME.serialize: expected code as text, found nothing.',
      'types.DATE: expected an object with type, parse, serialize, found "Date".',
      'types.RAW_JSON["person.a"].type: expected code as text, found nothing.',
      'types.RAW_JSON["person.b"].parse: no such part.',
      'types.RAW_JSON["person.c"]: expected an object with type, found "C".',
      'types.RAW_JSON["person.d"].import: expected a declaration that begins with `import type`, found "import { D } from \'d\'".',
    ]);
    expect(detailsOf([])).toEqual(['types: expected an object such as { DATE_TIME: { … } }, found a list.']);
    expect(detailsOf({ RAW_JSON: 'x' })).toEqual([
      'types.RAW_JSON: expected an object such as { \'person.preferences\': { type: … } }, found "x".',
    ]);
  });

  test.each([
    ['', 'expected code'],
    ['  ', 'expected code'],
    ['a\nb', 'expected code on one line'],
    ['a\u2028b', 'expected code on one line'],
    ['f(', 'expected balanced brackets'],
    ['f)(', 'expected balanced brackets'],
    ['f([)]', 'expected balanced brackets'],
    ["'a", 'expected every quote to be closed'],
    ['`a', 'expected every quote to be closed'],
    ['a // b', 'expected no comment'],
    ['a /* b */', 'expected no comment'],
    ['a; b', 'expected one expression'],
  ])('refuse %j: %s', (parse, problem) => {
    expect(detailsOf({ DATE: { ...instant, parse } })).toEqual([
      `types.DATE.parse: ${problem}, found ${JSON.stringify(parse)}.`,
    ]);
  });

  test.each([
    "require('x')",
    "import x from 'x'; console.log(1)",
    "import x from 'x",
    "// import x from 'x'",
  ])('refuse %j as an import', (code) => {
    expect(detailsOf({ DATE: { ...instant, import: code } })).toHaveLength(1);
  });
});

describe('mapped fields', () => {
  const person = sampleObject('person', [
    sampleField('preferences', { type: 'RAW_JSON' }),
    sampleField('city'),
  ]);
  const types = (...paths: readonly string[]) => ({
    RAW_JSON: Object.fromEntries(paths.map((path) => [path, { type: 'X' }])),
  });

  test('are those that the model has', () => {
    expect(() => checkMappings(types('person.preferences'), sampleModel(person))).not.toThrow();
    expect(() => checkMappings({}, sampleModel(person))).not.toThrow();
    expect(() => checkMappings(undefined, sampleModel(person))).not.toThrow();
  });

  test('that are not there are all told, with what was meant', () => {
    const wrong = types('person.preference', 'person.city', 'constructor', 'person.preferences');
    const error = errorOf(() => checkMappings(wrong, sampleModel(person)));
    expect(error).toMatchObject({ code: 'CONFIG_INVALID', exitCode: 2 });
    expect(error.details).toEqual([
      'types.RAW_JSON: there is no field "person.preference". Did you mean person.preferences?',
      'types.RAW_JSON: person.city is of type TEXT.',
      'types.RAW_JSON: there is no field "constructor".',
    ]);
    expect(error.fix).toBe('The RAW_JSON fields are person.preferences.');
  });
});

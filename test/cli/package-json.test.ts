import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addScripts } from '../../src/cli/package-json.ts';

const scripts = { 'twenty:generate': 'twenty-codegen generate', 'twenty:check': 'twenty-codegen check' };

describe('adding scripts to a package.json', () => {
  test.each([
    [
      "behind the last one, in the file's indentation",
      '{\n\t"name": "x",\n\t"scripts": {\n\t\t"build": "tsc"\n\t},\n\t"type": "module"\n}\n',
      '{\n\t"name": "x",\n\t"scripts": {\n\t\t"build": "tsc",\n\t\t"twenty:generate": "twenty-codegen generate",\n\t\t"twenty:check": "twenty-codegen check"\n\t},\n\t"type": "module"\n}\n',
    ],
    [
      'into empty ones',
      '{\n    "scripts": {},\n    "a": 1\n}',
      '{\n    "scripts": {\n        "twenty:generate": "twenty-codegen generate",\n        "twenty:check": "twenty-codegen check"\n    },\n    "a": 1\n}',
    ],
    [
      'as a new member at the end',
      '{\n  "name": "x"\n}\n',
      '{\n  "name": "x",\n  "scripts": {\n    "twenty:generate": "twenty-codegen generate",\n    "twenty:check": "twenty-codegen check"\n  }\n}\n',
    ],
    [
      'into an empty document',
      '{}\n',
      '{\n  "scripts": {\n    "twenty:generate": "twenty-codegen generate",\n    "twenty:check": "twenty-codegen check"\n  }\n}\n',
    ],
    [
      'on one line where all is on one',
      '{ "name": "x" }',
      '{ "name": "x", "scripts": { "twenty:generate": "twenty-codegen generate", "twenty:check": "twenty-codegen check" } }',
    ],
    [
      'with CRLF',
      '{\r\n  "scripts": {\r\n    "a": "b"\r\n  }\r\n}\r\n',
      '{\r\n  "scripts": {\r\n    "a": "b",\r\n    "twenty:generate": "twenty-codegen generate",\r\n    "twenty:check": "twenty-codegen check"\r\n  }\r\n}\r\n',
    ],
    [
      'only what is missing',
      '{\n  "scripts": {\n    "twenty:check": "mine"\n  }\n}\n',
      '{\n  "scripts": {\n    "twenty:check": "mine",\n    "twenty:generate": "twenty-codegen generate"\n  }\n}\n',
    ],
    [
      'not into another member of that name',
      '{\n  "x": { "scripts": { "a": "}" } },\n  "scripts": { "a": "{\\"" }\n}\n',
      '{\n  "x": { "scripts": { "a": "}" } },\n  "scripts": { "a": "{\\"", "twenty:generate": "twenty-codegen generate", "twenty:check": "twenty-codegen check" }\n}\n',
    ],
  ])('%s', (_name, before, after) => {
    expect(addScripts(before, scripts).text).toBe(after);
    expect(addScripts(after, scripts)).toEqual({ text: after, added: [] });
  });

  test('in any document, adds them and changes nothing else', () => {
    const documents = fc.record(
      { name: fc.string(), scripts: fc.dictionary(fc.string(), fc.string()), other: fc.jsonValue() },
      { requiredKeys: [], noNullPrototype: true },
    );
    fc.assert(
      fc.property(documents, fc.constantFrom(undefined, 0, 1, 2, 3, 4, '\t'), (document, indent) => {
        const before = JSON.stringify(document, null, indent);
        const { text } = addScripts(before, scripts);
        const { scripts: after, ...rest } = JSON.parse(text) as { scripts: object };
        const { scripts: own, ...others } = JSON.parse(before) as { scripts?: object };
        expect(after).toEqual({ ...scripts, ...own });
        expect(rest).toEqual(others);
        expect(addScripts(text, scripts).text).toBe(text);
      }),
    );
  });

  test.each(['', '[]', 'null', '{"scripts": []}', '{ broken'])('refuses %s', (text) => {
    expect(() => addScripts(text, scripts)).toThrow(SyntaxError);
  });
});

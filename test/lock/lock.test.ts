import { mkdtempSync, readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CodegenError } from '../../src/errors.ts';
import { readLock, writeLock } from '../../src/lock/file.ts';
import { parseLock } from '../../src/lock/parse.ts';
import { serializeLock } from '../../src/lock/serialize.ts';
import { findLockText } from '../../src/lock/text.ts';
import { anyModel } from './model.arbitrary.ts';
import { sampleField, sampleModel, sampleObject } from './sample.ts';

const stage = sampleField('stage', {
  type: 'SELECT',
  isNullable: false,
  defaultValue: "'NEW'",
  picklist: {
    enum: 'DealStageEnum',
    name: 'DealStage',
    options: [
      { id: 'a', value: 'NEW', label: 'New', color: 'red', position: 0 },
      { id: 'b', value: 'WON', label: 'Won', color: 'green', position: 1 },
    ],
  },
});
const model = sampleModel(sampleObject('deal', [sampleField('name'), stage], { description: 'A deal' }));

function failure(source: string): CodegenError {
  try {
    parseLock(source, 'twenty.lock.json');
  } catch (error) {
    if (error instanceof CodegenError) return error;
    throw error;
  }
  throw new Error('parsed');
}

describe('writing a lock', () => {
  test('gives every field one line, keys in a fixed order, nothing that is false or absent', () => {
    expect(serializeLock(model)).toBe(`{
  "format": 1,
  "capabilities": ["connect","uuid"],
  "actorSources": ["API","MANUAL"],
  "objects": [
    {
      "nameSingular": "deal", "namePlural": "deals", "id": "id-deal",
      "labelSingular": "Deal", "labelPlural": "Deals",
      "description": "A deal",
      "graphql": {"entity":"Deal","filter":"DealFilterInput","orderBy":"DealOrderByInput","create":"DealCreateInput","update":"DealUpdateInput"},
      "operations": {"findMany":"deals","findOne":"deal","createOne":"createDeal"},
      "names": {"type":"Deal","namespace":"deals","file":"deal"},
      "fields": [
        {"name":"name","type":"TEXT","label":"NAME","isNullable":true,"id":"id-name"},
        {"name":"stage","type":"SELECT","label":"STAGE","defaultValue":"'NEW'","id":"id-stage","picklist":{"enum":"DealStageEnum","name":"DealStage","options":[
          {"value":"NEW","label":"New","color":"red","position":0,"id":"a"},
          {"value":"WON","label":"Won","color":"green","position":1,"id":"b"}
        ]}}
      ]
    }
  ]
}
`);
  });

  test("keeps a short picklist on its field's line", () => {
    const short = {
      ...stage,
      picklist: { enum: 'E', name: 'P', options: [{ value: 'A', label: 'a', position: 0 }] },
    };
    const text = serializeLock(sampleModel(sampleObject('deal', [short])));
    expect(text).toContain(
      '"picklist":{"enum":"E","name":"P","options":[{"value":"A","label":"a","position":0}]}}\n',
    );
  });

  test('does not depend on the order of objects, fields, or keys of a default value', () => {
    const one = sampleField('amount', { defaultValue: { amountMicros: 0, currencyCode: "'EUR'" } });
    const two = sampleField('amount', { defaultValue: { currencyCode: "'EUR'", amountMicros: 0 } });
    const a = sampleModel(sampleObject('b', [one, sampleField('z')]), sampleObject('a', []));
    const b = sampleModel(sampleObject('a', []), sampleObject('b', [sampleField('z'), two]));
    expect(serializeLock(a)).toBe(serializeLock(b));
  });

  test('never breaks a line inside a field, whatever its text', () => {
    fc.assert(
      fc.property(anyModel, (any) => {
        const text = serializeLock(any);
        expect(text).not.toMatch(/[\u0085\u2028\u2029\r]/u);
        const lines = text.split('\n').filter((line) => line.startsWith('        {"name":'));
        expect(lines).toHaveLength(any.objects.reduce((sum, object) => sum + object.fields.length, 0));
      }),
    );
  });

  test('round trips every model exactly', () => {
    fc.assert(
      fc.property(anyModel, (any) => {
        const text = serializeLock(any);
        const back = parseLock(text, 'lock');
        expect(back).toStrictEqual(any);
        expect(serializeLock(back)).toBe(text);
      }),
      { numRuns: 300 },
    );
  });
});

describe('reading a lock', () => {
  test('names merge conflict markers and their line', () => {
    const lines = serializeLock(model).split('\n');
    lines.splice(4, 0, '<<<<<<< HEAD', '=======', '>>>>>>> feature');
    const error = failure(lines.join('\n'));
    expect(error.code).toBe('LOCK_CONFLICT');
    expect(error.message).toBe('twenty.lock.json has merge conflict markers, the first on line 5.');
    expect(error.fix).toContain('git checkout');
  });

  test('does not take a marker inside a text for a conflict', () => {
    expect(failure('{ "a": "<<<<<<< HEAD" ').code).toBe('LOCK_INVALID');
  });

  test('refuses what is not JSON, not an object, or not a lock', () => {
    for (const source of ['', 'nonsense', '[]', 'null', '3', '{}', '{"format":"1"}', '{"format":0.5}']) {
      expect(failure(source)).toMatchObject({ code: 'LOCK_INVALID', exitCode: 2 });
    }
  });

  test('says to upgrade where the format is newer', () => {
    const error = failure('{"format":2,"anything":1}');
    expect(error.code).toBe('LOCK_TOO_NEW');
    expect(error.message).toContain('format 2');
    expect(error.fix).toContain('twenty-codegen@latest');
  });

  test('names every place that is wrong, at once', () => {
    const document = JSON.parse(serializeLock(model)) as {
      objects: [{ fields: Record<string, unknown>[]; names: Record<string, unknown> }];
    };
    document.objects[0].names['type'] = 3;
    Object.assign(document.objects[0].fields[0]!, { isNullable: 'yes', nope: 1 });
    document.objects[0].fields[1]!['picklist'] = [];
    expect(failure(JSON.stringify(document)).details).toEqual([
      'objects[0] (deal).fields[0] (name).nope: unknown key',
      'objects[0] (deal).fields[0] (name).isNullable: expected true or nothing, found "yes"',
      'objects[0] (deal).fields[1] (stage).picklist: expected an object, found an array',
      'objects[0] (deal).names.type: expected a string, found 3',
    ]);
  });

  test('refuses the same name twice, as a merge leaves it', () => {
    const text = serializeLock(model);
    const line = text.split('\n').find((each) => each.includes('"name":"name"'))!;
    expect(failure(text.replace(line, `${line}\n${line}`)).details).toEqual([
      'objects[0] (deal).fields: "name" is there twice',
    ]);
  });

  test('refuses any JSON document with a CodegenError', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const source = JSON.stringify({ format: 1, capabilities: [], actorSources: [], objects: value });
        fc.pre(!Array.isArray(value) || value.length > 0);
        expect(failure(source).code).toBe('LOCK_INVALID');
      }),
    );
  });

  test('takes CRLF and a byte order mark, as editors leave them', () => {
    const text = `\uFEFF${serializeLock(model).replaceAll('\n', '\r\n')}`;
    expect(parseLock(text, 'lock')).toStrictEqual(model);
  });
});

describe('the file', () => {
  test('is written once, and not again with the same content', () => {
    const folder = mkdtempSync(join(tmpdir(), 'lock-'));
    const path = join(folder, 'nested', 'twenty.lock.json');
    expect(findLockText(path)).toBeNull();
    expect(writeLock(path, model)).toBe(true);
    utimesSync(path, 1, 1);
    expect(writeLock(path, model)).toBe(false);
    expect(statSync(path).mtimeMs).toBe(1000);
    expect(readLock(path)).toStrictEqual(model);
    expect(readdirSync(join(folder, 'nested'))).toEqual(['twenty.lock.json']);
    expect(readFileSync(path, 'utf8')).toBe(serializeLock(model));
  });

  test('that is missing or a folder is an error of its own', () => {
    const folder = mkdtempSync(join(tmpdir(), 'lock-'));
    expect(() => readLock(join(folder, 'none.json'))).toThrow(
      expect.objectContaining({ code: 'LOCK_MISSING' }),
    );
    expect(() => readLock(folder)).toThrow(expect.objectContaining({ code: 'LOCK_UNREADABLE' }));
    writeFileSync(join(folder, 'file'), '');
    expect(() => writeLock(join(folder, 'file', 'lock'), model)).toThrow(
      expect.objectContaining({ code: expect.stringMatching(/^LOCK_UN/u) }),
    );
  });
});

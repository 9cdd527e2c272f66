import { expect, test } from 'vitest';
import { validateConfig } from '../../src/config/validate.ts';
import { CodegenError } from '../../src/errors.ts';

function problems(diff: unknown): readonly string[] {
  try {
    validateConfig({ diff }, 'codegen.config.json');
  } catch (error) {
    if (error instanceof CodegenError) return error.details;
    throw error;
  }
  return [];
}

test('rules by the codes of changes are taken', () => {
  expect(
    problems({ rules: { OPTION_ADDED: 'safe', FIELD_LABEL_CHANGED: 'off', OBJECT_ADDED: 'breaking' } }),
  ).toEqual([]);
  expect(problems({})).toEqual([]);
  expect(problems({ rules: { OPTION_ADDED: undefined } })).toEqual([]);
});

test('every mistake is told, with what was meant', () => {
  expect(
    problems({ rules: { OPTION_ADED: 'safe', FIELD_ADDED: 'sfae', OBJECT_ADDED: 1 }, rule: {} }),
  ).toEqual([
    'diff.rules.OPTION_ADED: no such change. Did you mean OPTION_ADDED?',
    'diff.rules.FIELD_ADDED: expected one of "breaking", "risky", "safe", "off", found "sfae". Did you mean "safe"?',
    'diff.rules.OBJECT_ADDED: expected one of "breaking", "risky", "safe", "off", found 1.',
    'diff.rule: no such setting. Did you mean rules?',
  ]);
  expect(problems([])).toEqual([
    'diff: expected an object such as { rules: { OPTION_ADDED: "safe" } }, found a list.',
  ]);
  expect(problems({ rules: 'off' })).toEqual([
    'diff.rules: expected an object such as { rules: { OPTION_ADDED: "safe" } }, found "off".',
  ]);
});

import { valueTypes } from '../emit/types.ts';
import type { TypeMappings } from '../emit/types.ts';
import { CodegenError } from '../errors.ts';
import type { Model } from '../model/types.ts';
import { kind, shown } from './shown.ts';
import { didYouMean } from './suggest.ts';

const types: readonly string[] = [...valueTypes, 'RAW_JSON'];

/** What is wrong with the setting `types`, each to stand behind its path. */
export function mappings(value: unknown): readonly string[] {
  if (!isObject(value)) return [`: expected an object such as { DATE_TIME: { … } }, found ${shown(value)}.`];
  return entriesOf(value).flatMap(([type, mapping]) => {
    if (!types.includes(type))
      return [
        `.${type}: no type that can be mapped.${didYouMean(type, types)} They are ${types.join(', ')}.`,
      ];
    if (type !== 'RAW_JSON') return mappingProblems(`.${type}`, mapping, ['type', 'parse', 'serialize']);
    return isObject(mapping)
      ? entriesOf(mapping).flatMap(([field, one]) =>
          mappingProblems(`.RAW_JSON[${JSON.stringify(field)}]`, one, ['type']),
        )
      : [
          `.RAW_JSON: expected an object such as { 'person.preferences': { type: … } }, found ${shown(mapping)}.`,
        ];
  });
}

function mappingProblems(path: string, mapping: unknown, required: readonly string[]): readonly string[] {
  if (!isObject(mapping))
    return [`${path}: expected an object with ${required.join(', ')}, found ${shown(mapping)}.`];
  const allowed = [...required, 'import'];
  const isOfTypes = !required.includes('parse');
  return [
    ...entriesOf(mapping)
      .filter(([key]) => !allowed.includes(key))
      .map(([key]) => `${path}.${key}: no such part.${didYouMean(key, allowed)}`),
    ...required.flatMap((key) => problemOf(`${path}.${key}`, mapping[key], codeProblem)),
    ...(mapping['import'] === undefined
      ? []
      : problemOf(`${path}.import`, mapping['import'], (code) => importProblem(code, isOfTypes))),
  ];
}

function problemOf(
  path: string,
  code: unknown,
  check: (code: string) => string | undefined,
): readonly string[] {
  if (typeof code !== 'string') return [`${path}: expected code as text, found ${shown(code)}.`];
  const problem = check(code);
  return problem === undefined ? [] : [`${path}: ${problem}, found ${shown(code)}.`];
}

function importProblem(code: string, isOfTypes: boolean): string | undefined {
  const start = isOfTypes ? 'import type ' : 'import ';
  if (!code.startsWith(start)) return `expected a declaration that begins with \`${start.trim()}\``;
  return codeProblem(code.replaceAll(/;(?=\s*(?:import |$))/gu, ''));
}

const closing: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };

/** Why text can be no expression or type on one line. Whether it is one, the compiler says. */
function codeProblem(code: string): string | undefined {
  if (code.trim() === '') return 'expected code';
  if (/[\p{Cc}\u2028\u2029]/u.test(code)) return 'expected code on one line';
  // Strings can hold anything.
  const bare = code.replaceAll(/'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|`(?:[^`\\]|\\.)*`/gu, '0');
  if (/['"`]/u.test(bare)) return 'expected every quote to be closed';
  if (/\/[/*]/u.test(bare)) return 'expected no comment';
  const open: string[] = [];
  for (const character of bare) {
    const close = closing[character];
    if (close !== undefined) open.push(close);
    else if (/[)\]}]/u.test(character) && open.pop() !== character) return 'expected balanced brackets';
    else if (character === ';' && open.length === 0) return 'expected one expression';
  }
  return open.length > 0 ? 'expected balanced brackets' : undefined;
}

/**
 * Makes sure that the fields which `types` names are there.
 * @throws CodegenError CONFIG_INVALID
 */
export function checkMappings(mapped: TypeMappings | undefined, { objects }: Model): void {
  const fields = objects.flatMap(({ nameSingular, fields: own }) =>
    own.map(({ name, type }) => ({ path: `${nameSingular}.${name}`, type })),
  );
  const known = fields.filter(({ type }) => type === 'RAW_JSON').map(({ path }) => path);
  const problems = Object.keys(mapped?.RAW_JSON ?? {})
    .filter((path) => !known.includes(path))
    .map((path) => {
      const other = fields.find((field) => field.path === path);
      return other
        ? `types.RAW_JSON: ${path} is of type ${other.type}.`
        : `types.RAW_JSON: there is no field ${JSON.stringify(path)}.${didYouMean(path, known)}`;
    });
  if (problems.length > 0)
    throw new CodegenError('CONFIG_INVALID', 'The config names fields that are not there.', {
      details: problems,
      fix:
        known.length > 0
          ? `The RAW_JSON fields are ${known.join(', ')}.`
          : 'The workspace has no RAW_JSON field.',
    });
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return kind(value) === 'an object';
}

function entriesOf(value: Readonly<Record<string, unknown>>): readonly (readonly [string, unknown])[] {
  return Object.entries(value).filter(([, one]) => one !== undefined);
}

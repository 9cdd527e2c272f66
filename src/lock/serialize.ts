import { operationKinds } from '../model/operations.ts';
import type { Model, ModelField, ModelObject, ModelOption } from '../model/types.ts';
import { byCodePoint } from '../model/order.ts';
import { fieldKeys, graphqlKeys, namesKeys, optionKeys, picklistKeys, relationKeys } from './shape.ts';
import { lockFormat } from './upgrade.ts';

/** A field's line longer than this has its options on lines of their own. */
const lineWidth = 200;

/**
 * The text of twenty.lock.json: one line a field, keys in a fixed order, false and absent values left out, so that the
 * same model gives the same bytes and a diff of it reads well.
 */
export function serializeLock(model: Model): string {
  const objects = model.objects.toSorted((a, b) => byCodePoint(a.nameSingular, b.nameSingular));
  return `{
  "format": ${lockFormat},
  "capabilities": ${json(model.capabilities)},
  "actorSources": ${json(model.actorSources)},
  "objects": ${list(objects.map(object), '  ')}
}
`;
}

function object(value: ModelObject): string {
  const fields = value.fields.toSorted((a, b) => byCodePoint(a.name, b.name));
  const lines = [
    entries(value, ['nameSingular', 'namePlural', 'id', 'universalIdentifier']),
    entries(value, ['labelSingular', 'labelPlural']),
    entries(value, ['description']),
    entries({ ...value, isInactive: !value.isActive }, [
      'isCustom',
      'isSystem',
      'isInactive',
      'isReadOnly',
      'labelIdentifier',
    ]),
    `"graphql": ${pick(value.graphql, graphqlKeys)}`,
    `"operations": ${pick(value.operations, operationKinds)}`,
    `"names": ${pick(value.names, namesKeys)}`,
    `"fields": ${list(fields.map(field), '      ')}`,
  ].filter((line) => line !== '');
  return `{\n      ${lines.join(',\n      ')}\n    }`;
}

function field(value: ModelField): string {
  const { picklist } = value;
  const line = fieldLine(value, picklist?.options.map(option).join(',') ?? '');
  if (picklist === undefined || picklist.options.length === 0 || line.length <= lineWidth) return line;
  const indent = '\n          ';
  return fieldLine(value, `${indent}${picklist.options.map(option).join(`,${indent}`)}\n        `);
}

function fieldLine(value: ModelField, options: string): string {
  const { picklist, relation, ...plain } = value;
  const parts = [entries({ ...plain, isInactive: !value.isActive }, fieldKeys, ':', ',')];
  if (picklist !== undefined) {
    parts.push(`"picklist":{${entries(picklist, picklistKeys, ':', ',')},"options":[${options}]}`);
  }
  if (relation !== undefined) parts.push(`"relation":${pick(relation, relationKeys)}`);
  return `{${parts.join(',')}}`;
}

function option(value: ModelOption): string {
  return pick(value, optionKeys);
}

function pick(value: object, keys: readonly string[]): string {
  return `{${entries(value, keys, ':', ',')}}`;
}

/** The keys that the object has, in the order given, without those that are false or absent. */
function entries(value: object, keys: readonly string[], colon = ': ', comma = ', '): string {
  const values: Readonly<Record<string, unknown>> = { ...value };
  return keys
    .filter((key) => values[key] !== undefined && (values[key] !== false || key === 'defaultValue'))
    .map((key) => `${json(key)}${colon}${json(values[key])}`)
    .join(comma);
}

function list(items: readonly string[], indent: string): string {
  if (items.length === 0) return '[]';
  return `[\n${items.map((item) => `${indent}  ${item}`).join(',\n')}\n${indent}]`;
}

/** JSON on one line whatever counts as a line's end: some editors break at U+2028, U+2029 and U+0085. */
function json(value: unknown): string {
  return JSON.stringify(value, typeof value === 'object' ? sortedKeys : undefined).replaceAll(
    /[\u0085\u2028\u2029]/gu,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** Default values are objects in the server's order, which is not the same on every run. */
function sortedKeys(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => byCodePoint(a, b)));
}

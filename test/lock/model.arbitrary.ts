import * as fc from 'fast-check';
import type { Model, ModelField, ModelObject, OperationKind } from '../../src/model/types.ts';
import { operationKinds } from '../../src/model/operations.ts';

/** Text that has broken something before, and any other. */
const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme' }),
  // Any UTF-16 code unit, so lone surrogates too.
  fc.array(fc.integer({ min: 0, max: 0xffff })).map((units) => String.fromCharCode(...units)),
  fc.constantFrom(
    '__proto__',
    'constructor',
    'toString',
    '\u2028',
    '\u0085',
    '\uD800',
    '*/',
    '`${x}`',
    '"',
    '',
  ),
);

type Optional<T> = { [K in keyof T]: fc.Arbitrary<Exclude<T[K], undefined>> };

function record<T extends object>(
  shape: Optional<Required<T>>,
  optional: readonly (keyof T)[],
): fc.Arbitrary<T> {
  const required = Object.keys(shape).filter((key) => !optional.includes(key as keyof T));
  return fc.record(shape as never, {
    requiredKeys: required as never,
    noNullPrototype: true,
  }) as fc.Arbitrary<T>;
}

const position = fc.oneof(
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0),
);

const option = record<NonNullable<ModelField['picklist']>['options'][number]>(
  { id: text, value: text, label: text, color: text, position },
  ['id', 'color'],
);

const field = record<ModelField>(
  {
    id: text,
    universalIdentifier: text,
    name: text,
    type: text,
    label: text,
    description: text,
    isCustom: fc.boolean(),
    isSystem: fc.boolean(),
    isActive: fc.boolean(),
    isNullable: fc.boolean(),
    isUnique: fc.boolean(),
    defaultValue: fc
      .jsonValue({ depthSize: 'small' })
      .map((value) => JSON.parse(JSON.stringify(value)) as unknown),
    numberType: fc.constantFrom('int', 'bigint', 'float'),
    picklist: record<NonNullable<ModelField['picklist']>>(
      { enum: text, name: text, options: fc.array(option, { maxLength: 4 }) },
      [],
    ),
    relation: record<NonNullable<ModelField['relation']>>(
      {
        kind: fc.constantFrom('MANY_TO_ONE', 'ONE_TO_MANY'),
        target: text,
        inverse: text,
        joinColumn: text,
        onDelete: text,
        morph: text,
      },
      ['inverse', 'joinColumn', 'onDelete', 'morph'],
    ),
    subFields: fc.array(text),
    isReadOnly: fc.boolean(),
  },
  ['universalIdentifier', 'description', 'defaultValue', 'numberType', 'picklist', 'relation', 'subFields'],
);

const byCode = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const object = record<ModelObject>(
  {
    id: text,
    universalIdentifier: text,
    nameSingular: text,
    namePlural: text,
    labelSingular: text,
    labelPlural: text,
    description: text,
    isCustom: fc.boolean(),
    isSystem: fc.boolean(),
    isActive: fc.boolean(),
    isReadOnly: fc.boolean(),
    labelIdentifier: text,
    graphql: fc.record(
      { entity: text, filter: text, orderBy: text, create: text, update: text },
      { noNullPrototype: true },
    ),
    operations: fc
      .uniqueArray(fc.tuple(fc.constantFrom<OperationKind[]>(...operationKinds), text), {
        selector: ([kind]) => kind,
      })
      .map((entries): ModelObject['operations'] => Object.fromEntries(entries)),
    names: fc.record({ type: text, namespace: text, file: text }, { noNullPrototype: true }),
    fields: fc
      .uniqueArray(field, { selector: ({ name }) => name, maxLength: 5 })
      .map((fields) => fields.toSorted((a, b) => byCode(a.name, b.name))),
  },
  ['universalIdentifier', 'description', 'labelIdentifier'],
);

/** Any model, sorted as models are. */
export const anyModel: fc.Arbitrary<Model> = fc.record(
  {
    capabilities: fc.subarray(['connect', 'endsWith', 'enumOrder', 'offset', 'upsert', 'uuid'] as const),
    actorSources: fc.array(text),
    objects: fc
      .uniqueArray(object, { selector: ({ nameSingular }) => nameSingular, maxLength: 4 })
      .map((objects) => objects.toSorted((a, b) => byCode(a.nameSingular, b.nameSingular))),
  },
  { noNullPrototype: true },
);

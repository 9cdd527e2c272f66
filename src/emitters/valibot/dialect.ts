import { comment, literal } from '../../emit/writer.ts';
import { codecOf } from '../codec.ts';
import {
  writtenId,
  writtenTime,
  type Declaration,
  type Dialect,
  type Printed,
  type Scope,
} from '../schemas/dialect.ts';
import { bracketed, literals } from '../schemas/lists.ts';
import type { Shape } from '../schemas/shape.ts';

const made = (maker: string, type: string, of: Printed): Printed => ({
  code: `v.${maker}(${of.code})`,
  type: `v.${type}<${of.type}, undefined>`,
});

const plain = (maker: string, type: string): Printed => ({ code: `v.${maker}()`, type: `v.${type}` });

const keywords = {
  string: plain('string', 'StringSchema<undefined>'),
  number: plain('number', 'NumberSchema<undefined>'),
  bigint: plain('bigint', 'BigintSchema<undefined>'),
  boolean: plain('boolean', 'BooleanSchema<undefined>'),
  unknown: plain('unknown', 'UnknownSchema'),
  never: plain('never', 'NeverSchema<undefined>'),
} as const satisfies Record<string, Printed>;

/** Schemas of valibot 1. */
export const valibotDialect: Dialect = {
  name: 'valibot',
  local: 'v',
  print,
  optional: (of) => made('exactOptional', 'ExactOptionalSchema', of),
  object: ({ code, type }, isStrict) =>
    isStrict
      ? { code: `v.strictObject(${code})`, type: `v.StrictObjectSchema<${type}, undefined>` }
      : { code: `v.object(${code})`, type: `v.ObjectSchema<${type}, undefined>` },
  union,
  toOne: (where) => ({ code: `toOne(${where})`, type: `ToOne<typeof ${where}>` }),
  membersOf: (schema) => `${schema}.entries`,
  formats: (_model, context) => [
    format('id', 'The id of a record.', { action: 'uuid()', type: 'UuidAction<string, undefined>' }, context),
    format(
      'idInput',
      'An id as written: servers refuse UUIDs of other versions than 1 to 5.',
      pattern(writtenId, 'Expected a UUID of version 1 to 5'),
      context,
    ),
    format(
      'date',
      'A date, YYYY-MM-DD.',
      { action: 'isoDate()', type: 'IsoDateAction<string, undefined>' },
      context,
    ),
    format(
      'dateTime',
      'A point in time, as the API answers it: 2026-01-31T12:00:00.000Z.',
      { action: 'isoTimestamp()', type: 'IsoTimestampAction<string, undefined>' },
      context,
    ),
    format(
      'dateTimeInput',
      'A point in time as written: ISO 8601, of any zone; UTC where it names none.',
      pattern(writtenTime, 'Expected a date and time of ISO 8601'),
      context,
    ),
    {
      name: 'json',
      imports: [['../runtime/values', 'type JsonValue']],
      content: `${comment(['Any JSON.'])}export const json: v.GenericSchema<JsonValue> = v.lazy(() =>
  v.union([v.string(), v.number(), v.boolean(), v.null(), v.array(json), v.record(v.string(), json)]),
);
`,
    },
    {
      name: 'jsonObject',
      content: `${comment(['JSON as fields of it take it: an object or a list.'])}export const jsonObject: v.CustomSchema<object, undefined> = v.custom<object>(
  (value) => typeof value === 'object' && value !== null,
);
`,
    },
    {
      name: 'ReadonlyList',
      content: `${comment(['A list that is not changed.'])}export type ReadonlyList<S extends v.GenericSchema> = v.SchemaWithPipe<
  readonly [v.ArraySchema<S, undefined>, v.ReadonlyAction<v.InferOutput<S>[]>]
>;
`,
    },
    {
      name: 'ToOne',
      imports: [['../runtime/types', 'type RelationInput']],
      content: `${comment(['A to-one relation as written: to the record that is named, or to none.'])}export type ToOne<W extends v.GenericSchema> = v.GenericSchema<
  RelationInput<v.InferInput<W>>,
  RelationInput<v.InferOutput<W>>
>;

${comment(['The cast spares the compiler to compare the types: that would cost each type-check.'])}export function toOne<W extends v.GenericSchema>(where: W): ToOne<W> {
  return v.union([
    v.strictObject({ connect: v.strictObject({ where }) }),
    v.strictObject({ disconnect: v.literal(true) }),
  ]) as unknown as ToOne<W>;
}
`,
    },
  ],
};

function union(choices: readonly Printed[]): Printed {
  const list = (of: 'code' | 'type') => bracketed(choices.map((choice) => choice[of]));
  return { code: `v.union(${list('code')})`, type: `v.UnionSchema<${list('type')}, undefined>` };
}

function print(shape: Shape, scope: Scope): Printed {
  switch (shape.kind) {
    case 'value': {
      const name = scope.values + (/^[A-Z]/.test(shape.name) ? `${shape.name}Schema` : shape.name);
      scope.need('values');
      return { code: name, type: `typeof ${name}` };
    }
    case 'literals':
      return {
        code: `v.picklist(${literals(shape.values)})`,
        type: `v.PicklistSchema<[${shape.values.map(literal).join(', ')}], undefined>`,
      };
    case 'picklist':
      return picklist(shape.name, shape.values, scope);
    case 'trusted': {
      scope.need('Mapped');
      const type = `Mapped[${literal(shape.path)}]`;
      return {
        code: `v.custom<${type}>((value) => value !== undefined)`,
        type: `v.CustomSchema<${type}, undefined>`,
      };
    }
    case 'relation': {
      const name = `${scope.values}${shape.target.names.type}Relation`;
      scope.need('values');
      return { code: name, type: `typeof ${name}` };
    }
    case 'list': {
      const of = print(shape.of, scope);
      if (!shape.isReadonly) return made('array', 'ArraySchema', of);
      scope.need('values');
      return {
        code: `v.pipe(v.array(${of.code}), v.readonly())`,
        type: `${scope.values}ReadonlyList<${of.type}>`,
      };
    }
    case 'nullable':
      return made('nullable', 'NullableSchema', print(shape.of, scope));
    case 'union':
      return union(shape.of.map((one) => print(one, scope)));
    case 'object':
      throw new TypeError('objects are printed by their module');
    default:
      return keywords[shape.kind];
  }
}

function picklist(name: string, values: readonly string[], scope: Scope): Printed {
  if (values.length === 0) return keywords.never;
  if (scope.enums === 'union') {
    scope.need('clientType');
    return {
      code: `v.picklist(${literals(values)})`,
      type: `v.PicklistSchema<readonly client.${name}[], undefined>`,
    };
  }
  scope.need('client');
  return { code: `v.enum(client.${name})`, type: `v.EnumSchema<typeof client.${name}, undefined>` };
}

interface Action {
  readonly action: string;
  readonly type: string;
}

const pattern = (regex: string, message: string): Action => ({
  action: `regex(${regex}, ${literal(message)})`,
  type: `RegexAction<string, ${literal(message)}>`,
});

/** A format of text; where the config maps it to another type, what the text is parsed to. */
function format(
  name: 'id' | 'idInput' | 'date' | 'dateTime' | 'dateTimeInput',
  description: string,
  { action, type }: Action,
  context: Parameters<Dialect['formats']>[1],
): Declaration {
  const kind = name.startsWith('dateTime') ? 'dateTime' : name === 'date' ? 'date' : 'id';
  const codec = codecOf(kind, context);
  const mapped = `Mapped[${literal(kind === 'date' ? 'DATE' : 'DATE_TIME')}]`;
  const actions = [
    `v.string()`,
    `v.${action}`,
    ...(codec === undefined ? [] : [`v.transform((text) => codecs[${codec}]?.parse(text) as ${mapped})`]),
  ];
  const types = [
    'v.StringSchema<undefined>',
    `v.${type}`,
    ...(codec === undefined ? [] : [`v.TransformAction<string, ${mapped}>`]),
  ];
  const doc =
    codec === undefined
      ? [description]
      : [description, 'Parsed to what the config of twenty-codegen makes of it.'];
  return {
    name,
    ...(codec === undefined
      ? {}
      : {
          imports: [
            ['../types', 'codecs'],
            ['../types', 'type Mapped'],
          ],
        }),
    content:
      `${comment(doc)}export const ${name}: v.SchemaWithPipe<\n  readonly [${types.join(', ')}]\n> = v.pipe(\n` +
      `${actions.map((one) => `  ${one},\n`).join('')});\n`,
  };
}

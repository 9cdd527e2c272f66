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
  code: `z.${maker}(${of.code})`,
  type: `z.${type}<${of.type}>`,
});

const keywords = {
  string: { code: 'z.string()', type: 'z.ZodString' },
  number: { code: 'z.number()', type: 'z.ZodNumber' },
  bigint: { code: 'z.bigint()', type: 'z.ZodBigInt' },
  boolean: { code: 'z.boolean()', type: 'z.ZodBoolean' },
  unknown: { code: 'z.unknown()', type: 'z.ZodUnknown' },
  never: { code: 'z.never()', type: 'z.ZodNever' },
} as const satisfies Record<string, Printed>;

/** Schemas of zod 4. */
export const zodDialect: Dialect = {
  name: 'zod',
  local: 'z',
  print,
  optional: (of) => made('exactOptional', 'ZodExactOptional', of),
  object: ({ code, type }, isStrict) =>
    isStrict
      ? { code: `z.strictObject(${code})`, type: `z.ZodObject<${type}, z.core.$strict>` }
      : { code: `z.object(${code})`, type: `z.ZodObject<${type}, z.core.$strip>` },
  union,
  toOne: (where) => ({ code: `toOne(${where})`, type: `ToOne<typeof ${where}>` }),
  membersOf: (schema) => `${schema}.shape`,
  formats: (_model, context) => [
    {
      name: 'id',
      content: `${comment(['The id of a record.'])}export const id: z.ZodGUID = z.guid();\n`,
    },
    {
      name: 'idInput',
      content:
        comment(['An id as written: servers refuse UUIDs of other versions than 1 to 5.']) +
        `export const idInput: z.ZodString = z\n  .string()\n  .regex(${writtenId}, 'Expected a UUID of version 1 to 5');\n`,
    },
    format('date', 'A date, YYYY-MM-DD.', { code: 'z.iso.date()', type: 'z.ZodISODate' }, context),
    format(
      'dateTime',
      'A point in time, as the API answers it: 2026-01-31T12:00:00.000Z.',
      { code: 'z.iso.datetime({ offset: true })', type: 'z.ZodISODateTime' },
      context,
    ),
    format(
      'dateTimeInput',
      'A point in time as written: ISO 8601, of any zone; UTC where it names none.',
      {
        code: `z\n  .string()\n  .regex(\n    ${writtenTime},\n    'Expected a date and time of ISO 8601',\n  )`,
        type: 'z.ZodString',
      },
      context,
    ),
    {
      name: 'json',
      imports: [['../runtime/values', 'type JsonValue']],
      content: `${comment(['Any JSON.'])}export const json: z.ZodType<JsonValue, JsonValue> = z.json();\n`,
    },
    {
      name: 'jsonObject',
      content:
        comment(['JSON as fields of it take it: an object or a list.']) +
        `export const jsonObject: z.ZodCustom<object, object> = z.custom<object>(\n  (value) => typeof value === 'object' && value !== null,\n  'Expected an object or a list',\n);\n`,
    },
    {
      name: 'ToOne',
      imports: [['../runtime/types', 'type RelationInput']],
      content: `${comment(['A to-one relation as written: to the record that is named, or to none.'])}export type ToOne<W extends z.ZodType> = z.ZodType<
  RelationInput<z.output<W>>,
  RelationInput<z.input<W>>
>;

${comment(['The cast spares the compiler to compare the types: that would cost each type-check.'])}export function toOne<W extends z.ZodType>(where: W): ToOne<W> {
  return z.union([
    z.strictObject({ connect: z.strictObject({ where }) }),
    z.strictObject({ disconnect: z.literal(true) }),
  ]) as unknown as ToOne<W>;
}
`,
    },
  ],
};

function union(choices: readonly Printed[]): Printed {
  const list = (of: 'code' | 'type') => bracketed(choices.map((choice) => choice[of]));
  return { code: `z.union(${list('code')})`, type: `z.ZodUnion<readonly ${list('type')}>` };
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
        code: `z.literal(${literals(shape.values)})`,
        type: `z.ZodLiteral<${shape.values.map(literal).join(' | ')}>`,
      };
    case 'picklist':
      return picklist(shape.name, shape.values, scope);
    case 'trusted': {
      scope.need('Mapped');
      const type = `Mapped[${literal(shape.path)}]`;
      return {
        code: `z.custom<${type}>((value) => value !== undefined)`,
        type: `z.ZodCustom<${type}, ${type}>`,
      };
    }
    case 'relation': {
      const name = `${scope.values}${shape.target.names.type}Relation`;
      scope.need('values');
      return { code: name, type: `typeof ${name}` };
    }
    case 'list': {
      const list = made('array', 'ZodArray', print(shape.of, scope));
      return shape.isReadonly
        ? { code: `${list.code}.readonly()`, type: `z.ZodReadonly<${list.type}>` }
        : list;
    }
    case 'nullable':
      return made('nullable', 'ZodNullable', print(shape.of, scope));
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
      code: `z.enum(${literals(values)})`,
      type: `z.ZodEnum<z.core.util.ToEnum<client.${name}>>`,
    };
  }
  scope.need('client');
  return { code: `z.enum(client.${name})`, type: `z.ZodEnum<typeof client.${name}>` };
}

/** A format of text; where the config maps it to another type, what the text is parsed to. */
function format(
  name: 'date' | 'dateTime' | 'dateTimeInput',
  description: string,
  text: Printed,
  context: Parameters<Dialect['formats']>[1],
): Declaration {
  const codec = codecOf(name === 'date' ? 'date' : 'dateTime', context);
  if (codec === undefined)
    return {
      name,
      content: `${comment([description])}export const ${name}: ${text.type} = ${text.code};\n`,
    };
  const type = `Mapped[${literal(name === 'date' ? 'DATE' : 'DATE_TIME')}]`;
  return {
    name,
    imports: [
      ['../types', 'codecs'],
      ['../types', 'type Mapped'],
    ],
    content:
      comment([description, 'Parsed to what the config of twenty-codegen makes of it.']) +
      `export const ${name}: z.ZodPipe<${text.type}, z.ZodTransform<${type}, string>> = ${text.code}.transform(\n` +
      `  (text) => codecs[${codec}]?.parse(text) as ${type},\n);\n`,
  };
}

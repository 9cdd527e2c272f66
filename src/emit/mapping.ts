import { by } from '../model/order.ts';
import type { Model, ModelField, ModelObject } from '../model/types.ts';
import type { Imports } from './imports.ts';
import { valueTypes } from './types.ts';
import type { EmitContext, GeneratedFile, TypeMappings, ValueMapping, ValueType } from './types.ts';
import { comment, fits, header, importLine, literal, propertyKey, wrap } from './writer.ts';

function valueMappings(types: TypeMappings | undefined): readonly (readonly [ValueType, ValueMapping])[] {
  return valueTypes.flatMap((type) => {
    const mapping = types?.[type];
    return mapping ? [[type, mapping] as const] : [];
  });
}

/** Whether values are to be parsed and serialized, not only typed. */
export function hasCodecs(types: TypeMappings | undefined): boolean {
  return valueMappings(types).length > 0;
}

/** The type that the config gives to the values of a type of fields, imported; undefined where it gives none. */
export function mappedType(
  type: ValueType,
  types: TypeMappings | undefined,
  imports: Imports,
  module: string,
): string | undefined {
  return types?.[type] && `${imports.type(module, 'Mapped')}[${literal(type)}]`;
}

/** The same for a field, in the module of its object. */
export function mappedFieldType(
  { type, name }: ModelField,
  { object, types, imports }: Pick<EmitContext, 'types'> & { object: ModelObject; imports: Imports },
): string | undefined {
  if (type === 'DATE_TIME' || type === 'DATE') return mappedType(type, types, imports, '../types');
  const path = `${object.nameSingular}.${name}`;
  return type === 'RAW_JSON' && Object.hasOwn(types?.RAW_JSON ?? {}, path)
    ? `${imports.type('../types', 'Mapped')}[${literal(path)}]`
    : undefined;
}

/** types.ts: the types that the config gives to values, and how these are parsed and serialized; only where it does. */
export function emitTypes(model: Model, { importExtension, types }: EmitContext): readonly GeneratedFile[] {
  const values = valueMappings(types);
  const mapped = [...values, ...Object.entries(types?.RAW_JSON ?? {}).toSorted(by(([path]) => path))];
  if (mapped.length === 0) return [];
  const imports = mapped.flatMap(([, mapping]) =>
    mapping.import === undefined ? [] : [`${mapping.import.trim().replace(/;$/, '')};\n`],
  );
  const members = mapped.map(([name, { type }]) => `  ${propertyKey(name)}: ${type.trim()};\n`);
  const codecs = values.map(([type, { parse, serialize }]) =>
    [
      '  {\n',
      fieldsLine(codedFields(model, type)),
      `    parse: ${parse.trim()},\n    serialize: ${serialize.trim()},\n`,
      `  } satisfies Codec<Mapped[${literal(type)}]>,\n`,
    ].join(''),
  );
  const content = [
    ...new Set(imports),
    ...(codecs.length > 0 ? [importLine(['type Codec'], `./runtime/object${importExtension}`)] : []),
    imports.length + codecs.length > 0 ? '\n' : '',
    comment(['The types that the config of twenty-codegen gives to values of the API.']),
    `export interface Mapped {\n${members.join('')}}\n`,
    ...(codecs.length > 0
      ? [
          `\n${comment(['How they are made of what the API sends, and sent, with the fields that hold them.'])}`,
          `export const codecs: readonly Codec[] = [\n${codecs.join('')}];\n`,
        ]
      : []),
  ];
  return [{ path: 'types.ts', content: header + content.join('') }];
}

/** The fields of a type, as Codec has them: `*.createdAt` where every object that has such a field has it of this type. */
function codedFields({ objects }: Model, type: ValueType): readonly string[] {
  const others = new Set(
    objects.flatMap(({ fields }) => fields.filter((field) => field.type !== type).map(({ name }) => name)),
  );
  const counts = new Map<string, number>();
  const own = objects.flatMap(({ graphql, fields }) =>
    fields.filter((field) => field.type === type).map(({ name }) => ({ name, entity: graphql.entity })),
  );
  for (const { name } of own) counts.set(name, (counts.get(name) ?? 0) + 1);
  const words = own.map(({ name, entity }) =>
    (counts.get(name) ?? 0) > 1 && !others.has(name) ? `*.${name}` : `${entity}.${name}`,
  );
  // What is no name could not be asked for.
  return [...new Set(words)].filter((word) => /^[\w*]+\.\w+$/.test(word)).toSorted(by((word) => word));
}

/** On lines that are not too long. */
function fieldsLine(words: readonly string[]): string {
  const line = `    fields: ${literal(words.join(' '))},\n`;
  if (fits(line)) return line;
  return `    fields: \`\n${wrap(words)
    .map((text) => `${text}\n`)
    .join('')}\`,\n`;
}

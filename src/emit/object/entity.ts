import { propertyName, readsNull } from '../../model/access.ts';
import { fieldType } from '../../model/fields.ts';
import type { ModelField } from '../../model/types.ts';
import { mappedFieldType } from '../mapping.ts';
import { emitPicklist } from '../picklist.ts';
import { comment, memberKey } from '../writer.ts';
import { orInheritedOf } from './optional.ts';
import { fieldDoc, type ObjectContext, sentence, typeOf, withArticle } from './context.ts';

/** The entity: what a record reads as, without relations. */
export function emitEntity(context: ObjectContext): string {
  const { object } = context;
  const members = context.own.map(
    (field) =>
      `${comment(entityDoc(field), '  ')}  ${memberKey(propertyName(field))}: ${readType(field, context)};\n`,
  );
  const title = [object.labelSingular, object.description ?? ''].filter(Boolean).map(sentence).join(' ');
  return `${comment([title])}export interface ${object.names.type} {\n${members.join('')}}\n`;
}

function entityDoc(field: ModelField): readonly string[] {
  const doc = fieldDoc(field);
  return field.relation ? [`${doc[0] ?? ''} Id of the ${field.relation.target}.`.trim()] : doc;
}

/** The TypeScript type of a field as read. */
export function readType(field: ModelField, context: ObjectContext): string {
  const row = fieldType(field.type);
  const value = valueType(field, row.read, context);
  const type = row.isList ? `${value}[]` : value;
  const holdsNull = value === 'JsonValue' || value === 'unknown';
  return readsNull(field) && !holdsNull ? `${type} | null` : type;
}

/** The type of one value, imported if need be. */
export function valueType(field: ModelField, type: string, context: ObjectContext): string {
  const { imports } = context;
  const row = fieldType(field.type);
  const mapped = mappedFieldType(field, context);
  if (mapped !== undefined) return mapped;
  if (row.kind === 'picklist') return field.picklist?.name ?? 'string';
  if (row.kind === 'composite' || row.kind === 'files') return imports.type('../composites', type);
  return type === 'JsonValue' ? imports.type('../runtime/values', type) : type;
}

/** What a select may hold, and what each relation gives. */
export function emitSelect(context: ObjectContext): string {
  const { object, relations } = context;
  const { type } = object.names;
  const own = context.own.map(propertyName);
  const targets = relations.map(({ field, target, inverseColumn }) => {
    const types = typeOf(target, 'Types', context);
    const relation = inverseColumn === undefined ? types : `runtime.Many<${types}>`;
    return `${comment(fieldDoc(field), '  ')}  ${memberKey(field.name)}: ${relation};\n`;
  });
  const what = `What to read of ${withArticle(object)}: own fields by \`true\`, relations by a select of their own.`;
  return [
    relations.length > 0
      ? `export interface ${type}Relations {\n${targets.join('')}}\n`
      : `export type ${type}Relations = object;\n`,
    // Written out: as instances of generic types they would cost the type-check of every program.
    `${comment([what])}export type ${type}Select = { readonly [K in keyof ${type}]?: true${orInheritedOf(own)} }${
      relations.length > 0
        ? ` & {\n  readonly [K in keyof ${type}Relations]?: runtime.RelationSelect<${type}Relations[K]>${orInheritedOf(relations.map(({ field }) => field.name))};\n}`
        : ''
    };\n`,
  ].join('\n');
}

/** The picklists of an object's fields. */
export function emitPicklists(context: ObjectContext): readonly string[] {
  const { object } = context;
  return object.fields.flatMap((field) =>
    field.picklist
      ? [
          emitPicklist(
            field.picklist.name,
            `${sentence(field.label).slice(0, -1)} of ${withArticle(object)}.`,
            field.picklist.options,
            context,
            'runtime.PicklistOption',
          ),
        ]
      : [],
  );
}

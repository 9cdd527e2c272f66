import { isRequired, isWritable, propertyName } from '../../model/access.ts';
import { compositeOf } from '../../model/composites.ts';
import { fieldType } from '../../model/fields.ts';
import type { ModelField } from '../../model/types.ts';
import { mappedFieldType } from '../mapping.ts';
import { memberKey, union } from '../writer.ts';
import { type ObjectContext, typeOf } from './context.ts';
import { valueType } from './entity.ts';
import { optionalMember } from './optional.ts';

/** Required relations up to this many may be written by id or by connect; beyond, the choices would multiply. */
const mostChoices = 3;

/** What a create and an update may write, and what identifies a record. */
export function emitInputs(context: ObjectContext): string {
  const { object } = context;
  const { type } = object.names;
  const unique = emitWhereUnique(context);
  if (object.isReadOnly)
    return `${unique}\nexport type ${type}UpdateInput = never;\n\nexport type ${type}CreateInput = never;\n`;
  const writable = context.own.filter(isWritable);
  const members = writable.filter(({ name }) => name !== 'id').flatMap((field) => member(field, context));
  const hasId = writable.some(({ name }) => name === 'id');
  const required = writable.filter((field) => field.name !== 'id' && isRequired(field));
  const relations = connects(context) ? required.filter(({ relation }) => relation) : [];
  const asChoice = relations.length <= mostChoices ? relations : [];
  const plain = required.filter((field) => relations.length === 0 || !relations.includes(field));
  const own = [
    ...(hasId
      ? ['  /** A UUID of version 1 to 5; the server makes one unless given. */\n  id?: string;\n']
      : []),
    ...plain.map((field) => `  ${memberKey(propertyName(field))}: ${writeType(field, context)};\n`),
  ];
  const update = `export interface ${type}UpdateInput {\n${members.join('')}}\n`;
  const create =
    asChoice.length === 0
      ? own.length > 0
        ? `export interface ${type}CreateInput extends ${type}UpdateInput {\n${own.join('')}}\n`
        : `export type ${type}CreateInput = ${type}UpdateInput;\n`
      : `export type ${type}CreateInput = ${type}UpdateInput & {\n${own.join('')}}${asChoice
          .map((field) => ` &\n  (${choices(field, context).join(' | ')})`)
          .join('')};\n`;
  return [unique, update, create].join('\n');
}

function connects({ model }: ObjectContext): boolean {
  return model.capabilities.includes('connect');
}

function member(field: ModelField, context: ObjectContext): readonly string[] {
  const type = writeType(field, context);
  const row = fieldType(field.type);
  const orNull = field.isNullable && row.nullWritable ? ' | null' : '';
  const own = optionalMember(propertyName(field), type + orNull);
  const connect = connectType(field, context);
  return connect === undefined ? [own] : [own, optionalMember(field.name, connect)];
}

/** A required relation is written by its id, or connected. */
function choices(field: ModelField, context: ObjectContext): readonly string[] {
  const connect = connectType(field, context);
  const byId = `{ ${memberKey(propertyName(field))}: string }`;
  return connect === undefined ? [byId] : [byId, `{ ${memberKey(field.name)}: ${connect} }`];
}

function connectType(field: ModelField, context: ObjectContext): string | undefined {
  const relation = context.relations.find((readable) => readable.field === field);
  return relation && connects(context)
    ? `runtime.RelationInput<${typeOf(relation.target, 'WhereUniqueInput', context)}>`
    : undefined;
}

function writeType(field: ModelField, context: ObjectContext): string {
  const row = fieldType(field.type);
  const write = row.write ?? 'never';
  const value =
    row.kind === 'picklist' || row.kind === 'composite' || row.kind === 'files'
      ? valueType(field, write, context)
      : (mappedFieldType(field, context) ?? write);
  return row.isList ? `readonly ${value}[]` : value;
}

/** What a connect may name a record by: its id, or a field with a unique constraint. */
function emitWhereUnique(context: ObjectContext): string {
  const { object } = context;
  const unique = object.fields.flatMap((field) => {
    if (!field.isUnique || field.name === 'id' || !field.isActive) return [];
    const composite = compositeOf(field.type);
    if (composite === undefined)
      return /^(?:string|number)$/.test(fieldType(field.type).read)
        ? [`{ ${memberKey(propertyName(field))}: ${valueType(field, fieldType(field.type).read, context)} }`]
        : [];
    const parts = composite.unique.map((name) => `${name}: string`);
    return parts.length > 0 ? [`{ ${memberKey(field.name)}: { ${parts.join('; ')} } }`] : [];
  });
  const type = `${object.names.type}WhereUniqueInput`;
  return union(`export type ${type} =`, ['{ id: string }', ...unique]);
}

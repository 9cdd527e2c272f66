import { propertyName } from '../../model/access.ts';
import { fieldType, isKnownFieldType } from '../../model/fields.ts';
import type { Capability, ModelField } from '../../model/types.ts';
import { comment, memberKey } from '../writer.ts';
import { type ObjectContext, typeOf, withArticle } from './context.ts';
import { ownFields } from './entity.ts';

/**
 * The filter and the order of an object. What holds for its own fields stands apart, since across a relation the server
 * goes one step and no further.
 */
export function emitConditions(context: ObjectContext): string {
  const { object } = context;
  const { type } = object.names;
  const own = ownFields(object);
  const filters = own.flatMap((field) => {
    const filter = filterType(field, context);
    return filter === undefined ? [] : [`  ${memberKey(propertyName(field))}?: ${filter};\n`];
  });
  const orders = own.flatMap((field) => {
    const order = orderType(field, context);
    return order === undefined ? [] : [`  ${memberKey(propertyName(field))}?: ${order};\n`];
  });
  const across = (capability: Capability, suffix: string) =>
    context.model.capabilities.includes(capability)
      ? context.relations
          .filter(({ inverseColumn }) => inverseColumn === undefined)
          .map(({ field, target }) => `  ${memberKey(field.name)}?: ${typeOf(target, suffix, context)};\n`)
      : [];
  const orderAcross = across('toOneOrderBy', 'FieldOrderBy');
  return [
    `export interface ${type}FieldFilter {\n${filters.join('')}}\n`,
    `${comment([`Conditions on ${withArticle(object)}: several fields are joined by and.`])}export interface ${type}FilterInput extends ${type}FieldFilter {\n${across('toOneFilter', 'FieldFilter').join('')}` +
      `  and?: readonly ${type}FilterInput[];\n  or?: readonly ${type}FilterInput[];\n  not?: ${type}FilterInput;\n}\n`,
    `export interface ${type}FieldOrderBy {\n${orders.join('')}}\n`,
    orderAcross.length > 0
      ? `export interface ${type}OrderByInput extends ${type}FieldOrderBy {\n${orderAcross.join('')}}\n`
      : `export type ${type}OrderByInput = ${type}FieldOrderBy;\n`,
  ].join('\n');
}

function filterType(field: ModelField, { imports }: ObjectContext): string | undefined {
  const row = fieldType(field.type);
  if (row.kind === 'composite') return imports.type('../composites', `${row.read}FilterInput`);
  if (row.filter === undefined) return undefined;
  const filter = imports.type('../filters', row.filter);
  return field.picklist ? `${filter}<${field.picklist.name}>` : filter;
}

function orderType(field: ModelField, { imports }: ObjectContext): string | undefined {
  const row = fieldType(field.type);
  if (!isKnownFieldType(field.type) || field.type === 'TS_VECTOR') return undefined;
  return row.kind === 'composite'
    ? imports.type('../composites', `${row.read}OrderByInput`)
    : imports.type('../runtime/values', 'OrderByDirection');
}

import { propertyName } from '../../model/access.ts';
import { fieldType, isKnownFieldType } from '../../model/fields.ts';
import type { Capability, ModelField } from '../../model/types.ts';
import { literal, unionLines } from '../writer.ts';
import { type ObjectContext, typeOf } from './context.ts';
import { isInherited, optionalMember } from './optional.ts';

/** In a filter these join conditions, so that a field of such a name cannot be filtered by. */
const joins: ReadonlySet<string> = new Set(['and', 'or', 'not']);

/**
 * The filter and the order of an object. What holds for its own fields stands apart, since across a relation the server
 * goes one step and no further.
 */
export function emitConditions(context: ObjectContext): string {
  const { object } = context;
  const { type } = object.names;
  const own = context.own.filter((field) => !joins.has(propertyName(field)));
  const filters = own.flatMap((field) => {
    const filter = filterType(field, context);
    return filter === undefined ? [] : [optionalMember(propertyName(field), filter)];
  });
  const isComposite = (field: ModelField): boolean => fieldType(field.type).kind === 'composite';
  const byDirection = own.filter(
    (field) => isOrderable(field) && !isComposite(field) && !isInherited(propertyName(field)),
  );
  const orders = own.flatMap((field) => {
    if (isComposite(field)) {
      const order = context.imports.type('../composites', `${fieldType(field.type).read}OrderByInput`);
      return [optionalMember(field.name, order)];
    }
    return isOrderable(field) && isInherited(propertyName(field))
      ? [optionalMember(propertyName(field), context.imports.type('../runtime/values', 'OrderByDirection'))]
      : [];
  });
  const across = (capability: Capability, suffix: string) =>
    context.model.capabilities.includes(capability)
      ? context.relations
          .filter(({ field, inverseColumn }) => inverseColumn === undefined && !joins.has(field.name))
          .map(({ field, target }) => optionalMember(field.name, typeOf(target, suffix, context)))
      : [];
  const orderAcross = across('toOneOrderBy', 'FieldOrderBy');
  return [
    `export interface ${type}FieldFilter {\n${filters.join('')}}\n`,
    `export interface ${type}FilterInput extends ${type}FieldFilter {\n${across('toOneFilter', 'FieldFilter').join('')}` +
      `  and?: readonly ${type}FilterInput[];\n  or?: readonly ${type}FilterInput[];\n  not?: ${type}FilterInput;\n}\n`,
    `export interface ${type}FieldOrderBy extends runtime.OrderBy<\n${unionLines(byDirection.map((field) => literal(propertyName(field))))}> {${block(orders)}}\n`,
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

function isOrderable(field: ModelField): boolean {
  return isKnownFieldType(field.type) && field.type !== 'TS_VECTOR';
}

const block = (lines: readonly string[]): string => (lines.length > 0 ? `\n${lines.join('')}` : '');

import { GraphQLBoolean, GraphQLID, GraphQLList } from 'graphql';
import type { GraphQLInputType, GraphQLOutputType } from 'graphql';
import { composites } from '../composites.ts';
import type { Composite } from '../composites.ts';
import type { ModelField } from '../types.ts';
import type { TypeContext } from './context.ts';
import { scalarRow } from './scalars.ts';

export function isDate(field: ModelField): boolean {
  return field.type === 'DATE' || field.type === 'DATE_TIME';
}

export function compositeOf(field: ModelField): Composite | undefined {
  return Object.hasOwn(composites, field.type) ? composites[field.type] : undefined;
}

/** The type of a value that is no relation: the same in and out, but for composites and files. */
export function plainType(field: ModelField, context: TypeContext): GraphQLInputType & GraphQLOutputType {
  const { shared } = context;
  if (field.picklist !== undefined) {
    const type = shared.enum(
      field.picklist.enum,
      field.picklist.options.map((option) => option.value),
    );
    return field.type === 'MULTI_SELECT' ? new GraphQLList(type) : type;
  }
  const row = scalarRow(field);
  const type = shared.scalar(row.type);
  return row.list ? new GraphQLList(type) : type;
}

export function outputType(field: ModelField, context: TypeContext): GraphQLOutputType {
  const composite = compositeOf(field);
  if (composite !== undefined) return context.composites.output(composite);
  if (field.type === 'FILES') return new GraphQLList(context.shared.fileObject);
  if (field.subFields !== undefined) return context.shared.unknownObject(field.type, field.subFields);
  return plainType(field, context);
}

export function inputType(
  field: ModelField,
  kind: 'create' | 'update',
  context: TypeContext,
): GraphQLInputType {
  const composite = compositeOf(field);
  if (composite !== undefined) return context.composites[kind](composite);
  if (field.type === 'FILES') return new GraphQLList(context.shared.fileItemInput);
  if (field.name === 'id') return GraphQLID;
  return plainType(field, context);
}

export function filterType(field: ModelField, context: TypeContext): GraphQLInputType {
  const { shared } = context;
  const composite = compositeOf(field);
  if (composite !== undefined) return context.composites.filter(composite);
  if (field.picklist !== undefined) {
    return shared.enumFilter(
      shared.enum(
        field.picklist.enum,
        field.picklist.options.map((option) => option.value),
      ),
    );
  }
  return shared.filter(scalarRow(field).filter);
}

export function orderType(field: ModelField, context: TypeContext): GraphQLInputType {
  const composite = compositeOf(field);
  return composite === undefined ? context.shared.orderByDirection : context.composites.orderBy(composite);
}

export function groupType(field: ModelField, context: TypeContext): GraphQLInputType | undefined {
  const composite = compositeOf(field);
  if (composite !== undefined) return context.composites.groupBy(composite);
  if (isDate(field)) return context.shared.groupByDateGranularity;
  if (field.picklist !== undefined) return GraphQLBoolean;
  return scalarRow(field).group ? GraphQLBoolean : undefined;
}

import { GraphQLID, GraphQLInputObjectType, GraphQLList, GraphQLNonNull, GraphQLString } from 'graphql';
import type {
  GraphQLFieldConfigMap,
  GraphQLInputFieldConfig,
  GraphQLInputFieldConfigMap,
  GraphQLInputType,
} from 'graphql';
import { upperFirst } from '../case.ts';
import type { ModelField, ModelObject } from '../types.ts';
import { fieldAggregates } from './aggregates.ts';
import type { ObjectTypes, TypeContext } from './context.ts';
import { compositeOf, filterType, groupType, inputType, outputType, plainType } from './fieldTypes.ts';
import { groupable } from './scalars.ts';

/** Walks an object's fields in order; a to-many relation goes to `many`, a to-one to `one`. */
function eachField(
  object: ModelObject,
  context: TypeContext,
  visit: {
    plain(field: ModelField): void;
    one(field: ModelField, joinColumn: string, target: ObjectTypes | undefined): void;
    many?(field: ModelField, target: ObjectTypes): void;
  },
): void {
  for (const field of object.fields) {
    const { relation } = field;
    if (relation === undefined) {
      visit.plain(field);
      continue;
    }
    const target = context.target(relation.target);
    if (relation.kind === 'ONE_TO_MANY') {
      if (target !== undefined) visit.many?.(field, target);
    } else visit.one(field, relation.joinColumn ?? `${field.name}Id`, target);
  }
}

export function entityFields(
  object: ModelObject,
  context: TypeContext,
): GraphQLFieldConfigMap<unknown, unknown> {
  const fields: GraphQLFieldConfigMap<unknown, unknown> = {};
  const relations: GraphQLFieldConfigMap<unknown, unknown> = {};
  eachField(object, context, {
    plain(field) {
      const type = outputType(field, context);
      // Servers that page without an offset promise nothing.
      const isNullable = field.isNullable || !context.shared.can('offset');
      fields[field.name] = { type: isNullable ? type : new GraphQLNonNull(type) };
    },
    one(field, joinColumn, target) {
      const isNullable = field.isNullable || !context.shared.can('offset');
      fields[joinColumn] = { type: isNullable ? GraphQLID : new GraphQLNonNull(GraphQLID) };
      if (target !== undefined) relations[field.name] = { type: target.entity };
    },
    many(field, target) {
      relations[field.name] = { type: target.connection, args: target.findManyArguments() };
    },
  });
  return { ...fields, ...relations };
}

export function writeFields(
  object: ModelObject,
  kind: 'create' | 'update',
  context: TypeContext,
): GraphQLInputFieldConfigMap {
  const fields: Record<string, GraphQLInputFieldConfig> = {};
  eachField(object, context, {
    plain(field) {
      const type = inputType(field, kind, context);
      const required = kind === 'create' && !field.isNullable && field.defaultValue === undefined;
      fields[field.name] = { type: required ? new GraphQLNonNull(type) : type };
    },
    one(field, joinColumn, target) {
      fields[joinColumn] = { type: GraphQLID };
      if (target !== undefined && context.shared.can('connect'))
        fields[field.name] = { type: target.relation };
    },
  });
  return fields;
}

export function filterFields(
  object: ModelObject,
  context: TypeContext,
  self: () => GraphQLInputObjectType,
): GraphQLInputFieldConfigMap {
  const fields: Record<string, GraphQLInputFieldConfig> = {};
  eachField(object, context, {
    plain(field) {
      fields[field.name] = { type: filterType(field, context) };
    },
    one(field, joinColumn, target) {
      fields[joinColumn] = { type: context.shared.filter('UUIDFilter') };
      if (target !== undefined && context.shared.can('toOneFilter'))
        fields[field.name] = { type: target.filter };
    },
  });
  fields['and'] = { type: new GraphQLList(self()) };
  fields['or'] = { type: new GraphQLList(self()) };
  fields['not'] = { type: self() };
  return fields;
}

export function orderFields(
  object: ModelObject,
  context: TypeContext,
  pick: (field: ModelField) => GraphQLInputType,
  pickTarget: (target: ObjectTypes) => GraphQLInputType,
): Record<string, GraphQLInputFieldConfig> {
  const fields: Record<string, GraphQLInputFieldConfig> = {};
  eachField(object, context, {
    plain(field) {
      fields[field.name] = { type: pick(field) };
    },
    one(field, joinColumn, target) {
      fields[joinColumn] = { type: context.shared.orderByDirection };
      if (target !== undefined && context.shared.can('toOneOrderBy'))
        fields[field.name] = { type: pickTarget(target) };
    },
  });
  return fields;
}

/** To-one relations are listed among the aggregates that a grouping is ordered by: the server does so. */
export function orderAggregateFields(object: ModelObject, context: TypeContext): GraphQLInputFieldConfigMap {
  const type = context.shared.orderByDirection;
  const fields: Record<string, GraphQLInputFieldConfig> = { totalCount: { type } };
  eachField(object, context, {
    plain(field) {
      for (const aggregate of fieldAggregates(field)) fields[aggregate.name] = { type };
    },
    one(field, joinColumn, target) {
      fields[joinColumn] = { type };
      if (target !== undefined) fields[field.name] = { type: target.orderBy };
    },
  });
  return fields;
}

export function groupFields(object: ModelObject, context: TypeContext): GraphQLInputFieldConfigMap {
  const fields: Record<string, GraphQLInputFieldConfig> = {};
  eachField(object, context, {
    plain(field) {
      const type = groupable(field) ? groupType(field, context) : undefined;
      if (type !== undefined) fields[field.name] = { type };
    },
    one(field, _joinColumn, target) {
      if (target !== undefined && groupable(field)) fields[field.name] = { type: target.groupBy };
    },
  });
  return fields;
}

/** id, and every unique field: a composite by the sub-fields that its constraint counts. */
export function uniqueFields(
  object: ModelObject,
  stem: string,
  context: TypeContext,
): GraphQLInputFieldConfigMap {
  const fields: Record<string, GraphQLInputFieldConfig> = { id: { type: GraphQLID } };
  for (const field of object.fields) {
    if (!field.isUnique || field.relation !== undefined || field.name === 'id') continue;
    const composite = compositeOf(field);
    if (composite === undefined) {
      fields[field.name] = { type: plainType(field, context) };
      continue;
    }
    fields[field.name] = {
      type: new GraphQLInputObjectType({
        name: `${stem}${upperFirst(field.name)}WhereInput`,
        fields: Object.fromEntries(composite.unique.map((name) => [name, { type: GraphQLString }])),
      }),
    };
  }
  return fields;
}

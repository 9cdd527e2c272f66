import {
  GraphQLBoolean,
  GraphQLInputObjectType,
  GraphQLInt,
  GraphQLList,
  GraphQLNonNull,
  GraphQLObjectType,
  GraphQLString,
} from 'graphql';
import type { GraphQLFieldConfig, GraphQLInputFieldConfig, ThunkObjMap } from 'graphql';
import type { ModelObject } from '../types.ts';
import { objectAggregates } from './aggregates.ts';
import type { ObjectTypes, TypeContext } from './context.ts';
import { isDate, orderType } from './fieldTypes.ts';
import {
  entityFields,
  filterFields,
  groupFields,
  orderAggregateFields,
  orderFields,
  uniqueFields,
  writeFields,
} from './objectFields.ts';

export function objectTypes(object: ModelObject, context: TypeContext): ObjectTypes {
  const { shared } = context;
  const stem = object.graphql.entity;
  const input = (name: string, fields: ThunkObjMap<GraphQLInputFieldConfig>): GraphQLInputObjectType =>
    new GraphQLInputObjectType({ name, fields });

  const entity = new GraphQLObjectType({ name: stem, fields: () => entityFields(object, context) });
  const edge = new GraphQLObjectType({
    name: `${stem}Edge`,
    fields: () => ({
      node: { type: new GraphQLNonNull(entity) },
      cursor: { type: new GraphQLNonNull(shared.scalar('Cursor')) },
    }),
  });
  const connectionFields = (): Record<string, GraphQLFieldConfig<unknown, unknown>> => ({
    ...Object.fromEntries(
      objectAggregates(object).map(({ name, type }) => [name, { type: shared.scalar(type) }]),
    ),
    edges: { type: new GraphQLNonNull(new GraphQLList(new GraphQLNonNull(edge))) },
    pageInfo: { type: new GraphQLNonNull(shared.pageInfo) },
  });
  const connection = new GraphQLObjectType({ name: `${stem}Connection`, fields: connectionFields });
  const groupByConnection = new GraphQLObjectType({
    name: `${stem}GroupByConnection`,
    fields: () => ({
      ...connectionFields(),
      groupByDimensionValues: { type: new GraphQLNonNull(shared.scalar('JSON')) },
    }),
  });

  const filter: GraphQLInputObjectType = input(object.graphql.filter, () =>
    filterFields(object, context, () => filter),
  );
  const orderBy = input(object.graphql.orderBy, () =>
    orderFields(
      object,
      context,
      (field) => orderType(field, context),
      (target) => target.orderBy,
    ),
  );
  const orderByAggregate = input(`${stem}OrderByWithGroupByAggregateInput`, () =>
    orderAggregateFields(object, context),
  );
  const orderByWithGroupBy = input(`${stem}OrderByWithGroupByInput`, () => ({
    aggregate: { type: orderByAggregate },
    ...orderFields(
      object,
      context,
      (field) => (isDate(field) ? shared.orderByDateGranularity : orderType(field, context)),
      (target) => target.orderByWithGroupBy,
    ),
  }));
  const whereUnique = input(`${stem}WhereUniqueInput`, () => uniqueFields(object, stem, context));
  const connect = input(`${stem}ConnectInput`, () => ({ where: { type: whereUnique } }));
  const relation = input(`${stem}RelationInput`, () => ({
    connect: { type: connect },
    disconnect: { type: GraphQLBoolean },
  }));
  const create = input(object.graphql.create, () => writeFields(object, 'create', context));
  const update = input(object.graphql.update, () => writeFields(object, 'update', context));

  return {
    entity,
    connection,
    groupByConnection,
    filter,
    orderBy,
    orderByWithGroupBy,
    groupBy: input(`${stem}GroupByInput`, () => groupFields(object, context)),
    create,
    update,
    relation,
    all: [entity, filter, orderBy, create, update, ...(shared.can('connect') ? [relation] : [])],
    findManyArguments: () => ({
      first: { type: GraphQLInt },
      last: { type: GraphQLInt },
      ...(shared.can('offset') ? { offset: { type: GraphQLInt } } : { limit: { type: GraphQLInt } }),
      before: { type: GraphQLString },
      after: { type: GraphQLString },
      filter: { type: filter },
      orderBy: { type: new GraphQLList(orderBy) },
    }),
  };
}

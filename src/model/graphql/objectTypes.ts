import {
  GraphQLBoolean,
  GraphQLID,
  GraphQLInputObjectType,
  GraphQLInt,
  GraphQLList,
  GraphQLNonNull,
  GraphQLObjectType,
  GraphQLString,
} from 'graphql';
import type {
  GraphQLFieldConfigArgumentMap,
  GraphQLFieldConfigMap,
  GraphQLInputFieldConfigMap,
  GraphQLInputType,
  GraphQLOutputType,
  ThunkObjMap,
  GraphQLFieldConfig,
  GraphQLInputFieldConfig,
} from 'graphql';
import { upperFirst } from '../case.ts';
import type { ModelField, ModelObject } from '../types.ts';
import { fieldAggregates, objectAggregates } from './aggregates.ts';
import { composites } from '../composites.ts';
import type { Composite } from '../composites.ts';
import type { CompositeTypes } from './compositeTypes.ts';
import { scalarRow } from './scalars.ts';
import type { SharedTypes } from './shared.ts';

/** The types of one object. All fields are thunks: objects refer to one another. */
export interface ObjectTypes {
  readonly entity: GraphQLObjectType;
  readonly connection: GraphQLObjectType;
  readonly groupByConnection: GraphQLObjectType;
  readonly filter: GraphQLInputObjectType;
  readonly orderBy: GraphQLInputObjectType;
  readonly orderByWithGroupBy: GraphQLInputObjectType;
  readonly groupBy: GraphQLInputObjectType;
  readonly create: GraphQLInputObjectType;
  readonly update: GraphQLInputObjectType;
  readonly relation: GraphQLInputObjectType;
  /** Those that the server lists even where nothing refers to them. */
  readonly all: readonly (GraphQLObjectType | GraphQLInputObjectType)[];
  readonly findManyArguments: () => GraphQLFieldConfigArgumentMap;
}

export interface TypeContext {
  readonly shared: SharedTypes;
  readonly composites: CompositeTypes;
  /** The types of a relation's target; undefined where the target was left out of the model. */
  target(nameSingular: string): ObjectTypes | undefined;
}

type OutputFields = GraphQLFieldConfigMap<unknown, unknown>;

function isDate(field: ModelField): boolean {
  return field.type === 'DATE' || field.type === 'DATE_TIME';
}

/** System fields are not grouped by, but for these two. */
function groupable(field: ModelField): boolean {
  return !field.isSystem || field.name === 'createdAt' || field.name === 'updatedAt';
}

function compositeOf(field: ModelField, context: TypeContext): Composite | undefined {
  // Servers that page without an offset have RICH_TEXT as plain text.
  if (field.type === 'RICH_TEXT' && !context.shared.can('offset')) return undefined;
  return Object.hasOwn(composites, field.type) ? composites[field.type] : undefined;
}

/** The type of a value that is no relation: the same in and out, but for composites and files. */
function plainType(field: ModelField, context: TypeContext): GraphQLInputType & GraphQLOutputType {
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

function outputType(field: ModelField, context: TypeContext): GraphQLOutputType {
  const composite = compositeOf(field, context);
  if (composite !== undefined) return context.composites.output(composite);
  if (field.type === 'FILES') return new GraphQLList(context.shared.fileObject);
  return plainType(field, context);
}

function inputType(field: ModelField, kind: 'create' | 'update', context: TypeContext): GraphQLInputType {
  const composite = compositeOf(field, context);
  if (composite !== undefined) return context.composites[kind](composite);
  if (field.type === 'FILES') return new GraphQLList(context.shared.fileItemInput);
  if (field.name === 'id') return GraphQLID;
  return plainType(field, context);
}

function filterType(field: ModelField, context: TypeContext): GraphQLInputType {
  const { shared } = context;
  const composite = compositeOf(field, context);
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

function orderType(field: ModelField, context: TypeContext): GraphQLInputType {
  const composite = compositeOf(field, context);
  return composite === undefined ? context.shared.orderByDirection : context.composites.orderBy(composite);
}

function groupType(field: ModelField, context: TypeContext): GraphQLInputType | undefined {
  const composite = compositeOf(field, context);
  if (composite !== undefined) return context.composites.groupBy(composite);
  if (isDate(field)) return context.shared.groupByDateGranularity;
  if (field.picklist !== undefined) return GraphQLBoolean;
  return scalarRow(field).group ? GraphQLBoolean : undefined;
}

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

function entityFields(object: ModelObject, context: TypeContext): OutputFields {
  const fields: OutputFields = {};
  const relations: OutputFields = {};
  eachField(object, context, {
    plain(field) {
      const type = outputType(field, context);
      fields[field.name] = { type: field.isNullable ? type : new GraphQLNonNull(type) };
    },
    one(field, joinColumn, target) {
      fields[joinColumn] = { type: field.isNullable ? GraphQLID : new GraphQLNonNull(GraphQLID) };
      if (target !== undefined) relations[field.name] = { type: target.entity };
    },
    many(field, target) {
      relations[field.name] = { type: target.connection, args: target.findManyArguments() };
    },
  });
  return { ...fields, ...relations };
}

function writeFields(
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

function filterFields(
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

function orderFields(
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
function orderAggregateFields(object: ModelObject, context: TypeContext): GraphQLInputFieldConfigMap {
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

function groupFields(object: ModelObject, context: TypeContext): GraphQLInputFieldConfigMap {
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
function uniqueFields(object: ModelObject, stem: string, context: TypeContext): GraphQLInputFieldConfigMap {
  const fields: Record<string, GraphQLInputFieldConfig> = { id: { type: GraphQLID } };
  for (const field of object.fields) {
    if (!field.isUnique || field.relation !== undefined || field.name === 'id') continue;
    const composite = compositeOf(field, context);
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

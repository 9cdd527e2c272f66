import { GraphQLBoolean, GraphQLInt, GraphQLList, GraphQLNonNull } from 'graphql';
import type { GraphQLFieldConfig, GraphQLInputType, GraphQLOutputType } from 'graphql';
import type { ModelObject, OperationKind } from '../types.ts';
import type { ObjectTypes } from './context.ts';
import type { SharedTypes } from './shared.ts';

/** The operations that read: root fields of Query. All others are of Mutation. */
const queries: ReadonlySet<OperationKind> = new Set(['findMany', 'findOne', 'groupBy', 'findDuplicates']);

export function isQuery(kind: OperationKind): boolean {
  return queries.has(kind);
}

type RootField = GraphQLFieldConfig<unknown, unknown>;

const someOf = (type: GraphQLOutputType): GraphQLOutputType => new GraphQLList(new GraphQLNonNull(type));

/** The root field of one operation of an object: its type and arguments. */
export function rootField(kind: OperationKind, types: ObjectTypes, shared: SharedTypes): RootField {
  const id = { type: new GraphQLNonNull(shared.scalar('UUID')) };
  const filter = { type: new GraphQLNonNull(types.filter) };
  const data = (input: GraphQLInputType) => ({ type: new GraphQLNonNull(input) });
  const upsert = shared.can('upsert') ? { upsert: { type: GraphQLBoolean } } : {};
  const ids = new GraphQLList(new GraphQLNonNull(shared.scalar('UUID')));
  switch (kind) {
    case 'findMany':
      return { type: types.connection, args: types.findManyArguments() };
    case 'findOne':
      return { type: types.entity, args: { filter } };
    case 'findDuplicates':
      return {
        type: someOf(types.connection),
        args: {
          ids: { type: new GraphQLList(shared.scalar('UUID')) },
          data: { type: new GraphQLList(types.create) },
        },
      };
    case 'groupBy':
      return {
        type: someOf(types.groupByConnection),
        args: {
          groupBy: data(new GraphQLList(new GraphQLNonNull(types.groupBy))),
          filter: { type: types.filter },
          orderBy: { type: new GraphQLList(types.orderByWithGroupBy) },
          orderByForRecords: { type: new GraphQLList(types.orderBy) },
          viewId: { type: shared.scalar('UUID') },
          limit: { type: GraphQLInt },
          offsetForRecords: { type: GraphQLInt },
        },
      };
    case 'createOne':
      return { type: types.entity, args: { data: data(types.create), ...upsert } };
    case 'createMany':
      return {
        type: someOf(types.entity),
        args: { data: data(new GraphQLList(new GraphQLNonNull(types.create))), ...upsert },
      };
    case 'updateOne':
      return { type: types.entity, args: { id, data: data(types.update) } };
    case 'updateMany':
      return { type: someOf(types.entity), args: { data: data(types.update), filter } };
    case 'deleteOne':
    case 'destroyOne':
    case 'restoreOne':
      return { type: types.entity, args: { id } };
    case 'deleteMany':
    case 'destroyMany':
    case 'restoreMany':
      return { type: someOf(types.entity), args: { filter } };
    case 'mergeMany':
      return {
        type: types.entity,
        args: {
          ids: { type: new GraphQLNonNull(ids) },
          conflictPriorityIndex: { type: new GraphQLNonNull(GraphQLInt) },
          dryRun: { type: GraphQLBoolean },
        },
      };
  }
}

/** The operations of an object in the order in which the schema lists them. */
export function operationsOf(object: ModelObject): readonly (readonly [OperationKind, string])[] {
  return (Object.entries(object.operations) as [OperationKind, string | undefined][]).flatMap(
    ([kind, name]) => (name === undefined ? [] : [[kind, name] as const]),
  );
}

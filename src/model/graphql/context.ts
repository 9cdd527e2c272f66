import type { GraphQLFieldConfigArgumentMap, GraphQLInputObjectType, GraphQLObjectType } from 'graphql';
import type { CompositeTypes } from './compositeTypes.ts';
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

import { GraphQLObjectType, GraphQLSchema } from 'graphql';
import type { GraphQLFieldConfig } from 'graphql';
import type { Model } from './types.ts';
import { compositeTypes } from './graphql/compositeTypes.ts';
import { objectTypes } from './graphql/objectTypes.ts';
import type { ObjectTypes, TypeContext } from './graphql/context.ts';
import { isQuery, operationsOf, rootField } from './graphql/operations.ts';
import { sharedTypes } from './graphql/shared.ts';

/** The workspace's schema as its server would serve it, without the parts that no object of the model uses. */
export function buildSchema(model: Model): GraphQLSchema {
  const shared = sharedTypes(model);
  const types = new Map<string, ObjectTypes>();
  const context: TypeContext = {
    shared,
    composites: compositeTypes(shared),
    target: (nameSingular) => types.get(nameSingular),
  };
  // A deactivated object is not served; a deactivated field is.
  const objects = model.objects.filter((object) => object.isActive);
  for (const object of objects) types.set(object.nameSingular, objectTypes(object, context));

  const query: Record<string, GraphQLFieldConfig<unknown, unknown>> = {};
  const mutation: Record<string, GraphQLFieldConfig<unknown, unknown>> = {};
  for (const object of objects) {
    const own = types.get(object.nameSingular);
    if (own === undefined) continue;
    for (const [kind, name] of operationsOf(object)) {
      (isQuery(kind) ? query : mutation)[name] = rootField(kind, own, shared);
    }
  }
  return new GraphQLSchema({
    query: new GraphQLObjectType({ name: 'Query', fields: query }),
    ...(Object.keys(mutation).length === 0
      ? {}
      : { mutation: new GraphQLObjectType({ name: 'Mutation', fields: mutation }) }),
    // Names come from a live workspace: what its server serves is not judged here.
    assumeValid: true,
    types: [...types.values()].flatMap((own) => own.all),
  });
}

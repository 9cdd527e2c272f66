import type { RawObject } from '../introspect/types.ts';
import { by } from './order.ts';
import { camelCase, pascalCase, upperFirst } from './case.ts';
import type { SchemaEntity } from './schema.ts';

/**
 * Which entity of the GraphQL schema each metadata object is, by the object's id. The server makes GraphQL names
 * from metadata names by rules of its own (digits, runs of capitals), and two objects may differ only in case:
 * so the surest likeness is taken first, each entity once, and among equals the one that shares most fields.
 */
export function matchEntities(
  objects: readonly RawObject[],
  entities: ReadonlyMap<string, SchemaEntity>,
): ReadonlyMap<string, SchemaEntity> {
  const matched = new Map<string, SchemaEntity>();
  const free = new Map(entities);
  const folded = (name: string) => name.toLowerCase().replaceAll(/[^\da-z]/g, '');
  const likenesses: readonly ((object: RawObject, entity: SchemaEntity) => boolean)[] = [
    (object, { operations }) =>
      operations.findOne === object.nameSingular && operations.findMany === object.namePlural,
    (object, { graphql }) => graphql.entity === upperFirst(object.nameSingular),
    (object, { graphql }) => graphql.entity === pascalCase(object.nameSingular),
    (object, { operations }) => operations.findMany === camelCase(object.namePlural),
    (object, { graphql }) => folded(graphql.entity) === folded(object.nameSingular),
  ];
  const ordered = objects.toSorted(by((object) => object.nameSingular));
  for (const like of likenesses) {
    for (const object of ordered) {
      if (matched.has(object.id)) continue;
      const names = new Set(object.fields.map((field) => field.name));
      const shared = (entity: SchemaEntity) =>
        [...entity.fields.keys()].filter((name) => names.has(name)).length;
      const best = [...free.values()]
        .filter((entity) => like(object, entity))
        .toSorted((a, b) => shared(b) - shared(a))[0];
      if (best === undefined) continue;
      matched.set(object.id, best);
      free.delete(best.graphql.entity);
    }
  }
  return matched;
}

/** The names that the server would derive for an object, where its schema cannot be read. */
export function derivedEntity(object: RawObject): SchemaEntity {
  const entity = pascalCase(object.nameSingular);
  const one = camelCase(object.nameSingular);
  const many = camelCase(object.namePlural);
  const One = upperFirst(one);
  const Many = upperFirst(many);
  return {
    graphql: {
      entity,
      filter: `${entity}FilterInput`,
      orderBy: `${entity}OrderByInput`,
      create: `${entity}CreateInput`,
      update: `${entity}UpdateInput`,
    },
    operations: {
      findMany: many,
      findOne: one,
      groupBy: `${many}GroupBy`,
      createOne: `create${One}`,
      createMany: `create${Many}`,
      updateOne: `update${One}`,
      updateMany: `update${Many}`,
      deleteOne: `delete${One}`,
      deleteMany: `delete${Many}`,
      restoreOne: `restore${One}`,
      restoreMany: `restore${Many}`,
      destroyOne: `destroy${One}`,
      destroyMany: `destroy${Many}`,
      ...(object.hasDuplicateCriteria
        ? { findDuplicates: `${one}Duplicates`, mergeMany: `merge${Many}` }
        : {}),
    },
    fields: new Map(),
  };
}

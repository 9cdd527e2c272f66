import { assignNames } from './names.ts';
import type { Model } from './types.ts';

/**
 * The model with new names in the generated code for what is named in `ids` (objects, and fields with a picklist), as if it
 * had never been generated. All other names stay.
 */
export function repin(model: Model, ids: ReadonlySet<string>): Model {
  const { objects, picklists } = assignNames(
    model.objects.map(({ id, graphql, nameSingular, namePlural, fields, names }) => ({
      id,
      entity: graphql.entity,
      nameSingular,
      namePlural,
      morphs: [...new Set(fields.flatMap(({ relation }) => relation?.morph ?? []))],
      ...(ids.has(id) ? {} : { pinned: names }),
    })),
    model.objects.flatMap(({ fields }) =>
      fields.flatMap(({ id, picklist }) =>
        picklist === undefined
          ? []
          : [{ id, enum: picklist.enum, ...(ids.has(id) ? {} : { pinned: picklist.name }) }],
      ),
    ),
  );
  return {
    ...model,
    objects: model.objects.map((object) => ({
      ...object,
      names: objects.get(object.id) ?? object.names,
      fields: object.fields.map((field) =>
        field.picklist === undefined
          ? field
          : {
              ...field,
              picklist: { ...field.picklist, name: picklists.get(field.id) ?? field.picklist.name },
            },
      ),
    })),
  };
}

/** What has another name in the workspace than before, so that its generated name is out of date: ids for `repin`. */
export function renamedIds(before: Model, after: Model): ReadonlySet<string> {
  const objects = new Map(before.objects.map((object) => [object.id, object]));
  const picklists = new Map(
    before.objects.flatMap(({ fields }) => fields.map(({ id, picklist }) => [id, picklist] as const)),
  );
  return new Set(
    after.objects.flatMap((object) => {
      const old = objects.get(object.id);
      const isRenamed =
        old !== undefined &&
        (old.nameSingular !== object.nameSingular ||
          old.namePlural !== object.namePlural ||
          old.graphql.entity !== object.graphql.entity);
      const fields = object.fields.filter(({ id, picklist }) => {
        const was = picklists.get(id);
        return was !== undefined && picklist !== undefined && was.enum !== picklist.enum;
      });
      return [...(isRenamed ? [object.id] : []), ...fields.map(({ id }) => id)];
    }),
  );
}

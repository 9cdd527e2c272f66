import type { Model } from '../../src/model/types.ts';

/** Without an object and without the relations to it, as the server removes one. */
export function withoutObject(model: Model, name: string): Model {
  return {
    ...model,
    objects: model.objects
      .filter(({ nameSingular }) => nameSingular !== name)
      .map((object) => ({
        ...object,
        fields: object.fields.filter(({ relation }) => relation?.target !== name),
      })),
  };
}

import type { ModelObject } from '../../../model/types.ts';
import type { Page } from './data.ts';

/** A relation between two objects, seen from the one that holds the id. */
export interface Edge {
  /** Places in the list of objects. */
  readonly from: number;
  readonly to: number;
  /** The field that holds the id, and the one on the other side. */
  readonly name: string;
  readonly inverse?: string;
  /** One of the targets of a morph relation. */
  readonly isMorph: boolean;
  readonly isRequired: boolean;
  /** Many of these belong to one; false where each has one. */
  readonly isMany: boolean;
  /** Of an object of the system. */
  readonly isSystem: boolean;
}

/** Every relation once: each to-one field, and each to-many field that no to-one field answers. */
export function edgesOf({ model }: Page): readonly Edge[] {
  const places = new Map(model.objects.map(({ nameSingular }, place) => [nameSingular, place]));
  return model.objects.flatMap((object, from) =>
    object.fields.flatMap((field): readonly Edge[] => {
      const { relation } = field;
      const to = places.get(relation?.target ?? '');
      const target = to === undefined ? undefined : model.objects[to];
      if (!relation || to === undefined || !target) return [];
      const isSystem = object.isSystem || target.isSystem;
      const common = { name: field.name, isMorph: relation.morph !== undefined, isSystem };
      if (relation.kind === 'MANY_TO_ONE') {
        const { inverse } = relation;
        return [
          {
            from,
            to,
            ...common,
            ...(inverse === undefined ? {} : { inverse }),
            isRequired: !field.isNullable,
            isMany: true,
          },
        ];
      }
      return answered(object, field.name, target)
        ? []
        : [{ from, to, ...common, isRequired: false, isMany: true }];
    }),
  );
}

function answered(object: ModelObject, name: string, target: ModelObject): boolean {
  return target.fields.some(
    ({ relation }) =>
      relation?.kind === 'MANY_TO_ONE' &&
      relation.target === object.nameSingular &&
      relation.inverse === name,
  );
}

/** The places of an object and of what so many relations or fewer lead to. */
export function within(start: number, hops: number, edges: readonly Edge[]): ReadonlySet<number> {
  const found = new Set([start]);
  for (let hop = 0; hop < hops; hop += 1) {
    const before = new Set(found);
    for (const { from, to } of edges) {
      if (before.has(from)) found.add(to);
      if (before.has(to)) found.add(from);
    }
  }
  return found;
}

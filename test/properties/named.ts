import type { RawField, RawWorkspace } from '../../src/introspect/types.ts';
import { rawField, rawId, rawObject, rawWorkspace } from '../model/raw.ts';
import { hostileNames } from './text.arbitrary.ts';

/**
 * A workspace that has an object of every name that could break or collide, each with a field of every such name, a
 * picklist, a relation to the next object and back.
 */
export function namedWorkspace(): RawWorkspace {
  const names = [...new Set(hostileNames)];
  const texts: readonly RawField[] = names
    .filter((name) => name !== 'id')
    .map((name, index) => rawField(name, { isUnique: index % 7 === 0, isNullable: index % 3 !== 0 }));
  const options = names.slice(0, 12).map((value, position) => ({ value, label: `*/ ${value}`, position }));
  const objects = names.map((name, index) => {
    return rawObject(
      name,
      [
        rawId,
        // The first object has all the names for fields, the others some.
        ...texts.filter((_, place) => index === 0 || place % names.length === index),
        rawField('zCreatedBy', { type: 'ACTOR' }),
        rawField('zFiles', { type: 'FILES' }),
        rawField('zStage', { type: 'SELECT', options }),
      ],
      { id: `0a1b${String(index).padStart(4, '0')}-0000-4000-8000-000000000000`, namePlural: name },
    );
  });
  return rawWorkspace(
    objects.map((object, index) => {
      const next = objects[(index + 1) % objects.length] ?? object;
      const previous = objects[(index + objects.length - 1) % objects.length] ?? object;
      const link = (from: string, type: 'MANY_TO_ONE' | 'ONE_TO_MANY') => `${from}-${type}`;
      return {
        ...object,
        fields: [
          ...object.fields,
          rawField('zNext', {
            id: link(object.id, 'MANY_TO_ONE'),
            type: 'RELATION',
            isNullable: index % 2 === 0,
            settings: { relationType: 'MANY_TO_ONE', joinColumnName: 'zNextId' },
            relation: {
              type: 'MANY_TO_ONE',
              targetObjectId: next.id,
              targetFieldId: link(next.id, 'ONE_TO_MANY'),
            },
          }),
          rawField('zPrevious', {
            id: link(object.id, 'ONE_TO_MANY'),
            type: 'RELATION',
            settings: { relationType: 'ONE_TO_MANY' },
            relation: {
              type: 'ONE_TO_MANY',
              targetObjectId: previous.id,
              targetFieldId: link(previous.id, 'MANY_TO_ONE'),
            },
          }),
        ],
      };
    }),
  );
}

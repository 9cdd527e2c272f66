import * as v from 'valibot';

import type { RawRelation } from './types.ts';
import { parseRecord } from './wire.ts';

const reference = v.object({ id: v.string() });
const absent = v.exactOptional(v.nullable(reference));

const relationSchema = v.object({
  type: v.picklist(['MANY_TO_ONE', 'ONE_TO_MANY']),
  targetObjectMetadata: reference,
  targetFieldMetadata: absent,
});

const definitionSchema = v.object({
  direction: v.string(),
  sourceObjectMetadata: reference,
  sourceFieldMetadata: reference,
  targetObjectMetadata: reference,
  targetFieldMetadata: absent,
});

/** @throws CodegenError RESPONSE_UNEXPECTED */
export function parseRelation(value: unknown, path: string, subject: string): RawRelation {
  const relation = parseRecord(relationSchema, value, path, subject);
  return toRelation(relation.type, relation.targetObjectMetadata.id, relation.targetFieldMetadata?.id);
}

/**
 * The form of servers before 0.55. It is that of the relation, not of the field: on some servers both ends send the
 * same one, and then it must be turned round for the field at its target.
 *
 * @param holdsKey whether the field's object has the id column: tells the two ends of a one-to-one relation apart
 * @returns undefined for kinds that have no counterpart (many-to-many)
 * @throws CodegenError RESPONSE_UNEXPECTED
 */
export function parseRelationDefinition(
  value: unknown,
  field: { readonly id: string; readonly holdsKey: boolean },
  path: string,
  subject: string,
): RawRelation | undefined {
  const definition = parseRecord(definitionSchema, value, path, subject);
  const { direction, sourceFieldMetadata, targetFieldMetadata } = definition;
  const isTurned = sourceFieldMetadata.id !== field.id && targetFieldMetadata?.id === field.id;
  if (direction === 'ONE_TO_ONE' && !field.holdsKey) return undefined;
  const type = direction === 'ONE_TO_ONE' ? 'MANY_TO_ONE' : isTurned ? opposite(direction) : direction;
  if (type !== 'MANY_TO_ONE' && type !== 'ONE_TO_MANY') return undefined;
  return isTurned
    ? toRelation(type, definition.sourceObjectMetadata.id, sourceFieldMetadata.id)
    : toRelation(type, definition.targetObjectMetadata.id, targetFieldMetadata?.id);
}

function opposite(direction: string): string {
  if (direction === 'MANY_TO_ONE') return 'ONE_TO_MANY';
  return direction === 'ONE_TO_MANY' ? 'MANY_TO_ONE' : direction;
}

function toRelation(
  type: RawRelation['type'],
  targetObjectId: string,
  targetFieldId: string | undefined,
): RawRelation {
  return targetFieldId === undefined ? { type, targetObjectId } : { type, targetObjectId, targetFieldId };
}

import type { CompositeField } from '../../model/composites.ts';
import { fieldType } from '../../model/fields.ts';
import type { ModelField } from '../../model/types.ts';
import { isObject } from '../json.ts';

/** The sub-fields of composites that read null for null; other text reads ''. */
const nullText: ReadonlySet<string> = new Set(['currencyCode', 'blocknote']);
/** JSON sub-fields that read null for null; others are lists and read []. */
const nullJson: ReadonlySet<string> = new Set(['context']);

/** A plain field's value as the API gives it. */
export function readValue(field: ModelField, stored: unknown): unknown {
  if (stored !== null && stored !== undefined) return stored;
  const row = fieldType(field.type);
  if (row.nullReads === 'null') return null;
  return row.isList === true ? [] : '';
}

/** A composite's sub-field as the API gives it. */
export function readSubValue(sub: CompositeField, stored: unknown): unknown {
  const value = isObject(stored) ? stored[sub.name] : undefined;
  if (value !== null && value !== undefined) return value;
  if (sub.graphql === 'JSON') return nullJson.has(sub.name) ? null : [];
  if (sub.graphql === 'String') return nullText.has(sub.name) ? null : '';
  return null;
}

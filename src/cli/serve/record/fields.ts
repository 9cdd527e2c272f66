import type { ModelField, ModelObject } from '../../../model/types.ts';
import { compositeOf } from '../../../simulate/columns.ts';
import { isToMany, isToOne, joinColumn } from '../../../simulate/workspace.ts';

/** Types that are not read: nothing of them could be kept, or the server makes them itself. */
const unread: ReadonlySet<string> = new Set(['FILES', 'RAW_JSON', 'TS_VECTOR']);

/** Sub-fields that hold what somebody else's program wrote. */
const unreadParts: ReadonlySet<string> = new Set(['context']);

/** A field that is read of every record, under the name of its column. */
export interface RecordedField {
  readonly field: ModelField;
  /** `companyId` for a relation. */
  readonly column: string;
  /** Of a composite. */
  readonly parts: readonly string[];
}

export function recordedFields({ fields }: ModelObject): readonly RecordedField[] {
  return fields.flatMap((field): readonly RecordedField[] => {
    if (unread.has(field.type) || isToMany(field) || !field.isActive) return [];
    if (isToOne(field)) return [{ field, column: joinColumn(field), parts: [] }];
    const parts =
      compositeOf(field)?.fields.flatMap(({ name }) => (unreadParts.has(name) ? [] : [name])) ??
      field.subFields ??
      [];
    return [{ field, column: field.name, parts }];
  });
}

/** As GraphQL's selection: `id name { firstName lastName }`. */
export function selectionText(fields: readonly RecordedField[]): string {
  return fields
    .map(({ column, parts }) => (parts.length === 0 ? column : `${column} { ${parts.join(' ')} }`))
    .join(' ');
}

import { upperFirst } from '../../model/case.ts';
import type { ModelField, ModelObject } from '../../model/types.ts';
import { compositeOf } from '../columns.ts';

/** Columns that records share when the server takes them for duplicates: `['nameFirstName', 'nameLastName']`. */
export type Criterion = readonly string[];

/** Those of the standard objects: the same on every server. The lock does not hold them. */
const standard: Readonly<Record<string, readonly Criterion[]>> = {
  company: [['name'], ['domainNamePrimaryLinkUrl']],
  person: [['nameFirstName', 'nameLastName'], ['linkedinLinkPrimaryLinkUrl'], ['emailsPrimaryEmail']],
};

/** A field's columns: of a composite, one for each sub-field. */
function columnsOf(field: ModelField, subs: readonly string[] | undefined): string[] {
  if (compositeOf(field) === undefined) return [field.name];
  return (subs ?? []).map((sub) => `${field.name}${upperFirst(sub)}`);
}

/** For another object with criteria: what its records are called by, and each of its unique values. */
function likely(object: ModelObject): Criterion[] {
  const unique = object.fields.filter((field) => field.isUnique && field.name !== 'id');
  const label = object.fields.find(({ name }) => name === object.labelIdentifier);
  const labels =
    label &&
    columnsOf(
      label,
      compositeOf(label)?.fields.map(({ name }) => name),
    );
  return [
    ...(labels === undefined ? [] : [labels]),
    ...unique.map((field) => columnsOf(field, compositeOf(field)?.unique.slice(0, 1))),
  ];
}

/** By what the server knows duplicates of an object's records; null for one whose records it does not compare. */
export function duplicateCriteria(object: ModelObject): readonly Criterion[] | null {
  if (object.operations.findDuplicates === undefined) return null;
  const known = new Set(
    object.fields.flatMap((field) =>
      columnsOf(
        field,
        compositeOf(field)?.fields.map(({ name }) => name),
      ),
    ),
  );
  const criteria = Object.hasOwn(standard, object.nameSingular) ? standard[object.nameSingular] : undefined;
  const found = (criteria ?? likely(object)).filter(
    (columns) => columns.length > 0 && columns.every((column) => known.has(column)),
  );
  return found.length > 0 ? found : [[object.labelIdentifier ?? 'name']];
}

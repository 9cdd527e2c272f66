import { isRequired, isWritable } from '../model/access.ts';
import { fieldType, isKnownFieldType } from '../model/fields.ts';
import type { ModelField, ModelObject } from '../model/types.ts';
import type { Draft } from './draft.ts';
import { matchOptions } from './match.ts';
import type { Pair } from './match.ts';
import { beforeAndAfter } from './objects.ts';
import { canonical, nameOfField, short } from './text.ts';

/** Whether records of an object can be made at all: else nothing is required of creates. */
export function canCreate({ isReadOnly, operations }: ModelObject): boolean {
  return !isReadOnly && (operations.createOne !== undefined || operations.createMany !== undefined);
}

/** What differs in what a field must and may hold. */
export function compareRequirements(objects: Pair<ModelObject>, fields: Pair<ModelField>): readonly Draft[] {
  const name = nameOfField(objects.before, fields.before);
  return [
    ...nullability(objects, fields, name),
    ...requirement(objects, fields, name),
    ...uniqueness(fields, name),
    ...access(fields, name),
  ];
}

function nullability(
  objects: Pair<ModelObject>,
  { before, after }: Pair<ModelField>,
  name: string,
): readonly Draft[] {
  if (before.isNullable === after.isNullable) return [];
  if (after.isNullable) {
    return showsNull(after)
      ? [
          {
            code: 'FIELD_BECAME_NULLABLE',
            before: 'not null',
            after: 'nullable',
            message: `${name} may be null now.`,
          },
        ]
      : [
          {
            code: 'FIELD_ALLOWS_NULL',
            before: 'not null',
            after: 'nullable',
            message: `${name} may be null now, which reads never show.`,
          },
        ];
  }
  const common = { before: 'nullable', after: 'not null', message: `${name} may no longer be null.` };
  return takesNull(objects.before, before)
    ? [{ code: 'FIELD_BECAME_NOT_NULL', ...common }]
    : [{ code: 'FIELD_FORBIDS_NULL', ...common }];
}

/** Whether a null in the database is read as one. */
function showsNull({ type, relation }: ModelField): boolean {
  return isKnownFieldType(type) && fieldType(type).nullReads === 'null' && relation?.kind !== 'ONE_TO_MANY';
}

/** Whether code could write null to it. */
function takesNull({ isReadOnly }: ModelObject, field: ModelField): boolean {
  return !isReadOnly && isWritable(field) && fieldType(field.type).nullWritable;
}

function requirement(
  objects: Pair<ModelObject>,
  { before, after }: Pair<ModelField>,
  name: string,
): readonly Draft[] {
  const wasRequired = canCreate(objects.before) && isRequired(before);
  const isRequiredNow = canCreate(objects.after) && isRequired(after);
  const [old, now] = [before.defaultValue, after.defaultValue];
  const values = beforeAndAfter(defaultText(old), defaultText(now));
  // Code that may create already, and did without the field.
  if (!wasRequired && isRequiredNow && canCreate(objects.before))
    return [{ code: 'FIELD_BECAME_REQUIRED', ...values, message: `Creates must give ${name} now.` }];
  if (wasRequired && !isRequiredNow && canCreate(objects.after) && isWritable(after))
    return [{ code: 'FIELD_BECAME_OPTIONAL', ...values, message: `Creates may leave out ${name} now.` }];
  // A default of another type tells nothing beyond the type, and the new name of an option nothing beyond that.
  const isSame = canonical(old) === canonical(now);
  if (
    before.type !== after.type ||
    isSame ||
    canonical(followOptions(old, { before, after })) === canonical(now)
  )
    return [];
  const message =
    now === undefined
      ? `${name} has no default any more; it was ${defaultText(old) ?? 'none'}.`
      : `${name} is ${defaultText(now) ?? 'none'} by default now, no longer ${defaultText(old) ?? 'without a default'}.`;
  return [{ code: 'FIELD_DEFAULT_CHANGED', ...values, message }];
}

/** A default with options by the names that they have now: `"'NEW'"`, or a list of such. */
function followOptions(value: unknown, { before, after }: Pair<ModelField>): unknown {
  if (!before.picklist || !after.picklist) return value;
  const { pairs } = matchOptions(before.picklist.options, after.picklist.options);
  const now = new Map(pairs.map((pair) => [`'${pair.before.value}'`, `'${pair.after.value}'`]));
  const follow = (item: unknown): unknown => (typeof item === 'string' ? (now.get(item) ?? item) : item);
  return Array.isArray(value) ? value.map((item) => follow(item)) : follow(value);
}

/** `'NEW'`, `0`, `{"amountMicros":null}`: strings as the server quotes them. */
function defaultText(value: unknown): string | undefined {
  if (value === undefined) return undefined;
  return short(typeof value === 'string' ? value : canonical(value));
}

function uniqueness({ before, after }: Pair<ModelField>, name: string): readonly Draft[] {
  if (before.isUnique === after.isUnique) return [];
  return after.isUnique
    ? [{ code: 'FIELD_BECAME_UNIQUE', message: `No two records may have the same ${name} now.` }]
    : [{ code: 'FIELD_NO_LONGER_UNIQUE', message: `Several records may have the same ${name} now.` }];
}

function access({ before, after }: Pair<ModelField>, name: string): readonly Draft[] {
  if (before.isReadOnly === after.isReadOnly) return [];
  // Types that this version does not know count as read-only: that is part of the other type.
  if (before.type !== after.type && !(isKnownFieldType(before.type) && isKnownFieldType(after.type)))
    return [];
  return after.isReadOnly
    ? [{ code: 'FIELD_BECAME_READ_ONLY', message: `${name} can no longer be written.` }]
    : [{ code: 'FIELD_BECAME_WRITABLE', message: `${name} can be written now.` }];
}

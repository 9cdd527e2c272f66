import type { Warning } from '../errors.ts';
import type { RawField, RawObject } from './types.ts';
import { unexpected } from './wire.ts';
import type { WireField, WireObject } from './wire.ts';

export interface Merged {
  readonly objects: readonly RawObject[];
  readonly warnings: readonly Warning[];
}

/**
 * One list of objects from two sources, by id. REST has one row for each field and its words win; /metadata adds
 * relation targets, and what old servers leave out over REST. What only one of them knows is left out, with a warning:
 * the workspace was changed in between, or one of them hides it.
 */
export function mergeSources(rest: readonly WireObject[], metadata: readonly WireObject[]): Merged {
  const warnings: Warning[] = [];
  const others = new Map(metadata.map((object) => [object.id, object]));
  const objects = rest.flatMap((object) => {
    const other = others.get(object.id);
    if (other === undefined) {
      warnings.push(objectInOneSource(object, 'REST', '/metadata'));
      return [];
    }
    const { fields: _fields, ...more } = other;
    return [complete({ ...more, ...object, fields: mergeFields(object, other, warnings) })];
  });
  const known = new Set(rest.map((object) => object.id));
  for (const object of metadata) {
    if (!known.has(object.id)) warnings.push(objectInOneSource(object, '/metadata', 'REST'));
  }
  return { objects, warnings };
}

/** One source's objects as they are, with the defaults for what it left out. */
export function completeAll(objects: readonly WireObject[]): RawObject[] {
  return objects.map(complete);
}

function mergeFields(rest: WireObject, metadata: WireObject, warnings: Warning[]): readonly WireField[] {
  const other = metadata.fields ?? [];
  if (rest.fields === undefined) return other;
  const byId = new Map(other.map((field) => [field.id, field]));
  const merged = rest.fields.flatMap((field) => {
    const more = byId.get(field.id);
    if (more === undefined) {
      warnings.push(fieldInOneSource(rest, field, 'REST', '/metadata'));
      return [];
    }
    return [{ ...more, ...field }];
  });
  const known = new Set(rest.fields.map((field) => field.id));
  for (const field of other) {
    if (!known.has(field.id)) warnings.push(fieldInOneSource(rest, field, '/metadata', 'REST'));
  }
  return merged;
}

/** @throws CodegenError RESPONSE_UNEXPECTED where no source listed the object's fields */
function complete(object: WireObject): RawObject {
  const { fields } = object;
  if (fields === undefined) {
    throw unexpected(
      [`fields: expected Array, received undefined (object ${object.nameSingular})`],
      `the object "${object.nameSingular}" without its fields`,
    );
  }
  return {
    ...object,
    labelSingular: object.labelSingular ?? object.nameSingular,
    labelPlural: object.labelPlural ?? object.namePlural,
    isActive: object.isActive ?? true,
    isSystem: object.isSystem ?? false,
    fields: fields.map(completeField),
  };
}

function completeField(field: WireField): RawField {
  return {
    ...field,
    label: field.label ?? field.name,
    isActive: field.isActive ?? true,
    isSystem: field.isSystem ?? false,
    isNullable: field.isNullable ?? true,
    isUnique: field.isUnique ?? false,
  };
}

function objectInOneSource({ nameSingular }: WireObject, here: string, there: string): Warning {
  return {
    code: 'OBJECT_IN_ONE_SOURCE',
    message: `The object "${nameSingular}" is left out: ${here} has it, ${there} does not.`,
  };
}

function fieldInOneSource(
  { nameSingular }: WireObject,
  field: WireField,
  here: string,
  there: string,
): Warning {
  return {
    code: 'FIELD_IN_ONE_SOURCE',
    message: `The field "${nameSingular}.${field.name}" is left out: ${here} has it, ${there} does not.`,
  };
}

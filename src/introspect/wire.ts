import * as v from 'valibot';

import { CodegenError } from '../errors.ts';
import { isRecord, withoutNulls } from './json.ts';
import type { RawField, RawObject, RawOption } from './types.ts';

/** A field as one source sent it: what was left out is absent, so that the other source can fill it in. */
export type WireField = Pick<RawField, 'id' | 'name' | 'type'> & Partial<RawField>;

export type WireObject = Pick<RawObject, 'id' | 'nameSingular' | 'namePlural'> &
  Partial<Omit<RawObject, 'fields'>> & {
    /** Absent where the source did not list them. */
    readonly fields?: readonly WireField[];
  };

const text = v.exactOptional(v.string());
const flag = v.exactOptional(v.boolean());
const filled = v.pipe(v.string(), v.nonEmpty());
/** Not worth failing for: what has another form is left out. */
const textOrNothing = v.exactOptional(v.fallback(v.union([v.string(), v.undefined()]), undefined));

const optionSchema = v.object({
  id: text,
  value: v.string(),
  label: text,
  color: textOrNothing,
  position: v.exactOptional(v.number()),
});

const fieldSchema = v.object({
  id: filled,
  name: filled,
  type: filled,
  universalIdentifier: text,
  applicationId: text,
  label: text,
  description: text,
  isActive: flag,
  isSystem: flag,
  isCustom: flag,
  isNullable: flag,
  isUnique: flag,
  defaultValue: v.exactOptional(v.unknown()),
  options: v.exactOptional(v.array(v.unknown())),
  settings: v.exactOptional(v.record(v.string(), v.unknown())),
  morphId: text,
  writability: textOrNothing,
});

const objectSchema = v.object({
  id: filled,
  nameSingular: filled,
  namePlural: filled,
  universalIdentifier: text,
  applicationId: text,
  labelSingular: text,
  labelPlural: text,
  description: text,
  isActive: flag,
  isSystem: flag,
  isCustom: flag,
  labelIdentifierFieldMetadataId: text,
  duplicateCriteria: v.exactOptional(v.unknown()),
  writability: textOrNothing,
});

/**
 * One object's own keys; its fields are read by the caller, who knows under which key they are.
 *
 * @throws CodegenError RESPONSE_UNEXPECTED
 */
export function parseObject(value: unknown, path: string): WireObject {
  const { duplicateCriteria, ...object } = parseRecord(
    objectSchema,
    value,
    path,
    named(value, 'nameSingular', 'object'),
  );
  return {
    ...(withoutNulls(object) as WireObject),
    ...(Array.isArray(duplicateCriteria) && duplicateCriteria.length > 0
      ? { hasDuplicateCriteria: true }
      : {}),
  };
}

/** @throws CodegenError RESPONSE_UNEXPECTED */
export function parseField(value: unknown, path: string, objectName: string): WireField {
  const subject = `${named(value, 'name', 'field')} of object ${objectName}`;
  const { options, ...field } = parseRecord(fieldSchema, value, path, subject);
  const parsed = withoutNulls(field) as WireField;
  if (options === undefined) return parsed;
  return {
    ...parsed,
    options: options.map((option, index) => parseOption(option, index, `${path}.options[${index}]`, subject)),
  };
}

function parseOption(value: unknown, index: number, path: string, subject: string): RawOption {
  const option = parseRecord(optionSchema, value, path, subject);
  return withoutNulls({
    ...option,
    label: option.label ?? option.value,
    position: option.position ?? index,
  }) as unknown as RawOption;
}

/**
 * @param subject what the value is, for the reader of the error: `field "name" of object "person"`
 * @throws CodegenError RESPONSE_UNEXPECTED
 */
export function parseRecord<TSchema extends v.GenericSchema>(
  schema: TSchema,
  value: unknown,
  path: string,
  subject: string,
): v.InferOutput<TSchema> {
  const result = v.safeParse(schema, isRecord(value) ? withoutNulls(value) : value);
  if (result.success) return result.output;
  throw unexpected(
    result.issues.map((issue) => {
      const inner = v.getDotPath(issue);
      return `${inner === null ? path : `${path}.${inner}`}: expected ${issue.expected ?? 'another form'}, received ${issue.received.slice(0, 60)}`;
    }),
    subject,
  );
}

/** @param problems one or more, each beginning with the path in the answer that was wrong */
export function unexpected(problems: readonly string[], subject: string): CodegenError {
  return new CodegenError(
    'RESPONSE_UNEXPECTED',
    `The server sent ${subject} in an unexpected form: ${problems[0]}`,
    {
      details: problems,
    },
  );
}

function named(value: unknown, key: string, kind: string): string {
  const name = isRecord(value) ? value[key] : undefined;
  return typeof name === 'string'
    ? `the ${kind} "${name.slice(0, 80)}"`
    : `${kind === 'object' ? 'an' : 'a'} ${kind}`;
}

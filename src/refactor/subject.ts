import type { Change } from '../diff/types.ts';
import { functionSpecs } from '../emit/object/functions.ts';
import { upperFirst } from '../model/case.ts';
import { morphReaderName, morphTypeName, optionsName, typeSuffixes } from '../model/names.ts';
import type { Model, ModelField, ModelObject } from '../model/types.ts';
import type { Declared, Part } from './declarations.ts';

/** What a change concerns in the generated code as it was before. */
export interface Subject {
  /** The names to look for. */
  readonly texts: readonly string[];
  matches(declared: Declared): boolean;
}

const nothing: Subject = { texts: [], matches: () => false };

/** Null where a change concerns nothing that code can name. */
export function subjectOf(change: Change, before: Model): Subject | null {
  const object = before.objects.find(({ nameSingular }) => nameSingular === change.object);
  if (object === undefined) return change.code === 'ACTOR_SOURCE_REMOVED' ? actorSource(change) : null;
  const field = object.fields.find(({ name }) => name === change.field);
  const subject = field === undefined ? ofObject(change, object) : ofField(change, object, field);
  return subject === nothing ? null : subject;
}

function ofObject(change: Change, object: ModelObject): Subject {
  switch (change.code) {
    case 'OBJECT_REMOVED':
    case 'OBJECT_DEACTIVATED':
    case 'OBJECT_RENAMED':
    case 'OBJECT_REPLACED':
      return wholeObject(object);
    case 'OBJECT_PLURAL_RENAMED':
    case 'OBJECT_API_NAMES_CHANGED':
      return namespace(object);
    case 'OBJECT_BECAME_READ_ONLY':
      return functions(object, ({ writes }) => writes);
    case 'OPERATION_LOST':
      return functions(object, ({ operation }) => operation === change.operation);
    // Who creates records has to give it.
    case 'REQUIRED_FIELD_ADDED':
      return creates(object);
    case 'MORPH_TARGET_ADDED':
      return morphTargets(object, change, (name) => ({ kind: 'values', object: object.nameSingular, name }));
    case 'MORPH_RENAMED':
      return morphTargets(object, change, (name) => ({ kind: 'export', object: object.nameSingular, name }));
    default:
      return nothing;
  }
}

function ofField(change: Change, object: ModelObject, field: ModelField): Subject {
  const whole = either(property(object, namesOf(field)), morphMember(object, field));
  switch (change.code) {
    case 'FIELD_REMOVED':
    case 'FIELD_DEACTIVATED':
    case 'FIELD_TYPE_CHANGED':
      return either(whole, picklist(object, field));
    case 'FIELD_RENAMED':
    case 'FIELD_REPLACED':
    case 'FIELD_NUMBER_TYPE_CHANGED':
    case 'FIELD_SUBFIELDS_CHANGED':
    case 'RELATION_KIND_CHANGED':
    case 'RELATION_TARGET_CHANGED':
      return whole;
    case 'RELATION_LOST':
    case 'RELATION_INVERSE_CHANGED':
      return property(object, [field.name]);
    case 'RELATION_JOIN_COLUMN_CHANGED':
      return property(object, [field.relation?.joinColumn ?? `${field.name}Id`]);
    case 'FIELD_BECAME_NULLABLE':
      return property(object, namesOf(field), ['read']);
    case 'FIELD_BECAME_NOT_NULL':
    case 'FIELD_BECAME_READ_ONLY':
    case 'FIELD_BECAME_UNIQUE':
      return property(object, namesOf(field), ['create', 'update']);
    case 'FIELD_NO_LONGER_UNIQUE':
      return property(object, namesOf(field), ['unique', 'create']);
    case 'FIELD_BECAME_REQUIRED':
    case 'FIELD_DEFAULT_CHANGED':
      return creates(object);
    case 'OPTION_REMOVED':
    case 'OPTION_RENAMED':
      return member(object, field, change.option ?? change.before ?? '');
    case 'OPTION_ADDED':
      return exhaustive(object, field);
    case 'OPTIONS_REORDERED':
      return property(object, namesOf(field), ['order', 'filter']);
    case 'MORPH_RENAMED':
      return morphTargets(object, change, (name) => ({ kind: 'export', object: object.nameSingular, name }));
    default:
      return nothing;
  }
}

/** The properties that a field has in the generated code: a to-one relation has that of its id as well. */
export function namesOf({ name, relation }: ModelField): readonly string[] {
  return relation?.kind === 'MANY_TO_ONE' ? [name, relation.joinColumn ?? `${name}Id`] : [name];
}

const counts = ['countUniqueValues', 'countEmpty', 'countNotEmpty', 'percentageEmpty', 'percentageNotEmpty'];
const others = ['min', 'max', 'avg', 'sum', 'countTrue', 'countFalse'];

/** All that the API may call an aggregate over a field. */
export function aggregatesOf(name: string): readonly string[] {
  const names = [...counts, ...others].map((prefix) => `${prefix}${upperFirst(name)}`);
  return [...names, ...names.map((one) => `${one}AmountMicros`)];
}

function property(
  { nameSingular: object }: ModelObject,
  names: readonly string[],
  parts?: readonly Part[],
): Subject {
  const aggregates = parts === undefined ? names.flatMap(aggregatesOf) : [];
  const texts = new Set([...names, ...aggregates]);
  return {
    texts: [...texts],
    matches: (declared) =>
      declared.kind === 'property' &&
      declared.object === object &&
      texts.has(declared.name) &&
      (parts === undefined || parts.includes(declared.part)),
  };
}

/** Its module, its types, its functions. */
function wholeObject({ nameSingular: object, names, fields }: ModelObject): Subject {
  const morphs = new Set(fields.flatMap(({ relation }) => relation?.morph ?? []));
  const texts = [
    names.namespace,
    names.type,
    ...typeSuffixes.map((suffix) => names.type + suffix),
    ...fields.flatMap(({ picklist: list }) =>
      list === undefined ? [] : [list.name, optionsName(list.name)],
    ),
    ...[...morphs].map((morph) => morphTypeName(names.type, morph)),
  ];
  return {
    texts,
    matches: (declared) =>
      declared.object === object &&
      (declared.kind === 'namespace' || (declared.kind === 'export' && texts.includes(declared.name))),
  };
}

function namespace({ nameSingular: object, names }: ModelObject): Subject {
  return {
    texts: [names.namespace],
    matches: (declared) => declared.object === object && declared.kind === 'namespace',
  };
}

function exported({ nameSingular: object }: ModelObject, texts: readonly string[]): Subject {
  return {
    texts,
    matches: (declared) =>
      declared.kind === 'export' && declared.object === object && texts.includes(declared.name),
  };
}

function functions(object: ModelObject, choose: (spec: (typeof functionSpecs)[number]) => boolean): Subject {
  return exported(
    object,
    functionSpecs.filter(choose).map(({ name }) => name),
  );
}

function creates(object: ModelObject): Subject {
  return exported(object, ['createOne', 'createMany', `${object.names.type}CreateInput`]);
}

function picklist(object: ModelObject, { picklist: list }: ModelField): Subject {
  return list === undefined ? nothing : exported(object, [list.name, optionsName(list.name)]);
}

function member(
  { nameSingular: object }: ModelObject,
  { picklist: list }: ModelField,
  value: string,
): Subject {
  return {
    texts: [value],
    matches: (declared) =>
      declared.kind === 'member' &&
      declared.object === object &&
      declared.of === list?.name &&
      declared.name === value,
  };
}

/** One of the relations that a morph relation is made of, as `targetOf` names it. */
function morphMember({ nameSingular: object, names }: ModelObject, { name, relation }: ModelField): Subject {
  if (relation?.morph === undefined) return nothing;
  const of = morphTypeName(names.type, relation.morph);
  return {
    texts: [name],
    matches: (declared) =>
      declared.kind === 'member' &&
      declared.object === object &&
      declared.of === of &&
      declared.name === name,
  };
}

/** Code that has a case for each value of a picklist. */
function exhaustive({ nameSingular: object }: ModelObject, { picklist: list }: ModelField): Subject {
  if (list === undefined) return nothing;
  return {
    texts: [list.name],
    matches: (declared) =>
      declared.kind === 'values' && declared.object === object && declared.name === list.name,
  };
}

function morphTargets(
  object: ModelObject,
  change: Change,
  as: (name: string) => Pick<Declared, 'kind' | 'object' | 'name'>,
): Subject {
  const of = object.fields.flatMap(({ relation }) => relation?.morph ?? []);
  const morph = of.find((one) => one === change.before || change.field?.startsWith(one)) ?? '';
  const type = morphTypeName(object.names.type, morph);
  const wanted = as(type);
  const texts = wanted.kind === 'export' ? [type, morphReaderName(morph)] : [type];
  return {
    texts,
    matches: (declared) =>
      declared.kind === wanted.kind && declared.object === wanted.object && texts.includes(declared.name),
  };
}

function actorSource({ before = '' }: Change): Subject {
  return {
    texts: [before],
    matches: (declared) =>
      declared.kind === 'member' && declared.of === 'ActorSource' && declared.name === before,
  };
}

function either(one: Subject, other: Subject): Subject {
  return {
    texts: [...one.texts, ...other.texts],
    matches: (declared) => one.matches(declared) || other.matches(declared),
  };
}

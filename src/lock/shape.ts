import type {
  Capability,
  GraphqlNames,
  ModelField,
  ModelOption,
  ModelPicklist,
  ModelRelation,
  ObjectNames,
} from '../model/types.ts';

/**
 * The keys of each part of the lock, in the order in which they are written. Two differ from the model's: a false value is
 * left out, and since nearly everything is active, `isActive: false` is written as `isInactive: true`.
 */
export const graphqlKeys = [
  'entity',
  'filter',
  'orderBy',
  'create',
  'update',
] as const satisfies readonly (keyof GraphqlNames)[];

export const namesKeys = ['type', 'namespace', 'file'] as const satisfies readonly (keyof ObjectNames)[];

/** Without picklist and relation, which are written last. */
export const fieldKeys = [
  'name',
  'type',
  'label',
  'description',
  'isNullable',
  'isUnique',
  'isCustom',
  'isSystem',
  'isInactive',
  'isReadOnly',
  'defaultValue',
  'numberType',
  'subFields',
  'id',
  'universalIdentifier',
] as const satisfies readonly (keyof ModelField | 'isInactive')[];

export const picklistKeys = ['enum', 'name'] as const satisfies readonly (keyof ModelPicklist)[];

export const optionKeys = [
  'value',
  'label',
  'color',
  'position',
  'id',
] as const satisfies readonly (keyof ModelOption)[];

export const relationKeys = [
  'kind',
  'target',
  'inverse',
  'joinColumn',
  'onDelete',
  'morph',
] as const satisfies readonly (keyof ModelRelation)[];

export const documentKeys: ReadonlySet<string> = new Set([
  'format',
  'capabilities',
  'actorSources',
  'objects',
]);

export const objectKeySet: ReadonlySet<string> = new Set([
  'nameSingular',
  'namePlural',
  'id',
  'universalIdentifier',
  'labelSingular',
  'labelPlural',
  'description',
  'isCustom',
  'isSystem',
  'isInactive',
  'isReadOnly',
  'labelIdentifier',
  'graphql',
  'operations',
  'names',
  'fields',
]);

export const fieldKeySet: ReadonlySet<string> = new Set([...fieldKeys, 'picklist', 'relation']);

export const picklistKeySet: ReadonlySet<string> = new Set([...picklistKeys, 'options']);

const capabilityNames = {
  connect: true,
  endsWith: true,
  enumOrder: true,
  offset: true,
  toOneFilter: true,
  toOneOrderBy: true,
  upsert: true,
  uuid: true,
} satisfies Record<Capability, true>;

export const capabilities: ReadonlySet<string> = new Set(Object.keys(capabilityNames));

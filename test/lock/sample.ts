import type { Model, ModelField, ModelObject } from '../../src/model/types.ts';

export function sampleField(name: string, more: Partial<ModelField> = {}): ModelField {
  return {
    id: `id-${name}`,
    name,
    type: 'TEXT',
    label: name.toUpperCase(),
    isCustom: false,
    isSystem: false,
    isActive: true,
    isNullable: true,
    isUnique: false,
    isReadOnly: false,
    ...more,
  };
}

export function sampleObject(
  name: string,
  fields: readonly ModelField[],
  more: Partial<ModelObject> = {},
): ModelObject {
  const type = name.charAt(0).toUpperCase() + name.slice(1);
  return {
    id: `id-${name}`,
    nameSingular: name,
    namePlural: `${name}s`,
    labelSingular: type,
    labelPlural: `${type}s`,
    isCustom: false,
    isSystem: false,
    isActive: true,
    isReadOnly: false,
    graphql: {
      entity: type,
      filter: `${type}FilterInput`,
      orderBy: `${type}OrderByInput`,
      create: `${type}CreateInput`,
      update: `${type}UpdateInput`,
    },
    operations: { findMany: `${name}s`, findOne: name, createOne: `create${type}` },
    names: { type, namespace: `${name}s`, file: name },
    fields,
    ...more,
  };
}

export function sampleModel(...objects: readonly ModelObject[]): Model {
  return { capabilities: ['connect', 'uuid'], actorSources: ['API', 'MANUAL'], objects };
}

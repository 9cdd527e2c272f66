import picomatch from 'picomatch';
import type { Warning } from '../errors.ts';
import type { RawField, RawObject, RawWorkspace } from '../introspect/types.ts';
import { detectActorSources, detectCapabilities } from './capabilities.ts';
import { buildFields, type FieldContext, refusesWrites } from './build-fields.ts';
import { derivedEntity, matchEntities } from './match.ts';
import { assignNames } from './names.ts';
import { operationKinds } from './operations.ts';
import { byCodePoint } from './order.ts';
import { schemaEntities, type SchemaEntity } from './schema.ts';
import type { Model, ModelField, ModelObject } from './types.ts';

export interface BuildOptions {
  /** Globs over object names (`person`, `*Target`); empty or absent: all. */
  readonly include?: readonly string[];
  /** Globs over object names, or over `object.field` (`person.*At`). */
  readonly exclude?: readonly string[];
  /** Keep what is deactivated in the CRM. */
  readonly includeInactive?: boolean;
  /** The lock of before: its names stay. */
  readonly pinned?: Model;
}

/** The model of what a workspace sent. Pure: the same input gives the same model. */
export function buildModel(
  raw: RawWorkspace,
  options: BuildOptions = {},
): { readonly model: Model; readonly warnings: readonly Warning[] } {
  const warnings: Warning[] = [];
  const warn = (code: string, message: string) => warnings.push({ code, message });
  const entities = raw.schema && schemaEntities(raw.schema);
  const objectsInOrder = inOrderOfNames(raw.objects);
  const matched = entities && matchEntities(objectsInOrder, entities);
  const isChosen = chooser(options);

  const chosen: { object: RawObject; entity: SchemaEntity }[] = [];
  for (const object of objectsInOrder) {
    if (!(object.isActive || options.includeInactive) || !isChosen.object(object.nameSingular)) continue;
    const entity = matched ? matched.get(object.id) : derivedEntity(object);
    if (entity) chosen.push({ object, entity });
    else if (object.isActive)
      warn('OBJECT_NOT_IN_SCHEMA', `Object ${object.nameSingular} is not in the GraphQL schema; left out.`);
  }

  const standardApplication = objectsInOrder.find(
    ({ nameSingular }) => nameSingular === 'person' || nameSingular === 'company',
  )?.applicationId;
  const isCustom = (item: RawObject | RawField): boolean =>
    item.isCustom ?? (standardApplication !== undefined && item.applicationId !== standardApplication);
  const context: FieldContext = {
    schema: raw.schema,
    objectsById: new Map(objectsInOrder.map((object) => [object.id, object])),
    kept: new Map(chosen.map(({ object, entity }) => [object.nameSingular, { object, entity }])),
    nameOfEntity: new Map(chosen.map(({ object, entity }) => [entity.graphql.entity, object.nameSingular])),
    keeps: (object, field) =>
      (field.isActive || options.includeInactive === true) &&
      (field.name === 'id' || isChosen.field(object.nameSingular, field.name)),
    isCustom,
    warn,
  };
  const fields = new Map(
    chosen.map(({ object, entity }) => [object.id, buildFields(object, entity, context)]),
  );

  const pinnedObjects = new Map(options.pinned?.objects.map((object) => [object.id, object]));
  const pinnedPicklists = new Map(
    options.pinned?.objects.flatMap((object) =>
      object.fields.flatMap((field) => (field.picklist ? [[field.id, field.picklist.name] as const] : [])),
    ),
  );
  const names = assignNames(
    chosen.map(({ object, entity }) => {
      const pinned = pinnedObjects.get(object.id)?.names;
      return {
        id: object.id,
        entity: entity.graphql.entity,
        nameSingular: object.nameSingular,
        namePlural: object.namePlural,
        morphs: (fields.get(object.id) ?? []).flatMap(({ relation }) => relation?.morph ?? []),
        ...(pinned === undefined ? {} : { pinned }),
      };
    }),
    [...fields.values()].flat().flatMap((field) => {
      if (!field.picklist) return [];
      const pinned = pinnedPicklists.get(field.id);
      return [{ id: field.id, enum: field.picklist.enum, ...(pinned === undefined ? {} : { pinned }) }];
    }),
  );

  const objects = chosen.map(({ object, entity }): ModelObject => {
    const own = (fields.get(object.id) ?? []).map((field): ModelField => {
      const name = names.picklists.get(field.id);
      return field.picklist && name !== undefined
        ? { ...field, picklist: { ...field.picklist, name } }
        : field;
    });
    const labelIdentifier = own.find(({ id }) => id === object.labelIdentifierFieldMetadataId)?.name;
    const pinnedNames = names.objects.get(object.id);
    if (pinnedNames === undefined) throw new Error(`no names for ${object.nameSingular}`);
    return {
      id: object.id,
      ...(object.universalIdentifier === undefined
        ? {}
        : { universalIdentifier: object.universalIdentifier }),
      nameSingular: object.nameSingular,
      namePlural: object.namePlural,
      labelSingular: object.labelSingular,
      labelPlural: object.labelPlural,
      ...(object.description ? { description: object.description } : {}),
      isCustom: isCustom(object),
      isSystem: object.isSystem,
      isActive: object.isActive,
      isReadOnly: refusesWrites(object),
      ...(labelIdentifier === undefined ? {} : { labelIdentifier }),
      graphql: entity.graphql,
      operations: inOrder(entity.operations),
      names: pinnedNames,
      fields: own,
    };
  });
  return {
    model: {
      capabilities: detectCapabilities(
        raw.schema,
        chosen.map(({ entity }) => entity),
      ),
      actorSources: detectActorSources(raw.schema),
      objects,
    },
    warnings,
  };
}

/** Whatever order the server lists them in. */
function inOrderOfNames(objects: readonly RawObject[]): readonly RawObject[] {
  return objects
    .map((object) => ({
      ...object,
      fields: object.fields.toSorted((a, b) => byCodePoint(a.name, b.name) || byCodePoint(a.id, b.id)),
    }))
    .toSorted((a, b) => byCodePoint(a.nameSingular, b.nameSingular) || byCodePoint(a.id, b.id));
}

function inOrder(operations: ModelObject['operations']): ModelObject['operations'] {
  return Object.fromEntries(
    operationKinds.flatMap((kind) => {
      const root = operations[kind];
      return root === undefined ? [] : [[kind, root]];
    }),
  );
}

function chooser({ include = [], exclude = [] }: BuildOptions) {
  const matcher = (globs: readonly string[]) =>
    globs.length === 0 ? () => false : picomatch([...globs], { dot: true });
  const isField = (glob: string) => glob.includes('.');
  const included = matcher(include.filter((glob) => !isField(glob)));
  const includesAll = include.every(isField);
  const includedFields = matcher(include.filter(isField));
  const limitsFieldsOf = (object: string) =>
    include.some((glob) => isField(glob) && picomatch.isMatch(object, glob.slice(0, glob.indexOf('.'))));
  const excluded = matcher(exclude.filter((glob) => !isField(glob)));
  const excludedFields = matcher(exclude.filter(isField));
  return {
    object: (name: string) => (includesAll || included(name)) && !excluded(name),
    field: (object: string, name: string) => {
      const path = `${object}.${name}`;
      if (excludedFields(path)) return false;
      return !limitsFieldsOf(object) || includedFields(path);
    },
  };
}

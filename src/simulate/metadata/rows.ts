import type { Model, ModelField, ModelObject } from '../../model/types.ts';
import { byCodePoint } from '../../model/order.ts';
import { duplicateCriteria } from '../execute/criteria.ts';
import { stableUuid } from '../ids.ts';
import { joinColumn } from '../workspace.ts';

/** As the server lists them: by their ids, the last first. */
export function inServerOrder(objects: readonly ModelObject[]): readonly ModelObject[] {
  return objects.toSorted((a, b) => byCodePoint(b.id, a.id));
}

/** One object of `/rest/metadata/objects` without its fields. Absent values are left out. */
export type WireRow = Readonly<Record<string, unknown>>;

/** When everything was made: metadata has no other clock. */
const made = '2026-01-01T00:00:00.000Z';
const standardApplication = stableUuid('application', 'standard');
const customApplication = stableUuid('application', 'custom');

export const workspaceId = stableUuid('workspace');

/**
 * Newer servers do not say what is custom: it is told by the application of person or company. A workspace that has
 * neither says it, as older servers do.
 */
export function saysCustom(model: Model): boolean {
  return !model.objects.some(({ nameSingular }) => nameSingular === 'person' || nameSingular === 'company');
}

function applicationOf(item: { readonly isCustom: boolean }): string {
  return item.isCustom ? customApplication : standardApplication;
}

function settingsOf(field: ModelField): WireRow | undefined {
  const { relation } = field;
  if (relation !== undefined) {
    return {
      ...(relation.onDelete === undefined ? {} : { onDelete: relation.onDelete }),
      relationType: relation.kind,
      ...(relation.kind === 'MANY_TO_ONE' ? { joinColumnName: joinColumn(field) } : {}),
    };
  }
  if (field.numberType !== undefined) return { type: 'number', dataType: field.numberType };
  return undefined;
}

/** All rows of a morph relation have one id. */
export function morphIdOf(object: ModelObject, field: ModelField): string | undefined {
  if (field.type !== 'MORPH_RELATION') return undefined;
  return stableUuid('morph', object.id, field.relation?.morph ?? field.name);
}

export function fieldRow(field: ModelField, object: ModelObject, model: Model): WireRow {
  const settings = settingsOf(field);
  const morphId = morphIdOf(object, field);
  return {
    id: field.id,
    ...(field.universalIdentifier === undefined ? {} : { universalIdentifier: field.universalIdentifier }),
    applicationId: applicationOf(field),
    type: field.type,
    name: field.name,
    label: field.label,
    ...(field.description === undefined ? {} : { description: field.description }),
    ...(saysCustom(model) ? { isCustom: field.isCustom } : {}),
    isActive: field.isActive,
    isSystem: field.isSystem,
    isUIEditable: !field.isSystem,
    isUIReadOnly: field.isSystem,
    isNullable: field.isNullable,
    isUnique: field.isUnique,
    ...(field.defaultValue === undefined ? {} : { defaultValue: field.defaultValue }),
    ...(field.picklist === undefined ? {} : { options: field.picklist.options }),
    ...(settings === undefined ? {} : { settings }),
    workspaceId,
    objectMetadataId: object.id,
    isLabelSyncedWithName: false,
    ...(morphId === undefined ? {} : { morphId }),
    ...(field.isReadOnly ? { writability: 'SYSTEM' } : {}),
    createdAt: made,
    updatedAt: made,
  };
}

export function objectRow(object: ModelObject, model: Model): WireRow {
  const label = object.fields.find(({ name }) => name === object.labelIdentifier)?.id;
  const criteria = duplicateCriteria(object);
  return {
    id: object.id,
    ...(object.universalIdentifier === undefined ? {} : { universalIdentifier: object.universalIdentifier }),
    applicationId: applicationOf(object),
    nameSingular: object.nameSingular,
    namePlural: object.namePlural,
    labelSingular: object.labelSingular,
    labelPlural: object.labelPlural,
    ...(object.description === undefined ? {} : { description: object.description }),
    ...(saysCustom(model) ? { isCustom: object.isCustom } : {}),
    isRemote: false,
    isActive: object.isActive,
    isSystem: object.isSystem,
    isUIEditable: true,
    isUICreatable: !object.isReadOnly,
    isUIReadOnly: object.isReadOnly,
    isSearchable: !object.isSystem,
    openRecordIn: 'USER_CHOICE',
    isLabelSyncedWithName: false,
    workspaceId,
    ...(label === undefined ? {} : { labelIdentifierFieldMetadataId: label }),
    ...(criteria === null ? {} : { duplicateCriteria: criteria }),
    ...(object.isReadOnly ? { writability: 'SYSTEM' } : {}),
    createdAt: made,
    updatedAt: made,
  };
}

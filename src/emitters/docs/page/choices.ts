import { literal } from '../../../emit/writer.ts';
import { isRequired, isWritable, propertyName } from '../../../model/access.ts';
import { fieldType } from '../../../model/fields.ts';
import { fieldAggregates } from '../../../model/graphql/aggregates.ts';
import { groupable } from '../../../model/graphql/scalars.ts';
import type { ModelField, ModelObject } from '../../../model/types.ts';
import type { Code } from './print.ts';
import { condition, ids, order, value } from './samples.ts';
import type { Scene } from './samples.ts';
import { ownFields, relationsOf, shownFields, titleField } from './shape.ts';

/** Some own fields, a related record with what it is called, and where asked for some of those that relate to this one. */
export function select(scene: Scene, most: number, withRelations: boolean): Code {
  const { page, object } = scene;
  const chosen: Record<string, Code> = { id: 'true' };
  for (const field of shownFields(object).slice(0, most)) chosen[propertyName(field)] = 'true';
  if (!withRelations) return chosen;
  const relations = relationsOf(page, object);
  const toOne = relations.find(({ inverseColumn, field }) => inverseColumn === undefined && !field.isSystem);
  if (toOne !== undefined) chosen[toOne.field.name] = brief(toOne.target);
  const toMany = relations.find(
    ({ inverseColumn, target }) => inverseColumn !== undefined && !target.isSystem,
  );
  const any = toMany ?? relations.find(({ inverseColumn }) => inverseColumn !== undefined);
  if (any !== undefined) chosen[any.field.name] = { first: '5', select: brief(any.target) };
  return chosen;
}

/** What one reads of a related record: its title. */
function brief(object: ModelObject): Code {
  const title = titleField(object);
  return { id: 'true', ...(title === undefined ? {} : { [propertyName(title)]: 'true' }) };
}

/** The first fields with a condition to show, a picklist before others, and one across a relation. */
function conditions(scene: Scene, most: number): Record<string, Code> {
  const { page, object } = scene;
  const fields = [...shownFields(object)].filter(({ isSystem }) => !isSystem);
  const picklists = fields.filter(({ picklist }) => picklist !== undefined);
  const found: Record<string, Code> = {};
  for (const field of [...picklists.slice(0, 1), ...fields]) {
    if (Object.keys(found).length === most) break;
    const code = Object.hasOwn(found, propertyName(field)) ? undefined : condition(scene, field);
    if (code !== undefined) found[propertyName(field)] = code;
  }
  if (most < 2 || !page.model.capabilities.includes('toOneFilter')) return found;
  for (const { field, target, inverseColumn } of relationsOf(page, object)) {
    if (inverseColumn !== undefined || /^(?:and|or|not)$/.test(field.name)) continue;
    const title = titleField(target);
    const code = title && condition({ ...scene, object: target }, title);
    if (title === undefined || code === undefined) continue;
    found[field.name] = { [propertyName(title)]: code };
    break;
  }
  return found;
}

export function filter(scene: Scene, most: number): { readonly filter?: Code } {
  const found = conditions(scene, most);
  return Object.keys(found).length === 0 ? {} : { filter: found };
}

/** What a write of many goes by: never nothing, which is all records. */
export function matching(scene: Scene): Code {
  const found = conditions(scene, 1);
  return Object.keys(found).length === 0 ? ids.map(literal) : found;
}

export function orderBy(object: ModelObject): { readonly orderBy?: Code } {
  const title = titleField(object);
  for (const field of [...(title ? [title] : []), ...ownFields(object)]) {
    const code = order(field);
    if (code !== undefined) return { orderBy: { [propertyName(field)]: code } };
  }
  return {};
}

/** What a create must give, and some of what it may. */
export function record(scene: Scene, most: number, place = 0): Code {
  const fields = ownFields(scene.object).filter((field) => field.name !== 'id' && isWritable(field));
  const data: Record<string, Code> = {};
  for (const field of fields.filter(isRequired)) {
    const code = value(scene, field, place);
    if (code !== undefined) data[propertyName(field)] = code;
  }
  const more = fields.filter(
    (field) => !field.isSystem && field.type !== 'FILES' && field.type !== 'ACTOR' && !isRequired(field),
  );
  let added = 0;
  // What tells whether there is such a record already comes first.
  for (const field of [...more].sort((a, b) => Number(b.isUnique) - Number(a.isUnique))) {
    if (added === most) break;
    const code = value(scene, field, place);
    if (code === undefined) continue;
    data[propertyName(field)] = code;
    added += 1;
  }
  return data;
}

/** One value to write: of a picklist, another than a record begins with. */
export function change(scene: Scene): Code {
  const fields = ownFields(scene.object).filter(
    (field) => field.name !== 'id' && !field.isSystem && field.type !== 'ACTOR' && isWritable(field),
  );
  const picklist = fields.find(
    (field) => field.picklist !== undefined && value(scene, field, 1) !== undefined,
  );
  for (const field of picklist ? [picklist] : fields) {
    const code = value(scene, field, 1);
    if (code !== undefined) return { [propertyName(field)]: code };
  }
  return {};
}

export function aggregates({ object }: Scene): Code {
  const names = object.fields
    .filter(({ isSystem, isActive }) => !isSystem && isActive)
    .flatMap(fieldAggregates)
    .map(({ name }) => name)
    .filter((name) => /^(?:avg|sum)[A-Z]/.test(name));
  return Object.fromEntries(['totalCount', ...names.slice(0, 2)].map((name) => [name, 'true']));
}

/** A picklist or truth value, else months. */
export function grouping({ object }: Scene): Code | undefined {
  const fields = ownFields(object).filter((field) => field.isActive && groupable(field));
  const field =
    fields.find(({ type, picklist }) => type === 'SELECT' && (picklist?.options.length ?? 0) > 0) ??
    fields.find(({ type }) => type === 'BOOLEAN') ??
    fields.find(({ type, isSystem }) => !isSystem && (type === 'DATE' || type === 'DATE_TIME')) ??
    fields.find(({ name, type }) => name === 'createdAt' && type === 'DATE_TIME');
  return field && { [propertyName(field)]: groupCode(field) };
}

function groupCode(field: ModelField): Code {
  if (field.type === 'DATE') return { granularity: literal('MONTH') };
  return fieldType(field.type).filter === 'DateTimeFilter'
    ? { granularity: literal('MONTH'), timeZone: literal('Europe/Paris') }
    : 'true';
}

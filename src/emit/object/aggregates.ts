import { propertyName } from '../../model/access.ts';
import { compositeOf } from '../../model/composites.ts';
import { fieldAggregates } from '../../model/graphql/aggregates.ts';
import { groupable, scalarRow } from '../../model/graphql/scalars.ts';
import type { ModelField } from '../../model/types.ts';
import { fits, literal, memberKey } from '../writer.ts';
import type { ObjectContext } from './context.ts';

/** What the runtime's types take for the kind of a field that every object has. */
const commonKinds: Readonly<Record<string, string>> = {
  createdAt: 'time',
  createdBy: 'counted',
  deletedAt: 'dated',
  id: 'counted',
  position: 'counted',
  searchVector: 'counted',
  updatedAt: 'time',
  updatedBy: 'counted',
};

/**
 * The kinds of fields, for the runtime's types of aggregates and groupings (aggregateTypes.ts says which there are), as
 * the type of an object: those only that are not what these types take them for.
 */
export function emitKinds(context: ObjectContext): string {
  const members = context.object.fields.flatMap((field) =>
    kindsOf(field).flatMap(([name, kind]) =>
      kind === usualKind(field, name, context) ? [] : `${memberKey(name)}: ${literal(kind)}`,
    ),
  );
  if (members.length === 0) return 'object';
  const line = `{ ${members.join('; ')} }`;
  return fits(`  kinds: ${line};\n`) ? line : `{\n${members.map((member) => `    ${member};\n`).join('')}  }`;
}

/** By property; of a relation that is counted also by its name, where that does not say which its property is. */
function kindsOf(field: ModelField): readonly (readonly [property: string, kind: string])[] {
  const { name, relation } = field;
  const property = propertyName(field);
  const isCounted = fieldAggregates(field).length > 0;
  if (relation === undefined) return [[property, valueKind(field)]];
  if (relation.kind === 'ONE_TO_MANY') return isCounted ? [[name, 'counted']] : [];
  if (isCounted && property === `${name}Id`) return [[property, 'morph']];
  return [[property, 'id'], ...(isCounted ? [[name, 'counted'] as const] : [])];
}

function valueKind(field: ModelField): string {
  const isGrouped = groupable(field) && (compositeOf(field.type) ?? field.picklist ?? scalarRow(field).group);
  if (scalarRow(field).range === 'date') {
    if (!isGrouped) return 'dated';
    return field.type === 'DATE' ? 'date' : 'time';
  }
  if (isGrouped && field.type === 'MULTI_SELECT') return 'list';
  const kind = typeKind(field.type);
  // Groups of a NUMERIC field, which older servers made, name it by text.
  if (isGrouped && field.type !== 'NUMERIC') return kind;
  return kind === 'plain' || field.type === 'POSITION' ? 'counted' : 'ungrouped';
}

/** What the runtime's types take a field for. */
function usualKind(field: ModelField, property: string, { relations }: ObjectContext): string | undefined {
  if (Object.hasOwn(commonKinds, property)) return commonKinds[property];
  if (relations.some((relation) => `${relation.field.name}Id` === property)) return 'id';
  return field.relation === undefined ? typeKind(field.type) : undefined;
}

/** What a field is by the type of its values in code. */
function typeKind(type: string): string {
  if (type === 'NUMBER' || type === 'NUMERIC' || type === 'POSITION') return 'number';
  if (type === 'BOOLEAN') return 'boolean';
  return type === 'CURRENCY' ? 'amount' : 'plain';
}

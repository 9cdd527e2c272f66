import * as v from 'valibot';

import { withoutNulls } from './json.ts';
import { parseRelation } from './relation.ts';
import { parseRecord } from './wire.ts';
import type { WireField } from './wire.ts';

const rowSchema = v.object({
  type: v.picklist(['MANY_TO_ONE', 'ONE_TO_MANY']),
  sourceFieldMetadata: v.object({
    id: v.string(),
    name: v.string(),
    isActive: v.exactOptional(v.nullable(v.boolean())),
    settings: v.exactOptional(v.nullable(v.record(v.string(), v.unknown()))),
    label: v.exactOptional(v.nullable(v.string())),
    description: v.exactOptional(v.nullable(v.string())),
    universalIdentifier: v.exactOptional(v.nullable(v.string())),
    applicationId: v.exactOptional(v.nullable(v.string())),
  }),
  targetObjectMetadata: v.object({ id: v.string(), nameSingular: v.string(), namePlural: v.string() }),
});

type MorphRow = v.InferOutput<typeof rowSchema>;

/**
 * /metadata folds the rows of a morph relation (one for each target) into one of them; this gives all of them back,
 * named as REST and the schema of records name them. What a server tells of the folded row only (its label,
 * its identifier) is left out of the others, or is the same for all.
 *
 * @throws CodegenError RESPONSE_UNEXPECTED
 */
export function unfoldMorph(
  folded: WireField,
  morphRelations: readonly unknown[],
  path: string,
  subject: string,
): WireField[] {
  const rows = morphRelations.map((value, index) => ({
    row: parseRecord(rowSchema, value, `${path}.morphRelations[${index}]`, subject),
    relation: parseRelation(value, `${path}.morphRelations[${index}]`, subject),
  }));
  const base = baseName(
    folded,
    rows.map(({ row }) => row),
  );
  return rows.map(({ row, relation }) => {
    const isFolded = row.sourceFieldMetadata.id === folded.id;
    const sent = row.sourceFieldMetadata.settings ?? (isFolded ? folded.settings : undefined);
    const name = nameOf(row, base, sent);
    const { universalIdentifier, ...shared } = folded;
    const { label, description, applicationId } = row.sourceFieldMetadata;
    const ownIdentifier =
      row.sourceFieldMetadata.universalIdentifier ?? (isFolded ? universalIdentifier : undefined);
    return {
      ...shared,
      ...withoutNulls({ label, description, applicationId }),
      ...(ownIdentifier === undefined ? {} : { universalIdentifier: ownIdentifier }),
      id: row.sourceFieldMetadata.id,
      name,
      isActive: row.sourceFieldMetadata.isActive ?? folded.isActive ?? true,
      settings: sent ?? derivedSettings(row, name),
      morphName: base,
      relation,
    };
  });
}

/**
 * A row's name is the base and its target's name. A target that was renamed since keeps the old name in the row, and
 * the server then sends the row's whole name where it sends the base for the others.
 */
function nameOf(
  { type, sourceFieldMetadata, targetObjectMetadata }: MorphRow,
  base: string,
  settings: unknown,
): string {
  const column = joinColumnOf(settings);
  if (column !== undefined) return column.slice(0, -'Id'.length);
  if (sourceFieldMetadata.name !== base) return sourceFieldMetadata.name;
  const target = type === 'MANY_TO_ONE' ? targetObjectMetadata.nameSingular : targetObjectMetadata.namePlural;
  return base + target.charAt(0).toUpperCase() + target.slice(1);
}

function baseName(folded: WireField, rows: readonly MorphRow[]): string {
  const names = rows.map((row) => row.sourceFieldMetadata.name);
  // Whole names differ from row to row: what occurs twice is the base.
  const repeated = names.find((name, index) => names.indexOf(name) !== index);
  if (repeated !== undefined) return repeated;
  const prefix = names.find((name) => names.every((other) => other.startsWith(name)));
  return prefix ?? folded.name;
}

function joinColumnOf(settings: unknown): string | undefined {
  const column =
    typeof settings === 'object' && settings !== null && 'joinColumnName' in settings
      ? settings.joinColumnName
      : undefined;
  return typeof column === 'string' && column.length > 2 && column.endsWith('Id') ? column : undefined;
}

function derivedSettings({ type }: MorphRow, name: string): Readonly<Record<string, unknown>> {
  return type === 'MANY_TO_ONE'
    ? { relationType: type, joinColumnName: `${name}Id` }
    : { relationType: type };
}

import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Model, ModelField, ModelObject, OperationKind } from '../../src/model/types.ts';

/** The folder with the recordings of a real server, beside the repository; undefined where there is none. */
export function recordingsFolder(): string | undefined {
  const root = process.env['TWENTY_RECORDINGS'] ?? resolve(import.meta.dirname, '../../../shared/recordings');
  const folder = join(root, 'twenty-2.31');
  return existsSync(join(folder, 'exchanges.ndjson')) ? folder : undefined;
}

export function readRecording(folder: string, file: string): unknown {
  return JSON.parse(readFileSync(join(folder, file), 'utf8'));
}

export interface IntrospectedType {
  readonly kind: string;
  readonly name: string;
  readonly fields: readonly IntrospectedField[] | null;
  readonly inputFields: readonly { readonly name: string; readonly type: IntrospectedRef }[] | null;
  readonly enumValues: readonly { readonly name: string }[] | null;
}

export interface IntrospectedField {
  readonly name: string;
  readonly args: readonly { readonly name: string; readonly type: IntrospectedRef }[];
  readonly type: IntrospectedRef;
}

export interface IntrospectedRef {
  readonly kind: string;
  readonly name: string | null;
  readonly ofType?: IntrospectedRef | null;
}

interface MetadataRelation {
  readonly type: 'MANY_TO_ONE' | 'ONE_TO_MANY';
  readonly targetObjectMetadata: { readonly nameSingular: string; readonly namePlural: string };
  readonly targetFieldMetadata: { readonly name: string };
}

export interface MetadataObject {
  readonly id: string;
  readonly universalIdentifier: string;
  readonly applicationId: string;
  readonly nameSingular: string;
  readonly namePlural: string;
  readonly labelSingular: string;
  readonly labelPlural: string;
  readonly description: string | null;
  readonly isActive: boolean;
  readonly isSystem: boolean;
  readonly labelIdentifierFieldMetadataId: string | null;
  readonly duplicateCriteria: unknown;
  readonly fieldsList: readonly MetadataField[];
}

interface MetadataField {
  readonly id: string;
  readonly universalIdentifier: string;
  readonly type: string;
  readonly name: string;
  readonly label: string;
  readonly description: string | null;
  readonly isActive: boolean;
  readonly isSystem: boolean;
  readonly isNullable: boolean;
  readonly isUnique: boolean;
  readonly defaultValue: unknown;
  readonly options:
    readonly { id: string; value: string; label: string; color: string; position: number }[] | null;
  readonly settings: Readonly<Record<string, unknown>> | null;
  readonly relation: MetadataRelation | null;
  readonly morphRelations: readonly MetadataRelation[] | null;
}

const capitalised = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);

/** `targetPerson` to one, `targetPeople` to many. */
function morphRowName(base: string, target: MetadataRelation): string {
  const { nameSingular, namePlural } = target.targetObjectMetadata;
  return `${base}${capitalised(target.type === 'MANY_TO_ONE' ? nameSingular : namePlural)}`;
}

function fieldsOf(object: MetadataObject, rest: readonly MetadataField[]): ModelField[] {
  return rest.map((field) => {
    const settings = field.settings ?? {};
    const folded = object.fieldsList.find(
      (candidate) =>
        candidate.morphRelations !== null &&
        (candidate.id === field.id ||
          candidate.morphRelations.some((target) => morphRowName(candidate.name, target) === field.name)),
    );
    const morph = folded?.morphRelations?.find((target) => morphRowName(folded.name, target) === field.name);
    const plain = object.fieldsList.find((candidate) => candidate.id === field.id)?.relation ?? null;
    const relation = field.type === 'MORPH_RELATION' ? morph : (plain ?? undefined);
    const joinColumn = settings['joinColumnName'];
    const onDelete = settings['onDelete'];
    const dataType = settings['dataType'];
    return {
      id: field.id,
      universalIdentifier: field.universalIdentifier,
      name: field.name,
      type: field.type,
      label: field.label,
      ...(field.description ? { description: field.description } : {}),
      isCustom: false,
      isSystem: field.isSystem,
      isActive: field.isActive,
      isNullable: field.isNullable,
      isUnique: field.isUnique,
      ...(field.defaultValue === undefined || field.defaultValue === null
        ? {}
        : { defaultValue: field.defaultValue }),
      ...(field.type === 'NUMBER'
        ? { numberType: dataType === 'int' ? 'int' : dataType === 'bigint' ? 'bigint' : 'float' }
        : {}),
      ...(field.options
        ? {
            picklist: {
              enum: `${capitalised(object.nameSingular)}${capitalised(field.name)}Enum`,
              name: `${capitalised(object.nameSingular)}${capitalised(field.name)}`,
              options: field.options.map((option) => ({ ...option })),
            },
          }
        : {}),
      ...(relation
        ? {
            relation: {
              kind: relation.type,
              target: relation.targetObjectMetadata.nameSingular,
              inverse: relation.targetFieldMetadata.name,
              ...(typeof joinColumn === 'string' ? { joinColumn } : {}),
              ...(typeof onDelete === 'string' ? { onDelete } : {}),
              ...(folded !== undefined && field.type === 'MORPH_RELATION' ? { morph: folded.name } : {}),
            },
          }
        : {}),
      isReadOnly: field.type === 'TS_VECTOR',
    } satisfies ModelField;
  });
}

/** The recorded workspace as a model, by a way of its own: independent of src/model/build. */
export function recordedModel(folder: string): Model {
  const metadata = readRecording(folder, 'graphql-metadata-objects.json') as {
    data: { objects: { edges: { node: MetadataObject }[] } };
  };
  const rest = readRecording(folder, 'rest-metadata-objects.limit200.page1.json') as {
    data: { objects: { id: string; fields: MetadataField[] }[] };
  };
  const schema = readRecording(folder, 'core-introspection.json') as {
    data: { __schema: { types: IntrospectedType[] } };
  };
  const { __schema: served } = schema.data;
  const types = new Map(served.types.map((type) => [type.name, type]));
  const roots = new Set(
    ['Query', 'Mutation'].flatMap((name) => types.get(name)?.fields?.map((field) => field.name) ?? []),
  );
  const objects: ModelObject[] = [];
  const standard = metadata.data.objects.edges.find(({ node }) => node.nameSingular === 'person')?.node
    .applicationId;
  for (const { node } of metadata.data.objects.edges) {
    const stem = capitalised(node.nameSingular);
    if (!types.has(stem)) continue;
    const plural = capitalised(node.namePlural);
    const wanted: Record<OperationKind, string> = {
      findMany: node.namePlural,
      findOne: node.nameSingular,
      groupBy: `${node.namePlural}GroupBy`,
      findDuplicates: `${node.nameSingular}Duplicates`,
      createOne: `create${stem}`,
      createMany: `create${plural}`,
      updateOne: `update${stem}`,
      updateMany: `update${plural}`,
      deleteOne: `delete${stem}`,
      deleteMany: `delete${plural}`,
      restoreOne: `restore${stem}`,
      restoreMany: `restore${plural}`,
      destroyOne: `destroy${stem}`,
      destroyMany: `destroy${plural}`,
      mergeMany: `merge${plural}`,
    };
    const fields = fieldsOf(node, rest.data.objects.find((object) => object.id === node.id)?.fields ?? []);
    const label = fields.find((field) => field.id === node.labelIdentifierFieldMetadataId)?.name;
    objects.push({
      id: node.id,
      universalIdentifier: node.universalIdentifier,
      nameSingular: node.nameSingular,
      namePlural: node.namePlural,
      labelSingular: node.labelSingular,
      labelPlural: node.labelPlural,
      ...(node.description ? { description: node.description } : {}),
      isCustom: node.applicationId !== standard,
      isSystem: node.isSystem,
      isActive: node.isActive,
      isReadOnly: false,
      ...(label === undefined ? {} : { labelIdentifier: label }),
      graphql: {
        entity: stem,
        filter: `${stem}FilterInput`,
        orderBy: `${stem}OrderByInput`,
        create: `${stem}CreateInput`,
        update: `${stem}UpdateInput`,
      },
      operations: Object.fromEntries(Object.entries(wanted).filter(([, name]) => roots.has(name))),
      names: { type: stem, namespace: node.namePlural, file: node.nameSingular },
      fields,
    });
  }
  return {
    capabilities: [
      'connect',
      'endsWith',
      'enumOrder',
      'offset',
      'toOneFilter',
      'toOneOrderBy',
      'upsert',
      'uuid',
    ],
    actorSources: types.get('ActorSourceEnum')?.enumValues?.map((value) => value.name) ?? [],
    objects,
  };
}

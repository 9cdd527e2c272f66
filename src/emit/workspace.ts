import { propertyName, readableRelations, type ReadableRelation } from '../model/access.ts';
import { lowerFirst, upperFirst } from '../model/case.ts';
import { compositeOf, composites } from '../model/composites.ts';
import { fieldType } from '../model/fields.ts';
import { isGraphqlName } from '../model/names.ts';
import { by } from '../model/order.ts';
import type { Model, ModelField, ModelObject, OperationKind } from '../model/types.ts';
import { holdsFiles, usedFieldTypes } from './composites.ts';
import { hasCodecs } from './mapping.ts';
import type { EmitContext, GeneratedFile } from './types.ts';
import { isWord, unlessAs, wrapped } from './words.ts';
import { header, importLine, literal } from './writer.ts';

/** workspace.ts: what the workspace's server can do, and what the client must know of its objects. */
export function emitWorkspace(model: Model, { importExtension, types }: EmitContext): GeneratedFile {
  const { capabilities } = model;
  const has = (capability: (typeof capabilities)[number]) => capabilities.includes(capability);
  const isCoded = hasCodecs(types);
  const content = `${importLine(['type Workspace'], `./runtime/object${importExtension}`)}${
    isCoded ? importLine(['codecs'], `./types${importExtension}`) : ''
  }
/** What this workspace's server can do, and what its objects are: as words, which Workspace explains. */
export const workspace: Workspace = {
  idType: ${literal(has('uuid') ? 'UUID' : 'ID')},
  hasOffset: ${has('offset')},
  hasUpsert: ${has('upsert')},
  hasRestSoftDelete: ${has('toOneFilter')},
  maxBatch: ${has('enumOrder') ? 200 : 60},${isCoded ? '\n  codecs,' : ''}
  objects: \`
${objectLines(model)
  .map((words) => wrapped(words.filter(isWord)))
  .join('')}\`,
};
`;
  return { path: 'workspace.ts', content: header + content };
}

/** The words that describe the objects, those of each apart. The grammar is that of Workspace.objects. */
function objectLines(model: Model): readonly (readonly string[])[] {
  // What is no name could not be asked for.
  const objects = model.objects
    .filter(({ graphql }) => isGraphqlName(graphql.entity))
    .toSorted(by(({ graphql }) => graphql.entity));
  const byName = new Map(objects.map((object) => [object.nameSingular, object]));
  const relations = objects.map((object) => readableRelations(object, byName));
  const inverses = inversesOf(objects, relations);
  const common = commonComposites(objects);
  return [
    ...compositeLines({ ...model, objects }),
    ...(common.size > 0 ? [['*/', ...[...common].map(([name, composite]) => `${name}:${composite}`)]] : []),
    ...objects.map((object, index) => {
      const words = [
        ...object.fields.flatMap((field) => {
          const composite = compositeName(field, object);
          return composite === undefined || common.get(field.name) === composite
            ? []
            : [`${field.name}:${unlessAs(field.name, composite)}`];
        }),
        ...relationWords(object, relations[index] ?? [], inverses),
        ...nameWords(object),
      ].filter(isWord);
      const many = manyWord(object);
      return many === '' && words.length === 0 ? [] : [`${object.graphql.entity}/${many}`, ...words];
    }),
    ...sharedLines(objects, relations, inverses),
  ];
}

/** The composites in use and those of fields whose type this version does not know, each with its sub-fields. */
function compositeLines(model: Model): readonly (readonly string[])[] {
  const used = usedFieldTypes(model);
  const known = Object.entries(composites)
    .filter(([type]) => used.has(type))
    .map(([, { name, fields }]) => [`${name}=${fields.map((field) => field.name).join(',')}`]);
  const files = holdsFiles(used) ? [['FileItem=fileId,label,extension,url']] : [];
  const unknown = model.objects.flatMap((object) =>
    object.fields.flatMap((field) =>
      field.subFields && field.subFields.length > 0
        ? [[`${compositeName(field, object)}=${field.subFields.join(',')}`]]
        : [],
    ),
  );
  return [...known, ...files, ...unknown];
}

function compositeName(field: ModelField, object: ModelObject): string | undefined {
  if (field.subFields)
    return field.subFields.length > 0 ? `${object.graphql.entity}_${field.name}` : undefined;
  return fieldType(field.type).kind === 'files' ? 'FileItem' : compositeOf(field.type)?.name;
}

/** Composites that every object has under the same name, and none has anything else there. */
function commonComposites(objects: readonly ModelObject[]): ReadonlyMap<string, string> {
  const common = new Map<string, string>();
  for (const name of ['createdBy', 'updatedBy'])
    if (
      objects.every(({ fields }) => {
        const field = fields.find((one) => one.name === name);
        return field === undefined || field.type === 'ACTOR';
      })
    )
      common.set(name, 'Actor');
  return common;
}

/** For each to-one relation whose id is called as usual: the one to-many relation of its target that goes by it. */
type Inverses = ReadonlyMap<string, string>;

const relationKey = (object: ModelObject, column: string, target: ModelObject): string =>
  [object.nameSingular, column, target.nameSingular].join(' ');

function inversesOf(
  objects: readonly ModelObject[],
  relations: readonly (readonly ReadableRelation[])[],
): Inverses {
  const toOne = new Set<string>();
  const inverses = new Map<string, string>();
  for (const [index, object] of objects.entries())
    for (const { field, target } of relations[index] ?? [])
      if (propertyName(field) === `${field.name}Id`)
        toOne.add(relationKey(object, propertyName(field), target));
  for (const [index, object] of objects.entries())
    for (const { field, target, inverseColumn } of relations[index] ?? []) {
      const key = relationKey(target, inverseColumn ?? '', object);
      if (toOne.has(key) && !inverses.has(key)) inverses.set(key, field.name);
    }
  return inverses;
}

function manyWord(object: ModelObject): string {
  const many = manyOf(object);
  return many === `${lowerFirst(object.graphql.entity)}s` ? '' : many || '-';
}

/** The root field that reads many of an object, as far as there is one. */
function manyOf({ operations: { findMany = '' } }: ModelObject): string {
  return isGraphqlName(findMany) ? findMany : '';
}

/** The relations of an object, but for those that are shared. */
function relationWords(
  object: ModelObject,
  relations: readonly ReadableRelation[],
  inverses: Inverses,
): readonly string[] {
  return relations.flatMap((relation) => {
    const { field, target, inverseColumn } = relation;
    const { entity } = target.graphql;
    if (inverseColumn !== undefined)
      return inverses.get(relationKey(target, inverseColumn, object)) === field.name
        ? []
        : [`${field.name}<${unlessAs(field.name, entity)}.${inverseColumn}`];
    if (isMorph(relation)) return [];
    return [`${field.name}>${unlessAs(field.name, entity)}${endOf(object, field, target, inverses)}`];
  });
}

/** The to-many relation at the other end, which goes without saying where it is called as many of the object are. */
function endOf(object: ModelObject, field: ModelField, target: ModelObject, inverses: Inverses): string {
  const inverse = inverses.get(relationKey(object, propertyName(field), target)) ?? '';
  return inverse === object.operations.findMany ? '' : `.${inverse}`;
}

/** Whether a relation is one of several that make up a morph relation, each named with its target. */
function isMorph({ field, target, inverseColumn }: ReadableRelation): boolean {
  const { morph = '' } = field.relation ?? {};
  return inverseColumn === undefined && morph !== '' && field.name === morph + target.graphql.entity;
}

/** Morph relations: objects that have those of a name to the same targets are named together. */
function sharedLines(
  objects: readonly ModelObject[],
  relations: readonly (readonly ReadableRelation[])[],
  inverses: Inverses,
): readonly (readonly string[])[] {
  const sources = new Map<string, string[]>();
  for (const [index, object] of objects.entries())
    for (const relation of relations[index] ?? []) {
      const { field, target } = relation;
      if (!isMorph(relation) || !isWord(`${field.name}>${target.graphql.entity}`)) continue;
      const end = endOf(object, field, target, inverses);
      const key = [field.relation?.morph, target.graphql.entity, end].join(' ');
      sources.set(key, [...(sources.get(key) ?? []), object.graphql.entity]);
    }
  const targets = new Map<string, string[]>();
  for (const [key, entities] of sources) {
    const [morph, target = '', end] = key.split(' ');
    const line = [`${entities.join(',')}/`, morph, end].join(' ');
    targets.set(line, [...(targets.get(line) ?? []), target]);
  }
  return [...targets].map(([key, entities]) => {
    const [line = '', morph = '', end = ''] = key.split(' ');
    const [only = ''] = entities;
    return [
      line,
      entities.length > 1 ? `${morph}>${entities.join(',')}${end}` : `${morph}${only}>${only}${end}`,
    ];
  });
}

/** Names that are not made from the object's own as usual, and the paths of what is unique. */
function nameWords(object: ModelObject): readonly string[] {
  const { graphql, operations, namePlural } = object;
  const usual = {
    filter: 'FilterInput',
    orderBy: 'OrderByInput',
    create: 'CreateInput',
    update: 'UpdateInput',
  } as const;
  const inputs = (Object.keys(usual) as (keyof typeof usual)[])
    .filter((use) => graphql[use] !== graphql.entity + usual[use])
    .map((use) => `${use}!${graphql[use]}`);
  const unique = uniquePaths(object);
  return [
    ...inputs,
    ...(namePlural === operations.findMany ? [] : [`rest!${namePlural}`]),
    ...(unique.length > 0 ? [`unique!${unique.join(',')}`] : []),
  ];
}

function uniquePaths({ fields }: ModelObject): readonly string[] {
  return fields.flatMap((field) => {
    if (!field.isUnique || field.name === 'id' || !field.isActive) return [];
    const composite = compositeOf(field.type);
    // Of several, the first says enough to tell two records of a batch apart.
    return composite
      ? composite.unique.slice(0, 1).map((name) => `${field.name}.${name}`)
      : [propertyName(field)];
  });
}

/** The root field of an operation, where it is not the one that the client makes from the object's names. */
export function unusualRoot(kind: OperationKind, object: ModelObject): string | undefined {
  const { operations } = object;
  const { entity } = object.graphql;
  const findMany = manyOf(object);
  const verb = kind.replace(/(?:One|Many)$/, '');
  const usual: Partial<Record<OperationKind, string>> = {
    findOne: lowerFirst(entity),
    findMany,
    findDuplicates: `${lowerFirst(entity)}Duplicates`,
    groupBy: `${findMany}GroupBy`,
  };
  const root = usual[kind] ?? verb + (kind.endsWith('One') ? entity : upperFirst(findMany));
  return operations[kind] === root ? undefined : operations[kind];
}

import { propertyName } from '../../model/access.ts';
import { isGraphqlName } from '../../model/names.ts';
import type { ModelField, ModelObject, OperationKind } from '../../model/types.ts';
import { unusualRoot } from '../workspace.ts';
import { comment, literal, madeBy, propertyKey } from '../writer.ts';
import { emitKinds } from './aggregates.ts';
import type { ObjectContext } from './context.ts';

/** A function of the generated code. */
export interface FunctionSpec {
  readonly name: string;
  readonly operation: OperationKind;
  /** The interface in the runtime. */
  readonly type: string;
  readonly writes: boolean;
}

const spec = (name: string, operation: OperationKind, type: string): FunctionSpec => ({
  name,
  operation,
  type,
  writes: !/^(?:find|group)/.test(operation),
});

/** Every function that the client has, in the order in which it is written. */
export const functionSpecs: readonly FunctionSpec[] = [
  spec('findMany', 'findMany', 'FindMany'),
  spec('findOne', 'findOne', 'FindOne'),
  spec('findOneOrThrow', 'findOne', 'FindOneOrThrow'),
  spec('count', 'findMany', 'Count'),
  spec('aggregate', 'findMany', 'Aggregate'),
  spec('groupBy', 'groupBy', 'GroupBy'),
  spec('findDuplicates', 'findDuplicates', 'FindDuplicates'),
  spec('createOne', 'createOne', 'CreateOne'),
  spec('createMany', 'createMany', 'CreateMany'),
  spec('updateOne', 'updateOne', 'UpdateOne'),
  spec('updateMany', 'updateMany', 'UpdateMany'),
  spec('deleteOne', 'deleteOne', 'DeleteOne'),
  spec('deleteMany', 'deleteMany', 'DeleteMany'),
  spec('restoreOne', 'restoreOne', 'RestoreOne'),
  spec('restoreMany', 'restoreMany', 'RestoreMany'),
  spec('destroyOne', 'destroyOne', 'DestroyOne'),
  spec('destroyMany', 'destroyMany', 'DestroyMany'),
  spec('mergeMany', 'mergeMany', 'MergeMany'),
];

/** The functions that an object has: those whose operation is in its schema, and no writes where the server refuses them. */
export function functionsOf(object: ModelObject): readonly FunctionSpec[] {
  if (!isGraphqlName(object.graphql.entity)) return [];
  return functionSpecs.filter(
    ({ operation, writes }) =>
      isGraphqlName(object.operations[operation] ?? '') && !(writes && object.isReadOnly),
  );
}

/** The types of an object as its functions take them, and the functions. */
export function emitFunctions(context: ObjectContext): string {
  const { object, imports } = context;
  const { type } = object.names;
  const own = context.own.filter((field) => isReadable(field));
  const types = [
    ['entity', type],
    ['select', `${type}Select`],
    ['relations', `${type}Relations`],
    ['filter', `${type}FilterInput`],
    ['orderBy', `${type}OrderByInput`],
    ['create', `${type}CreateInput`],
    ['update', `${type}UpdateInput`],
    ['kinds', emitKinds(context)],
  ].map(([name, value]) => `  ${name}: ${value};\n`);
  const functions = functionsOf(object);
  if (functions.length > 0) imports.value('../workspace', 'workspace');
  const lines = functions.map(({ name, operation, type: signature }) => {
    const root = unusualRoot(operation, object);
    const args = root === undefined ? 'own' : `own, ${literal(root)}`;
    return madeBy(name, name, args, `${signature}<${type}Types>`);
  });
  return [
    `export interface ${type}Types {\n${types.join('')}}\n`,
    `${comment([`Every own field: \`select: { ...${object.names.namespace}.fields, … }\`.`])}export const fields = {\n${own
      .map((field) => `  ${propertyKey(propertyName(field))}: true,\n`)
      .join('')}} as const;\n`,
    ...(functions.length > 0
      ? [
          `const own: runtime.OwnObject = { workspace, type: ${literal(object.graphql.entity)}, fields };\n`,
          lines.join(''),
        ]
      : []),
  ].join('\n');
}

/** A field of a type that this version does not know, answered as an object whose sub-fields are unknown, cannot be asked for. */
function isReadable(field: ModelField): boolean {
  return field.subFields === undefined || field.subFields.length > 0;
}

import { propertyName } from '../../model/access.ts';
import { compositeOf } from '../../model/composites.ts';
import { fieldType } from '../../model/fields.ts';
import type { ModelField, ModelObject, OperationKind } from '../../model/types.ts';
import { compositeFieldsName } from '../composites.ts';
import { comment, fits, literal, propertyKey } from '../writer.ts';
import { descriptorName, type ObjectContext, withArticle } from './context.ts';

/** A function of the generated code. */
interface FunctionSpec {
  readonly name: string;
  readonly operation: OperationKind;
  /** The interface in the runtime. */
  readonly type: string;
  readonly writes: boolean;
  readonly describe: (one: string, many: string) => string;
}

const spec = (
  name: string,
  operation: OperationKind,
  type: string,
  describe: FunctionSpec['describe'],
): FunctionSpec => ({ name, operation, type, writes: !operation.startsWith('find'), describe });

/** Every function that the client has, in the order in which it is written. */
export const functionSpecs: readonly FunctionSpec[] = [
  spec('findMany', 'findMany', 'FindMany', (_, many) => `Reads ${many}: await a page, or iterate over all.`),
  spec('findOne', 'findOne', 'FindOne', (one) => `Reads ${one}; null when there is none.`),
  spec('findOneOrThrow', 'findOne', 'FindOneOrThrow', (one) => `Reads ${one}; throws when there is none.`),
  spec('createOne', 'createOne', 'CreateOne', (one) => `Creates ${one}.`),
  spec('createMany', 'createMany', 'CreateMany', (_, many) => `Creates ${many}, any number, in order.`),
  spec('updateOne', 'updateOne', 'UpdateOne', (one) => `Updates ${one}.`),
  spec('updateMany', 'updateMany', 'UpdateMany', () => `Updates all that match, soft-deleted ones too.`),
  spec('deleteOne', 'deleteOne', 'ChangeOne', (one) => `Soft-deletes ${one}: it can be restored.`),
  spec('deleteMany', 'deleteMany', 'ChangeMany', () => `Soft-deletes all that match.`),
  spec('restoreOne', 'restoreOne', 'ChangeOne', (one) => `Restores ${one}.`),
  spec('restoreMany', 'restoreMany', 'ChangeMany', () => `Restores all that match.`),
  spec('destroyOne', 'destroyOne', 'ChangeOne', (one) => `Destroys ${one} for good.`),
  spec(
    'destroyMany',
    'destroyMany',
    'ChangeMany',
    () => `Destroys all that match for good, soft-deleted ones too.`,
  ),
];

/** The functions that an object has: those whose operation is in its schema, and no writes where the server refuses them. */
export function functionsOf(object: ModelObject): readonly FunctionSpec[] {
  return functionSpecs.filter(
    ({ operation, writes }) => object.operations[operation] !== undefined && !(writes && object.isReadOnly),
  );
}

/** The types of an object as its functions take them, its description for the client, and the functions. */
export function emitFunctions(context: ObjectContext): string {
  const { object, imports } = context;
  const { type } = object.names;
  const descriptor = descriptorName(object);
  const many = object.labelPlural.trim().toLowerCase() || object.namePlural;
  const own = context.own.filter((field) => isReadable(field));
  const types = [
    ['entity', type],
    ['select', `${type}Select`],
    ['relations', `${type}Relations`],
    ['filter', `${type}FilterInput`],
    ['orderBy', `${type}OrderByInput`],
    ['create', `${type}CreateInput`],
    ['update', `${type}UpdateInput`],
  ].map(([name, value]) => `  ${name}: ${value};\n`);
  imports.value('../workspace', 'workspace');
  const functions = functionsOf(object).map((entry) => {
    const root = object.operations[entry.operation] ?? '';
    const doc = comment([entry.describe(withArticle(object), many)]);
    const call = `/* @__PURE__ */ runtime.${entry.name}`;
    const args = `own, ${literal(root)}`;
    const as = ` as runtime.${entry.type}<${type}Types>;\n`;
    const line = `export const ${entry.name} = ${call}(${args})${as}`;
    return doc + (fits(line) ? line : `export const ${entry.name} = ${call}(\n  ${args},\n)${as}`);
  });
  return [
    `export interface ${type}Types {\n${types.join('')}}\n`,
    emitDescriptor(context, own),
    `${comment([`Every own field: \`select: { ...${object.names.namespace}.fields, … }\`.`])}export const fields = {\n${own
      .map((field) => `  ${propertyKey(propertyName(field))}: true,\n`)
      .join('')}} as const;\n`,
    `const own: runtime.OwnObject = { object: ${descriptor}, fields };\n`,
    ...functions,
  ].join('\n');
}

/** A field of a type that this version does not know, answered as an object whose sub-fields are unknown, cannot be asked for. */
function isReadable(field: ModelField): boolean {
  return field.subFields === undefined || field.subFields.length > 0;
}

function emitDescriptor(context: ObjectContext, own: readonly ModelField[]): string {
  const { object, imports, relations } = context;
  const { graphql, operations } = object;
  const nested = own.flatMap((field) => {
    const subFields = subFieldsOf(field, context);
    return subFields === undefined ? [] : [`    ${propertyKey(field.name)}: ${subFields},\n`];
  });
  const related = relations.map(({ field, target, inverseColumn }) => {
    const name =
      target === object
        ? descriptorName(target)
        : imports.value(`./${target.names.file}`, descriptorName(target));
    const value = inverseColumn === undefined ? name : `[${name}, ${literal(inverseColumn)}]`;
    // Of a key that Object.prototype has too, TypeScript does not expect a pair.
    const as = inverseColumn !== undefined && field.name in Object.prototype ? ' as const' : '';
    return `    ${propertyKey(field.name)}: ${value}${as},\n`;
  });
  const derived = {
    filter: 'FilterInput',
    orderBy: 'OrderByInput',
    create: 'CreateInput',
    update: 'UpdateInput',
  } as const;
  const inputs = (Object.keys(derived) as (keyof typeof derived)[])
    .filter((use) => graphql[use] !== graphql.entity + derived[use])
    .map((use) => `${use}: ${literal(graphql[use])}`);
  return [
    `export const ${descriptorName(object)}: runtime.ObjectDescriptor = {\n`,
    `  type: ${literal(graphql.entity)},\n`,
    operations.findMany === undefined ? '' : `  many: ${literal(operations.findMany)},\n`,
    inputs.length > 0 ? `  inputs: { ${inputs.join(', ')} },\n` : '',
    '  workspace,\n',
    `  composites: {${nested.length > 0 ? `\n${nested.join('')}  ` : ''}},\n`,
    related.length > 0 ? `  relations: () => ({\n${related.join('')}  }),\n` : '  relations: () => ({}),\n',
    '};\n',
  ].join('');
}

function subFieldsOf(field: ModelField, { imports }: ObjectContext): string | undefined {
  if (field.subFields !== undefined) return literal(field.subFields.join(' '));
  if (fieldType(field.type).kind === 'files') return imports.value('../composites', 'fileItemFields');
  const composite = compositeOf(field.type);
  return composite && imports.value('../composites', compositeFieldsName(composite.name));
}

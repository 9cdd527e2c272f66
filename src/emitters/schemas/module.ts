import { collectImports } from '../../emit/imports.ts';
import type { Imports } from '../../emit/imports.ts';
import type { EmitContext, GeneratedFile } from '../../emit/types.ts';
import { withArticle } from '../../emit/object/context.ts';
import { comment, fits, header, literal, memberKey, propertyKey } from '../../emit/writer.ts';
import { by } from '../../model/order.ts';
import type { Model, ModelObject } from '../../model/types.ts';
import { compositeShapes } from './composites.ts';
import type { Dialect, Printed, Scope } from './dialect.ts';
import { shapesOf, targetsOf, whereUniqueShape, type InputShapes } from './object.ts';
import type { Member, Shape } from './shape.ts';

/** The schemas of a workspace in the words of one library: an index, the shared ones, and a module for each object. */
export function emitSchemas(model: Model, context: EmitContext, dialect: Dialect): readonly GeneratedFile[] {
  const objects = model.objects.toSorted(by(({ names }) => names.file));
  return [
    emitIndex(objects, context, dialect),
    emitValues(model, context, dialect),
    ...objects.map((object) => emitObject(object, model, context, dialect)),
  ];
}

function emitIndex(
  objects: readonly ModelObject[],
  { importExtension }: EmitContext,
  { name }: Dialect,
): GeneratedFile {
  const modules = ['values', ...objects.map(({ names }) => `objects/${names.file}`)];
  const lines = modules.map((module) => `export * from ${literal(`./${module}${importExtension}`)};\n`);
  return { path: `${name}/index.ts`, content: header + lines.join('') };
}

/** values.ts: formats of text, composites, and what names a record that is connected to. */
function emitValues(model: Model, context: EmitContext, dialect: Dialect): GeneratedFile {
  const imports = collectImports(context.importExtension);
  const needs = new Set<string>();
  const scope: Scope = { enums: context.enums, values: '', need: (what) => needs.add(what) };
  const formats = dialect.formats(model, context);
  for (const [module, name] of formats.flatMap((format) => format.imports ?? [])) {
    imports.value(module, name);
  }
  const connected = new Set(
    model.capabilities.includes('connect')
      ? model.objects
          .filter(({ isReadOnly }) => !isReadOnly)
          .flatMap((object) => [...targetsOf(object, model).values()])
      : [],
  );
  const parts = [
    ...formats.map(({ content }) => content),
    ...compositeShapes(model).map(({ name, description, shape }) =>
      shape.kind === 'object'
        ? objectSchema(name, description, shape.members, shape.isStrict, dialect, scope)
        : declare(`${name}Schema`, [description], print(shape, dialect, scope)),
    ),
    ...[...connected].toSorted(by(({ names }) => names.type)).flatMap((object) => {
      const { type } = object.names;
      const where = `${type}WhereUniqueInputSchema`;
      return [
        declare(
          where,
          [`What a relation to ${type} names the record by.`],
          print(whereUniqueShape(object), dialect, scope),
        ),
        declare(`${type}Relation`, [], dialect.toOne(where)),
      ];
    }),
  ];
  const client = clientImport(needs, '../composites', context);
  return {
    path: `${dialect.name}/values.ts`,
    content: `${header}${libraryImport(dialect)}${client}${imports.toString()}\n${parts.join('\n')}`,
  };
}

/** objects/person.ts: the schemas of the entity, and of what creates and updates it. */
function emitObject(
  object: ModelObject,
  model: Model,
  context: EmitContext,
  dialect: Dialect,
): GeneratedFile {
  const { type, file } = object.names;
  const imports: Imports = collectImports(context.importExtension);
  const needs = new Set<string>();
  const scope: Scope = { enums: context.enums, values: 'values.', need: (what) => needs.add(what) };
  const { entity, inputs } = shapesOf(object, model, context);
  const parts = [
    objectSchema(type, `${type}, as the API answers it.`, entity, false, dialect, scope),
    ...(inputs ? inputSchemas(type, withArticle(object), inputs, dialect, scope) : []),
  ];
  if (needs.has('Mapped')) imports.type('../../types', 'Mapped');
  const values = needs.has('values')
    ? `import * as values from ${literal(`../values${context.importExtension}`)};\n`
    : '';
  return {
    path: `${dialect.name}/objects/${file}.ts`,
    content: [
      header,
      libraryImport(dialect),
      clientImport(needs, `../../objects/${file}`, context),
      imports.toString(),
      values,
      '\n',
      parts.join('\n'),
    ].join(''),
  };
}

const libraryImport = ({ local, name }: Dialect): string => `import * as ${local} from ${literal(name)};\n`;

function clientImport(needs: ReadonlySet<string>, module: string, { importExtension }: EmitContext): string {
  if (!needs.has('client') && !needs.has('clientType')) return '';
  const type = needs.has('client') ? '' : 'type ';
  return `import ${type}* as client from ${literal(module + importExtension)};\n`;
}

/** A schema of an object, with the type of its members under a name of its own. */
function objectSchema(
  name: string,
  doc: string,
  members: readonly Member[],
  isStrict: boolean,
  dialect: Dialect,
  scope: Scope,
): string {
  const printed = printMembers(members, dialect, scope);
  const shape = `${name}Shape`;
  return (
    `export type ${shape} = ${printed.type};\n\n` +
    declare(`${name}Schema`, [doc], dialect.object({ code: printed.code, type: shape }, isStrict))
  );
}

function inputSchemas(
  type: string,
  what: string,
  { update, create, choices }: InputShapes,
  dialect: Dialect,
  scope: Scope,
): readonly string[] {
  const base = `${type}UpdateInput`;
  const name = `${type}CreateInputSchema`;
  const doc = [`What creates ${what}.`];
  const updateSchema = objectSchema(base, `What updates ${what}.`, update, true, dialect, scope);
  if (create.length === 0 && choices.length === 0)
    return [updateSchema, declare(name, doc, { code: `${base}Schema`, type: `typeof ${base}Schema` })];
  const of = (chosen: readonly Member[]): Printed => {
    const more = [...create, ...chosen];
    const replaced = more.filter((member) => update.some((other) => other.name === member.name));
    const { code, type: added } = printMembers(more, dialect, scope);
    const shape = `${base}Shape`;
    const kept =
      replaced.length > 0
        ? `Omit<${shape}, ${replaced.map((member) => literal(member.name)).join(' | ')}>`
        : shape;
    const spread = `{\n  ...${dialect.membersOf(`${base}Schema`)},\n${code.slice(2)}`;
    return dialect.object({ code: spread, type: `${kept} & ${added}` }, true);
  };
  const combined = combinations(choices).map(of);
  const [only] = combined;
  return [updateSchema, declare(name, doc, combined.length === 1 && only ? only : dialect.union(combined))];
}

/** One of each. */
function combinations<T>(choices: readonly (readonly T[])[]): readonly (readonly T[])[] {
  return choices.reduce<readonly (readonly T[])[]>(
    (all, choice) => all.flatMap((some) => choice.map((one) => [...some, one])),
    [[]],
  );
}

function declare(name: string, doc: readonly string[], { code, type }: Printed): string {
  const line = `export const ${name}: ${type} = ${code};\n`;
  const isShort = code.includes('\n') || fits(line);
  return comment(doc) + (isShort ? line : `export const ${name}: ${type} =\n  ${code};\n`);
}

/** Members in braces, one a line. */
function printMembers(members: readonly Member[], dialect: Dialect, scope: Scope): Printed {
  const printed = members.map(({ name, shape, isOptional }) => {
    const schema = print(shape, dialect, scope);
    return { name, ...(isOptional ? dialect.optional(schema) : schema) };
  });
  const lines = (line: (member: (typeof printed)[number]) => string): string =>
    printed.length > 0 ? `{\n${printed.map(line).join('')}}` : '{}';
  return {
    code: lines(({ name, code }) => `  ${propertyKey(name)}: ${code},\n`),
    type: lines(({ name, type }) => `  ${memberKey(name)}: ${type};\n`),
  };
}

/** A schema; objects within others stand on one line. */
function print(shape: Shape, dialect: Dialect, scope: Scope): Printed {
  if (shape.kind === 'object') {
    const members = shape.members.map(({ name, shape: of }) => ({ name, ...print(of, dialect, scope) }));
    return dialect.object(
      {
        code: `{ ${members.map(({ name, code }) => `${propertyKey(name)}: ${code}`).join(', ')} }`,
        type: `{ ${members.map(({ name, type }) => `${memberKey(name)}: ${type}`).join('; ')} }`,
      },
      shape.isStrict,
    );
  }
  if (shape.kind === 'union') return dialect.union(shape.of.map((one) => print(one, dialect, scope)));
  return dialect.print(shape, scope);
}

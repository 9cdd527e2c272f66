import { join } from 'node:path';
import { ts } from 'ts-morph';
import { morphTypeName, type typeSuffixes } from '../model/names.ts';
import type { Model, ModelObject } from '../model/types.ts';

/**
 * What a name of the generated code is for:
 *
 * - `read` a property of a record
 * - `select`, `filter`, `order`, `create`, `update` a key of what is passed to a function
 * - `unique` a key of what identifies a record to connect to
 * - `aggregate`, `group` a key of an aggregation
 */
export type Part =
  'read' | 'select' | 'filter' | 'order' | 'create' | 'update' | 'unique' | 'aggregate' | 'group';

/** A name of the generated code, by what it stands for in the model. */
export type Declared =
  | { readonly kind: 'property'; readonly object: string; readonly name: string; readonly part: Part }
  /** Anything that an object's module exports: a type, a function, a picklist. */
  | { readonly kind: 'export'; readonly object: string; readonly name: string }
  /** The object's module as a whole, or what stands for it: a namespace, a property of what createTwenty gives. */
  | { readonly kind: 'namespace'; readonly object: string; readonly name: string }
  /** A value of a picklist, or the name of one of a morph relation's targets. */
  | { readonly kind: 'member'; readonly object: string; readonly of: string; readonly name: string }
  /** All values of a picklist together, where code has a case for each. */
  | { readonly kind: 'values'; readonly object: string; readonly name: string };

/** A type that is a union of strings: a picklist, or the targets of a morph relation. */
export interface Values {
  readonly object: string;
  /** The type's name: `OpportunityStage`. */
  readonly name: string;
  readonly values: ReadonlySet<string>;
  /** The relations that a morph relation is made of. */
  readonly isMorph: boolean;
}

/** The declarations of a program's generated code. */
export interface Declarations {
  readonly byNode: ReadonlyMap<ts.Node, Declared>;
  readonly values: readonly Values[];
  /** What a type of the generated code holds the keys of, by its declaration. */
  readonly parts: ReadonlyMap<ts.Node, TypePart>;
}

export interface TypePart {
  readonly object: string;
  /** `types` of `PersonTypes`, which names all others. */
  readonly part: Part | 'types';
}

const partOf: Readonly<Record<string, Part | 'types'>> = {
  Types: 'types',
  '': 'read',
  Relations: 'read',
  Select: 'select',
  FieldFilter: 'filter',
  FilterInput: 'filter',
  FieldOrderBy: 'order',
  OrderByInput: 'order',
  CreateInput: 'create',
  UpdateInput: 'update',
  WhereUniqueInput: 'unique',
} satisfies Record<'' | (typeof typeSuffixes)[number], Part | 'types'>;

/** Finds what the modules of a model's objects declare, in the generated code as it stands in a program. */
export function readDeclarations(program: ts.Program, output: string, model: Model): Declarations {
  const byNode = new Map<ts.Node, Declared>();
  const values: Values[] = [];
  const parts = new Map<ts.Node, TypePart>();
  const checker = program.getTypeChecker();
  for (const object of model.objects) {
    const file = program.getSourceFile(join(output, 'objects', `${object.names.file}.ts`));
    if (file === undefined) continue;
    byNode.set(file, { kind: 'namespace', object: object.nameSingular, name: object.names.namespace });
    for (const statement of file.statements) {
      readExports(statement, object.nameSingular, byNode);
      readProperties(statement, object, byNode, parts);
    }
    const morphs = object.fields.flatMap(({ relation }) => relation?.morph ?? []);
    readValues(
      file,
      object.nameSingular,
      new Set(morphs.map((morph) => morphTypeName(object.names.type, morph))),
    );
  }
  const composites = program.getSourceFile(join(output, 'composites.ts'));
  // Its one picklist is no object's: through what a record was made.
  if (composites !== undefined) readValues(composites, '', new Set());
  readTwenty(program.getSourceFile(join(output, 'twenty.ts')), model, byNode);
  return { byNode, values, parts };

  function readValues(file: ts.SourceFile, object: string, morphs: ReadonlySet<string>): void {
    for (const statement of file.statements) {
      if (!ts.isTypeAliasDeclaration(statement) && !ts.isEnumDeclaration(statement)) continue;
      const texts = stringsOf(checker.getTypeAtLocation(statement.name));
      const name = statement.name.text;
      if (texts !== null) values.push({ object, name, values: texts, isMorph: morphs.has(name) });
    }
    for (const { of, node, value } of file.statements.flatMap(membersOf))
      byNode.set(node, { kind: 'member', object, of, name: value });
  }
}

function readExports(statement: ts.Statement, object: string, byNode: Map<ts.Node, Declared>): void {
  if (
    ts.isInterfaceDeclaration(statement) ||
    ts.isTypeAliasDeclaration(statement) ||
    ts.isEnumDeclaration(statement)
  )
    byNode.set(statement, { kind: 'export', object, name: statement.name.text });
  for (const { name, node } of variablesOf(statement)) byNode.set(node, { kind: 'export', object, name });
}

function readProperties(
  statement: ts.Statement,
  { nameSingular: object, names }: ModelObject,
  byNode: Map<ts.Node, Declared>,
  parts: Map<ts.Node, TypePart>,
): void {
  const property = (node: ts.PropertySignature | ts.PropertyAssignment, part: Part): void => {
    if (ts.isIdentifier(node.name) || ts.isStringLiteral(node.name))
      byNode.set(node, { kind: 'property', object, name: node.name.text, part });
  };
  if (ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement)) {
    const { text } = statement.name;
    const part = text.startsWith(names.type) ? partOf[text.slice(names.type.length)] : undefined;
    if (part === undefined) return;
    parts.set(statement, { object, part });
    if (part !== 'types') for (const node of propertiesOf(statement)) property(node, part);
  }
  const fields = variablesOf(statement).find(({ name }) => name === 'fields');
  for (const node of fields?.properties ?? []) property(node, 'select');
}

interface Variable {
  readonly name: string;
  readonly node: ts.VariableDeclaration;
  /** Where it is an object. */
  readonly properties: readonly ts.PropertyAssignment[];
}

function variablesOf(statement: ts.Statement): readonly Variable[] {
  if (!ts.isVariableStatement(statement)) return [];
  return statement.declarationList.declarations.flatMap((node) =>
    ts.isIdentifier(node.name)
      ? [
          {
            name: node.name.text,
            node,
            properties: literalOf(node.initializer)?.properties.filter(ts.isPropertyAssignment) ?? [],
          },
        ]
      : [],
  );
}

interface Member {
  /** The picklist. */
  readonly of: string;
  readonly node: ts.Node;
  readonly value: string;
}

/** The members of a picklist, which is an object or an enum. */
function membersOf(statement: ts.Statement): readonly Member[] {
  const nodes: readonly { of: string; node: ts.EnumMember | ts.PropertyAssignment }[] = ts.isEnumDeclaration(
    statement,
  )
    ? statement.members.map((node) => ({ of: statement.name.text, node }))
    : variablesOf(statement).flatMap(({ name: of, properties }) => properties.map((node) => ({ of, node })));
  return nodes.flatMap(({ of, node }) => {
    const { initializer } = node;
    return initializer !== undefined && ts.isStringLiteral(initializer)
      ? [{ of, node, value: initializer.text }]
      : [];
  });
}

function propertiesOf(
  statement: ts.InterfaceDeclaration | ts.TypeAliasDeclaration,
): readonly ts.PropertySignature[] {
  if (ts.isInterfaceDeclaration(statement)) return statement.members.filter(ts.isPropertySignature);
  const { type } = statement;
  const parts = ts.isUnionTypeNode(type) ? type.types : [type];
  return parts.flatMap((part) =>
    ts.isTypeLiteralNode(part) ? part.members.filter(ts.isPropertySignature) : [],
  );
}

function literalOf(expression: ts.Expression | undefined): ts.ObjectLiteralExpression | null {
  if (expression === undefined) return null;
  if (ts.isAsExpression(expression)) return literalOf(expression.expression);
  return ts.isObjectLiteralExpression(expression) ? expression : null;
}

/** The properties of what createTwenty gives. */
function readTwenty(file: ts.SourceFile | undefined, model: Model, byNode: Map<ts.Node, Declared>): void {
  const objects = new Map(model.objects.map(({ names, nameSingular }) => [names.namespace, nameSingular]));
  const twenty = file?.statements.find(
    (statement): statement is ts.InterfaceDeclaration =>
      ts.isInterfaceDeclaration(statement) && statement.name.text === 'Twenty',
  );
  for (const member of twenty?.members ?? []) {
    const name = member.name !== undefined && ts.isIdentifier(member.name) ? member.name.text : '';
    const object = objects.get(name);
    if (object !== undefined) byNode.set(member, { kind: 'namespace', object, name });
  }
}

/** The strings that a type is a union of; null where it is anything else. */
export function stringsOf(type: ts.Type): ReadonlySet<string> | null {
  const parts = type.isUnion() ? type.types : [type];
  const texts = parts.flatMap((part) => (part.isStringLiteral() ? [part.value] : []));
  return texts.length === parts.length && texts.length > 0 ? new Set(texts) : null;
}

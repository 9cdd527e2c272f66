import { ts } from 'ts-morph';
import type { Declared } from './declarations.ts';
import { isUtility, typeHolder, type ValueContext, valuesMeant } from './value-uses.ts';

interface Context extends ValueContext {
  readonly texts: ReadonlySet<string>;
}

interface TextUse {
  readonly form: 'text' | 'module' | 'name';
  readonly declared: Declared;
}

/** What a string in the code means: a module's path, the name of a property, a value of a picklist. */
export function textUses(node: ts.StringLiteralLike, context: Context): readonly TextUse[] {
  const { checker, resolver, texts } = context;
  if (isModulePath(node)) {
    const symbol = checker.getSymbolAtLocation(node);
    const declared = symbol === undefined ? [] : resolver.bySymbol(symbol);
    return declared.flatMap((one) =>
      one.kind === 'namespace' && texts.has(one.name) ? [{ form: 'module', declared: one }] : [],
    );
  }
  if (!texts.has(node.text)) return [];
  return [...propertyNames(node, context), ...valuesMeant(node, context)].map((declared) => ({
    form: 'text',
    declared,
  }));
}

function isModulePath({ parent }: ts.StringLiteralLike): boolean {
  if (ts.isImportDeclaration(parent) || ts.isExportDeclaration(parent)) return true;
  if (ts.isExternalModuleReference(parent)) return true;
  if (ts.isLiteralTypeNode(parent)) return ts.isImportTypeNode(parent.parent);
  return ts.isCallExpression(parent) && parent.expression.kind === ts.SyntaxKind.ImportKeyword;
}

/** `person['nickname']`, `Person['nickname']`, `Pick<Person, 'nickname'>`, `'nickname' in person`, `keyof Person`. */
function propertyNames(node: ts.StringLiteralLike, context: Context): readonly Declared[] {
  const { checker, resolver } = context;
  const { parent } = node;
  const of = (type: ts.Type): readonly Declared[] => resolver.byProperty(type, node.text);
  if (ts.isObjectLiteralElementLike(parent) && parent.name === node) return resolver.byKey(parent);
  if (ts.isElementAccessExpression(parent)) return of(checker.getTypeAtLocation(parent.expression));
  if (ts.isBindingElement(parent) && parent.propertyName === node)
    return of(checker.getTypeAtLocation(parent.parent));
  if (ts.isBinaryExpression(parent) && parent.operatorToken.kind === ts.SyntaxKind.InKeyword)
    return of(checker.getTypeAtLocation(parent.right));
  if (ts.isLiteralTypeNode(parent)) {
    const holder = typeHolder(parent);
    if (ts.isIndexedAccessTypeNode(holder)) return of(checker.getTypeFromTypeNode(holder.objectType));
    const [first] = ts.isTypeReferenceNode(holder) ? (holder.typeArguments ?? []) : [];
    return first === undefined || !isUtility(holder, /^(?:Pick|Omit)$/u)
      ? []
      : of(checker.getTypeFromTypeNode(first));
  }
  const wanted = checker.getContextualType(node);
  const keyed = wanted === undefined ? [] : keyedTypes(wanted);
  return [...keyed, ...typesBeside(node, checker)].flatMap(of);
}

/** In `sortBy(people, 'nickname')`, whose second parameter is a `K extends keyof T`: what is passed beside it. */
function typesBeside(node: ts.StringLiteralLike, checker: ts.TypeChecker): readonly ts.Type[] {
  const list = ts.isArrayLiteralExpression(node.parent) ? node.parent : node;
  const call = list.parent;
  if (!ts.isCallExpression(call) || list === call.expression) return [];
  const index = call.arguments.indexOf(list);
  const { parameters } = checker.getResolvedSignature(call)?.declaration ?? {};
  const parameter = parameters?.[index] ?? parameters?.at(-1);
  if (parameter === undefined || !ts.isParameter(parameter) || parameter.type === undefined) return [];
  const isKey =
    isKeyOf(parameter.type) || namedIn(parameter.type).some((name) => isKeyParameter(name, checker));
  if (!isKey) return [];
  return call.arguments.flatMap((argument) => {
    if (argument === list || ts.isStringLiteralLike(argument)) return [];
    const type = checker.getNonNullableType(checker.getTypeAtLocation(argument));
    const [item] = checker.isArrayLikeType(type) ? checker.getTypeArguments(type as ts.TypeReference) : [];
    return [item ?? type];
  });
}

function isKeyOf(node: ts.TypeNode | undefined): boolean {
  return node !== undefined && ts.isTypeOperatorNode(node) && node.operator === ts.SyntaxKind.KeyOfKeyword;
}

/** `K`, where it is declared as `K extends keyof T`. */
function isKeyParameter({ typeName }: ts.TypeReferenceNode, checker: ts.TypeChecker): boolean {
  const nodes = checker.getSymbolAtLocation(typeName)?.declarations ?? [];
  return nodes.some((node) => ts.isTypeParameterDeclaration(node) && isKeyOf(node.constraint));
}

/** The types that a type is made of by name: `K` of `readonly K[]`. */
function namedIn(node: ts.TypeNode): readonly ts.TypeReferenceNode[] {
  const found: ts.TypeReferenceNode[] = [];
  const visit = (child: ts.Node): void => {
    if (ts.isTypeReferenceNode(child)) found.push(child);
    ts.forEachChild(child, visit);
  };
  visit(node);
  return found;
}

/** The types of whose keys a type is made: `Person` of `keyof Person`, which the checker remembers. */
function keyedTypes(type: ts.Type): readonly ts.Type[] {
  const { origin } = type as { readonly origin?: ts.Type };
  for (const one of [type, origin]) {
    if (one !== undefined && (one.flags & ts.TypeFlags.Index) !== 0) return [(one as ts.IndexType).type];
  }
  return (origin?.isUnion() ?? false) ? (origin as ts.UnionType).types.flatMap(keyedTypes) : [];
}

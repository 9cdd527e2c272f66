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
  return wanted === undefined ? [] : keyedTypes(wanted).flatMap(of);
}

/** The types of whose keys a type is made: `Person` of `keyof Person`, which the checker remembers. */
function keyedTypes(type: ts.Type): readonly ts.Type[] {
  const { origin } = type as { readonly origin?: ts.Type };
  for (const one of [type, origin]) {
    if (one !== undefined && (one.flags & ts.TypeFlags.Index) !== 0) return [(one as ts.IndexType).type];
  }
  return (origin?.isUnion() ?? false) ? (origin as ts.UnionType).types.flatMap(keyedTypes) : [];
}

import { ts } from 'ts-morph';
import { type Declarations, type Declared, stringsOf, type Values } from './declarations.ts';
import type { Resolver } from './resolver.ts';

export interface ValueContext {
  readonly checker: ts.TypeChecker;
  readonly resolver: Resolver;
  readonly declarations: Declarations;
}

/** What a string is compared with, or assigned to. */
interface Wanted {
  readonly type: ts.Type;
  /** What has that type, where it has a name. */
  readonly symbol?: ts.Symbol | undefined;
  /** Which relation of a morph relation is set. */
  readonly isMorph?: boolean;
}

/** The picklists of which a string is meant to be a value. */
export function valuesMeant(node: ts.StringLiteralLike, context: ValueContext): readonly Declared[] {
  const candidates = context.declarations.values.filter(({ values }) => values.has(node.text));
  if (candidates.length === 0) return [];
  const found = wantedAt(node, context).flatMap((wanted) => picklistsOf(wanted, candidates, node, context));
  return [...new Set(found)].map(({ object, name: of }) => ({ kind: 'member', object, of, name: node.text }));
}

/** The picklists that a type holds all values of. Where several have the same values, what has the type tells which it is. */
function picklistsOf(
  { type, symbol, isMorph = false }: Wanted,
  candidates: readonly Values[],
  node: ts.Node | undefined,
  context: ValueContext,
): readonly Values[] {
  // Only those are left in its type that were selected.
  if (isMorph) return candidates.filter((one) => one.isMorph);
  const texts = stringsIn(type, context.checker);
  const fitting = candidates.filter(({ values }) => [...values].every((value) => texts.has(value)));
  if (fitting.length < 2) return fitting;
  const named = new Set([
    ...(symbol === undefined ? [] : namesOf(symbol, context)),
    ...(node === undefined ? [] : keysAround(node)).flatMap((key) =>
      context.resolver.byKey(key).flatMap((one) => namesAt(one, context)),
    ),
  ]);
  const meant = fitting.filter(({ name }) => named.has(name));
  return meant.length > 0 ? meant : fitting;
}

function wantedAt(node: ts.StringLiteralLike, context: ValueContext): readonly Wanted[] {
  const { checker, resolver } = context;
  const { parent } = node;
  if (ts.isBinaryExpression(parent) && isComparison(parent.operatorToken.kind))
    return [declaredType(parent.left === node ? parent.right : parent.left, checker)];
  if (ts.isCaseClause(parent)) return [declaredType(parent.parent.parent.expression, checker)];
  if (ts.isLiteralTypeNode(parent)) {
    const holder = typeHolder(parent);
    const [first] = ts.isTypeReferenceNode(holder) ? (holder.typeArguments ?? []) : [];
    return first !== undefined && isUtility(holder, /^(?:Exclude|Extract)$/u)
      ? [{ type: checker.getTypeFromTypeNode(first), symbol: symbolOf(first, checker) }]
      : [];
  }
  if (ts.isObjectLiteralElementLike(parent) && parent.name === node) return keysWanted(parent, context);
  if (ts.isElementAccessExpression(parent))
    return keyedBy(checker.getTypeAtLocation(parent.expression)).map((type) => ({ type }));
  return resolver.expectedOf(node).flatMap((one) => (one.kind === 'type' ? [{ type: one.type }] : []));
}

/** The picklists of which an identifier is a value: in `{ NEW: … }` or `labels.NEW`, by a `Record<OpportunityStage, …>`. */
export function keysMeant(node: ts.Identifier, context: ValueContext): readonly Declared[] {
  const candidates = context.declarations.values.filter(({ values }) => values.has(node.text));
  if (candidates.length === 0) return [];
  const { parent } = node;
  const wanted = ts.isPropertyAccessExpression(parent)
    ? keyedBy(context.checker.getTypeAtLocation(parent.expression)).map((type) => ({ type }))
    : ts.isObjectLiteralElementLike(parent)
      ? keysWanted(parent, context)
      : [];
  const found = wanted.flatMap((one) => picklistsOf(one, candidates, node, context));
  return [...new Set(found)].map(({ object, name: of }) => ({ kind: 'member', object, of, name: node.text }));
}

/** The picklists that a type, or what an expression names, is of. */
export function picklistsAt(node: ts.Expression | ts.Type, context: ValueContext): readonly Values[] {
  const wanted =
    'kind' in node ? [declaredType(node, context.checker)] : keyedBy(node).map((type) => ({ type }));
  return wanted.flatMap((one) =>
    picklistsOf(one, context.declarations.values, 'kind' in node ? node : undefined, context),
  );
}

/** Keys of an object that has one for each value. */
function keysWanted(property: ts.ObjectLiteralElementLike, { resolver }: ValueContext): readonly Wanted[] {
  if (!ts.isObjectLiteralExpression(property.parent)) return [];
  return resolver
    .expectedOf(property.parent)
    .flatMap((one) => (one.kind === 'type' ? keyedBy(one.type) : []))
    .map((type) => ({ type }));
}

/** The values that a mapped type has keys for, also `Partial` of such a one. */
function keyedBy(type: ts.Type): readonly ts.Type[] {
  const [first] = type.aliasTypeArguments ?? [];
  if (first === undefined) return [];
  return type.aliasSymbol?.name === 'Record' ? [first] : keyedBy(first);
}

/** The type of what an expression names, as it was declared: what is known of its value at this place may be less. */
function declaredType(expression: ts.Expression, checker: ts.TypeChecker): Wanted {
  const symbol = symbolOf(expression, checker);
  return {
    type: symbol === undefined ? checker.getTypeAtLocation(expression) : checker.getTypeOfSymbol(symbol),
    symbol,
    isMorph: symbol?.name === 'type' && checker.getRootSymbols(symbol).some(isOfMorphTarget),
  };
}

/** `type` of what `targetOf` gives. */
function isOfMorphTarget({ declarations = [] }: ts.Symbol): boolean {
  return declarations.some((node) => {
    const alias = ts.findAncestor(node, ts.isTypeAliasDeclaration);
    return alias?.name.text === 'MorphTarget' && alias.getSourceFile().fileName.endsWith('/runtime/morph.ts');
  });
}

function symbolOf(node: ts.Node, checker: ts.TypeChecker): ts.Symbol | undefined {
  if (ts.isParenthesizedExpression(node) || ts.isNonNullExpression(node))
    return symbolOf(node.expression, checker);
  if (ts.isTypeReferenceNode(node)) return checker.getSymbolAtLocation(node.typeName);
  if (ts.isPropertyAccessExpression(node)) return checker.getSymbolAtLocation(node.name);
  return ts.isIdentifier(node) ? checker.getSymbolAtLocation(node) : undefined;
}

/** The strings among a type's members. */
function stringsIn(type: ts.Type, checker: ts.TypeChecker): ReadonlySet<string> {
  const plain = checker.getNonNullableType(type);
  const whole = stringsOf(plain);
  if (whole !== null) return whole;
  return new Set(plain.isUnion() ? plain.types.flatMap((one) => [...(stringsOf(one) ?? [])]) : []);
}

/** The names of picklists that a variable, a property or a type is declared with. */
function namesOf(symbol: ts.Symbol, context: ValueContext): readonly string[] {
  const { checker, resolver } = context;
  const target = (symbol.flags & ts.SymbolFlags.Alias) === 0 ? symbol : checker.getAliasedSymbol(symbol);
  const declared = resolver.bySymbol(target).flatMap((one) => namesAt(one, context));
  if (declared.length > 0) return declared;
  return (target.declarations ?? []).flatMap((node): readonly string[] => {
    if (ts.isBindingElement(node) && ts.isObjectBindingPattern(node.parent)) {
      const key = node.propertyName ?? node.name;
      const property = ts.isIdentifier(key)
        ? checker.getPropertyOfType(checker.getTypeAtLocation(node.parent), key.text)
        : undefined;
      return property === undefined ? [] : namesOf(property, context);
    }
    if ('type' in node && node.type !== undefined) return typeNames(node.type as ts.TypeNode);
    if (!ts.isVariableDeclaration(node) || node.initializer === undefined) return [];
    const from = symbolOf(node.initializer, checker);
    return from === undefined || from === target ? [] : namesOf(from, context);
  });
}

/** What the declaration of a field, or of a type, names. */
function namesAt(declared: Declared, { declarations }: ValueContext): readonly string[] {
  if (declared.kind === 'export' || declared.kind === 'member') return [declared.name];
  if (declared.kind !== 'property') return [];
  return [...declarations.byNode].flatMap(([node, other]) =>
    other.kind === 'property' &&
    other.object === declared.object &&
    other.name === declared.name &&
    ts.isPropertySignature(node) &&
    node.type !== undefined
      ? typeNames(node.type)
      : [],
  );
}

function typeNames(node: ts.TypeNode): readonly string[] {
  const names: string[] = [];
  const visit = (child: ts.Node): void => {
    if (ts.isIdentifier(child)) names.push(child.text);
    ts.forEachChild(child, visit);
  };
  visit(node);
  return names;
}

/** The keys of literals that a value stands below, from the nearest. */
function keysAround(node: ts.Node): readonly ts.PropertyAssignment[] {
  const keys: ts.PropertyAssignment[] = [];
  for (let at: ts.Node = node; !ts.isStatement(at) && at.parent !== undefined; at = at.parent) {
    if (ts.isPropertyAssignment(at)) keys.push(at);
    if (ts.isFunctionLike(at)) break;
  }
  return keys;
}

function isComparison(kind: ts.SyntaxKind): boolean {
  return (
    kind === ts.SyntaxKind.EqualsEqualsEqualsToken ||
    kind === ts.SyntaxKind.ExclamationEqualsEqualsToken ||
    kind === ts.SyntaxKind.EqualsEqualsToken ||
    kind === ts.SyntaxKind.ExclamationEqualsToken
  );
}

/** What stands around a literal type, through unions. */
export function typeHolder(node: ts.LiteralTypeNode): ts.Node {
  let { parent }: ts.Node = node;
  while (ts.isUnionTypeNode(parent) || ts.isParenthesizedTypeNode(parent)) ({ parent } = parent);
  return parent;
}

export function isUtility(node: ts.Node, names: RegExp): boolean {
  return ts.isTypeReferenceNode(node) && ts.isIdentifier(node.typeName) && names.test(node.typeName.text);
}

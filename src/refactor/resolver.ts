import { ts } from 'ts-morph';
import type { Declarations, Declared, TypePart } from './declarations.ts';
import {
  declaredAt,
  type Expected,
  expectedAt,
  expectedOfType,
  typeArguments,
  type Types,
} from './expected.ts';
import type { NameIndex } from './name-index.ts';

/** Tells what of the generated code a name in the user's code means. */
export interface Resolver {
  /** Of a name that is used: a variable, a property, a type. */
  bySymbol(symbol: ts.Symbol): readonly Declared[];
  /** Of a key of an object literal. */
  byKey(property: ts.ObjectLiteralElementLike): readonly Declared[];
  /** What the place where an expression stands wants of it. */
  expectedOf(expression: ts.Expression): readonly Expected[];
  /** Of a property that is read of a value of some type. */
  byProperty(type: ts.Type, name: string): readonly Declared[];
}

/** Calls that give what the function that is passed to them gives, or a list of it. */
const passing: ReadonlySet<string> = new Set(['map', 'flatMap', 'from', 'then']);

export function createResolver(
  checker: ts.TypeChecker,
  declarations: Declarations,
  names: NameIndex,
): Resolver {
  const keys = new Map<ts.Node, readonly Declared[]>();
  const wanted = new Map<ts.Node, readonly Expected[]>();
  const types: Types = { checker, partOf, declaredBy: bySymbol };
  return { bySymbol, byKey, byProperty, expectedOf };

  function partOf(type: ts.Type): TypePart | undefined {
    for (const symbol of [type.aliasSymbol, type.getSymbol()]) {
      for (const node of symbol?.declarations ?? []) {
        const part = declarations.parts.get(node);
        if (part !== undefined) return part;
      }
    }
    return undefined;
  }

  function bySymbol(symbol: ts.Symbol): readonly Declared[] {
    const target = (symbol.flags & ts.SymbolFlags.Alias) === 0 ? symbol : checker.getAliasedSymbol(symbol);
    // Through mapped types, unions, intersections and spreads, to where the name was written.
    const nodes = checker.getRootSymbols(target).flatMap((root) => root.declarations ?? []);
    return unique(nodes.flatMap(byDeclaration));
  }

  function byDeclaration(node: ts.Declaration): readonly Declared[] {
    const declared = declarations.byNode.get(node);
    if (declared !== undefined) return [declared];
    if (ts.isObjectLiteralElementLike(node) && ts.isObjectLiteralExpression(node.parent)) return byKey(node);
    if (ts.isPropertySignature(node) || ts.isPropertyDeclaration(node)) return byBase(node);
    return [];
  }

  /** A property of the user's own interface or class is that of a generated type which it extends. */
  function byBase(node: ts.PropertySignature | ts.PropertyDeclaration): readonly Declared[] {
    const { parent, name } = node;
    if (!ts.isInterfaceDeclaration(parent) && !ts.isClassLike(parent)) return [];
    if (!ts.isIdentifier(name) && !ts.isStringLiteral(name)) return [];
    return (parent.heritageClauses ?? [])
      .flatMap((clause) => clause.types)
      .flatMap((base) => {
        const symbol = checker.getPropertyOfType(checker.getTypeAtLocation(base), name.text);
        return symbol === undefined ? [] : bySymbol(symbol);
      });
  }

  function byKey(property: ts.ObjectLiteralElementLike): readonly Declared[] {
    const known = keys.get(property);
    if (known !== undefined) return known;
    // What a literal's type is inferred from may be the literal itself.
    keys.set(property, []);
    const { name, parent } = property;
    const text = name !== undefined && isPlainName(name) ? name.text : null;
    const found =
      text === null || !ts.isObjectLiteralExpression(parent)
        ? []
        : unique(expectedOf(parent).flatMap((one) => declaredAt(types, one, text)));
    keys.set(property, found);
    return found;
  }

  function expectedOf(expression: ts.Expression): readonly Expected[] {
    const known = wanted.get(expression);
    if (known !== undefined) return known;
    wanted.set(expression, []);
    const found = expectedBy(expression, expression.parent);
    wanted.set(expression, found);
    return found;
  }

  function expectedBy(expression: ts.Expression, parent: ts.Node): readonly Expected[] {
    if (ts.isParenthesizedExpression(parent) || ts.isNonNullExpression(parent)) return expectedOf(parent);
    if (ts.isAwaitExpression(parent) || ts.isSpreadElement(parent)) return expectedOf(parent);
    if (ts.isSatisfiesExpression(parent))
      return [...expectedOfType(types, checker.getTypeFromTypeNode(parent.type)), ...expectedOf(parent)];
    if (ts.isAsExpression(parent) || ts.isTypeAssertionExpression(parent)) {
      return ts.isConstTypeReference(parent.type)
        ? expectedOf(parent)
        : expectedOfType(types, checker.getTypeFromTypeNode(parent.type));
    }
    if (ts.isConditionalExpression(parent) && parent.condition !== expression) return expectedOf(parent);
    if (ts.isBinaryExpression(parent) && isChoice(parent.operatorToken.kind)) return expectedOf(parent);
    if (ts.isArrayLiteralExpression(parent)) return expectedOf(parent);
    if (ts.isSpreadAssignment(parent)) return expectedOf(parent.parent);
    if (ts.isPropertyAssignment(parent) || ts.isShorthandPropertyAssignment(parent))
      return expectedOfProperty(parent);
    if (ts.isVariableDeclaration(parent) && parent.initializer === expression)
      return expectedOfVariable(expression, parent);
    if (ts.isCallExpression(parent) && parent.expression !== expression)
      return expectedOfArgument(expression, parent);
    if (ts.isReturnStatement(parent) || (ts.isArrowFunction(parent) && parent.body === expression))
      return expectedOfResult(expression, parent);
    return byContext(expression);
  }

  function byContext(expression: ts.Expression): readonly Expected[] {
    const type = checker.getContextualType(expression);
    return type === undefined ? [] : expectedOfType(types, type);
  }

  function expectedOfProperty(
    property: ts.PropertyAssignment | ts.ShorthandPropertyAssignment,
  ): readonly Expected[] {
    const { name, parent } = property;
    if (!isPlainName(name)) return [];
    const above = expectedOf(parent).flatMap((one) => expectedAt(types, one, name.text));
    if (above.length > 0) return above;
    // An object that holds selects, filters and so on, to be used one by one.
    return names
      .uses(name.text)
      .filter(
        (use) =>
          ts.isPropertyAccessExpression(use.parent) &&
          use.parent.name === use &&
          rootsOf(checker.getSymbolAtLocation(use)).includes(property),
      )
      .flatMap((use) => expectedOf(use.parent as ts.PropertyAccessExpression));
  }

  function rootsOf(symbol: ts.Symbol | undefined): readonly ts.Declaration[] {
    return symbol === undefined
      ? []
      : checker.getRootSymbols(symbol).flatMap(({ declarations: nodes }) => nodes ?? []);
  }

  function expectedOfVariable(
    expression: ts.Expression,
    declaration: ts.VariableDeclaration,
  ): readonly Expected[] {
    if (declaration.type !== undefined || !ts.isIdentifier(declaration.name)) return byContext(expression);
    return references(declaration.name).flatMap((use) => expectedOf(use));
  }

  /** Where a variable or a function is used, in any file. */
  function references(name: ts.Identifier): readonly ts.Identifier[] {
    const symbol = checker.getSymbolAtLocation(name);
    return names.uses(name.text).filter((use) => {
      if (use === name) return false;
      const used = ts.isShorthandPropertyAssignment(use.parent)
        ? checker.getShorthandAssignmentValueSymbol(use.parent)
        : checker.getSymbolAtLocation(use);
      if (used === undefined) return false;
      return (used.flags & ts.SymbolFlags.Alias) === 0
        ? used === symbol
        : checker.getAliasedSymbol(used) === symbol;
    });
  }

  function expectedOfArgument(expression: ts.Expression, call: ts.CallExpression): readonly Expected[] {
    const signature = checker.getResolvedSignature(call);
    const index = call.arguments.indexOf(expression);
    const parameter = signature?.parameters[index];
    const declared = parameter === undefined ? [] : expectedOfType(types, checker.getTypeOfSymbol(parameter));
    const node = signature?.declaration?.parameters[index];
    // `<S extends PersonSelect>(select: S)`: what was inferred for S says nothing, its constraint does.
    const general =
      node === undefined || !ts.isParameter(node) || node.type === undefined
        ? []
        : expectedOfType(types, checker.getTypeFromTypeNode(node.type));
    return [...declared, ...general];
  }

  /** What a function gives: by its own type, by who takes the function, or by who calls it. */
  function expectedOfResult(expression: ts.Expression, parent: ts.Node): readonly Expected[] {
    const made = ts.findAncestor(parent, ts.isFunctionLike);
    if (made === undefined || ('type' in made && made.type !== undefined)) return byContext(expression);
    const found = byContext(expression);
    const holder = made.parent;
    if (ts.isCallExpression(holder) && ts.isPropertyAccessExpression(holder.expression)) {
      return passing.has(holder.expression.name.text) ? [...found, ...expectedOf(holder)] : found;
    }
    const name = ts.isFunctionDeclaration(made)
      ? made.name
      : ts.isVariableDeclaration(holder) && ts.isIdentifier(holder.name)
        ? holder.name
        : undefined;
    if (name === undefined) return found;
    const calls = references(name).flatMap((use) =>
      ts.isCallExpression(use.parent) && use.parent.expression === use ? [use.parent] : [],
    );
    return [...found, ...calls.flatMap((call) => expectedOf(call))];
  }

  function byProperty(type: ts.Type, name: string): readonly Declared[] {
    const parts = type.isUnion() ? type.types : [checker.getNonNullableType(type)];
    return unique(
      parts.flatMap((part) => {
        const symbol = checker.getPropertyOfType(checker.getNonNullableType(part), name);
        if (symbol === undefined) return [];
        const declared = bySymbol(symbol);
        return declared.length > 0 ? declared : byOwner(part, name);
      }),
    );
  }

  /** Of types that are the same for every object but for a parameter: what has a client bound, and groups. */
  function byOwner(type: ts.Type, name: string): readonly Declared[] {
    const [of] = type.aliasTypeArguments ?? typeArguments(types, type);
    const owner = of === undefined ? undefined : partOf(of);
    if (owner?.part !== 'types') return [];
    const { object } = owner;
    return (type.aliasSymbol ?? type.getSymbol())?.name === 'Group'
      ? [{ kind: 'property', object, name, part: 'aggregate' }]
      : [{ kind: 'export', object, name }];
  }
}

function isPlainName(name: ts.PropertyName): name is ts.Identifier | ts.StringLiteral {
  return ts.isIdentifier(name) || ts.isStringLiteral(name);
}

function isChoice(kind: ts.SyntaxKind): boolean {
  return (
    kind === ts.SyntaxKind.BarBarToken ||
    kind === ts.SyntaxKind.AmpersandAmpersandToken ||
    kind === ts.SyntaxKind.QuestionQuestionToken
  );
}

function unique(declared: readonly Declared[]): readonly Declared[] {
  const seen = new Map(declared.map((one) => [JSON.stringify(one), one]));
  return [...seen.values()];
}

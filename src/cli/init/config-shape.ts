import { ts } from 'ts-morph';
import type { Bundler } from './project.ts';

/** Where a call of a plugin goes: first into a list, or with a list into settings that have none. */
export interface Place {
  readonly node: ts.ArrayLiteralExpression | ts.ObjectLiteralExpression;
}

/** What a file exports, and what it declares at its top. */
export interface TopLevel {
  readonly exported: { readonly expression: ts.Node; readonly isCommonJs: boolean } | null;
  readonly declared: ReadonlyMap<string, ts.Node>;
}

export function topLevel(source: ts.SourceFile): TopLevel {
  const declared = new Map<string, ts.Node>();
  let exported: TopLevel['exported'] = null;
  for (const statement of source.statements) {
    if (ts.isVariableStatement(statement)) {
      for (const { name, initializer } of statement.declarationList.declarations)
        if (ts.isIdentifier(name) && initializer !== undefined) declared.set(name.text, initializer);
    } else if (ts.isFunctionDeclaration(statement)) {
      if (statement.name !== undefined) declared.set(statement.name.text, statement);
      const isDefault = statement.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.DefaultKeyword);
      if (isDefault === true) exported = { expression: statement, isCommonJs: false };
    } else if (ts.isExportAssignment(statement)) {
      exported = { expression: statement.expression, isCommonJs: false };
    } else if (ts.isExpressionStatement(statement) && isModuleExports(statement.expression)) {
      exported = { expression: statement.expression.right, isCommonJs: true };
    }
  }
  return { exported, declared };
}

function isModuleExports(node: ts.Expression): node is ts.BinaryExpression {
  return (
    ts.isBinaryExpression(node) &&
    node.operatorToken.kind === ts.SyntaxKind.EqualsToken &&
    ts.isPropertyAccessExpression(node.left) &&
    ts.isIdentifier(node.left.expression) &&
    node.left.expression.text === 'module' &&
    node.left.name.text === 'exports'
  );
}

/**
 * The objects that a bundler takes its settings from: several where a function returns one of several, or the config is a
 * list. Null where that cannot be told.
 */
export function configObjects(
  source: ts.SourceFile,
  bundler: Bundler,
): readonly ts.ObjectLiteralExpression[] | null {
  const { exported, declared } = topLevel(source);
  if (bundler === 'esbuild') return argumentsOfEsbuild(source, declared);
  return exported === null ? null : objectsOf(exported.expression, declared, new Set());
}

type Declared = TopLevel['declared'];

function objectsOf(
  node: ts.Node,
  declared: Declared,
  seen: ReadonlySet<ts.Node>,
): readonly ts.ObjectLiteralExpression[] | null {
  if (seen.has(node)) return null;
  const within = new Set([...seen, node]);
  const all = (nodes: readonly ts.Node[]): readonly ts.ObjectLiteralExpression[] | null => {
    const found = nodes.map((one) => objectsOf(one, declared, within));
    return found.length === 0 || found.some((one) => one === null) ? null : found.flatMap((one) => one ?? []);
  };
  if (ts.isObjectLiteralExpression(node)) return [node];
  if (ts.isArrayLiteralExpression(node)) return all(node.elements);
  if (ts.isConditionalExpression(node)) return all([node.whenTrue, node.whenFalse]);
  if (ts.isIdentifier(node)) return all([declared.get(node.text)].filter((one) => one !== undefined));
  if (ts.isArrowFunction(node) && !ts.isBlock(node.body)) return all([node.body]);
  if (ts.isArrowFunction(node) || ts.isFunctionExpression(node) || ts.isFunctionDeclaration(node))
    return all(returnsOf(node));
  if (ts.isCallExpression(node)) {
    const isDefine = ts.isIdentifier(node.expression) && /^define\w*$/u.test(node.expression.text);
    return isDefine ? all(node.arguments.slice(0, 1)) : null;
  }
  return isWrapped(node) ? all([node.expression]) : null;
}

/** `(x)`, `x as T`, `x satisfies T`, `x!`, `await x`. */
function isWrapped(
  node: ts.Node,
): node is
  | ts.ParenthesizedExpression
  | ts.AsExpression
  | ts.SatisfiesExpression
  | ts.NonNullExpression
  | ts.AwaitExpression {
  return (
    ts.isParenthesizedExpression(node) ||
    ts.isAsExpression(node) ||
    ts.isSatisfiesExpression(node) ||
    ts.isNonNullExpression(node) ||
    ts.isAwaitExpression(node)
  );
}

/** What a function returns, not what functions inside it do; a name is what the function itself declares by it. */
function returnsOf(
  fn: ts.ArrowFunction | ts.FunctionExpression | ts.FunctionDeclaration,
): readonly ts.Expression[] {
  const own = new Map<string, ts.Expression>();
  const returned: ts.Expression[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node)) return;
    if (ts.isVariableDeclaration(node) && ts.isIdentifier(node.name) && node.initializer !== undefined)
      own.set(node.name.text, node.initializer);
    if (ts.isReturnStatement(node) && node.expression !== undefined) returned.push(node.expression);
    ts.forEachChild(node, visit);
  };
  if (fn.body !== undefined) ts.forEachChild(fn.body, visit);
  return returned.map((one) => (ts.isIdentifier(one) ? (own.get(one.text) ?? one) : one));
}

/** What `build` and `context` of esbuild are called with. */
function argumentsOfEsbuild(
  source: ts.SourceFile,
  declared: Declared,
): readonly ts.ObjectLiteralExpression[] | null {
  const given: ts.Expression[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node)) {
      const called = ts.isPropertyAccessExpression(node.expression) ? node.expression.name : node.expression;
      const [options] = node.arguments;
      if (ts.isIdentifier(called) && /^(?:build|context)$/u.test(called.text) && options !== undefined)
        given.push(options);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  const found = given.map((one) => objectsOf(one, declared, new Set()));
  return found.length === 0 || found.some((one) => one === null) ? null : found.flatMap((one) => one ?? []);
}

/** Where the plugins of settings are listed; null where that cannot be told. */
export function pluginList(object: ts.ObjectLiteralExpression, source: ts.SourceFile): Place | null {
  const property = object.properties.find(
    (one) => one.name !== undefined && one.name.getText(source).replaceAll(/['"]/gu, '') === 'plugins',
  );
  if (property === undefined) {
    // What is spread into them may have a list, which a new one would replace.
    return object.properties.some((one) => ts.isSpreadAssignment(one)) ? null : { node: object };
  }
  const { declared } = topLevel(source);
  if (ts.isPropertyAssignment(property)) return listOf(property.initializer, declared);
  return ts.isShorthandPropertyAssignment(property) ? listOf(property.name, declared) : null;
}

function listOf(node: ts.Node, declared: Declared): Place | null {
  if (ts.isArrayLiteralExpression(node)) return { node };
  if (isWrapped(node)) return listOf(node.expression, declared);
  if (ts.isIdentifier(node)) {
    const value = declared.get(node.text);
    return value === undefined || ts.isIdentifier(value) ? null : listOf(value, declared);
  }
  // `[a(), isDev && b()].filter(Boolean)`
  const isKept =
    ts.isCallExpression(node) &&
    ts.isPropertyAccessExpression(node.expression) &&
    /^(?:filter|flat|concat)$/u.test(node.expression.name.text);
  return isKept && ts.isPropertyAccessExpression(node.expression)
    ? listOf(node.expression.expression, declared)
    : null;
}

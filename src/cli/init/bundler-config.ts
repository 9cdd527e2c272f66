import { ts } from 'ts-morph';
import { configObjects, pluginList, topLevel } from './config-shape.ts';
import type { Place } from './config-shape.ts';
import type { Bundler } from './project.ts';

/** What became of a bundler's config. */
export type PluginAdded =
  { readonly text: string } | { readonly isThere: true } | { readonly paste: string; readonly why: string };

interface Insertion {
  readonly at: number;
  readonly text: string;
}

/**
 * Adds our plugin to the text of a bundler's config: an import, and a call where the config lists its plugins, before the
 * others. Only that is inserted, in the file's own style: every other byte stays. A config of a shape that is not understood
 * is left alone.
 */
export function addPlugin(text: string, fileName: string, bundler: Bundler): PluginAdded {
  const source = parse(text, fileName);
  const module = `twenty-codegen/${bundler}`;
  if (importsOf(source).some(({ specifier }) => specifier === module)) return { isThere: true };
  const isCommonJs = topLevel(source).exported?.isCommonJs === true || usesRequire(source);
  const name = freeName(source);
  const statement = isCommonJs
    ? `const { default: ${name} } = require('${module}');`
    : `import ${name} from '${module}';`;
  const asPasted = `${statement}\n\nplugins: [${name}(), …]`;
  if (hasErrors(source)) return { paste: asPasted, why: 'it has errors of syntax' };
  const objects = configObjects(source, bundler);
  if (objects === null || objects.length === 0)
    return { paste: asPasted, why: 'where it holds its settings was not understood' };
  const places = objects.map((object) => pluginList(object, source));
  if (places.some((place) => place === null))
    return { paste: asPasted, why: 'where it lists its plugins was not understood' };

  const newline = text.includes('\r\n') ? '\r\n' : '\n';
  const distinct = new Map(places.flatMap((place) => (place === null ? [] : [[place.node, place] as const])));
  const insertions = [
    importInsertion(source, statement, newline),
    ...[...distinct.values()].map((place) => callInsertion(place, `${name}()`, source, newline)),
  ];
  const edited = insertions
    .toSorted((a, b) => b.at - a.at)
    .reduce((result, { at, text: added }) => result.slice(0, at) + added + result.slice(at), text);
  const isSound = !hasErrors(parse(edited, fileName));
  return isSound
    ? { text: edited }
    : { paste: asPasted, why: 'where it lists its plugins was not understood' };
}

function parse(text: string, fileName: string): ts.SourceFile {
  const kind = /\.[cm]?ts$/u.test(fileName) ? ts.ScriptKind.TS : ts.ScriptKind.JS;
  return ts.createSourceFile(fileName, text, ts.ScriptTarget.Latest, true, kind);
}

function hasErrors(source: ts.SourceFile): boolean {
  const { parseDiagnostics = [] } = source as { readonly parseDiagnostics?: readonly unknown[] };
  return parseDiagnostics.length > 0;
}

interface Import {
  readonly specifier: string;
  readonly statement: ts.Statement;
}

/** What the file imports or requires at its top. */
function importsOf(source: ts.SourceFile): readonly Import[] {
  return source.statements.flatMap((statement): readonly Import[] => {
    if (ts.isImportDeclaration(statement) && ts.isStringLiteral(statement.moduleSpecifier))
      return [{ specifier: statement.moduleSpecifier.text, statement }];
    if (!ts.isVariableStatement(statement)) return [];
    return statement.declarationList.declarations.flatMap(({ initializer }) => {
      const specifier = initializer === undefined ? null : required(initializer);
      return specifier === null ? [] : [{ specifier, statement }];
    });
  });
}

/** `require('x')`, also with what follows it: `.default`, a call. */
function required(node: ts.Expression): string | null {
  if (ts.isPropertyAccessExpression(node)) return required(node.expression);
  if (!ts.isCallExpression(node)) return null;
  const [argument] = node.arguments;
  if (ts.isIdentifier(node.expression) && node.expression.text === 'require')
    return argument !== undefined && ts.isStringLiteral(argument) ? argument.text : null;
  return required(node.expression);
}

function usesRequire(source: ts.SourceFile): boolean {
  const isModule = source.statements.some(
    (statement) => ts.isImportDeclaration(statement) || ts.isExportAssignment(statement),
  );
  return !isModule && importsOf(source).length > 0;
}

/** A name that nothing in the file has. */
function freeName(source: ts.SourceFile): string {
  const taken = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node)) taken.add(node.text);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return ['twenty', 'twentyCodegen'].find((name) => !taken.has(name)) ?? 'twentyCodegenPlugin';
}

/** After the last import; in a file without, before its first statement. */
function importInsertion(source: ts.SourceFile, statement: string, newline: string): Insertion {
  const last = importsOf(source).at(-1)?.statement;
  const styled = inStyle(statement, last?.getText(source));
  if (last !== undefined) return { at: last.getEnd(), text: `${newline}${styled}` };
  const first = source.statements.find(
    (one) => !(ts.isExpressionStatement(one) && ts.isStringLiteral(one.expression)),
  );
  const shebang = ts.getShebang(source.text)?.length ?? 0;
  // Before the comments that belong to the first statement.
  const at = first === undefined ? source.text.length : Math.max(first.getFullStart(), shebang);
  const rest = source.text.slice(at);
  const skipped = /^\s*/u.exec(rest)?.[0].length ?? 0;
  return { at: at + skipped, text: `${styled}${newline}${newline}` };
}

/** With the quotes and the semicolon of another statement. */
function inStyle(statement: string, model: string | undefined): string {
  if (model === undefined) return statement;
  const quoted = model.includes('"') && !model.includes("'") ? statement.replaceAll("'", '"') : statement;
  return model.endsWith(';') ? quoted : quoted.replace(/;$/u, '');
}

function callInsertion(place: Place, call: string, source: ts.SourceFile, newline: string): Insertion {
  const { node } = place;
  const [first] = ts.isArrayLiteralExpression(node) ? node.elements : node.properties;
  const entry = ts.isArrayLiteralExpression(node) ? call : `plugins: [${call}]`;
  const open = node.getStart(source) + 1;
  const space = ts.isArrayLiteralExpression(node) ? '' : ' ';
  if (first === undefined) {
    const inside = source.text.slice(open, node.getEnd() - 1);
    if (inside.trim() === '' && !inside.includes('\n'))
      return { at: open, text: inside === '' ? `${space}${entry}${space}` : `${space || ''}${entry}` };
  }
  const lineEnd = source.text.indexOf('\n', open);
  const start = first?.getStart(source) ?? node.getEnd();
  if (lineEnd === -1 || lineEnd >= start) {
    const isSpaced = source.text[open] === ' ';
    return { at: open, text: `${isSpaced ? ' ' : space}${entry},${isSpaced ? '' : ' '}` };
  }
  const at = source.text[lineEnd - 1] === '\r' ? lineEnd - 1 : lineEnd;
  const indent = first === undefined ? '  ' : indentOf(source.text, start);
  return { at, text: `${newline}${indent}${entry},` };
}

function indentOf(text: string, at: number): string {
  const line = text.slice(text.lastIndexOf('\n', at - 1) + 1, at);
  return /^[ \t]*/u.exec(line)?.[0] ?? '';
}

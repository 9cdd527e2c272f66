import { ts } from 'ts-morph';
import type { Analysis } from './analysis.ts';
import type { Declared } from './declarations.ts';
import { flowUses } from './flow-uses.ts';
import { textUses } from './text-uses.ts';
import { casesOf } from './case-uses.ts';
import { keysMeant, type ValueContext } from './value-uses.ts';

/**
 * How a name stands in the code, and so how it is replaced:
 *
 * - `name` an identifier
 * - `text` a string
 * - `module` the path of a module
 * - `flow` a value whose own type has a key of that name
 * - `key` the key of `{ nickname }`, `value` the variable in it, `binding` the property in a pattern `{ nickname }`
 */
export type Form = 'name' | 'text' | 'module' | 'key' | 'value' | 'binding' | 'flow';

/** A name in the user's code that means something of the generated code. */
export interface Use {
  readonly file: ts.SourceFile;
  readonly node: ts.Node;
  readonly form: Form;
  readonly declared: Declared;
}

/**
 * Finds where the user's code uses names of the generated code.
 *
 * @param texts the names to look for, as they stand in the generated code
 */
export function findUses(analyses: readonly Analysis[], texts: ReadonlySet<string>): readonly Use[] {
  const seen = new Set<string>();
  return analyses.flatMap((context) => {
    const { files } = context;
    const wanted = withAliases(files, texts);
    return files
      .flatMap((file) => {
        const uses: Use[] = [];
        const visit = (node: ts.Node): void => {
          if (ts.isIdentifier(node) && wanted.has(node.text)) {
            for (const use of usesOfName(node, context)) uses.push({ file, ...use });
          } else if (ts.isStringLiteralLike(node)) {
            for (const use of textUses(node, { ...context, texts })) uses.push({ file, node, ...use });
          }
          for (const declared of flowUses(node, context, texts))
            uses.push({ file, node, form: 'flow', declared });
          for (const { at, declared } of casesOf(node, context, texts))
            uses.push({ file, node: at, form: 'name', declared });
          ts.forEachChild(node, visit);
        };
        visit(file);
        return uses;
      })
      .filter(({ file, node, form, declared }) => {
        // A file may belong to several of the project's programs.
        const key = [file.fileName, node.getStart(file), form, JSON.stringify(declared)].join('\n');
        return !seen.has(key) && seen.add(key);
      });
  });
}

/** The names, and the user's own for what is imported and exported again: `crm` of `people as crm`, or of `* as crm`. */
function withAliases(files: readonly ts.SourceFile[], texts: ReadonlySet<string>): ReadonlySet<string> {
  const names = new Set(texts);
  for (let size = 0; size < names.size;) {
    size = names.size;
    for (const { statements } of files) {
      for (const statement of statements) {
        for (const alias of aliasesIn(statement, names)) names.add(alias);
      }
    }
  }
  return names;
}

function aliasesIn(statement: ts.Statement, names: ReadonlySet<string>): readonly string[] {
  const bindings = ts.isImportDeclaration(statement)
    ? statement.importClause?.namedBindings
    : ts.isExportDeclaration(statement)
      ? statement.exportClause
      : undefined;
  if (bindings === undefined) return [];
  if (ts.isNamespaceImport(bindings) || ts.isNamespaceExport(bindings)) return [bindings.name.text];
  return bindings.elements.flatMap(({ propertyName, name }) =>
    propertyName !== undefined && names.has(propertyName.text) ? [name.text] : [],
  );
}

type Found = Pick<Use, 'node' | 'form' | 'declared'>;

function usesOfName(node: ts.Identifier, context: ValueContext): readonly Found[] {
  const { checker, resolver } = context;
  const { parent } = node;
  const as = (form: Form, declared: readonly Declared[]): readonly Found[] =>
    declared.map((one) => ({ node, form, declared: one }));
  const bySymbol = (symbol: ts.Symbol | undefined): readonly Declared[] =>
    symbol === undefined ? [] : resolver.bySymbol(symbol);

  if (ts.isShorthandPropertyAssignment(parent) && parent.name === node) {
    const value = as('value', bySymbol(checker.getShorthandAssignmentValueSymbol(parent)));
    if (isPattern(parent.parent)) return [...as('binding', read(ofPattern(node))), ...value];
    return [...as('key', [...resolver.byKey(parent), ...keysMeant(node, context)]), ...value];
  }
  if (ts.isObjectLiteralElementLike(parent) && parent.name === node) {
    if (!ts.isObjectLiteralExpression(parent.parent)) return [];
    if (isPattern(parent.parent)) return as('name', read(ofPattern(node)));
    return as('name', [...resolver.byKey(parent), ...keysMeant(node, context)]);
  }
  if (ts.isJsxAttribute(parent) && parent.name === node) {
    const props = checker.getContextualType(parent.parent);
    return props === undefined ? [] : as('name', resolver.byProperty(props, node.text));
  }
  if (ts.isBindingElement(parent) && ts.isObjectBindingPattern(parent.parent)) {
    const isKey = (parent.propertyName ?? parent.name) === node;
    if (isKey) {
      const of = checker.getTypeAtLocation(parent.parent);
      const declared = resolver.byProperty(of, node.text);
      return as(parent.propertyName === node ? 'name' : 'binding', read(declared));
    }
    if (parent.initializer !== node) return [];
  }
  if (ts.isPropertyAccessExpression(parent) && parent.name === node) {
    const declared = bySymbol(checker.getSymbolAtLocation(node));
    if (declared.length > 0) return as('name', read(declared));
    const values = keysMeant(node, context);
    if (values.length > 0) return as('name', values);
    const of = checker.getTypeAtLocation(parent.expression);
    return as('name', read(resolver.byProperty(of, node.text)));
  }
  return as('name', bySymbol(checker.getSymbolAtLocation(node)));

  function ofPattern(name: ts.Identifier): readonly Declared[] {
    return bySymbol(checker.getPropertySymbolOfDestructuringAssignment(name));
  }
}

/** What is read from a result was declared where it was selected, by the user or by us. */
function read(declared: readonly Declared[]): readonly Declared[] {
  return declared.map((one) =>
    one.kind === 'property' && (one.part === 'select' || one.part === 'group' || one.part === 'aggregate')
      ? { ...one, part: 'read' }
      : one,
  );
}

/** `({ nickname } = person)`: a literal by its looks, a pattern by its place. */
function isPattern(literal: ts.Node): boolean {
  const { parent } = literal;
  if (ts.isParenthesizedExpression(parent)) return isPattern(parent);
  if (ts.isBinaryExpression(parent))
    return parent.operatorToken.kind === ts.SyntaxKind.EqualsToken && parent.left === literal;
  if (ts.isForOfStatement(parent)) return parent.initializer === literal;
  if (ts.isPropertyAssignment(parent)) return parent.initializer === literal && isPattern(parent.parent);
  return ts.isArrayLiteralExpression(parent) && isPattern(parent);
}

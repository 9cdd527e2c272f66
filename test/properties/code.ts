import ts from 'typescript';
import type { GeneratedFile } from '../../src/emit/types.ts';

/** A generated file as the compiler reads it. */
export interface Code {
  readonly path: string;
  readonly source: ts.SourceFile;
  /** What the compiler says of its syntax. */
  readonly problems: readonly string[];
}

export function parseFile({ path, content }: GeneratedFile): Code {
  const source = ts.createSourceFile(path, content, ts.ScriptTarget.ES2022, true);
  const { parseDiagnostics } = source as unknown as { parseDiagnostics: readonly ts.Diagnostic[] };
  return {
    path,
    source,
    problems: parseDiagnostics.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n')),
  };
}

/** Every node of a file. */
export function* nodes(root: ts.Node): Generator<ts.Node> {
  const open: ts.Node[] = [root];
  for (let node = open.pop(); node; node = open.pop()) {
    yield node;
    ts.forEachChild(node, (child) => {
      open.push(child);
    });
  }
}

/** What a file declares at its top, as `const x`, `type X`, `interface X`, `enum X`, `function x`; sorted. */
export function declarations({ source }: Code): readonly string[] {
  return source.statements
    .flatMap((statement): string[] => {
      if (ts.isInterfaceDeclaration(statement)) return [`interface ${statement.name.text}`];
      if (ts.isTypeAliasDeclaration(statement)) return [`type ${statement.name.text}`];
      if (ts.isEnumDeclaration(statement)) return [`enum ${statement.name.text}`];
      if (ts.isFunctionDeclaration(statement)) return [`function ${statement.name?.text ?? ''}`];
      if (ts.isVariableStatement(statement))
        return statement.declarationList.declarations.map(({ name }) => `const ${name.getText(source)}`);
      if (ts.isImportDeclaration(statement) || ts.isExportDeclaration(statement)) return [];
      return [`unexpected ${ts.SyntaxKind[statement.kind]}`];
    })
    .toSorted();
}

/** Names that a file imports, and from where. */
export function imported({ source }: Code): readonly { readonly name: string; readonly from: string }[] {
  return source.statements.flatMap((statement) => {
    if (!ts.isImportDeclaration(statement) || !ts.isStringLiteral(statement.moduleSpecifier)) return [];
    const from = statement.moduleSpecifier.text;
    const bindings = statement.importClause?.namedBindings;
    if (bindings && ts.isNamespaceImport(bindings)) return [{ name: bindings.name.text, from }];
    return bindings?.elements.map(({ name }) => ({ name: name.text, from })) ?? [];
  });
}

/** Names that a file exports again from elsewhere. */
export function reexported({ source }: Code): readonly { readonly name: string; readonly from: string }[] {
  return source.statements.flatMap((statement) => {
    if (!ts.isExportDeclaration(statement)) return [];
    const { moduleSpecifier, exportClause } = statement;
    const from = moduleSpecifier && ts.isStringLiteral(moduleSpecifier) ? moduleSpecifier.text : '';
    if (exportClause && ts.isNamespaceExport(exportClause)) return [{ name: exportClause.name.text, from }];
    return exportClause?.elements.map(({ name }) => ({ name: name.text, from })) ?? [];
  });
}

/** Calls and whatever else runs when a module is loaded or a function called, by what is called. */
export function actions({ source }: Code): readonly string[] {
  return [...nodes(source)].flatMap((node) => {
    if (ts.isCallExpression(node) || ts.isNewExpression(node)) return [node.expression.getText(source)];
    const acts =
      ts.isTaggedTemplateExpression(node) ||
      ts.isTemplateExpression(node) ||
      ts.isNoSubstitutionTemplateLiteral(node) ||
      ts.isRegularExpressionLiteral(node) ||
      ts.isBinaryExpression(node) ||
      ts.isDeleteExpression(node) ||
      ts.isExpressionStatement(node);
    return acts ? [ts.SyntaxKind[node.kind]] : [];
  });
}

/** Every string in the code, in values, types and keys. */
export function strings({ source }: Code): readonly string[] {
  return [...nodes(source)].flatMap((node) => (ts.isStringLiteral(node) ? [node.text] : []));
}

/** Every comment, as text. */
export function comments({ source }: Code): readonly string[] {
  const text = source.text;
  const scanner = ts.createScanner(ts.ScriptTarget.ES2022, false, ts.LanguageVariant.Standard, text);
  const found: string[] = [];
  for (let token = scanner.scan(); token !== ts.SyntaxKind.EndOfFileToken; token = scanner.scan())
    if (token === ts.SyntaxKind.MultiLineCommentTrivia || token === ts.SyntaxKind.SingleLineCommentTrivia)
      found.push(scanner.getTokenText());
  return found;
}

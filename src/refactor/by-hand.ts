import { ts } from 'ts-morph';
import type { Analysis } from './analysis.ts';
import type { Declarations } from './declarations.ts';
import { isInside } from './project.ts';
import type { Renames } from './renames.ts';
import type { Use } from './uses.ts';

/** A place that a rename may concern, and that only a person can judge. */
export interface Doubt {
  readonly file: ts.SourceFile;
  readonly node: ts.Node;
  readonly reason: string;
}

/**
 * What renames may concern beyond the names that they are carried through: strings that read like a name that changes,
 * and keys that are only known when the program runs. Only in files that use the generated code.
 */
export function findDoubts(
  analyses: readonly Analysis[],
  output: string,
  renames: Renames,
  uses: readonly Use[],
): readonly Doubt[] {
  const known = new Set(uses.map(({ node }) => node));
  const used = new Set(uses.map(({ file }) => file));
  return analyses.flatMap(({ checker, declarations, files, resolver }) => {
    const renamed = renamedProperties(declarations, renames);
    const own = uses
      .filter(({ form, file }) => form === 'flow' && files.includes(file))
      .map(({ file, node, declared }) => ({
        file,
        node,
        reason: `its own type has a key ${declared.name}, which has another name now`,
      }));
    const others = files
      .filter((file) => usesOutput(file, output, checker) || used.has(file))
      .flatMap((file) => {
        const doubts: Doubt[] = [];
        const visit = (node: ts.Node): void => {
          if (ts.isStringLiteralLike(node) && renames.texts.has(node.text) && !known.has(node)) {
            if (!isPath(node))
              doubts.push({ file, node, reason: `a string that reads like the name ${node.text}` });
          } else if (ts.isElementAccessExpression(node) && !ts.isStringLiteralLike(node.argumentExpression)) {
            const type = checker.getTypeAtLocation(node.expression);
            const name = renamed.find((one) =>
              resolver.byProperty(type, one).some((declared) => renames.newName(declared) !== null),
            );
            if (name !== undefined)
              doubts.push({ file, node, reason: `a key known at run time only, which may be ${name}` });
          }
          ts.forEachChild(node, visit);
        };
        visit(file);
        return doubts;
      });
    return [...own, ...others];
  });
}

function renamedProperties(declarations: Declarations, renames: Renames): readonly string[] {
  const names = new Set<string>();
  for (const declared of declarations.byNode.values()) {
    if (declared.kind === 'property' && renames.newName(declared) !== null) names.add(declared.name);
  }
  return [...names];
}

function usesOutput(file: ts.SourceFile, output: string, checker: ts.TypeChecker): boolean {
  return file.statements.some((statement) => {
    if (!ts.isImportDeclaration(statement) && !ts.isExportDeclaration(statement)) return false;
    const { moduleSpecifier } = statement;
    const symbol = moduleSpecifier === undefined ? undefined : checker.getSymbolAtLocation(moduleSpecifier);
    const [declaration] = symbol?.declarations ?? [];
    return declaration !== undefined && isInside(output, declaration.getSourceFile().fileName);
  });
}

function isPath({ parent }: ts.Node): boolean {
  return ts.isImportDeclaration(parent) || ts.isExportDeclaration(parent);
}

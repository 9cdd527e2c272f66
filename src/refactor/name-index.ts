import { ts } from 'ts-morph';

/** Every name in the user's files. */
export interface NameIndex {
  uses(name: string): readonly ts.Identifier[];
}

/** Made when it is first asked for: most projects need none of it. */
export function createNameIndex(files: readonly ts.SourceFile[]): NameIndex {
  let index: Map<string, ts.Identifier[]> | null = null;
  return {
    uses: (name) => (index ??= read(files)).get(name) ?? [],
  };
}

function read(files: readonly ts.SourceFile[]): Map<string, ts.Identifier[]> {
  const index = new Map<string, ts.Identifier[]>();
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node)) {
      const uses = index.get(node.text);
      if (uses === undefined) index.set(node.text, [node]);
      else uses.push(node);
    }
    ts.forEachChild(node, visit);
  };
  for (const file of files) visit(file);
  return index;
}

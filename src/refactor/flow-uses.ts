import { ts } from 'ts-morph';
import type { Declared, Part } from './declarations.ts';
import type { ValueContext } from './value-uses.ts';

/** What is written by the keys of a value. */
const written: ReadonlySet<Part> = new Set<Part>(['select', 'filter', 'order', 'create', 'update', 'unique']);

/**
 * What of a value that is passed to a generated function is named by a type of the user's own: nothing ties that name to the
 * generated code, and where the name changes there, the compiler may say nothing.
 */
export function flowUses(
  node: ts.Node,
  { checker, resolver }: ValueContext,
  texts: ReadonlySet<string>,
): readonly Declared[] {
  // The root of a file has none.
  const parent = node.parent as ts.Node | undefined;
  if (
    parent === undefined ||
    !ts.isCallExpression(parent) ||
    parent.expression === node ||
    !ts.isExpression(node)
  )
    return [];
  if (ts.isStringLiteralLike(node) || ts.isFunctionLike(node)) return [];
  const expected = resolver.expectedOf(node);
  if (expected.length === 0) return [];
  const plain = checker.getNonNullableType(checker.getTypeAtLocation(node));
  const [item] = checker.isArrayLikeType(plain) ? checker.getTypeArguments(plain as ts.TypeReference) : [];
  const type = item ?? plain;
  return checker.getPropertiesOfType(type).flatMap((property) => {
    if (!texts.has(property.name) || !isOwn(property)) return [];
    return expected.flatMap((one) =>
      one.kind === 'type'
        ? resolver
            .byProperty(one.type, property.name)
            .filter((declared) => declared.kind === 'property' && written.has(declared.part))
        : [],
    );
  });

  /** Declared by a type of the user's, not by a key that is known to mean something. */
  function isOwn(property: ts.Symbol): boolean {
    if (resolver.bySymbol(property).length > 0) return false;
    const nodes = checker.getRootSymbols(property).flatMap(({ declarations }) => declarations ?? []);
    return nodes.some((declaration) => !declaration.getSourceFile().isDeclarationFile);
  }
}

import { ts } from 'ts-morph';
import type { Declared } from './declarations.ts';
import { picklistsAt, type ValueContext } from './value-uses.ts';

interface CaseUse {
  /** Where to point. */
  readonly at: ts.Node;
  readonly declared: Declared;
}

/** Code that has a case for each value of a picklist: a switch, or an object with a key for each. */
export function casesOf(
  node: ts.Node,
  context: ValueContext,
  texts: ReadonlySet<string>,
): readonly CaseUse[] {
  if (!context.declarations.values.some(({ name }) => texts.has(name))) return [];
  const lists = ts.isSwitchStatement(node)
    ? picklistsAt(node.expression, context)
    : ts.isObjectLiteralExpression(node)
      ? context.resolver
          .expectedOf(node)
          .flatMap((one) =>
            one.kind === 'type' && one.type.aliasSymbol?.name === 'Record'
              ? picklistsAt(one.type, context)
              : [],
          )
      : [];
  const at = ts.isSwitchStatement(node) ? node.expression : node;
  return lists
    .filter(({ name }) => texts.has(name))
    .map(({ object, name }) => ({ at, declared: { kind: 'values', object, name } }));
}

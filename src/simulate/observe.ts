import type { OperationKind } from '../model/types.ts';
import type { Selection } from './execute/selection.ts';
import type { JsonObject } from './json.ts';
import type { Table } from './workspace.ts';

/** An operation that a request asks for, by GraphQL or REST, before it is carried out. */
export interface ObservedOperation {
  readonly kind: OperationKind;
  readonly table: Table;
  /** The arguments, as GraphQL has them. */
  readonly given: JsonObject;
  readonly selection: Selection;
}

/**
 * Stands between the API and what carries an operation out: it calls `carryOut` and gives back what that gives, or throws a
 * Fault, which is the answer to this operation; whatever else it throws is that of the whole request.
 */
export type Observer = (operation: ObservedOperation, carryOut: () => unknown) => unknown;

/** Carries an operation out, in the sight of the observer where there is one. */
export function observed(
  { observe }: { readonly observe?: Observer | undefined },
  operation: ObservedOperation,
  carryOut: () => unknown,
): unknown {
  return observe === undefined ? carryOut() : observe(operation, carryOut);
}

/** The paths that a selection reads of each record: `id`, `name.firstName`, `noteTargets.note.title`. */
export function pathsOf(selection: Selection, prefix = ''): readonly string[] {
  return [...selection].flatMap(([name, { selection: nested }]) => {
    if (nested === undefined) return [`${prefix}${name}`];
    const node = nested.get('edges')?.selection?.get('node')?.selection;
    return pathsOf(node ?? nested, `${prefix}${name}.`);
  });
}

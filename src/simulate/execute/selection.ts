import { valueFromASTUntyped } from 'graphql';
import type {
  DirectiveNode,
  DocumentNode,
  FieldNode,
  FragmentDefinitionNode,
  SelectionSetNode,
} from 'graphql';
import { internal } from '../fault.ts';

/** The fields asked for, by name: aliases below the root are ignored, and type conditions not checked. */
export type Selection = ReadonlyMap<string, Selected>;

export interface Selected {
  /** Absent where the field has no sub-selection. */
  readonly selection?: Selection;
}

export type Fragments = ReadonlyMap<string, FragmentDefinitionNode>;

export function fragmentsOf(document: DocumentNode): Fragments {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === 'FragmentDefinition') fragments.set(definition.name.value, definition);
  }
  return fragments;
}

/** The server evaluates these directives with literals only, and stumbles over a variable. */
function isIncluded(directives: readonly DirectiveNode[] | undefined): boolean {
  for (const directive of directives ?? []) {
    const kind = directive.name.value;
    const condition = directive.arguments?.find((argument) => argument.name.value === 'if')?.value;
    if ((kind !== 'include' && kind !== 'skip') || condition === undefined) continue;
    if (condition.kind === 'Variable') {
      throw internal(`Cannot read properties of undefined (reading '${condition.name.value}')`);
    }
    const holds = valueFromASTUntyped(condition) === true;
    if (holds !== (kind === 'include')) return false;
  }
  return true;
}

function collect(
  set: SelectionSetNode,
  fragments: Fragments,
  into: Map<string, FieldNode[]>,
  visited: ReadonlySet<string>,
): void {
  for (const node of set.selections) {
    if (!isIncluded(node.directives)) continue;
    if (node.kind === 'Field') {
      const known = into.get(node.name.value);
      if (known === undefined) into.set(node.name.value, [node]);
      else known.push(node);
    } else if (node.kind === 'InlineFragment') collect(node.selectionSet, fragments, into, visited);
    else {
      const name = node.name.value;
      const fragment = fragments.get(name);
      if (fragment === undefined || visited.has(name)) continue;
      collect(fragment.selectionSet, fragments, into, new Set([...visited, name]));
    }
  }
}

function merged(sets: readonly SelectionSetNode[], fragments: Fragments): Selection {
  const fields = new Map<string, FieldNode[]>();
  for (const set of sets) collect(set, fragments, fields, new Set());
  return new Map(
    [...fields].map(([name, nodes]): [string, Selected] => {
      const nested = nodes.flatMap((node) => node.selectionSet ?? []);
      return [name, nested.length === 0 ? {} : { selection: merged(nested, fragments) }];
    }),
  );
}

export function selectionOf(set: SelectionSetNode | undefined, fragments: Fragments): Selection {
  return set === undefined ? new Map() : merged([set], fragments);
}

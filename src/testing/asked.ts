import type { OperationKind } from '../model/types.ts';
import { pathsOf } from '../simulate/observe.ts';
import type { ObservedOperation } from '../simulate/observe.ts';

/**
 * What is asked of a workspace, in the words of the generated functions. `count` asks for `aggregate`; several `findOne` of
 * one tick are one `findMany`, and createMany asks once for each batch.
 */
export type AskedOperation = OperationKind | 'aggregate';

/** One operation that was asked for. A request may ask for several. */
export interface Asked {
  readonly operation: AskedOperation;
  /** The object as generated code calls it: `people`. */
  readonly object: string;
  /** As GraphQL has them, also where REST was spoken: `filter`, `orderBy`, `first`, `id`, `ids`, `data`, `upsert` … */
  readonly arguments: Readonly<Record<string, unknown>>;
  /** What was to be read of each record, by path: `id`, `name.firstName`, `noteTargets.note.title`. */
  readonly fields: readonly string[];
  readonly transport: Transport;
  /** When, in milliseconds since 1970, as the simulation counts time. */
  readonly at: number;
  /** The server's words, where it refused. */
  readonly refused: string | undefined;
}

export type Transport = 'graphql' | 'rest';

/** What is known before the operation is carried out. */
export function askedOf(
  { kind, table, given, selection }: ObservedOperation,
  transport: Transport,
  at: number,
): Asked {
  const isPage = kind === 'findMany' || kind === 'findDuplicates';
  const nodes = selection.get('edges')?.selection?.get('node')?.selection;
  return {
    operation: kind === 'findMany' && !selection.has('edges') ? 'aggregate' : kind,
    object: table.object.names.namespace,
    // Plain data of its own: that of a document has no prototype.
    arguments: JSON.parse(JSON.stringify(given)) as Asked['arguments'],
    fields: pathsOf(isPage ? (nodes ?? selection) : selection),
    transport,
    at,
    refused: undefined,
  };
}

/** One line of what was asked, for messages: `createMany people {"data":[…]}`. */
export function wordAsked({ operation, object, arguments: given }: Asked): string {
  const text = JSON.stringify(given);
  return `${operation} ${object} ${text.length > 120 ? `${text.slice(0, 119)}…` : text}`;
}

import type { ObjectDescriptor } from './object.js';
import type { Selection } from './selection.js';
import type { Transport } from './transport.js';

/** One call as data: a transport turns it into a request and its answer back into records. */
export interface Operation {
  readonly kind: OperationKind;
  readonly object: ObjectDescriptor;
  /** The GraphQL root field. */
  readonly root: string;
  readonly args: OperationArgs;
  /** What to read of each record. */
  readonly selection: Selection;
  /** What to read beside the records: aggregates. */
  readonly aggregates?: readonly string[];
  /** A write that may be sent again where it may have been carried out; reads always may. */
  readonly isRepeatable?: boolean | undefined;
  /** Carries it out instead of the transport. */
  readonly send?: Transport['send'];
}

export type OperationKind =
  | 'findMany'
  | 'findOne'
  | 'aggregate'
  | 'groupBy'
  | 'findDuplicates'
  | 'createOne'
  | 'createMany'
  | 'updateOne'
  | 'updateMany'
  | 'deleteOne'
  | 'deleteMany'
  | 'restoreOne'
  | 'restoreMany'
  | 'destroyOne'
  | 'destroyMany'
  | 'mergeMany'
  | 'uploadFile';

export interface OperationArgs {
  readonly filter?: object | undefined;
  readonly orderBy?: readonly object[] | undefined;
  readonly first?: number | undefined;
  readonly after?: string | undefined;
  readonly offset?: number | undefined;
  readonly id?: string;
  readonly ids?: readonly string[];
  readonly data?: object | readonly object[];
  readonly upsert?: boolean;
  readonly groupBy?: readonly object[];
  readonly limit?: number | undefined;
  readonly conflictPriorityIndex?: number;
  readonly dryRun?: boolean;
}

/** What findMany answers, before it is a page. */
export interface Connection {
  readonly edges: readonly { readonly node: Row }[];
  readonly totalCount: number;
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

/** A record as the server sent it. */
export type Row = Record<string, unknown>;

/** Whether an operation only reads. */
export const isRead = ({ kind }: Operation): boolean => /^(?:find|agg|group)/.test(kind);

/** Whether a change that may have been carried out can be sent again: it does, and answers, the same. */
export const isRepeatable = (kind: OperationKind, { filter = {} }: OperationArgs): boolean =>
  /^(?:upd|del|res)/.test(kind) &&
  // By a filter, records that were changed the first time may not be found again.
  (kind.endsWith('One') || Object.keys(filter).join() === 'id');

/** What an operation is called by. */
export interface Named {
  readonly kind: OperationKind;
  readonly root: string;
}

/** An operation as messages name it: `findMany people`. */
export const nameOf = ({ kind, root }: Named): string => `${kind} ${root}`;

import type { ObjectDescriptor } from './object.js';

/** One call as data: a transport turns it into a request and its answer back into records. */
export interface Operation {
  readonly kind: OperationKind;
  readonly object: ObjectDescriptor;
  /** The GraphQL root field. */
  readonly root: string;
  readonly args: OperationArgs;
  /** What to read of each record, as the body of a GraphQL selection set. */
  readonly selection: string;
}

export type OperationKind =
  | 'findMany'
  | 'findOne'
  | 'createOne'
  | 'createMany'
  | 'updateOne'
  | 'updateMany'
  | 'deleteOne'
  | 'deleteMany'
  | 'restoreOne'
  | 'restoreMany'
  | 'destroyOne'
  | 'destroyMany';

export interface OperationArgs {
  readonly filter?: object | undefined;
  readonly orderBy?: readonly object[] | undefined;
  readonly first?: number;
  readonly after?: string | undefined;
  readonly offset?: number | undefined;
  readonly id?: string;
  readonly data?: object | readonly object[];
  readonly upsert?: boolean;
}

/** What findMany answers, before it is a page. */
export interface Connection {
  readonly edges: readonly { readonly node: Row }[];
  readonly totalCount: number;
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

/** A record as the server sent it. */
export type Row = Record<string, unknown>;

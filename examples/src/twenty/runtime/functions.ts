import type {
  AggregateArgs,
  Aggregated,
  AggregateName,
  AggregateSelect,
  CountArgs,
  Group,
  GroupByArgs,
  GroupByInput,
} from './aggregateTypes.js';
import type { TwentyClient } from './transport.js';
import type {
  ByFilterArgs,
  ByIdArgs,
  CreateArgs,
  CreateManyArgs,
  DuplicatesArgs,
  FindManyArgs,
  ManyArgs,
  MergeArgs,
  ObjectTypes,
  PagePromise,
  Result,
  SelectArgs,
  Target,
} from './types.js';

/** The signatures of an object's functions. Each takes the client first; `createTwenty` binds it. */

export interface FindMany<T extends ObjectTypes> {
  /** Reads a page of records, or by `for await` all of them. */
  <const S extends T['select'] | undefined = undefined>(
    client: TwentyClient,
    args?: FindManyArgs<T, S>,
  ): PagePromise<Result<T, S>>;
}

export interface FindOne<T extends ObjectTypes> {
  /** Reads one record; null when there is none. Those of one tick share a request. */
  <const S extends T['select'] | undefined = undefined>(
    client: TwentyClient,
    args: ByIdArgs<T, S> | ByFilterArgs<T, S>,
  ): Promise<Result<T, S> | null>;
}

export interface FindOneOrThrow<T extends ObjectTypes> {
  /** Reads one record. @throws TwentyNotFoundError when there is none. */
  <const S extends T['select'] | undefined = undefined>(
    client: TwentyClient,
    args: ByIdArgs<T, S> | ByFilterArgs<T, S>,
  ): Promise<Result<T, S>>;
}

export interface CreateOne<T extends ObjectTypes> {
  /** Creates a record. */
  <const S extends T['select'] | undefined = undefined>(
    client: TwentyClient,
    data: T['create'],
    args?: CreateArgs<T, S>,
  ): Promise<Result<T, S>>;
}

export interface CreateMany<T extends ObjectTypes> {
  /** Creates any number of records, in batches. The answer is in the order of the input; an error says which rows are in. */
  <const S extends T['select'] | undefined = undefined>(
    client: TwentyClient,
    data: readonly T['create'][],
    args?: CreateManyArgs<T, S>,
  ): Promise<Result<T, S>[]>;
}

export interface UpdateOne<T extends ObjectTypes> {
  /** Updates a record. */
  <const S extends T['select'] | undefined = undefined>(
    client: TwentyClient,
    id: string,
    data: T['update'],
    args?: SelectArgs<T, S>,
  ): Promise<Result<T, S>>;
}

export interface UpdateMany<T extends ObjectTypes> {
  /** Updates every record that matches, soft-deleted ones too. */
  <const S extends T['select'] | undefined = undefined>(
    client: TwentyClient,
    target: Target<T>,
    data: T['update'],
    args?: ManyArgs<T, S>,
  ): Promise<Result<T, S>[]>;
}

export interface DeleteOne<T extends ObjectTypes> {
  /** Soft-deletes a record: it can be restored. */
  <const S extends T['select'] | undefined = undefined>(
    client: TwentyClient,
    id: string,
    args?: SelectArgs<T, S>,
  ): Promise<Result<T, S>>;
}

export interface DeleteMany<T extends ObjectTypes> {
  /** Soft-deletes every record that matches. */
  <const S extends T['select'] | undefined = undefined>(
    client: TwentyClient,
    target: Target<T>,
    args?: ManyArgs<T, S>,
  ): Promise<Result<T, S>[]>;
}

export interface RestoreOne<T extends ObjectTypes> {
  /** Restores a soft-deleted record. */
  <const S extends T['select'] | undefined = undefined>(
    client: TwentyClient,
    id: string,
    args?: SelectArgs<T, S>,
  ): Promise<Result<T, S>>;
}

export interface RestoreMany<T extends ObjectTypes> {
  /** Restores every soft-deleted record that matches. */
  <const S extends T['select'] | undefined = undefined>(
    client: TwentyClient,
    target: Target<T>,
    args?: ManyArgs<T, S>,
  ): Promise<Result<T, S>[]>;
}

export interface DestroyOne<T extends ObjectTypes> {
  /** Destroys a record for good. */
  <const S extends T['select'] | undefined = undefined>(
    client: TwentyClient,
    id: string,
    args?: SelectArgs<T, S>,
  ): Promise<Result<T, S>>;
}

export interface DestroyMany<T extends ObjectTypes> {
  /** Destroys every record that matches for good, soft-deleted ones too. */
  <const S extends T['select'] | undefined = undefined>(
    client: TwentyClient,
    target: Target<T>,
    args?: ManyArgs<T, S>,
  ): Promise<Result<T, S>[]>;
}

export interface Count<T extends ObjectTypes> {
  /** Counts the records that match. */
  (client: TwentyClient, args?: CountArgs<T>): Promise<number>;
}

export interface Aggregate<T extends ObjectTypes> {
  /** Aggregates over the records that match: exactly those that `select` names. */
  <const S extends AggregateSelect<AggregateName<T>>>(
    client: TwentyClient,
    args: AggregateArgs<T, S>,
  ): Promise<Aggregated<T['entity'], S>>;
}

export interface GroupBy<T extends ObjectTypes> {
  /** Groups the records that match, and aggregates over each group. */
  <
    const G extends GroupByInput<T>,
    const S extends AggregateSelect<AggregateName<T>> | undefined = undefined,
  >(
    client: TwentyClient,
    args: GroupByArgs<T, G, S>,
  ): Promise<Group<T, G, S>[]>;
}

export interface FindDuplicates<T extends ObjectTypes> {
  /** For each id, or each record as it would be created: those that the CRM takes for the same. */
  <const S extends T['select'] | undefined = undefined>(
    client: TwentyClient,
    args: DuplicatesArgs<T, S>,
  ): Promise<Result<T, S>[][]>;
}

export interface MergeMany<T extends ObjectTypes> {
  /** Merges 2 to 9 records into one and destroys the others; what relates to them moves over. */
  <const S extends T['select'] | undefined = undefined>(
    client: TwentyClient,
    ids: readonly string[],
    args?: MergeArgs<T, S>,
  ): Promise<Result<T, S>>;
}

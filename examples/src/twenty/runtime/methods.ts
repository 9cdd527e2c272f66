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

/** An object's functions with the client bound. */
export interface Methods<T extends ObjectTypes> {
  /** Reads a page of records, or by `for await` all of them. */
  findMany<const S extends T['select'] | undefined = undefined>(
    args?: FindManyArgs<T, S>,
  ): PagePromise<Result<T, S>>;
  /** Reads one record; null when there is none. Those of one tick share a request. */
  findOne<const S extends T['select'] | undefined = undefined>(
    args: ByIdArgs<T, S> | ByFilterArgs<T, S>,
  ): Promise<Result<T, S> | null>;
  /** Reads one record. @throws TwentyNotFoundError when there is none. */
  findOneOrThrow<const S extends T['select'] | undefined = undefined>(
    args: ByIdArgs<T, S> | ByFilterArgs<T, S>,
  ): Promise<Result<T, S>>;
  /** Creates a record. */
  createOne<const S extends T['select'] | undefined = undefined>(
    data: T['create'],
    args?: CreateArgs<T, S>,
  ): Promise<Result<T, S>>;
  /** Creates any number of records, in batches. The answer is in the order of the input; an error says which rows are in. */
  createMany<const S extends T['select'] | undefined = undefined>(
    data: readonly T['create'][],
    args?: CreateManyArgs<T, S>,
  ): Promise<Result<T, S>[]>;
  /** Updates a record. */
  updateOne<const S extends T['select'] | undefined = undefined>(
    id: string,
    data: T['update'],
    args?: SelectArgs<T, S>,
  ): Promise<Result<T, S>>;
  /** Updates every record that matches, soft-deleted ones too. */
  updateMany<const S extends T['select'] | undefined = undefined>(
    target: Target<T>,
    data: T['update'],
    args?: ManyArgs<T, S>,
  ): Promise<Result<T, S>[]>;
  /** Soft-deletes a record: it can be restored. */
  deleteOne<const S extends T['select'] | undefined = undefined>(
    id: string,
    args?: SelectArgs<T, S>,
  ): Promise<Result<T, S>>;
  /** Soft-deletes every record that matches. */
  deleteMany<const S extends T['select'] | undefined = undefined>(
    target: Target<T>,
    args?: ManyArgs<T, S>,
  ): Promise<Result<T, S>[]>;
  /** Restores a soft-deleted record. */
  restoreOne<const S extends T['select'] | undefined = undefined>(
    id: string,
    args?: SelectArgs<T, S>,
  ): Promise<Result<T, S>>;
  /** Restores every soft-deleted record that matches. */
  restoreMany<const S extends T['select'] | undefined = undefined>(
    target: Target<T>,
    args?: ManyArgs<T, S>,
  ): Promise<Result<T, S>[]>;
  /** Destroys a record for good. */
  destroyOne<const S extends T['select'] | undefined = undefined>(
    id: string,
    args?: SelectArgs<T, S>,
  ): Promise<Result<T, S>>;
  /** Destroys every record that matches for good, soft-deleted ones too. */
  destroyMany<const S extends T['select'] | undefined = undefined>(
    target: Target<T>,
    args?: ManyArgs<T, S>,
  ): Promise<Result<T, S>[]>;
  /** Counts the records that match. */
  count(args?: CountArgs<T>): Promise<number>;
  /** Aggregates over the records that match: exactly those that `select` names. */
  aggregate<const S extends AggregateSelect<AggregateName<T>>>(
    args: AggregateArgs<T, S>,
  ): Promise<Aggregated<T['entity'], S>>;
  /** Groups the records that match, and aggregates over each group. */
  groupBy<
    const G extends GroupByInput<T>,
    const S extends AggregateSelect<AggregateName<T>> | undefined = undefined,
  >(
    args: GroupByArgs<T, G, S>,
  ): Promise<Group<T, G, S>[]>;
}

/** The same of an object that has criteria for duplicates. */
export interface DuplicateMethods<T extends ObjectTypes> extends Methods<T> {
  /** For each id, or each record as it would be created: those that the CRM takes for the same. */
  findDuplicates<const S extends T['select'] | undefined = undefined>(
    args: DuplicatesArgs<T, S>,
  ): Promise<Result<T, S>[][]>;
  /** Merges 2 to 9 records into one and destroys the others; what relates to them moves over. */
  mergeMany<const S extends T['select'] | undefined = undefined>(
    ids: readonly string[],
    args?: MergeArgs<T, S>,
  ): Promise<Result<T, S>>;
}

type Bound = (...args: unknown[]) => unknown;

/** Binds every function of an object's module to a client. */
export function bind<M>(client: TwentyClient, module: Readonly<Record<string, unknown>>): M {
  const methods: Record<string, unknown> = {};
  for (const name of Object.keys(module)) {
    const value = module[name];
    methods[name] =
      typeof value === 'function' ? (...args: unknown[]) => (value as Bound)(client, ...args) : value;
  }
  return methods as M;
}

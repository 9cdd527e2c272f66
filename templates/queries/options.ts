import type { DataTag, InfiniteData } from '@tanstack/query-core';
import type {
  AggregateArgs,
  Aggregated,
  AggregateName,
  AggregateSelect,
  CountArgs,
  Group,
  GroupByArgs,
  GroupByInput,
} from '../runtime/aggregateTypes.js';
import type { TwentyClient } from '../runtime/transport.js';
import type {
  AbortSignalLike,
  ByFilterArgs,
  ByIdArgs,
  CreateArgs,
  CreateManyArgs,
  DuplicatesArgs,
  FindManyArgs,
  ManyArgs,
  MergeArgs,
  ObjectTypes,
  Page,
  Result,
  SelectArgs,
  Target,
} from '../runtime/types.js';

/**
 * Options for TanStack Query, as plain data: those of React, Vue, Svelte and Solid take them as they are. A key is
 * `[prefix, object, function, arguments]`, of JSON alone.
 */
export type Key = readonly [prefix: string, object: string, ...rest: unknown[]];

/** For useQuery, useSuspenseQuery, prefetchQuery, fetchQuery …; its key knows what is stored under it. */
export interface Query<D> {
  readonly queryKey: DataTag<Key, D>;
  readonly queryFn: (context: { readonly signal: AbortSignalLike }) => Promise<D>;
}

/** For useInfiniteQuery … A page's parameter is how many records come before it. */
export interface PagesQuery<R> {
  readonly queryKey: DataTag<Key, InfiniteData<Page<R>, number>>;
  readonly queryFn: (context: {
    readonly signal: AbortSignalLike;
    readonly pageParam: number;
  }) => Promise<Page<R>>;
  readonly initialPageParam: number;
  readonly getNextPageParam: (last: Page<R>, pages: Page<R>[], lastParam: number) => number | undefined;
  readonly getPreviousPageParam: (first: Page<R>, pages: Page<R>[], firstParam: number) => number | undefined;
}

/** For useMutation …: `V` is what `mutate` takes. */
export interface Mutation<D, V> {
  readonly mutationKey: Key;
  readonly mutationFn: (variables: V) => Promise<D>;
}

/** The query's own signal is passed on. */
interface NoSignal {
  readonly signal?: never;
}

export interface FindMany<T extends ObjectTypes> {
  /** A page of records. */
  <const S extends T['select'] | undefined = undefined>(
    client: TwentyClient,
    args?: FindManyArgs<T, S> & NoSignal,
  ): Query<Page<Result<T, S>>>;
}

export interface FindManyPages<T extends ObjectTypes> {
  /** Page after page of records, `first` on each. */
  <const S extends T['select'] | undefined = undefined>(
    client: TwentyClient,
    args?: FindManyArgs<T, S> & NoSignal,
  ): PagesQuery<Result<T, S>>;
}

export interface FindOne<T extends ObjectTypes> {
  /** One record; null when there is none. */
  <const S extends T['select'] | undefined = undefined>(
    client: TwentyClient,
    args: (ByIdArgs<T, S> | ByFilterArgs<T, S>) & NoSignal,
  ): Query<Result<T, S> | null>;
}

export interface FindOneOrThrow<T extends ObjectTypes> {
  /** One record; an error when there is none. */
  <const S extends T['select'] | undefined = undefined>(
    client: TwentyClient,
    args: (ByIdArgs<T, S> | ByFilterArgs<T, S>) & NoSignal,
  ): Query<Result<T, S>>;
}

export interface Count<T extends ObjectTypes> {
  /** How many records match. */
  (client: TwentyClient, args?: CountArgs<T> & NoSignal): Query<number>;
}

export interface Aggregate<T extends ObjectTypes> {
  /** Aggregates over the records that match. */
  <const S extends AggregateSelect<AggregateName<T>>>(
    client: TwentyClient,
    args: AggregateArgs<T, S> & NoSignal,
  ): Query<Aggregated<T['entity'], S>>;
}

export interface GroupBy<T extends ObjectTypes> {
  /** Groups of the records that match, and aggregates over each. */
  <
    const G extends GroupByInput<T>,
    const S extends AggregateSelect<AggregateName<T>> | undefined = undefined,
  >(
    client: TwentyClient,
    args: GroupByArgs<T, G, S> & NoSignal,
  ): Query<Group<T, G, S>[]>;
}

export interface FindDuplicates<T extends ObjectTypes> {
  /** For each id, or each record as it would be created: those that the CRM takes for the same. */
  <const S extends T['select'] | undefined = undefined>(
    client: TwentyClient,
    args: DuplicatesArgs<T, S> & NoSignal,
  ): Query<Result<T, S>[][]>;
}

export interface CreateOne<T extends ObjectTypes> {
  /** `mutate(data)` */
  <const S extends T['select'] | undefined = undefined>(
    client: TwentyClient,
    args?: CreateArgs<T, S>,
  ): Mutation<Result<T, S>, T['create']>;
}

export interface CreateMany<T extends ObjectTypes> {
  /** `mutate(rows)` */
  <const S extends T['select'] | undefined = undefined>(
    client: TwentyClient,
    args?: CreateManyArgs<T, S>,
  ): Mutation<Result<T, S>[], readonly T['create'][]>;
}

export interface UpdateOne<T extends ObjectTypes> {
  /** `mutate({ id, data })` */
  <const S extends T['select'] | undefined = undefined>(
    client: TwentyClient,
    args?: SelectArgs<T, S>,
  ): Mutation<Result<T, S>, { readonly id: string; readonly data: T['update'] }>;
}

export interface UpdateMany<T extends ObjectTypes> {
  /** `mutate({ target, data })`: a filter or ids, and what to write. */
  <const S extends T['select'] | undefined = undefined>(
    client: TwentyClient,
    args?: ManyArgs<T, S>,
  ): Mutation<Result<T, S>[], { readonly target: Target<T>; readonly data: T['update'] }>;
}

/** Deletes (softly), restores or destroys one. */
export interface ById<T extends ObjectTypes> {
  /** `mutate(id)` */
  <const S extends T['select'] | undefined = undefined>(
    client: TwentyClient,
    args?: SelectArgs<T, S>,
  ): Mutation<Result<T, S>, string>;
}

/** The same of many. */
export interface ByTarget<T extends ObjectTypes> {
  /** `mutate(target)`: a filter or ids. */
  <const S extends T['select'] | undefined = undefined>(
    client: TwentyClient,
    args?: ManyArgs<T, S>,
  ): Mutation<Result<T, S>[], Target<T>>;
}

export interface MergeMany<T extends ObjectTypes> {
  /** `mutate(ids)` */
  <const S extends T['select'] | undefined = undefined>(
    client: TwentyClient,
    args?: MergeArgs<T, S>,
  ): Mutation<Result<T, S>, readonly string[]>;
}

/** What is needed of a QueryClient of any framework. */
export interface Invalidates {
  invalidateQueries(filters: { queryKey: Key }): Promise<void>;
}

export interface Invalidate {
  /** Marks every query of this object as stale, and reads again those that are on screen. */
  (queryClient: Invalidates): Promise<void>;
}

type Args = object | undefined;
/** Any function of the generated client. */
type ClientFunction = (client: TwentyClient, ...args: never[]) => PromiseLike<unknown>;

/** Calls a function of the client, whose types stand where it is made. */
const call = async (
  fn: ClientFunction,
  client: TwentyClient,
  ...args: readonly unknown[]
): Promise<unknown> =>
  await (fn as (client: TwentyClient, ...args: readonly unknown[]) => PromiseLike<unknown>)(client, ...args);

/** Options of a function that reads. */
export function query(key: Key, name: string, fn: ClientFunction): unknown {
  return (client: TwentyClient, args: Args) => ({
    queryKey: [...key, name, keyOf(args)],
    queryFn: ({ signal }: { readonly signal: AbortSignalLike }) => call(fn, client, { ...args, signal }),
  });
}

/** Options that read page after page. */
export function pages(key: Key, name: string, fn: ClientFunction): unknown {
  return (client: TwentyClient, args: { readonly first?: number; readonly offset?: number } = {}) => {
    const { first, offset = 0 } = args;
    return {
      queryKey: [...key, name, keyOf(args)],
      queryFn: ({ signal, pageParam }: { readonly signal: AbortSignalLike; readonly pageParam: number }) =>
        call(fn, client, { ...args, offset: pageParam, signal }),
      initialPageParam: offset,
      getNextPageParam: ({ records, hasNextPage }: Page<unknown>, _pages: unknown, lastParam: number) =>
        hasNextPage && records.length > 0 ? lastParam + records.length : undefined,
      getPreviousPageParam: (_first: unknown, _pages: unknown, firstParam: number) =>
        firstParam > 0 ? Math.max(0, firstParam - (first ?? defaultPageSize)) : undefined,
    };
  };
}

/** What the client reads a page of unless told. */
const defaultPageSize = 200;

/**
 * Options of a function that writes.
 *
 * @param spread how what `mutate` takes becomes arguments
 */
export function mutation(
  key: Key,
  name: string,
  fn: ClientFunction,
  spread: (variables: never) => readonly unknown[] = (variables: unknown) => [variables],
): unknown {
  return (client: TwentyClient, args: Args) => ({
    mutationKey: [...key, name],
    mutationFn: (variables: never) => call(fn, client, ...spread(variables), args),
  });
}

/** `{ id, data }` */
export const byId = ({ id, data }: { readonly id: string; readonly data: object }): readonly unknown[] => [
  id,
  data,
];

/** `{ target, data }` */
export const byTarget = ({
  target,
  data,
}: {
  readonly target: object;
  readonly data: object;
}): readonly unknown[] => [target, data];

export function invalidate(queryKey: Key): Invalidate {
  return (queryClient) => queryClient.invalidateQueries({ queryKey });
}

/** How a call is sent says nothing of what it answers. */
const ways: ReadonlySet<string> = /* @__PURE__ */ new Set(['headers', 'maxRetries', 'signal', 'timeout']);

function keyOf(args: Args): object {
  return Object.fromEntries(
    Object.entries(args ?? {})
      .filter(([name, value]) => !ways.has(name) && value !== undefined)
      .map(([name, value]) => [name, json(value)]),
  );
}

/** A value as JSON has it: a date, whatever its class, by its text. */
function json(value: unknown): unknown {
  if (typeof value === 'bigint') return String(value);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(json);
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype === null || Object.getPrototypeOf(prototype) === null)
    return Object.fromEntries(
      Object.entries(value)
        .filter(([, item]) => item !== undefined)
        .map(([name, item]) => [name, json(item)]),
    );
  const { toJSON } = value as { toJSON?: () => unknown };
  // Else as its own toString has it.
  return typeof toJSON === 'function' ? toJSON.call(value) : `${value as unknown as string}`;
}

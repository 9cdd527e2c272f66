/**
 * What can be computed of an object's records, and what they can be grouped by, from the types of its fields and their
 * kinds. Parameters have no constraints: those would be worked out in the type-check of every project.
 */

import type { Inherited, ObjectTypes, RequestOptions } from './types.js';
import type { OrderByDirection } from './values.js';

/** The kinds of fields that every object has. */
interface CommonKinds {
  createdAt: 'time';
  createdBy: 'counted';
  deletedAt: 'dated';
  id: 'counted';
  position: 'counted';
  searchVector: 'counted';
  updatedAt: 'time';
  updatedBy: 'counted';
}

/**
 * What can be done with a field; the API knows more of it than its type says where `kinds` names it:
 *
 * - `counted` counts of its values; of all but `id`
 * - `number`, `amount`, `boolean` and more, as for their types
 * - `dated` the least and the greatest of its dates; of `date` and `time` too, by which records are grouped as well
 * - `list` grouping by each of its values
 * - `id` grouping by the record that it names, and nothing else; `morph` counts of the relation, too
 * - `ungrouped` what its type says, but no grouping
 */
type Kind<E, R, K, F> = F extends keyof K
  ? K[F]
  : F extends keyof CommonKinds
    ? CommonKinds[F]
    : F extends `${keyof R & string}Id`
      ? 'id'
      : F extends keyof E
        ? KindOfValue<E[F]>
        : never;

type KindOfValue<V> = [V] extends [number | null]
  ? 'number'
  : [V] extends [boolean | null]
    ? 'boolean'
    : V extends { amountMicros: unknown }
      ? 'amount'
      : 'plain';

type Counts = 'countUniqueValues' | 'countEmpty' | 'countNotEmpty' | 'percentageEmpty' | 'percentageNotEmpty';
type Sums = 'min' | 'max' | 'avg' | 'sum';

/** What the names of a field's aggregates begin with. */
interface Prefixes {
  plain: Counts;
  counted: Counts;
  list: Counts;
  number: Counts | Sums;
  boolean: Counts | 'countTrue' | 'countFalse';
  dated: Counts | 'min' | 'max';
  date: Counts | 'min' | 'max';
  time: Counts | 'min' | 'max';
}

type NameOf<P, F> = P extends keyof Prefixes
  ? `${Prefixes[P]}${Capitalize<F & string>}`
  : P extends 'amount'
    ? `${Counts}${Capitalize<F & string>}` | `${Sums}${Capitalize<F & string>}AmountMicros`
    : F extends `${infer M}Id`
      ? P extends 'morph'
        ? `${Counts}${Capitalize<M>}`
        : never
      : never;

type NameIn<E, R, K, F = keyof E | keyof K> =
  | 'totalCount'
  | (F extends string
      ? Kind<E, R, K, F> extends 'ungrouped'
        ? NameOf<F extends keyof E ? KindOfValue<E[F]> : never, F>
        : NameOf<Kind<E, R, K, F>, F>
      : never);

/**
 * The aggregates over an object's records, in the API's words. Of every field: how many values, and the share of
 * records with and without one (0 to 1); more of numbers, dates and truth values.
 */
export type AggregateName<T extends ObjectTypes> = NameIn<T['entity'], T['relations'], T['kinds']>;

/** Null where there is no record, or none with a value. */
type AggregateValue<E, N> = N extends 'totalCount'
  ? number
  : N extends `${'min' | 'max'}${infer F}`
    ? (Uncapitalize<F> extends keyof E ? E[Uncapitalize<F>] : number) | null
    : number | null;

/** Which aggregates to read: each by `true`. */
export type AggregateSelect<N> = { readonly [P in N & string]?: true };

export type CheckedAggregates<N, S> = {
  readonly [P in keyof S]: P extends N ? S[P] : `there is no aggregate ${P & string}`;
};

/** The aggregates that a select names. */
export type Aggregated<E, S> = { -readonly [N in keyof S]: AggregateValue<E, N> };

export interface CountArgs<T extends ObjectTypes> extends RequestOptions {
  readonly filter?: T['filter'];
}

export interface AggregateArgs<T extends ObjectTypes, S> extends CountArgs<T> {
  readonly select: CheckedAggregates<AggregateName<T>, S>;
}

/** What records can be grouped by: own fields, and those of to-one relations. */
export type GroupByInput<T extends ObjectTypes> = GroupByIn<T['entity'], T['relations'], T['kinds']>;

type GroupByIn<E, R, K> = FieldGroupBy<E, R, K> & {
  readonly [N in keyof R as R[N] extends { kinds: object } ? N : never]?: TargetGroupBy<R[N]> | Inherited<N>;
};

type TargetGroupBy<T> = T extends { entity: infer E; relations: infer R; kinds: infer K }
  ? FieldGroupBy<E, R, K>
  : never;

type FieldGroupBy<E, R, K> = {
  readonly [F in keyof E as Kind<E, R, K, F> extends 'counted' | 'dated' | 'ungrouped' ? never : F]?:
    Grouping<Kind<E, R, K, F>, E[F]> | Inherited<F>;
};

type Grouping<P, V> = P extends 'date'
  ? DateGroup
  : P extends 'time'
    ? DateTimeGroup
    : P extends 'list'
      ? UnnestGroup
      : V extends object
        ? V extends readonly unknown[]
          ? true
          : CompositeGroup<V>
        : true;

/** Grouping by parts of a composite that are single values. */
export type CompositeGroup<C> = {
  readonly [P in keyof C as C[P] extends string | number | null ? P : never]?: true;
};

/** Grouping by a date: as it is, by its period (of which the first day is given), or by what recurs. */
export type DateGroup =
  true | { readonly granularity: Period | Recurrence | 'NONE'; readonly weekStartDay?: WeekDay };

/** Grouping by a point in time: as by a date, where a period needs to know the time zone, as `Europe/Paris`. */
export type DateTimeGroup =
  | true
  | { readonly granularity: Recurrence | 'NONE'; readonly timeZone?: string }
  | { readonly granularity: Period; readonly timeZone: string; readonly weekStartDay?: WeekDay };

export type Period = 'DAY' | 'WEEK' | 'MONTH' | 'QUARTER' | 'YEAR';
/** As `Monday`, `February`, `Q1`. */
export type Recurrence = 'DAY_OF_THE_WEEK' | 'MONTH_OF_THE_YEAR' | 'QUARTER_OF_THE_YEAR';
export type WeekDay = 'SUNDAY' | 'MONDAY' | 'SATURDAY';

/** Grouping by each of the values of a list. */
export interface UnnestGroup {
  readonly unnest: true;
}

/** A grouping whose every key is checked, at each level, against what there is. */
export type CheckedGroupBy<I, G> = {
  readonly [N in keyof G]: N extends KeyOf<I>
    ? G[N] extends object
      ? CheckedGroupBy<ValueAt<I, N>, G[N]>
      : G[N]
    : `there is no grouping by ${N & string}`;
};

/** The keys of any of several. */
type KeyOf<I> = I extends unknown ? keyof I : never;
type ValueAt<I, N> = I extends unknown ? (N extends keyof I ? I[N] : never) : never;

/** What a group has in common: the value of each field that it is made by, null where there is none. */
export type GroupKey<E, R, G> = {
  -readonly [N in keyof G]: N extends keyof E
    ? GroupValue<E[N], G[N]>
    : N extends keyof R
      ? R[N] extends { entity: infer T }
        ? GroupKey<T, unknown, G[N]>
        : never
      : never;
};

// Up to TypeScript 5.9 what a key holds cannot be asked of what was inferred, but which keys there are.
type GroupValue<V, G> = G extends true
  ? V | null
  : 'unnest' extends keyof G
    ? V extends readonly (infer I)[]
      ? I | null
      : never
    : 'granularity' extends keyof G
      ? (G['granularity' & keyof G] extends 'NONE' ? V : string) | null
      : { -readonly [P in keyof G]: (P extends keyof V ? V[P] : never) | null };

/** A group: what its records have in common, and the aggregates over them. */
export type Group<T extends ObjectTypes, G, S> = {
  -readonly [N in 'key' | (S extends undefined ? 'totalCount' : keyof S)]: N extends 'key'
    ? GroupKey<T['entity'], T['relations'], G>
    : AggregateValue<T['entity'], N>;
};

type GroupOrder<G> = {
  readonly [N in keyof G]?: G[N] extends true
    ? OrderByDirection
    : [keyof G[N] & ('granularity' | 'unnest')] extends [never]
      ? GroupOrder<G[N]>
      : OrderByDirection;
};

export type GroupOrderBy<N, G> = GroupOrder<G> & {
  readonly aggregate?: { readonly [P in N & string]?: OrderByDirection };
};

export interface GroupByArgs<T extends ObjectTypes, G, S> extends CountArgs<T> {
  /** What records have in common that go into one group. */
  readonly groupBy: CheckedGroupBy<GroupByInput<T>, G>;
  /** What to read of each group; `totalCount` unless given. */
  readonly select?: CheckedAggregates<AggregateName<T>, S>;
  /** By what is grouped by, and by aggregates. Picklists go by the alphabet here, not by their positions. */
  readonly orderBy?:
    GroupOrderBy<AggregateName<T>, NoInfer<G>> | readonly GroupOrderBy<AggregateName<T>, NoInfer<G>>[];
  /** Groups at most; all of them unless given. */
  readonly limit?: number;
}

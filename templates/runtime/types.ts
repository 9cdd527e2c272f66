/** The types behind every object's functions: what a select may hold, and what comes back for it. */

import type { OrderByDirection } from './values.js';

/** All types of one object, as its module names them (`PersonTypes`). */
export interface ObjectTypes {
  readonly entity: object;
  readonly select: object;
  readonly relations: object;
  readonly filter: object;
  readonly orderBy: object;
  readonly create: object;
  readonly update: object;
  /** Of fields of which the API knows more than their types say: see aggregateTypes. */
  readonly kinds: object;
}

/** A to-one relation is selected by what to read of its record, a to-many one by that and more. */
export type RelationSelect<R> =
  R extends Many<ObjectTypes> ? ToManySelect<R['many']> : R extends ObjectTypes ? R['select'] : never;

/** Marks a to-many relation in an object's relations. */
export interface Many<T> {
  readonly many: T;
}

/** What may be asked of a to-many relation. */
export interface ToManySelect<T extends ObjectTypes> {
  readonly select: T['select'];
  readonly filter?: T['filter'];
  readonly orderBy?: T['orderBy'] | readonly T['orderBy'][];
  /** At most so many records of each parent; all of them unless given. */
  readonly first?: number;
}

/** An order by plain fields, each by its direction. */
export type OrderBy<K extends string> = { [P in K]?: OrderByDirection };

/**
 * What every object inherits under a name: a literal that leaves out a field called `toString` has that, and must be
 * accepted all the same.
 */
export type Inherited<K> = K extends keyof typeof Object.prototype ? (typeof Object.prototype)[K] : never;

/** A to-one relation as written: to the record that `where` identifies, or to none. */
export type RelationInput<W> =
  | { readonly connect: { readonly where: W }; readonly disconnect?: never }
  | { readonly disconnect: true; readonly connect?: never };

export interface Page<R> {
  readonly records: R[];
  /** How many records match in all, on this page and on others. */
  readonly totalCount: number;
  readonly hasNextPage: boolean;
}

/** A page that can be awaited, and an iterable over the records of this page and all that follow. */
export interface PagePromise<R> extends Promise<Page<R>>, AsyncIterable<R> {
  /** The records of all pages, or the first `limit` of them. */
  toArray(options?: { readonly limit?: number }): Promise<R[]>;
}

/** A select whose every key is checked, at each level: one that does not exist is refused by name. */
export type Checked<T extends ObjectTypes, S> = {
  readonly [K in keyof S]: K extends keyof T['entity']
    ? S[K]
    : K extends keyof T['relations']
      ? CheckedRelation<T['relations'][K], S[K]>
      : `there is no field ${K & string}`;
};

export type CheckedRelation<R, S> =
  R extends Many<ObjectTypes>
    ? {
        readonly [K in keyof S]: K extends 'select'
          ? Checked<R['many'], S[K]>
          : K extends 'filter' | 'orderBy' | 'first'
            ? S[K]
            : `there is no argument ${K & string}`;
      }
    : R extends ObjectTypes
      ? Checked<R, S>
      : never;

/** What a select gives: exactly what it names. */
export type Selected<T extends ObjectTypes, S> = {
  -readonly [K in keyof S]: K extends keyof T['entity']
    ? T['entity'][K]
    : K extends keyof T['relations']
      ? Related<T['relations'][K], S[K]>
      : never;
};

export type Related<R, S> =
  R extends Many<ObjectTypes>
    ? Page<Selected<R['many'], S['select' & keyof S]>>
    : R extends ObjectTypes
      ? Selected<R, S> | null
      : never;

/** Without a select: the entity, all its own fields and no relations. */
export type Result<T extends ObjectTypes, S> = S extends undefined ? T['entity'] : Selected<T, S>;

/** Options of every call; they win over the client's. */
export interface RequestOptions {
  /** Aborts the call wherever it is. */
  readonly signal?: AbortSignalLike;
  /** Milliseconds for each request. */
  readonly timeout?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** How often a request that failed in passing is sent again. */
  readonly maxRetries?: number;
}

/** What the client needs of an AbortSignal. */
export interface AbortSignalLike {
  readonly aborted: boolean;
  readonly reason?: unknown;
  addEventListener(type: 'abort', listener: () => void): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}

export interface SelectArgs<T extends ObjectTypes, S> extends RequestOptions {
  /** What to read of each record; all its own fields unless given. */
  readonly select?: Checked<T, S>;
}

export interface FindManyArgs<T extends ObjectTypes, S> extends SelectArgs<T, S> {
  /** Several fields are joined by and. Naming `deletedAt` shows soft-deleted records too. */
  readonly filter?: T['filter'];
  readonly orderBy?: T['orderBy'] | readonly T['orderBy'][];
  /** Records a page; 200 unless given. */
  readonly first?: number;
  /** Records to skip. */
  readonly offset?: number;
}

export interface ByIdArgs<T extends ObjectTypes, S> extends SelectArgs<T, S> {
  readonly id: string;
  readonly filter?: never;
}

export interface ByFilterArgs<T extends ObjectTypes, S> extends SelectArgs<T, S> {
  readonly filter: T['filter'];
  readonly id?: never;
}

export interface CreateArgs<T extends ObjectTypes, S> extends SelectArgs<T, S> {
  /** Update the record that has the same id or unique value instead, also when it was soft-deleted. */
  readonly upsert?: boolean;
}

/** Of functions that send their input in batches. */
export interface BatchArgs {
  /** Batches under way at a time; 4 unless given, and 1 for an upsert. */
  readonly concurrency?: number;
  /** Called after each batch. */
  readonly onProgress?: (progress: BatchProgress) => void;
}

/** How far a function that sends batches has come. */
export interface BatchProgress {
  readonly done: number;
  readonly total: number;
}

export interface CreateManyArgs<T extends ObjectTypes, S> extends CreateArgs<T, S>, BatchArgs {}

/** The records to change: all that match a filter, or those with these ids, any number. */
export type Target<T extends ObjectTypes> = T['filter'] | readonly string[];

export interface ManyArgs<T extends ObjectTypes, S> extends SelectArgs<T, S>, BatchArgs {
  /** Needed where the filter is empty: yes, every record. */
  readonly all?: boolean;
}

export type DuplicatesArgs<T extends ObjectTypes, S> = SelectArgs<T, S> &
  (
    | { readonly ids: readonly string[]; readonly data?: never }
    | { readonly data: readonly T['create'][]; readonly ids?: never }
  );

export interface MergeArgs<T extends ObjectTypes, S> extends SelectArgs<T, S> {
  /** Which of the records wins where they differ, by its place in the list; 0, the first, unless given. */
  readonly conflictPriorityIndex?: number;
  /** Only say what would come of it: a record with an id that there is not. */
  readonly dryRun?: boolean;
}

import type { TwentyClient } from './client.js';
import type {
  ByFilterArgs,
  ByIdArgs,
  CreateArgs,
  FindManyArgs,
  ManyArgs,
  ObjectTypes,
  PagePromise,
  Result,
  SelectArgs,
} from './types.js';

/** The signatures of an object's functions. Each takes the client first; `createTwenty` binds it. */

export interface FindMany<T extends ObjectTypes> {
  <const S extends T['select'] | undefined = undefined>(
    client: TwentyClient,
    args?: FindManyArgs<T, S>,
  ): PagePromise<Result<T, S>>;
}

export interface FindOne<T extends ObjectTypes> {
  <const S extends T['select'] | undefined = undefined>(
    client: TwentyClient,
    args: ByIdArgs<T, S> | ByFilterArgs<T, S>,
  ): Promise<Result<T, S> | null>;
}

export interface FindOneOrThrow<T extends ObjectTypes> {
  <const S extends T['select'] | undefined = undefined>(
    client: TwentyClient,
    args: ByIdArgs<T, S> | ByFilterArgs<T, S>,
  ): Promise<Result<T, S>>;
}

export interface CreateOne<T extends ObjectTypes> {
  <const S extends T['select'] | undefined = undefined>(
    client: TwentyClient,
    data: T['create'],
    args?: CreateArgs<T, S>,
  ): Promise<Result<T, S>>;
}

export interface CreateMany<T extends ObjectTypes> {
  <const S extends T['select'] | undefined = undefined>(
    client: TwentyClient,
    data: readonly T['create'][],
    args?: CreateArgs<T, S>,
  ): Promise<Result<T, S>[]>;
}

export interface UpdateOne<T extends ObjectTypes> {
  <const S extends T['select'] | undefined = undefined>(
    client: TwentyClient,
    id: string,
    data: T['update'],
    args?: SelectArgs<T, S>,
  ): Promise<Result<T, S>>;
}

export interface UpdateMany<T extends ObjectTypes> {
  <const S extends T['select'] | undefined = undefined>(
    client: TwentyClient,
    filter: T['filter'],
    data: T['update'],
    args?: ManyArgs<T, S>,
  ): Promise<Result<T, S>[]>;
}

/** deleteOne, restoreOne, destroyOne. */
export interface ChangeOne<T extends ObjectTypes> {
  <const S extends T['select'] | undefined = undefined>(
    client: TwentyClient,
    id: string,
    args?: SelectArgs<T, S>,
  ): Promise<Result<T, S>>;
}

/** deleteMany, restoreMany, destroyMany. */
export interface ChangeMany<T extends ObjectTypes> {
  <const S extends T['select'] | undefined = undefined>(
    client: TwentyClient,
    filter: T['filter'],
    args?: ManyArgs<T, S>,
  ): Promise<Result<T, S>[]>;
}

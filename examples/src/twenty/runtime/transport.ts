import type { Bucket } from './bucket.js';
import type { Operation } from './operation.js';
import type { FetchLike } from './platform.js';
import type { Selection } from './selection.js';
import type { RequestOptions } from './types.js';

/** A connection to one workspace; hand it to every function. */
export interface TwentyClient {
  /** Carries out an operation and gives the raw answer of its root field. */
  execute(operation: Operation, options?: RequestOptions): Promise<unknown>;
  readonly transport: TransportTraits;
}

/** What a transport can do. */
export interface TransportTraits {
  /** Pages can be asked for by offset. */
  readonly hasOffset: boolean;
  /** Destroying answers the records that were. */
  readonly answersDestroyed: boolean;
  /** Ids that one filter names at most. */
  readonly maxIds: number;
  /** @throws TwentyValidationError for a selection that cannot be read. */
  check?(selection: Selection): void;
}

/** How operations reach the server. */
export interface Transport extends TransportTraits {
  /** Reads of different root fields that one request carries at most. */
  readonly maxReads: number;
  /**
   * The answer to each operation, or the TwentyError that the server gave to it.
   *
   * @throws TwentyError when none of them has an answer.
   */
  readonly send: (
    context: TransportContext,
    operations: readonly Operation[],
    options: RequestOptions,
  ) => Promise<readonly unknown[]>;
}

export interface TransportContext {
  readonly url: string;
  readonly apiKey: string;
  readonly fetch: FetchLike;
  readonly timeout: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly maxRetries: number;
  /** Absent where requests are not limited. */
  readonly bucket: Bucket | undefined;
}

import type { Files } from '../files.ts';
import type { Observer } from '../observe.ts';
import type { Store } from '../store.ts';
import type { Workspace } from '../workspace.ts';

/** What an operation needs to know of the workspace and of who asks. */
export interface Execution {
  readonly workspace: Workspace;
  readonly store: Store;
  readonly files: Files;
  /** The moment of a write, ISO 8601. */
  now(): string;
  /** A fresh id. */
  newId(): string;
  /** The name of the API key: who created a record. */
  readonly actorName: string;
  /** How many records a create takes at once. */
  readonly batchLimit: number;
  /** Sees every operation, and may refuse it. */
  readonly observe?: Observer | undefined;
}

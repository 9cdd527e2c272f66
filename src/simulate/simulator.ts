import type { GraphQLSchema } from 'graphql';
import { buildSchema } from '../model/graphql.ts';
import type { Model } from '../model/types.ts';
import { logicalClock } from './clock.ts';
import type { GraphqlContext } from './graphql.ts';
import { router } from './http.ts';
import { stableUuid } from './ids.ts';
import { limiter } from './limit.ts';
import type { RateLimit } from './limit.ts';
import type { Envelope } from './metadata/rest.ts';
import { seedRecords } from './seed/seed.ts';
import { createStore } from './store.ts';
import { workspaceOf } from './workspace.ts';

export interface SimulatorOptions {
  readonly model: Model;
  /** The one key that is accepted; without it, every bearer token is. */
  readonly apiKey?: string;
  /** The key's name in the CRM: the author of what it writes. */
  readonly apiKeyName?: string;
  /** Keys that are refused as expired, and as revoked. */
  readonly expiredKeys?: readonly string[];
  readonly revokedKeys?: readonly string[];
  /** The same seed, model and options give the same records. */
  readonly seed?: number;
  /** How many records each object starts with, or some objects by nameSingular (others: none). */
  readonly records?: number | Readonly<Record<string, number>>;
  /** Milliseconds since 1970. By default a clock of its own that runs the same every time. */
  readonly now?: () => number;
  /** Calls on records beyond it are refused with LIMIT_REACHED. It is of real time, where there is no `now`. */
  readonly limit?: RateLimit;
  /** How many records a create takes at once: 200 on current servers, 60 as the vendor documents it. */
  readonly batchLimit?: number;
  /** The form of REST metadata answers. */
  readonly envelope?: Envelope;
  /** `dataModel: false`: a role that may not see the data model over REST. */
  readonly permissions?: { readonly dataModel: boolean };
  readonly workspace?: { readonly displayName?: string; readonly metadataVersion?: number };
  /** What /client-config tells as the server's version. */
  readonly version?: string;
}

/** A workspace in memory, with a Twenty server's API. */
export interface Simulator {
  /** As the global fetch, whatever the URL's origin. */
  readonly fetch: typeof fetch;
}

const defaultRecords = 25;

export function createSimulator(options: SimulatorOptions): Simulator {
  const { model, seed = 1, records = defaultRecords } = options;
  const workspace = workspaceOf(model);
  const store = createStore(workspace);
  const clock = options.now ?? logicalClock();
  let ids = 0;
  let schema: GraphQLSchema | undefined;
  const context: GraphqlContext = {
    workspace,
    store,
    files: new Map(),
    now: () => new Date(clock()).toISOString(),
    newId: () => stableUuid('record', String(seed), String(ids++)),
    batchLimit: options.batchLimit ?? 200,
    actorName: options.apiKeyName ?? 'API key',
    schema: () => (schema ??= buildSchema(model)),
    spend: limiter(options.limit, options.now ?? Date.now),
  };
  seedRecords(context, seed, records);
  const route = router({
    model,
    keys: {
      apiKey: options.apiKey,
      expired: options.expiredKeys ?? [],
      revoked: options.revokedKeys ?? [],
    },
    envelope: options.envelope ?? 'new',
    dataModel: options.permissions?.dataModel ?? true,
    facts: {
      displayName: options.workspace?.displayName ?? 'Simulated workspace',
      metadataVersion: options.workspace?.metadataVersion ?? 1,
    },
    version: options.version ?? '2.31.0',
    context,
  });
  return {
    fetch: (input, init) => {
      const request = new Request(input, init);
      // A request's own signal follows this one only as long as the request is not collected.
      const signal = init?.signal ?? request.signal;
      return abortable(signal, () => route(request));
    },
  };
}

/** As fetch does: rejects with the signal's reason as soon as it is aborted. */
async function abortable<T>(signal: AbortSignal, run: () => Promise<T>): Promise<T> {
  signal.throwIfAborted();
  return new Promise((resolve, reject) => {
    const abort = (): void => reject(signal.reason);
    signal.addEventListener('abort', abort, { once: true });
    run()
      .then(resolve, reject)
      .finally(() => signal.removeEventListener('abort', abort));
  });
}

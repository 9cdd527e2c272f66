import type { GraphQLSchema } from 'graphql';
import { buildSchema } from '../model/graphql.ts';
import type { Model } from '../model/types.ts';
import { carryRecords } from './carry.ts';
import { logicalClock } from './clock.ts';
import type { GraphqlContext } from './graphql.ts';
import { router } from './http.ts';
import { stableUuid } from './ids.ts';
import { limiter } from './limit.ts';
import type { RateLimit } from './limit.ts';
import type { Envelope } from './metadata/rest.ts';
import type { Observer } from './observe.ts';
import { recordsOf, tableNamed } from './records.ts';
import type { RecordData } from './records.ts';
import { addRecords } from './seed/add.ts';
import { loadRecords } from './seed/load.ts';
import type { SeedPath } from './seed/load.ts';
import { seedRecords } from './seed/seed.ts';
import { createStore } from './store.ts';
import { workspaceOf } from './workspace.ts';
import type { Table } from './workspace.ts';

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
  readonly limit?: RateLimit | undefined;
  /** The milliseconds that the limit is counted in; `now` unless given. */
  readonly limitClock?: () => number;
  /** Sees every operation on records before it is carried out, and may refuse it. */
  readonly observe?: Observer;
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
  /**
   * Takes another model, as after work in the CRM's settings: the metadataVersion goes up, and records stay with the objects
   * and fields that keep their ids.
   */
  readonly remodel: (model: Model) => void;
  /**
   * All records of an object (`people`, or `person`), soft-deleted ones too, with its own fields as the API reads them.
   * @throws CodegenError SEED_INVALID where there is no such object
   */
  readonly records: (object: string) => readonly RecordData[];
  /**
   * Adds records, each made complete with plausible values for the fields that it leaves out, and gives them back. A related
   * record may stand in place of its id: `company: { name: 'Acme' }`.
   * @throws CodegenError SEED_INVALID where the server would refuse one; then none is added
   */
  readonly add: (object: string, rows: readonly RecordData[]) => readonly RecordData[];
  /**
   * Takes records by object, as they are given: what they leave out has its default, or is null.
   * @param where how a problem's place is called
   * @throws CodegenError SEED_INVALID with every problem in its details; then none is taken
   */
  readonly load: (data: unknown, where?: (path: SeedPath) => string) => void;
}

const defaultRecords = 25;

export function createSimulator(options: SimulatorOptions): Simulator {
  const { seed = 1, records = defaultRecords } = options;
  const clock = options.now ?? logicalClock();
  let ids = 0;
  const lasting = {
    files: new Map(),
    now: () => new Date(clock()).toISOString(),
    newId: () => stableUuid('record', String(seed), String(ids++)),
    batchLimit: options.batchLimit ?? 200,
    actorName: options.apiKeyName ?? 'API key',
    // Looked up each time: tests put another Date in its place.
    spend: limiter(options.limit, options.limitClock ?? options.now ?? (() => Date.now())),
    observe: options.observe,
  };
  let metadataVersion = options.workspace?.metadataVersion ?? 1;
  let context = contextOf(options.model, lasting);
  seedRecords(context, seed, records);
  let route = routeOf(options, context, metadataVersion);
  // Those that are there were made of the seed.
  const made = new Map<string, number>();
  for (const table of context.workspace.tables.values())
    made.set(table.object.id, context.store.rows(table).size);
  const nextIndex = (table: Table): number => {
    const index = made.get(table.object.id) ?? 0;
    made.set(table.object.id, index + 1);
    return index;
  };
  return {
    fetch: (input, init) => {
      const request = new Request(input, init);
      // A request's own signal follows this one only as long as the request is not collected.
      const signal = init?.signal ?? request.signal;
      return abortable(signal, () => route(request));
    },
    remodel: (model) => {
      const after = contextOf(model, lasting);
      carryRecords(context, after);
      context = after;
      metadataVersion++;
      route = routeOf(options, context, metadataVersion);
    },
    records: (object) => recordsOf(tableNamed(context.workspace, object), context),
    add: (object, rows) => {
      const table = tableNamed(context.workspace, object);
      const ids = addRecords(table, rows, { execution: context, seed, nextIndex });
      return recordsOf(table, context, ids);
    },
    load: (data, where) => loadRecords(data, context, where),
  };
}

function contextOf(
  model: Model,
  lasting: Omit<GraphqlContext, 'workspace' | 'store' | 'schema'>,
): GraphqlContext {
  const workspace = workspaceOf(model);
  let schema: GraphQLSchema | undefined;
  return {
    ...lasting,
    workspace,
    store: createStore(workspace),
    schema: () => (schema ??= buildSchema(model)),
  };
}

function routeOf(
  options: SimulatorOptions,
  context: GraphqlContext,
  metadataVersion: number,
): (request: Request) => Promise<Response> {
  return router({
    model: context.workspace.model,
    keys: {
      apiKey: options.apiKey,
      expired: options.expiredKeys ?? [],
      revoked: options.revokedKeys ?? [],
    },
    envelope: options.envelope ?? 'new',
    dataModel: options.permissions?.dataModel ?? true,
    facts: { displayName: options.workspace?.displayName ?? 'Simulated workspace', metadataVersion },
    version: options.version ?? '2.31.0',
    context,
  });
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

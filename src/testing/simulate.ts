import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { RateLimit } from '../simulate/limit.ts';
import { tableNamed } from '../simulate/records.ts';
import type { RecordData } from '../simulate/records.ts';
import { readSeedFile } from '../simulate/seed/file.ts';
import type { SeedData } from '../simulate/seed/load.ts';
import { randomFor } from '../simulate/seed/random.ts';
import { serve } from '../simulate/server.ts';
import type { ServeOptions, Server } from '../simulate/server.ts';
import { createSimulator } from '../simulate/simulator.ts';
import type { Simulator } from '../simulate/simulator.ts';
import { workspaceOf } from '../simulate/workspace.ts';
import { wordAsked } from './asked.ts';
import type { Asked, AskedOperation } from './asked.ts';
import { createExchanges } from './exchange.ts';
import { createFaults } from './faults.ts';
import type { FaultRule, Faults } from './faults.ts';
import { modelOf } from './lock.ts';
import type { LockSource } from './lock.ts';
import { createTime } from './time.ts';
import type { Start, Time } from './time.ts';

export interface SimulateOptions {
  /** The workspace: the path of a lock, what it holds, or a model. By default the nearest twenty.lock.json, from the working directory up. */
  readonly lock?: LockSource;
  /** The records to begin with: a seed file's path, or records by object. A number chooses which records are made up (1 unless given). */
  readonly seed?: number | string | URL | SeedData;
  /** How many records are made up: for every object, or by object. None unless given. */
  readonly records?: number | Readonly<Record<string, number>>;
  /** When time begins in the workspace: 2026-01-01T00:00:00Z unless given. */
  readonly now?: Start;
  /** Operations beyond so many in so many milliseconds are refused, as the server does. None are unless given. */
  readonly limit?: RateLimit;
  /** How long an answer takes, in milliseconds of real time; of a range, something in between, the same in every run. */
  readonly latency?: number | { readonly min: number; readonly max: number };
  /** What goes wrong, and when. */
  readonly faults?: readonly FaultRule[];
  /** What clients take for the server's address: `http://twenty.test` unless given. Only this simulation's fetch reaches it. */
  readonly url?: string;
  /** The key that is accepted: `simulated-key` unless given. */
  readonly apiKey?: string;
}

/** What a generated createClient, createRestClient or createTwenty takes. */
export interface ConnectOptions {
  readonly url: string;
  readonly apiKey: string;
  readonly fetch: typeof fetch;
  /** Present where the workspace has no limit: then clients wait for none. */
  readonly rateLimit?: false;
}

/** A workspace in memory, for one test or many. */
export interface Simulation {
  /** As the global fetch, whatever the URL's origin. */
  readonly fetch: typeof fetch;
  readonly url: string;
  readonly apiKey: string;
  /** For createClient(simulation.options). */
  readonly options: ConnectOptions;
  /** Every operation on records that was asked for, oldest first. What the rate limit refused is not among them. */
  readonly requests: readonly Asked[];
  /** The requests for an object (`people`, or `person`) and operation; of all objects, or all operations, where they are not given. */
  asked(object?: string, operation?: AskedOperation): readonly Asked[];
  /**
   * The one request for it.
   * @throws Error that names everything that was asked, where there are none or several
   */
  askedOnce(object: string, operation: AskedOperation): Asked;
  /** Empties `requests`. */
  forget(): void;
  /** Has something go wrong from now on. @returns what puts an end to that */
  fail(rule: FaultRule): () => void;
  /** All records of an object, soft-deleted ones too, as the API reads them, in the order of ids. */
  records(object: string): readonly RecordData[];
  /**
   * Adds records, each made complete with plausible values, the same in every run, and gives them back. A related record may
   * stand in place of its id (`company: { name: 'Acme' }`), and a list of them in a to-many relation. A number adds so many.
   * @throws CodegenError SEED_INVALID in the server's own words, where it would refuse one; then none is added
   */
  add(object: string, rows?: number | readonly RecordData[]): readonly RecordData[];
  /** What the clock of the workspace says. */
  now(): Date;
  /** Moves time forward by so many milliseconds: what is written from now on is later, and the rate limit fills. */
  travel(ms: number): void;
  /** Gives the workspace another model, as work in the CRM's settings does; records stay with what keeps its id. */
  remodel(lock: LockSource): void;
  /** As it was at the beginning: the model, the records, the time, the faults; nothing was asked. */
  reset(): void;
  /** Serves the same workspace over HTTP, for what runs in another process. @returns where: `http://127.0.0.1:41234` */
  listen(options?: ServeOptions): Promise<string>;
  /** Ends what listens. From then on requests fail. */
  close(): Promise<void>;
}

/** All that reset() makes anew. */
interface State {
  readonly simulator: Simulator;
  readonly faults: Faults;
  readonly time: Time;
  readonly nameOf: (object: string) => string;
}

/**
 * A simulated workspace for tests with vitest, jest or node:test: what the generated client sends to `fetch` is answered as a
 * Twenty server would, in memory.
 *
 * @throws CodegenError of the lock (LOCK_MISSING …) and of the records (SEED_INVALID, SEED_UNREADABLE); RangeError for a
 *   fault, a time or a latency that makes no sense
 */
export function simulate(options: SimulateOptions = {}): Simulation {
  const { url = 'http://twenty.test', apiKey = 'simulated-key', seed: given = 1, limit } = options;
  const model = modelOf(options.lock);
  const seed = typeof given === 'number' ? given : 1;
  const seedFile =
    typeof given === 'string' || given instanceof URL
      ? readSeedFile(given instanceof URL ? fileURLToPath(given) : resolve(given))
      : undefined;
  const latency = latencyOf(options.latency, seed);
  const requests: Asked[] = [];
  const servers: Server[] = [];
  let isClosed = false;

  const exchanges = createExchanges({
    faults: () => state.faults,
    now: () => state.time.now(),
    latency,
    onAsked: (asked) => requests.push(asked),
  });

  function begin(): State {
    const workspace = workspaceOf(model);
    const nameOf = (object: string): string => tableNamed(workspace, object).object.names.namespace;
    const time = createTime(options.now);
    const counts = options.records ?? 0;
    const simulator = createSimulator({
      model,
      apiKey,
      seed,
      records:
        typeof counts === 'number'
          ? counts
          : Object.fromEntries(
              Object.entries(counts).map(([name, count]) => [tableNamed(workspace, name).name, count]),
            ),
      now: () => time.tick(),
      limitClock: () => time.limit(),
      limit,
      observe: exchanges.observe,
    });
    if (seedFile !== undefined) simulator.load(seedFile.data, (path) => seedFile.where(path));
    else if (typeof given === 'object') simulator.load(given);
    return { simulator, time, nameOf, faults: createFaults(options.faults ?? [], nameOf) };
  }

  let state = begin();
  const answer = exchanges.wrap((input, init) => state.simulator.fetch(input, init));
  const fetch: typeof globalThis.fetch = (input, init) =>
    isClosed ? Promise.reject(new Error('The simulation is closed.')) : answer(input, init);

  const asked = (object?: string, operation?: AskedOperation): readonly Asked[] => {
    const name = object === undefined ? undefined : state.nameOf(object);
    return requests.filter(
      (one) =>
        (name === undefined || one.object === name) &&
        (operation === undefined || one.operation === operation),
    );
  };

  return {
    fetch,
    url,
    apiKey,
    options: { url, apiKey, fetch, ...(limit === undefined ? { rateLimit: false } : {}) },
    requests,
    asked,
    askedOnce(object, operation) {
      const found = asked(object, operation);
      const [only] = found;
      if (only !== undefined && found.length === 1) return only;
      const all = requests.map((one) => `\n  ${wordAsked(one)}`).join('') || ' nothing';
      throw new Error(
        `${operation} of ${object} was asked for ${found.length} times, not once. Asked for was:${all}`,
      );
    },
    forget: () => void requests.splice(0),
    fail: (rule) => state.faults.add(rule),
    records: (object) => state.simulator.records(object),
    add: (object, rows = 1) =>
      state.simulator.add(object, typeof rows === 'number' ? Array.from({ length: rows }, () => ({})) : rows),
    now: () => new Date(state.time.now()),
    travel: (ms) => state.time.travel(ms),
    remodel: (lock) => state.simulator.remodel(modelOf(lock)),
    reset() {
      requests.splice(0);
      state = begin();
    },
    async listen(serveOptions) {
      const server = await serve({ fetch }, serveOptions);
      servers.push(server);
      return server.url;
    },
    async close() {
      isClosed = true;
      await Promise.all(servers.splice(0).map((server) => server.close()));
    },
  };
}

/** @throws RangeError */
function latencyOf(latency: SimulateOptions['latency'], seed: number): () => number {
  if (latency === undefined) return () => 0;
  const { min, max } = typeof latency === 'number' ? { min: latency, max: latency } : latency;
  if (!(min >= 0 && max >= min))
    throw new RangeError('latency is in milliseconds: 0 or more, min not above max.');
  const random = randomFor(seed, 'latency');
  return () => min + random.below(max - min + 1);
}

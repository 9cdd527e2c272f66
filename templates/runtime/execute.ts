import { twentyError, TwentyError } from './errors.js';
import { type Connection, isRead, isRepeatable, nameOf, type Operation } from './operation.js';
import { sleep, until } from './sleep.js';
import type { Transport, TransportContext, TwentyClient } from './transport.js';
import type { RequestOptions } from './types.js';

/** An operation that somebody waits for. */
interface Job {
  readonly operation: Operation;
  resolve(answer: unknown): void;
  reject(error: unknown): void;
}

type Jobs = readonly [Job, ...Job[]];

/** Reads of one tick with the same options. */
interface Tick {
  readonly options: RequestOptions;
  readonly jobs: Job[];
}

/** Refusals in a row after which the rate limit is taken to be used up by others. */
const maxRefusals = 20;

/**
 * Carries operations out, within the rate limit and again where that is safe. The reads of one tick share requests:
 * those of records by id become one read, and different root fields go together.
 */
export function executor(transport: Transport, context: TransportContext): TwentyClient {
  const { bucket } = context;
  let ticks: Tick[] = [];

  function join(job: Job, options: RequestOptions): void {
    const { signal, timeout, headers, maxRetries } = options;
    const tick = ticks.find(
      (one) =>
        one.options.signal === signal &&
        one.options.timeout === timeout &&
        one.options.headers === headers &&
        one.options.maxRetries === maxRetries,
    );
    if (tick) tick.jobs.push(job);
    else {
      if (ticks.length === 0) void flush();
      ticks.push({ options, jobs: [job] });
    }
  }

  async function flush(): Promise<void> {
    // What was called in one tick gets here after a few microtasks.
    for (let hops = 0; hops < 10; hops += 1) await undefined;
    const all = ticks;
    ticks = [];
    for (const { jobs, options } of all)
      for (const request of pack(mergeById(jobs, options), transport.maxReads)) void run(request, options);
  }

  /** Reads of single records become reads of many. */
  function mergeById(jobs: readonly Job[], options: RequestOptions): readonly Job[] {
    const others: Job[] = [];
    const groups = new Map<string, Job[]>();
    for (const job of jobs) {
      const { kind, object, root, args, selection } = job.operation;
      const key = `${root} ${selection.text}`;
      const group = groups.get(key);
      // Records are told apart by their ids.
      if (kind !== 'findOne' || args.id === undefined || !object.many || !selection.fields.has('id'))
        others.push(job);
      else if (group) group.push(job);
      else groups.set(key, [job]);
    }
    for (const group of groups.values())
      for (let start = 0; start < group.length; start += transport.maxIds)
        others.push(merged(group.slice(start, start + transport.maxIds), options));
    return others;
  }

  function merged(jobs: readonly Job[], options: RequestOptions): Job {
    const [first] = jobs as [Job];
    if (jobs.length === 1) return first;
    const { object, selection } = first.operation;
    const ids: unknown[] = [];
    for (const { operation } of jobs) if (!ids.includes(operation.args.id)) ids.push(operation.args.id);
    return {
      operation: {
        kind: 'findMany',
        object,
        root: object.many ?? '',
        args: { filter: { id: { in: ids } }, first: ids.length },
        selection,
      },
      resolve(answer) {
        const rows = new Map<unknown, string>();
        for (const { node } of (answer as Connection).edges) rows.set(node['id'], JSON.stringify(node));
        for (const { operation, resolve } of jobs)
          // A record of its own for everyone who asked.
          resolve(JSON.parse(rows.get(operation.args.id?.toLowerCase()) ?? 'null'));
      },
      reject(error) {
        const middle = jobs.length >> 1;
        // Halves of halves, until those to blame are alone.
        if (isOfOne(error))
          for (const half of [jobs.slice(0, middle), jobs.slice(middle)])
            void run([merged(half, options)], options);
        else for (const job of jobs) job.reject(error);
      },
    };
  }

  /** Sends until all have an answer. */
  async function run(jobs: Jobs, options: RequestOptions): Promise<void> {
    const { signal, maxRetries = context.maxRetries } = options;
    let pending: readonly Job[] = jobs;
    let delay = 0;
    let tries = 0;
    let refusals = 0;
    while (pending.length > 0) {
      const { length } = pending;
      const name = nameOf(jobs[0].operation);
      let taken = 0;
      let results: readonly unknown[];
      try {
        if (delay > 0) await sleep(delay, signal, name);
        if (bucket) await until((done) => bucket.take(length, done), signal, name);
        taken = length;
        const { send = transport.send } = jobs[0].operation;
        results = await send(
          context,
          pending.map(({ operation }) => operation),
          options,
        );
      } catch (error) {
        const { mayHaveArrived, status } = error as TwentyError;
        // What did not reach the server costs nothing.
        if (!mayHaveArrived && !status) bucket?.give(taken);
        results = pending.map(() => error);
      }
      const again: Job[] = [];
      let isRefused = false;
      delay = 0;
      for (const [index, job] of pending.entries()) {
        let error = results[index] as TwentyError;
        if (!(error instanceof Error))
          try {
            job.resolve(error);
            continue;
          } catch (cause) {
            const operation = nameOf(job.operation);
            error = twentyError('SERVER', `The answer to ${operation} makes no sense.`, { operation, cause });
          }
        const isLimit = error.code === 'RATE_LIMIT';
        if (length > 1 && isOfOne(error)) void run([job], options);
        else if (
          isLimit
            ? bucket && refusals < maxRefusals && error.subCode !== 'QUOTA_EXHAUSTED'
            : error.isTransient &&
              tries < maxRetries &&
              (!error.mayHaveArrived || isRepeatable(job.operation))
        ) {
          again.push(job);
          const wait = error.retryAfter ?? backoff(isLimit ? refusals - 1 : tries);
          if (isLimit) {
            isRefused = true;
            bucket?.refuse(error.message, wait);
          } else delay = Math.max(delay, wait);
        } else job.reject(error);
      }
      if (!isRefused) tries += 1;
      else refusals = again.length < length ? 0 : refusals + 1;
      pending = again;
    }
  }

  return {
    transport,
    execute: (operation, options = {}) =>
      new Promise((resolve, reject) => {
        const job: Job = { operation, resolve, reject };
        if (isRead(operation)) join(job, options);
        else void run([job], options);
      }),
  };
}

/** Requests of different root fields, each of so many at most. */
function pack(jobs: readonly Job[], most: number): readonly Jobs[] {
  const requests: [Job, ...Job[]][] = [];
  const places = new Map<string, number>();
  for (const job of jobs) {
    const { root } = job.operation;
    let place = places.get(root) ?? 0;
    while ((requests[place]?.length ?? 0) >= most) place += 1;
    places.set(root, place + 1);
    const request = requests[place];
    if (request) request.push(job);
    else requests.push([job]);
  }
  return requests;
}

/** Whether one of those that share a request may have brought this upon all. */
function isOfOne(error: unknown): boolean {
  return !(error instanceof TwentyError) || /^(?:TOO_COMPLEX|VALIDATION)$/.test(error.code);
}

/** Milliseconds before the next try: 500, 1,000, 2,000 … up to 8,000, each less by up to a half; none before the first. */
function backoff(tries: number): number {
  return tries < 0 ? 0 : Math.min(500 * 2 ** tries, 8_000) * (1 - Math.random() / 2);
}

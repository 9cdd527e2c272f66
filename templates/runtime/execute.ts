import { failed, TwentyError } from './errors.js';
import { type Connection, isRead, nameOf, type Operation } from './operation.js';
import { sleep, until } from './sleep.js';
import type { Transport, TransportContext, TwentyClient } from './transport.js';
import type { RequestOptions } from './types.js';

/** An operation that somebody waits for. */
interface Job {
  readonly operation: Operation;
  readonly resolve: (answer: unknown) => void;
  readonly reject: (error: unknown) => void;
}

/** Reads of one tick with the same options. */
interface Tick {
  readonly options: RequestOptions;
  readonly jobs: Job[];
}

const optionNames = ['signal', 'timeout', 'headers', 'maxRetries'] as const;

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
    for (const tick of ticks)
      if (optionNames.every((name) => tick.options[name] === options[name])) return void tick.jobs.push(job);
    if (ticks.length === 0) void flush();
    ticks.push({ options, jobs: [job] });
  }

  async function flush(): Promise<void> {
    // What was called in one tick gets here after a few microtasks.
    for (let hops = 0; hops < 10; hops += 1) await Promise.resolve();
    const all = ticks;
    ticks = [];
    for (const { jobs, options } of all) {
      // Requests of different root fields.
      const requests: Job[][] = [];
      for (const job of mergeById(jobs, options)) {
        const place = requests.findIndex(
          (others) =>
            others.length < transport.maxReads &&
            others.every(({ operation }) => operation.root !== job.operation.root),
        );
        if (place < 0) requests.push([job]);
        else requests[place]?.push(job);
      }
      for (const request of requests) void run(request, options);
    }
  }

  /** Reads of single records become reads of many. */
  function mergeById(jobs: readonly Job[], options: RequestOptions): readonly Job[] {
    const groups: Job[][] = [];
    const byText: Record<string, Job[]> = {};
    for (const job of jobs) {
      const { kind, object, root, args, selection } = job.operation;
      const text = `${root} ${selection.text}`;
      // Records are told apart by their ids.
      const isOne =
        kind === 'findOne' && args.id !== undefined && object.many !== '' && selection.fields.includes('id');
      const group = byText[text];
      if (isOne && group && group.length < transport.maxIds) group.push(job);
      else {
        const started = [job];
        groups.push(started);
        if (isOne) byText[text] = started;
      }
    }
    return groups.map((group) => merged(group, options));
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
        root: object.many,
        args: { filter: { id: { in: ids } }, first: ids.length },
        selection,
      },
      resolve(answer) {
        const { edges } = answer as Connection;
        for (const { operation, resolve } of jobs) {
          const id = operation.args.id?.toLowerCase();
          // A record of its own for everyone who asked.
          resolve(JSON.parse(JSON.stringify(edges.find(({ node }) => node['id'] === id)?.node ?? null)));
        }
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
  async function run(jobs: readonly Job[], options: RequestOptions): Promise<void> {
    const { signal, maxRetries = context.maxRetries } = options;
    let pending = jobs;
    let delay = 0;
    let tries = 0;
    let refusals = 0;
    while (pending.length > 0) {
      const { length } = pending;
      const operations = pending.map(({ operation }) => operation);
      const [first] = operations as [Operation];
      const name = nameOf(first);
      const { send = transport.send } = first;
      let taken = 0;
      let results: readonly unknown[] = [];
      let failure: unknown;
      try {
        if (delay > 0) await sleep(delay, signal, name);
        if (bucket) await until((done) => bucket.take(length, done), signal, name);
        taken = length;
        results = await send(context, operations, options);
      } catch (error) {
        failure = error;
        const { mayHaveArrived, status } = error as TwentyError;
        // What did not reach the server costs nothing.
        if (!mayHaveArrived && !status) bucket?.give(taken);
      }
      const again: Job[] = [];
      let isRefused = false;
      delay = 0;
      let index = 0;
      for (const job of pending) {
        const { operation } = job;
        let error = (failure ?? results[index++]) as TwentyError;
        if (!(error instanceof Error))
          try {
            job.resolve(error);
            continue;
          } catch (cause) {
            error = failed('SERVER', nameOf(operation), 'the answer makes no sense', { cause });
          }
        const isLimit = error.code === 'RATE_LIMIT';
        if (length > 1 && isOfOne(error)) void run([job], options);
        else if (
          isLimit
            ? bucket && refusals < maxRefusals && error.subCode !== 'QUOTA_EXHAUSTED'
            : error.isTransient &&
              tries < maxRetries &&
              (!error.mayHaveArrived || isRead(operation) || operation.isRepeatable)
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
      new Promise<unknown>((resolve, reject) => {
        const job: Job = { operation, resolve, reject };
        if (isRead(operation)) join(job, options);
        else void run([job], options);
      }),
  };
}

/** Whether one of those that share a request may have brought this upon all. */
const isOfOne = (error: unknown): boolean =>
  !(error instanceof TwentyError) || /^(?:TOO_COMPLEX|VALIDATION)$/.test(error.code);

/** Milliseconds before the next try: 500, 1,000, 2,000 … up to 8,000, each less by up to a half; none before the first. */
const backoff = (tries: number): number =>
  tries < 0 ? 0 : Math.min(500 * 2 ** tries, 8_000) * (1 - Math.random() / 2);

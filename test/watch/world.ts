import { demo } from '../../fixtures/demo.ts';
import { modelOf } from '../../fixtures/modern.ts';
import type { Context } from '../../src/cli/context.ts';
import { createReporter } from '../../src/cli/reporter.ts';
import type { Clock } from '../../src/watch/clock.ts';
import { watchedWorkspace } from '../../src/cli/watch/targets.ts';
import type { Brought } from '../../src/cli/watch/targets.ts';
import { watchTargets } from '../../src/watch/watch.ts';
import { resolveWorkspaces } from '../../src/config/workspaces.ts';
import type { CodegenConfig } from '../../src/config/types.ts';
import { CodegenError } from '../../src/errors.ts';
import type { Model } from '../../src/model/types.ts';
import { serve } from '../../src/simulate/server.ts';
import type { Server } from '../../src/simulate/server.ts';
import { createSimulator } from '../../src/simulate/simulator.ts';
import { project } from '../cli/run.ts';

export const apiKey = 'a-key-of-the-watched';
export const model = modelOf(demo);

/** What is done at a moment, in milliseconds since the start; the clock stands still until it is done. */
export type Script = readonly (readonly [atMs: number, act: () => unknown])[];

const start = Date.UTC(2026, 0, 1);

/** Time that passes only while somebody sleeps, and then at once. */
export function virtualClock(script: Script, endMs: number, end: () => void): Clock & { elapsed(): number } {
  const left = [...script];
  let elapsed = 0;
  return {
    now: () => start + elapsed,
    elapsed: () => elapsed,
    random: () => 0.5,
    async sleep(ms, signal) {
      const until = elapsed + ms;
      for (;;) {
        if (signal.aborted) return;
        const [next] = left;
        if (next === undefined || next[0] > until) break;
        left.shift();
        elapsed = Math.max(elapsed, next[0]);
        await next[1]();
      }
      elapsed = until;
      if (elapsed >= endMs) end();
    },
  };
}

/** A request as it came in. */
export interface Received {
  readonly path: string;
  readonly body: string;
}

/** Answers in the server's place, or leaves it to it with undefined. */
export type Fault = (received: Received, request: Request) => Response | Request | undefined;

/** A server that can change its model, fail, and go away and come back. */
export interface World {
  readonly url: string;
  readonly received: readonly (Received & { readonly atMs: number })[];
  remodel(model: Model): void;
  fail(fault: Fault | null): void;
  goAway(): Promise<void>;
  comeBack(): Promise<void>;
  /** Tells the time by which requests are noted. */
  elapsed: () => number;
}

export async function createWorld(initial: Model = model): Promise<World> {
  const simulator = createSimulator({ model: initial, apiKey, records: 0 });
  const received: (Received & { readonly atMs: number })[] = [];
  let fault: Fault | null = null;
  const faulty = {
    async fetch(input: string | URL | Request, init?: RequestInit): Promise<Response> {
      const request = new Request(input, init);
      const told = { path: new URL(request.url).pathname, body: await request.clone().text() };
      received.push({ ...told, atMs: world.elapsed() });
      const answer = fault?.(told, request);
      return answer instanceof Response ? answer : simulator.fetch(answer ?? request);
    },
  };
  let server: Server | null = await serve(faulty);
  const { url } = server;
  const world: World = {
    url,
    received,
    elapsed: () => 0,
    remodel: (changed) => simulator.remodel(changed),
    fail: (next) => (fault = next),
    async goAway() {
      await server?.close();
      server = null;
    },
    async comeBack() {
      server = await serve(faulty, { port: Number(new URL(url).port) });
    },
  };
  return world;
}

export interface ToldDone {
  readonly at: number;
  readonly done: Brought;
  readonly reason: string;
  readonly workspace: string | null;
}

export type Told =
  | ToldDone
  | { readonly at: number; readonly failing: string; readonly retryInMs: number }
  | { readonly at: number; readonly recovered: number };

export interface Watching {
  readonly folder: string;
  readonly told: readonly Told[];
  /** How often work was done, and when. */
  readonly done: readonly ToldDone[];
}

export interface WatchingOptions {
  readonly world: World;
  readonly script?: (folder: string) => Script;
  /** How long it is watched. */
  readonly forMs: number;
  readonly config?: CodegenConfig;
  readonly intervalMs?: number;
  readonly endsOnMistakes?: boolean;
}

/** Watches for a time, which takes no time, and tells what happened. */
export async function watchFor(options: WatchingOptions): Promise<Watching> {
  const { world, forMs, config = {}, intervalMs = 5000, endsOnMistakes = true } = options;
  const folder = project({ 'package.json': '{}' });
  const abort = new AbortController();
  const clock = virtualClock(options.script?.(folder) ?? [], forMs, () => abort.abort());
  world.elapsed = clock.elapsed;
  const quiet = { out: () => undefined, err: () => undefined };
  const terminal = { ...quiet, isInteractive: false, colour: { out: false, err: false } };
  const context: Context = {
    args: { impact: false },
    cwd: folder,
    env: {},
    reporter: createReporter({ terminal, json: false, quiet: true, debug: false, cwd: folder }),
    signal: abort.signal,
    holdInterrupts: () => undefined,
    version: '0.0.0',
  };
  const env = { TWENTY_API_URL: world.url, TWENTY_API_KEY: apiKey };
  const settings = resolveWorkspaces({ cwd: folder, flags: {}, env, config, configPath: null });
  const targets = settings.map((one) => watchedWorkspace(context, one, false));
  const told: Told[] = [];
  try {
    await watchTargets({
      targets,
      clock,
      signal: abort.signal,
      intervalMs,
      endsOnMistakes,
      onDone: ({ result, reason, workspace }) =>
        told.push({ at: clock.elapsed(), done: result, reason, workspace }),
      onFailing: ({ error, retryInMs }) =>
        told.push({
          at: clock.elapsed(),
          failing: error instanceof CodegenError ? error.code : String(error),
          retryInMs,
        }),
      onRecovered: ({ downMs }) => told.push({ at: clock.elapsed(), recovered: downMs }),
    });
  } finally {
    await Promise.all(targets.map((target) => target.close()));
  }
  return { folder, told, done: told.filter((one) => 'done' in one) };
}

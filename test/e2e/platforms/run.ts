import { execFile } from 'node:child_process';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { env } from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { serve } from '../../../src/simulate/server.ts';
import { createSimulator } from '../../../src/simulate/simulator.ts';
import type { Simulator } from '../../../src/simulate/simulator.ts';
import { fixtureModel } from '../../golden/workspaces.ts';
import type { Target } from './app/target.ts';

const apiKey = 'platforms-key';

/** Serves a workspace without records on the loopback interface for as long as the program runs on it. */
export async function onWorkspace(program: (target: Target) => Promise<unknown>): Promise<unknown> {
  const simulator = createSimulator({ model: await fixtureModel('demo'), apiKey, records: 0 });
  const held = holding(simulator);
  const server = await serve(held.simulator);
  try {
    const output = await program({ url: server.url, apiKey, nowhere: await unusedUrl() });
    // While it runs: a program that ends closes its connections anyway.
    return { output, held: held.count(), isReleased: held.isReleased() };
  } finally {
    await server.close();
  }
}

interface Holding {
  readonly simulator: Pick<Simulator, 'fetch'>;
  /** Requests that were to be held. */
  count(): number;
  /** Whether all of their connections were closed by the time that the program waited for it. */
  isReleased(): boolean;
}

interface Held {
  // As long as it is not collected, a request's signal follows its connection.
  readonly request: Request;
  readonly closed: Promise<true>;
  answer(): void;
}

/**
 * The simulator, but it does not answer what has the header `x-hold: forever`, and what has `x-hold: until-released`
 * only when the connections of all those are closed. It gives up after 5 seconds, so that the program ends.
 */
function holding(simulator: Pick<Simulator, 'fetch'>): Holding {
  const held: Held[] = [];
  let isReleased = false;
  return {
    count: () => held.length,
    isReleased: () => isReleased,
    simulator: {
      async fetch(input, init) {
        const request = new Request(input, init);
        const hold = request.headers.get('x-hold');
        if (hold === 'forever')
          await new Promise<void>((answer) => {
            const closed = new Promise<true>((resolve) => {
              request.signal.addEventListener('abort', () => resolve(true));
            });
            held.push({ request, closed, answer });
          });
        else if (hold === 'until-released') {
          const all = Promise.all(held.map(({ closed }) => closed)).then(() => true);
          isReleased = await Promise.race([all, sleep(5_000, false, { ref: false })]);
          for (const { answer } of held) answer();
        }
        return simulator.fetch(request);
      },
    },
  };
}

/** An address on the loopback interface whose port was free just now. */
function unusedUrl(): Promise<string> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(`http://127.0.0.1:${port}`));
    });
  });
}

/**
 * Runs a command on a target, in a process of its own that has no settings of ours, and reads the JSON that it prints.
 *
 * @throws where it fails, or prints anything to standard error.
 */
export function runCommand(
  [file, ...args]: readonly [string, ...string[]],
  { url, apiKey, nowhere }: Target,
  cwd: string,
): Promise<unknown> {
  const { TWENTY_API_URL: _url, TWENTY_API_KEY: _key, NODE_OPTIONS: _options, ...own } = env;
  const options = { cwd, env: { ...own, DENO_DIR: join(cwd, '.deno') }, timeout: 45_000 };
  return new Promise((resolve, reject) => {
    execFile(file, [...args, url, apiKey, nowhere], options, (error, stdout, stderr) => {
      if (error || stderr !== '') reject(error ?? new Error(stderr));
      else resolve(JSON.parse(stdout));
    });
  });
}

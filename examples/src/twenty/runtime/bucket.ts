import { platform } from './platform.js';
import { startTimer } from './sleep.js';

/** So many requests in so many milliseconds. */
export interface RateLimit {
  readonly requests: number;
  readonly perMs: number;
}

/** Tokens that fill up evenly, as the server counts them: a request takes one. Whoever waits is served in turn. */
export interface Bucket {
  /** Calls `done` once so many tokens are there, and taken. @returns what ends the waiting. */
  take(count: number, done: () => void): () => void;
  /** Puts back what was taken and not used. */
  give(count: number): void;
  /**
   * The server refused a request: there is nothing left, and nothing comes for so many milliseconds. Its message may
   * say what the limit is.
   */
  refuse(message: string, pause: number): void;
}

export function bucket({ requests, perMs }: RateLimit = { requests: 100, perMs: 60_000 }): Bucket {
  let tokens = requests;
  let filledAt = Date.now();
  let timer: unknown;
  let waiters: (readonly [number, () => void])[] = [];
  const fill = (): void => {
    const now = Date.now();
    tokens = Math.min(requests, tokens + (Math.max(0, now - filledAt) * requests) / perMs);
    filledAt = now;
  };
  const serve = (): void => {
    fill();
    platform.clearTimeout(timer);
    while (waiters[0]) {
      const [count, done] = waiters[0];
      // A full bucket is all there can be, even for who needs more.
      const missing = Math.min(count, requests) - tokens;
      if (missing > 0) {
        timer = startTimer(serve, Math.ceil((missing * perMs) / requests));
        return;
      }
      waiters.shift();
      tokens -= count;
      done();
    }
  };
  return {
    take(count, done) {
      const waiter = [count, done] as const;
      waiters.push(waiter);
      serve();
      return () => {
        waiters = waiters.filter((one) => one !== waiter);
        serve();
      };
    },
    give(count) {
      tokens += count;
      serve();
    },
    refuse(message, pause) {
      fill();
      const said = message.split(/\((\d+) tokens per (\d+) ms\)/);
      requests = Number(said[1]) || requests;
      perMs = Number(said[2]) || perMs;
      // What the refused request took was not used.
      tokens = Math.min(tokens + 1, 0, (-pause * requests) / perMs);
      serve();
    },
  };
}

import { abortError } from './failure.js';
import { platform } from './platform.js';
import type { AbortSignalLike } from './types.js';

/** As setTimeout, which fires at once for what is beyond its 24 days. */
export const startTimer = (callback: () => void, milliseconds: number): unknown =>
  platform.setTimeout(callback, Math.min(milliseconds, 2 ** 31 - 1));

/** What is to be called when a signal is aborted, and the one listener that calls it. */
interface Listening {
  readonly callbacks: (() => void)[];
  readonly listener: () => void;
}

const listening = /* @__PURE__ */ new WeakMap<AbortSignalLike, Listening>();

/**
 * Calls back when the signal is aborted. Any number of calls have one listener: Node warns of more than ten.
 *
 * @returns what ends that.
 */
export function onAbort(signal: AbortSignalLike | undefined, callback: () => void): () => void {
  if (!signal) return () => undefined;
  let all = listening.get(signal);
  if (!all) {
    const callbacks: (() => void)[] = [];
    const listener = (): void => {
      for (const one of callbacks.slice()) one();
    };
    listening.set(signal, (all = { callbacks, listener }));
    signal.addEventListener('abort', listener);
  }
  const { callbacks, listener } = all;
  callbacks.push(callback);
  return () => {
    const place = callbacks.indexOf(callback);
    if (place < 0) return;
    callbacks.splice(place, 1);
    if (callbacks.length > 0) return;
    signal.removeEventListener('abort', listener);
    listening.delete(signal);
  };
}

/**
 * Waits for something that says when it is done.
 *
 * @param start begins it, and gives what calls it off.
 * @throws TwentyAbortError as soon as the signal is aborted.
 */
export const until = (
  start: (done: () => void) => () => void,
  signal: AbortSignalLike | undefined,
  operation: string,
): Promise<void> =>
  new Promise<void>((resolve, reject) => {
    let stop: (() => void) | undefined;
    const end = (): void => {
      off();
      if (!signal?.aborted) return resolve();
      stop?.();
      reject(abortError(operation, signal));
    };
    const off = onAbort(signal, end);
    if (signal?.aborted) end();
    else stop = start(end);
  });

/** @throws TwentyAbortError as soon as the signal is aborted. */
export const sleep = (
  milliseconds: number,
  signal: AbortSignalLike | undefined,
  operation: string,
): Promise<void> =>
  until(
    (done) => {
      const timer = startTimer(done, milliseconds);
      return () => platform.clearTimeout(timer);
    },
    signal,
    operation,
  );

import { setTimeout as sleep } from 'node:timers/promises';
import { CodegenError } from '../../../errors.ts';
import type { RateLimit } from '../../../simulate/limit.ts';

/** What a limit that somebody else uses too is waited for, at most so often in a row. */
const mostRefusals = 30;

const waitWithoutWord = 10_000;

/**
 * Carries requests out one after the other, no more than the limit allows in any stretch of time; one that the server turns
 * away for its limit is sent again when that has filled somewhat.
 */
export function createPace(
  { requests, perMs }: RateLimit,
  signal: AbortSignal | undefined,
): <T>(request: () => Promise<T>) => Promise<T> {
  const sent: number[] = [];
  const pause = (ms: number): Promise<void> =>
    sleep(ms, undefined, { signal }).catch(() => {
      throw new CodegenError('ABORTED', 'The work was cancelled.');
    });
  return async (request) => {
    for (let refusals = 0; ; refusals++) {
      const first = sent.length < requests ? undefined : sent.shift();
      const wait = first === undefined ? 0 : first + perMs - Date.now();
      if (wait > 0) await pause(wait);
      sent.push(Date.now());
      try {
        return await request();
      } catch (error) {
        if (!(error instanceof CodegenError) || error.code !== 'RATE_LIMITED' || refusals >= mostRefusals)
          throw error;
        await pause(error.retryAfterMs ?? saidWait(error.details));
      }
    }
  };
}

/** What a tenth of the limit takes to come back, as the server words its limit. */
function saidWait(details: readonly string[]): number {
  const [, perMs] = /\(\d+ tokens per (\d+) ms\)/.exec(details.join(' ')) ?? [];
  return perMs === undefined ? waitWithoutWord : Math.ceil(Number(perMs) / 10);
}

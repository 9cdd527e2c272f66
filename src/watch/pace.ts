/** Longest wait between two attempts at a server that fails, unless the interval is longer. */
const longestMs = 60_000;

/** Of a server that tells no version all metadata is read each time: not more often than this. */
const leastOfAllMs = 30_000;

/** How long to wait after an answer. */
export function waitAfterAnswer(version: string, intervalMs: number): number {
  return version.startsWith('h') ? Math.max(intervalMs, leastOfAllMs) : intervalMs;
}

/**
 * How long to wait after a failure: twice as long each time, with jitter, so that many who watch do not all come at once;
 * never less than the interval, nor than the server asked for.
 * @param failures in a row, from 1
 * @param random from 0 to below 1
 */
export function waitAfterFailure(
  failures: number,
  intervalMs: number,
  random: number,
  retryAfterMs = 0,
): number {
  const longest = Math.max(longestMs, intervalMs);
  const grown = Math.min(longest, intervalMs * 2 ** Math.min(failures, 20));
  return Math.max(intervalMs, retryAfterMs, Math.round(grown * (0.5 + random / 2)));
}

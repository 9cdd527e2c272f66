import { badInput } from './fault.ts';

/** A rate limit: so many calls in so much time, as a bucket that fills evenly. */
export interface RateLimit {
  readonly requests: number;
  readonly perMs: number;
}

/** A function that takes one call from the bucket, and throws LIMIT_REACHED where it is empty. */
export function limiter(limit: RateLimit | undefined, clock: () => number): () => void {
  if (limit === undefined) return () => undefined;
  const { requests, perMs } = limit;
  let tokens = requests;
  let filled = clock();
  return () => {
    const now = clock();
    tokens = Math.min(requests, tokens + (Math.max(0, now - filled) * requests) / perMs);
    filled = now;
    if (tokens < 1) {
      throw badInput(
        `Limit reached (${requests} tokens per ${perMs} ms)`,
        'LIMIT_REACHED',
        'Rate limit reached. Please try again later.',
      );
    }
    tokens -= 1;
  };
}

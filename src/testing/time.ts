import { start } from '../simulate/clock.ts';

/** When a simulation begins: milliseconds since 1970, a date, a text that Date reads, or a clock of one's own. */
export type Start = number | string | Date | (() => number);

/** The time of a simulated workspace. It stands still but for a millisecond a look, so that what comes later is later. */
export interface Time {
  /** Of writes: each look is a millisecond later. */
  tick(): number;
  /** The same, without going on. */
  now(): number;
  /** Of the rate limit: real time, or that of whatever fakes Date, and what was travelled. */
  limit(): number;
  /** @throws RangeError for a way back */
  travel(ms: number): void;
}

/** @throws RangeError where a date cannot be read */
export function createTime(from: Start = start): Time {
  let travelled = 0;
  let ticks = 0;
  const base = typeof from === 'function' ? from : constant(from);
  return {
    tick: () => base() + travelled + (typeof from === 'function' ? 0 : ticks++),
    now: () => base() + travelled + ticks,
    limit: () => Date.now() + travelled,
    travel(ms) {
      if (!(ms >= 0) || !Number.isFinite(ms))
        throw new RangeError('travel() goes forward: ms is not below 0.');
      travelled += ms;
    },
  };
}

function constant(from: number | string | Date): () => number {
  const time = new Date(from).getTime();
  if (Number.isNaN(time)) throw new RangeError(`now is no date: ${JSON.stringify(from)}.`);
  return () => time;
}

/** Where time starts in a simulated workspace without a clock: 2026-01-01T00:00:00Z. */
export const start: number = Date.UTC(2026, 0, 1);

/** A clock that goes on by a millisecond whenever it is looked at: the same in every run. */
export function logicalClock(): () => number {
  let ticks = 0;
  return () => start + ticks++;
}

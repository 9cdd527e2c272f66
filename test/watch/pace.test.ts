import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { waitAfterAnswer, waitAfterFailure } from '../../src/watch/pace.ts';

const interval = fc.integer({ min: 1000, max: 600_000 });
const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

test('after a failure it is never asked sooner than at the interval or than the server asks, and at least once a minute', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 10_000 }),
      interval,
      random,
      fc.nat(300_000),
      (failures, every, chance, asked) => {
        const wait = waitAfterFailure(failures, every, chance, asked);
        expect(wait).toBeGreaterThanOrEqual(Math.max(every, asked));
        expect(wait).toBeLessThanOrEqual(Math.max(every, asked, 60_000));
      },
    ),
  );
});

test('waits grow with each failure, and differ from one who watches to another', () => {
  const waits = (chance: number): readonly number[] =>
    [1, 2, 3, 4, 5, 6].map((failures) => waitAfterFailure(failures, 5000, chance));
  expect(waits(0)).toEqual([5000, 10_000, 20_000, 30_000, 30_000, 30_000]);
  expect(waits(0.999_999)).toEqual([10_000, 20_000, 40_000, 60_000, 60_000, 60_000]);
});

test('a server that tells no version is asked for all of its metadata twice a minute at most', () => {
  expect(waitAfterAnswer('v12', 1000)).toBe(1000);
  expect(waitAfterAnswer('h0f', 1000)).toBe(30_000);
  expect(waitAfterAnswer('h0f', 45_000)).toBe(45_000);
});

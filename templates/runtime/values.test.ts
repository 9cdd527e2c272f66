import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromMicros, micros } from './values.ts';

/** Up to here a number tells every millionth from the next. */
const mostExact = 2 ** 33 * 1_000_000;

/** A decimal as text, and the exact millionths of it, a half rounded away from zero. */
const decimals = fc
  .record({
    sign: fc.constantFrom('', '-', '+'),
    whole: fc.bigInt({ min: 0n, max: 9_007_199_253n }),
    fraction: fc.stringMatching(/^\d{0,12}$/),
  })
  .map(({ sign, whole, fraction }) => {
    const scaled = BigInt(`${whole}${fraction.padEnd(12, '0')}`);
    const rounded = (scaled + 500_000n) / 1_000_000n;
    return {
      text: `${sign}${whole}${fraction === '' ? '' : `.${fraction}`}`,
      millionths: sign === '-' ? -rounded : rounded,
    };
  });

describe('micros', () => {
  it.each([
    [12.5, 12_500_000],
    ['12.345678', 12_345_678],
    ['-12.50', -12_500_000],
    [' +.5 ', 500_000],
    ['5.', 5_000_000],
    ['1e3', 1_000_000_000],
    // As written, not as the number nearest to it.
    [1.005, 1_005_000],
    [0.1 + 0.2, 300_000],
    ['9007199254.740991', Number.MAX_SAFE_INTEGER],
    ['00012', 12_000_000],
    ['0e999', 0],
  ] as const)('of %j is %j', (amount, expected) => {
    expect(micros(amount)).toBe(expected);
  });

  it.each([
    ['0.0000004', 0],
    ['0.0000005', 1],
    ['-0.0000005', -1],
    ['0.00000049999999999999999999', 0],
    ['1.0000015', 1_000_002],
    [5e-7, 1],
    [5e-324, 0],
    [-0, 0],
    [-1e-9, 0],
  ] as const)(
    'rounds %j to %j: a half goes away from zero, and none becomes less than none',
    (amount, expected) => {
      expect(micros(amount)).toBe(expected);
    },
  );

  it.each(['', ' ', '.', '-', '12,5', '1 000', '0x10', '1_0', '1e', '12.5 EUR', NaN, Infinity])(
    'refuses %j, which is no number',
    (amount) => {
      expect(() => micros(amount)).toThrow(RangeError);
    },
  );

  it.each(['9007199254.740992', '9007199254.7409915', '-1e10', 1e21, 1.7e308, '1e999999999'])(
    'refuses %j, which as a number of millionths would not be exact',
    (amount) => {
      expect(() => micros(amount)).toThrow(/bigint/);
    },
  );

  it('is exact for any decimal as text', () => {
    fc.assert(
      fc.property(decimals, ({ text, millionths }) => {
        expect(BigInt(micros(text))).toBe(millionths);
      }),
    );
  });

  it('takes a number for the decimal that it is written as', () => {
    fc.assert(
      fc.property(fc.double({ min: -9e9, max: 9e9, noNaN: true }), (amount) => {
        expect(micros(amount)).toBe(micros(`${amount}`));
      }),
    );
  });

  it('never gives what is not a whole number that is exact', () => {
    fc.assert(
      fc.property(fc.oneof(fc.double(), fc.string()), (amount) => {
        const outcome = ((): unknown => {
          try {
            return Number.isSafeInteger(micros(amount));
          } catch (error) {
            return error instanceof RangeError;
          }
        })();
        expect(outcome).toBe(true);
      }),
    );
  });
});

describe('fromMicros', () => {
  it('gives the amount', () => {
    expect(fromMicros(12_345_678)).toBe(12.345678);
    expect(fromMicros(-1)).toBe(-0.000001);
    expect(fromMicros(12_500_000n)).toBe(12.5);
    expect(fromMicros(12_345_678_901_234_567_890n)).toBe(12_345_678_901_234.568);
  });

  it('and micros undo each other', () => {
    fc.assert(
      fc.property(fc.integer({ min: -mostExact, max: mostExact }), (millionths) => {
        expect(micros(fromMicros(millionths))).toBe(millionths);
      }),
    );
    fc.assert(
      fc.property(fc.integer({ min: -900_000_000_000, max: 900_000_000_000 }), (cents) => {
        const amount = Number(`${cents}e-2`);
        expect(fromMicros(micros(amount))).toBe(amount);
      }),
    );
  });
});

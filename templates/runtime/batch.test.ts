import { describe, expect, it } from 'vitest';
import { settle } from '../../test/client/stub.ts';
import { inBatches } from './batch.ts';
import { TwentyError, twentyError } from './errors.ts';
import type { BatchProgress } from './types.ts';

const numbers = (count: number): number[] => Array.from({ length: count }, (_, index) => index);
const rowsOf = (batch: readonly number[]) => batch.map((n) => ({ n }));
const tooMany = (most: number): TwentyError =>
  twentyError('VALIDATION', `Maximum number of records to upsert is ${most}.`, {
    subCode: 'TOO_MANY_RECORDS_TO_UPDATE',
  });
const refused = (): TwentyError => twentyError('VALIDATION', 'no');
const lost = (): TwentyError => twentyError('NETWORK', 'no', { mayHaveArrived: true });

async function failure(call: Promise<unknown>): Promise<TwentyError> {
  const error: unknown = await call.catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(TwentyError);
  return error as TwentyError;
}

describe('a list', () => {
  it.each([
    [0, []],
    [1, [1]],
    [10, [10]],
    [11, [10, 1]],
    [35, [10, 10, 10, 5]],
  ])('of %i goes in batches of %o', async (count, sizes) => {
    const batches: (readonly number[])[] = [];
    const rows = await inBatches(numbers(count), 10, {}, async (batch) => {
      batches.push(batch);
      return rowsOf(batch);
    });
    expect(batches.map(({ length }) => length)).toEqual(sizes);
    expect(rows).toEqual(rowsOf(numbers(count)));
  });

  it('comes back in order, whichever batch is done first', async () => {
    const ends: (() => void)[] = [];
    const all = inBatches(numbers(40), 10, {}, async (batch) => {
      await new Promise<void>((resolve) => ends.push(resolve));
      return rowsOf(batch);
    });
    for (const end of ends.toReversed()) {
      end();
      await settle();
    }
    expect(await all).toEqual(rowsOf(numbers(40)));
  });

  it.each([
    [undefined, 4],
    [1, 1],
    [3, 3],
    [100, 10],
    [Number.POSITIVE_INFINITY, 10],
    [0, 1],
    [-1, 1],
    [Number.NaN, 1],
  ])('with a concurrency of %o has at most %i batches under way', async (concurrency, most) => {
    let running = 0;
    let seen = 0;
    const options = concurrency === undefined ? {} : { concurrency };
    const rows = await inBatches(numbers(100), 10, options, async (batch) => {
      running += 1;
      seen = Math.max(seen, running);
      await settle();
      running -= 1;
      return rowsOf(batch);
    });
    expect(rows).toHaveLength(100);
    expect(seen).toBe(most);
  });

  it('tells how far it is after each batch', async () => {
    const told: BatchProgress[] = [];
    const onProgress = (progress: BatchProgress): void => void told.push(progress);
    await inBatches(numbers(25), 10, { onProgress, concurrency: 1 }, async (batch) => rowsOf(batch));
    expect(told).toEqual([
      { done: 10, total: 25 },
      { done: 20, total: 25 },
      { done: 25, total: 25 },
    ]);
  });

  it('ends with the error of a progress callback that throws', async () => {
    const error = new Error('of the callback');
    const onProgress = (): void => {
      throw error;
    };
    let batches = 0;
    const call = inBatches(numbers(100), 10, { onProgress, concurrency: 1 }, async (batch) => {
      batches += 1;
      return rowsOf(batch);
    });
    await expect(call).rejects.toBe(error);
    expect(batches).toBe(1);
  });
});

describe('a batch that is too large for the server', () => {
  it('goes in batches of 60, and so do those after it', async () => {
    const sizes: number[] = [];
    const rows = await inBatches(numbers(500), 200, { concurrency: 1 }, async (batch) => {
      sizes.push(batch.length);
      if (batch.length > 60) throw tooMany(60);
      return rowsOf(batch);
    });
    expect(rows).toEqual(rowsOf(numbers(500)));
    expect(sizes).toEqual([200, 60, 60, 60, 20, 60, 60, 60, 60, 60]);
  });

  it('is told by the words alone where an older server has no finer code', async () => {
    const rows = await inBatches(numbers(100), 200, {}, async (batch) => {
      if (batch.length > 60) throw twentyError('VALIDATION', 'Maximum number of records to upsert is 60.');
      return rowsOf(batch);
    });
    expect(rows).toHaveLength(100);
  });

  it('is an error where it is as small as can be', async () => {
    const call = inBatches(numbers(60), 200, {}, () => Promise.reject(tooMany(10)));
    expect((await failure(call)).rows).toEqual({ written: [], unknown: [], records: [] });
  });

  it('says which of its rows are in when one of the smaller fails', async () => {
    const call = inBatches(numbers(300), 200, { concurrency: 1 }, async (batch) => {
      if (batch.length > 60) throw tooMany(60);
      if (batch[0] === 120) throw lost();
      return rowsOf(batch);
    });
    const { rows } = await failure(call);
    expect(rows?.written).toEqual(numbers(120));
    expect(rows?.unknown).toEqual(numbers(60).map((n) => n + 120));
    expect(rows?.records).toEqual(rowsOf(numbers(120)));
  });
});

describe('the error of a batch', () => {
  it('keeps others from beginning, waits for those under way and says what became of each row', async () => {
    const begun: number[] = [];
    const call = inBatches(numbers(100), 10, { concurrency: 3 }, async (batch) => {
      const [first = 0] = batch;
      begun.push(first);
      if (first === 10) throw refused();
      await settle();
      // The second to fail.
      if (first === 20) throw lost();
      return rowsOf(batch);
    });
    const error = await failure(call);
    expect(error).toMatchObject({ code: 'VALIDATION' });
    expect(begun).toEqual([0, 10, 20]);
    expect(error.rows).toEqual({
      written: numbers(10),
      unknown: numbers(10).map((n) => n + 20),
      records: rowsOf(numbers(10)),
    });
  });

  it('is the error itself where it is none of the client', async () => {
    const error = new TypeError('no');
    await expect(inBatches(numbers(9), 3, {}, () => Promise.reject(error))).rejects.toBe(error);
  });
});

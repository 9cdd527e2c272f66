import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { elapsed, stopTime } from '../../test/client/stub.ts';
import { bucket } from './bucket.ts';
import type { Bucket } from './bucket.ts';

beforeEach(stopTime);
afterEach(() => vi.useRealTimers());

/** Takes one token so many times; the list fills with the seconds at which each was there. */
function takeEach(tokens: Bucket, times: number, count = 1): number[] {
  const at: number[] = [];
  for (let time = 0; time < times; time += 1) tokens.take(count, () => at.push(elapsed() / 1_000));
  return at;
}

const minute = 60_000;

describe('a bucket', () => {
  it('has what it holds at once, and then as much as flows in', async () => {
    const at = takeEach(bucket({ requests: 5, perMs: 1_000 }), 8);
    expect(at).toEqual([0, 0, 0, 0, 0]);
    await vi.runAllTimersAsync();
    expect(at.slice(5)).toEqual([0.2, 0.4, 0.6]);
  });

  it('holds 100 a minute unless told otherwise', async () => {
    const at = takeEach(bucket(), 201);
    expect(at).toHaveLength(100);
    await vi.advanceTimersByTimeAsync(minute);
    expect(at).toHaveLength(200);
    await vi.advanceTimersByTimeAsync(600);
    expect(at).toHaveLength(201);
  });

  it('never holds more than it can', async () => {
    const tokens = bucket({ requests: 5, perMs: 1_000 });
    await vi.advanceTimersByTimeAsync(minute);
    expect(takeEach(tokens, 9)).toHaveLength(5);
  });

  it('serves in turn, also who needs more', async () => {
    const tokens = bucket({ requests: 5, perMs: 1_000 });
    const order: string[] = [];
    tokens.take(5, () => order.push('first'));
    tokens.take(5, () => order.push('many'));
    tokens.take(1, () => order.push('one'));
    await vi.advanceTimersByTimeAsync(999);
    expect(order).toEqual(['first']);
    await vi.advanceTimersByTimeAsync(1);
    expect(order).toEqual(['first', 'many']);
    await vi.advanceTimersByTimeAsync(200);
    expect(order).toEqual(['first', 'many', 'one']);
  });

  it('serves who needs more than it holds when it is full, and makes the others wait for that', async () => {
    const tokens = bucket({ requests: 5, perMs: 1_000 });
    expect(takeEach(tokens, 1, 15)).toEqual([0]);
    const at = takeEach(tokens, 1);
    await vi.runAllTimersAsync();
    expect(at).toEqual([2.2]);
  });

  it('is not fooled by a clock that is set back', async () => {
    const tokens = bucket({ requests: 5, perMs: 1_000 });
    takeEach(tokens, 5);
    vi.setSystemTime(Date.now() - 3_600_000);
    const at = takeEach(tokens, 1);
    await vi.advanceTimersByTimeAsync(200);
    expect(at).toHaveLength(1);
  });

  it('has no timer unless somebody waits', async () => {
    const tokens = bucket({ requests: 1, perMs: 1_000 });
    tokens.take(1, () => undefined);
    expect(vi.getTimerCount()).toBe(0);
    const cancels = [1, 2, 3].map(() => tokens.take(1, () => undefined));
    expect(vi.getTimerCount()).toBe(1);
    for (const cancel of cancels) cancel();
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('who stops waiting', () => {
  it('takes nothing, and those behind move up', async () => {
    const tokens = bucket({ requests: 1, perMs: 1_000 });
    takeEach(tokens, 1);
    const cancels = Array.from({ length: 100 }, () => tokens.take(1, () => expect.unreachable()));
    const at = takeEach(tokens, 1);
    for (const cancel of cancels) cancel();
    await vi.runAllTimersAsync();
    expect(at).toEqual([1]);
  });

  it('after it was served changes nothing', async () => {
    const tokens = bucket({ requests: 1, perMs: 1_000 });
    tokens.take(1, () => undefined)();
    const at = takeEach(tokens, 1);
    await vi.runAllTimersAsync();
    expect(at).toEqual([1]);
  });
});

it('what is given back serves who waits', () => {
  const tokens = bucket({ requests: 2, perMs: 1_000 });
  takeEach(tokens, 2);
  const at = takeEach(tokens, 3);
  tokens.give(2);
  expect(at).toEqual([0, 0]);
});

describe('a refusal', () => {
  it('empties the bucket', async () => {
    const tokens = bucket({ requests: 5, perMs: 1_000 });
    takeEach(tokens, 1);
    tokens.refuse('Too many requests.', 0);
    const at = takeEach(tokens, 2);
    await vi.runAllTimersAsync();
    expect(at).toEqual([0.2, 0.4]);
  });

  it('lets nothing through for as long as it says, and no longer for being said often', async () => {
    const tokens = bucket({ requests: 5, perMs: 1_000 });
    const at = takeEach(tokens, 7);
    for (let time = 0; time < 10; time += 1) tokens.refuse('', 3_000);
    await vi.runAllTimersAsync();
    expect(at.slice(5)).toEqual([3.2, 3.4]);
  });

  it.each([
    ['3 tokens per 60000 ms', [20, 40]],
    ['50 tokens per 60000 ms', [1.2, 2.4]],
    ['5 tokens per 1000 ms', [0.2, 0.4]],
    ['1 tokens per 7000 ms', [7, 14]],
  ])('that says (%s) changes the pace, also for who waits already', async (limit, seconds) => {
    const tokens = bucket();
    const at = takeEach(tokens, 102);
    tokens.refuse(`Limit reached (${limit})`, 0);
    await vi.runAllTimersAsync();
    expect(at.slice(100)).toEqual(seconds);
  });

  it('lets no more gather than the limit that it says', async () => {
    const tokens = bucket();
    tokens.refuse('Limit reached (3 tokens per 60000 ms)', 0);
    await vi.advanceTimersByTimeAsync(60 * minute);
    expect(takeEach(tokens, 9)).toHaveLength(3);
  });

  it.each(['Limit reached (0 tokens per 0 ms)', 'Limit reached (many tokens)', ''])(
    'that says nothing of use (%o) leaves the pace',
    async (message) => {
      const tokens = bucket({ requests: 5, perMs: 1_000 });
      tokens.refuse(message, 0);
      const at = takeEach(tokens, 1);
      await vi.runAllTimersAsync();
      expect(at).toEqual([0.2]);
    },
  );
});

import { describe, expect, it, vi } from 'vitest';
import { countedSignal, failureOf, settle, stopTime, withVirtualTime } from '../../test/client/stub.ts';
import { sleep, startTimer, until } from './sleep.ts';

withVirtualTime();

describe('sleep', () => {
  it('ends after so many milliseconds, not before', async () => {
    const { signal, listeners } = countedSignal();
    let isOver = false;
    void sleep(1_000, signal, 'findMany people').then(() => (isOver = true));
    await vi.advanceTimersByTimeAsync(999);
    expect(isOver).toBe(false);
    expect(listeners()).toBe(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(isOver).toBe(true);
    expect(listeners()).toBe(0);
  });

  it('ends at once when it is aborted: neither timer nor listener is left', async () => {
    const { signal, listeners, abort } = countedSignal();
    const sleeping = failureOf(sleep(1_000, signal, 'findMany people'));
    await vi.advanceTimersByTimeAsync(10);
    const reason = new Error('no longer wanted');
    abort(reason);
    expect(vi.getTimerCount()).toBe(0);
    expect(listeners()).toBe(0);
    expect(await sleeping).toMatchObject({
      name: 'TwentyAbortError',
      code: 'ABORTED',
      operation: 'findMany people',
      mayHaveArrived: false,
      cause: reason,
    });
  });

  it('does not begin when it is aborted already', async () => {
    const { signal, listeners, abort } = countedSignal();
    abort();
    const error = await failureOf(sleep(1_000, signal, 'findMany people'));
    expect(error.code).toBe('ABORTED');
    expect(listeners()).toBe(0);
  });
});

describe('until', () => {
  it('may be done before it has begun', async () => {
    const { signal, listeners } = countedSignal();
    const stop = vi.fn<() => void>();
    await until(
      (done) => {
        done();
        return stop;
      },
      signal,
      'x',
    );
    expect(listeners()).toBe(0);
    expect(stop).not.toHaveBeenCalled();
  });

  it('calls off what it waits for, once', async () => {
    const { signal, abort } = countedSignal();
    const stop = vi.fn<() => void>();
    const waiting = failureOf(until(() => stop, signal, 'x'));
    abort();
    await waiting;
    expect(stop).toHaveBeenCalledOnce();
  });

  it('begins nothing when it is aborted already', async () => {
    const { signal, abort } = countedSignal();
    abort();
    const start = vi.fn<() => () => void>();
    await failureOf(until(start, signal, 'x'));
    expect(start).not.toHaveBeenCalled();
  });
});

it.each([2 ** 31, 1e12, Number.POSITIVE_INFINITY])(
  'a timer of %i milliseconds, more than timers count, does not fire at once',
  async (milliseconds) => {
    vi.useRealTimers();
    const callback = vi.fn<() => void>();
    const timer = startTimer(callback, milliseconds);
    await new Promise((resolve) => setTimeout(resolve, 10));
    await settle();
    expect(callback).not.toHaveBeenCalled();
    clearTimeout(timer as NodeJS.Timeout);
    stopTime();
  },
);

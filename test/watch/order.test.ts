import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { watchTargets } from '../../src/watch/watch.ts';
import type { Target } from '../../src/watch/watch.ts';
import { virtualClock } from './world.ts';

test('work is done one at a time, however many workspaces change at once', async () => {
  const abort = new AbortController();
  const clock = virtualClock([], 60_000, () => abort.abort());
  const log: string[] = [];
  const target = (name: string): Target<null> => ({
    name,
    primary: null,
    isLockMoved: () => false,
    ask: async () => ({ workspaceId: name, version: `v${Math.floor(clock.elapsed() / 20_000)}` }),
    async bring() {
      log.push(`${name} begins`);
      for (let turn = 0; turn < 5; turn++) await setImmediate();
      log.push(`${name} ends`);
      return { result: null, lockChanged: true };
    },
  });
  await watchTargets({
    targets: ['a', 'b', 'c'].map(target),
    clock,
    signal: abort.signal,
    intervalMs: 5000,
    endsOnMistakes: true,
    onDone: () => undefined,
    onFailing: () => undefined,
    onRecovered: () => undefined,
  });
  expect(log.length).toBeGreaterThanOrEqual(18);
  for (let index = 0; index < log.length; index += 2) {
    expect(log[index]).toMatch(/begins$/u);
    expect(log[index + 1]).toBe(log[index]?.replace('begins', 'ends'));
  }
});

test('an interrupt lets work that was begun come to its end, and nothing begins after it', async () => {
  const abort = new AbortController();
  const clock = virtualClock([], 1_000_000, () => abort.abort());
  const log: string[] = [];
  await watchTargets<null>({
    targets: [
      {
        name: null,
        primary: null,
        isLockMoved: () => false,
        ask: async () => ({ workspaceId: null, version: `v${clock.elapsed()}` }),
        async bring() {
          log.push('begins');
          abort.abort();
          for (let turn = 0; turn < 5; turn++) await setImmediate();
          log.push('ends');
          return { result: null, lockChanged: true };
        },
      },
    ],
    clock,
    signal: abort.signal,
    intervalMs: 5000,
    endsOnMistakes: true,
    onDone: () => log.push('told'),
    onFailing: () => log.push('failing'),
    onRecovered: () => undefined,
  });
  expect(log).toEqual(['begins', 'ends', 'told']);
});

test('a mistake of ours is not taken for trouble that passes', async () => {
  const abort = new AbortController();
  const watching = watchTargets<null>({
    targets: [
      {
        name: null,
        primary: null,
        isLockMoved: () => false,
        ask: () => Promise.reject(new TypeError('x is not a function')),
        bring: () => Promise.reject(new Error('never')),
      },
    ],
    clock: virtualClock([], 60_000, () => abort.abort()),
    signal: abort.signal,
    intervalMs: 5000,
    endsOnMistakes: false,
    onDone: () => undefined,
    onFailing: () => undefined,
    onRecovered: () => undefined,
  });
  await expect(watching).rejects.toThrow('x is not a function');
});

import { createHmac } from 'node:crypto';

/** A number from 0 to below `count`; the next one at each call. */
export type Chance = (count: number) => number;

/** Chance that is the same for the same secret and parts, and tells nothing of either. */
export function chanceOf(secret: string, ...parts: readonly string[]): Chance {
  let round = 0;
  let bytes = Buffer.alloc(0);
  let at = 0;
  return (count) => {
    if (at + 4 > bytes.length) {
      bytes = createHmac('sha256', secret)
        .update(JSON.stringify([...parts, round++]))
        .digest();
      at = 0;
    }
    const value = bytes.readUInt32BE(at);
    at += 4;
    return Math.floor((value / 2 ** 32) * count);
  };
}

export function pick<T>(items: readonly T[], chance: Chance): T | undefined {
  return items[chance(items.length)];
}

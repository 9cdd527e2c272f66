import { CodegenError } from '../../errors.ts';
import type { RateLimit } from '../../simulate/limit.ts';
import { textOf } from '../arguments.ts';
import type { Values } from '../arguments.ts';

/** A number makes records up; anything else is the path of a file that holds them. */
export type Seed = { readonly number: number } | { readonly file: string };

/** @throws CodegenError USAGE */
export function seedOf(values: Values): Seed | undefined {
  const text = textOf(values, 'seed');
  if (text === undefined) return undefined;
  if (!/^\d+$/u.test(text)) return { file: text };
  const number = Number(text);
  if (number < 2 ** 31) return { number };
  throw new CodegenError(
    'USAGE',
    `--seed takes a number below 2147483648, or the path of a file; not ${text}.`,
  );
}

const minute = 60_000;

/**
 * `100`: so many a minute; `10/1000`: ten in a thousand milliseconds.
 * @throws CodegenError USAGE
 */
export function limitOf(values: Values): RateLimit | undefined {
  const text = textOf(values, 'limit');
  if (text === undefined) return undefined;
  const [, requests, perMs = String(minute)] = /^([1-9]\d{0,8})(?:\/([1-9]\d{0,8}))?$/u.exec(text) ?? [];
  if (requests !== undefined) return { requests: Number(requests), perMs: Number(perMs) };
  throw new CodegenError(
    'USAGE',
    `--limit takes requests a minute (100), or requests/milliseconds (10/1000); not ${JSON.stringify(text)}.`,
  );
}

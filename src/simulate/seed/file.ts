import { readFileSync } from 'node:fs';
import { CodegenError, messageOf } from '../../errors.ts';
import { lineOf } from './lines.ts';
import { pathText } from './load.ts';
import type { SeedPath } from './load.ts';

/** The records of a seed file, unchecked, and where in it something is. */
export interface SeedFile {
  readonly data: unknown;
  /** `seed.json:12 people[3].emails` */
  where(path: SeedPath): string;
}

/**
 * Reads a seed file: JSON, an object that has a list of records for each object.
 * @throws CodegenError SEED_UNREADABLE, SEED_INVALID
 */
export function readSeedFile(path: string): SeedFile {
  let text: string;
  try {
    text = readFileSync(path, 'utf8').replace(/^\uFEFF/u, '');
  } catch (error) {
    const reason = messageOf(error);
    throw new CodegenError('SEED_UNREADABLE', `The records at ${path} cannot be read: ${reason}.`, {
      cause: error,
    });
  }
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch (error) {
    const reason = messageOf(error);
    throw new CodegenError('SEED_INVALID', `${path} is not JSON: ${reason}.`);
  }
  return { data, where: (at) => `${path}:${lineOf(text, at)} ${pathText(at)}`.trimEnd() };
}

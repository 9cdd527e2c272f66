import { CodegenError } from '../errors.ts';

/** The format that this version writes and reads. */
export const lockFormat = 1;

type LockDocument = Readonly<Record<string, unknown>>;

/** From each older format to the next: `upgrades[1]` makes format 2 of format 1. None is older yet. */
const upgrades: Readonly<Partial<Record<number, (document: LockDocument) => LockDocument>>> = {};

/**
 * A lock of any format up to this one's, as this one's.
 * @throws CodegenError LOCK_TOO_NEW, LOCK_INVALID
 */
export function upgradeLock(document: LockDocument, path: string): LockDocument {
  const { format } = document;
  if (typeof format !== 'number' || !Number.isInteger(format) || format < 1) {
    throw new CodegenError('LOCK_INVALID', `${path} is not a lock: it has no "format" number.`);
  }
  if (format > lockFormat) {
    throw new CodegenError(
      'LOCK_TOO_NEW',
      `${path} has format ${format}; this version of twenty-codegen reads up to ${lockFormat}.`,
    );
  }
  let upgraded = document;
  for (let step = format; step < lockFormat; step++) upgraded = upgrades[step]?.(upgraded) ?? upgraded;
  return upgraded;
}

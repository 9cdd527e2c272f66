/** One option of a picklist, as the CRM shows it. */
export interface PicklistOption<V extends string> {
  readonly value: V;
  readonly label: string;
  readonly color?: string;
  /** Its place in the list, from 0. */
  readonly position: number;
}

/** Any value that JSON can hold. */
export type JsonValue = string | number | boolean | null | JsonValue[] | { [key: string]: JsonValue };

export type OrderByDirection = 'AscNullsFirst' | 'AscNullsLast' | 'DescNullsFirst' | 'DescNullsLast';

export type FilterIs = 'NULL' | 'NOT_NULL';

/**
 * An amount of a currency as the API counts it, in millionths: `micros(12.5)` and `micros('12.50')` are 12500000. It
 * is exact for the decimal as it is written; what is less than a millionth is rounded, a half away from zero.
 *
 * @throws RangeError for what is no number, and for amounts from 9,007,199,254.740992 on, which no number holds to the
 * millionth: write `amountMicros` as a bigint.
 */
export function micros(amount: number | string): number {
  const parts = `${amount}`.trim().split(/^([-+]?)(?=\.?\d)(\d*)\.?(\d*)(?:e([-+]?\d+))?$/i);
  if (parts.length === 1) throw new RangeError(`"${amount}" is no amount.`);
  const [, sign, whole = '', fraction = '', exponent] = parts;
  const digits = (whole + fraction).replace(/^0+/, '');
  // Of these, so many are of whole millionths.
  const length = digits.length - fraction.length + 6 + Number(exponent ?? 0);
  const millionths =
    length < 0 || digits === ''
      ? 0
      : Number(digits.slice(0, length)) * 10 ** Math.max(0, length - digits.length) +
        Number(digits.charAt(length) >= '5');
  if (millionths > Number.MAX_SAFE_INTEGER)
    throw new RangeError(`${amount} is too great for a number of millionths: write them as a bigint.`);
  return sign === '-' && millionths > 0 ? -millionths : millionths;
}

/**
 * The amount that millionths make: `fromMicros(12500000)` is 12.5. A number tells all millionths apart up to
 * 8,589,934,592; beyond, it is the nearest that there is.
 */
export function fromMicros(amountMicros: number | bigint): number {
  return typeof amountMicros === 'bigint' ? Number(`${amountMicros}e-6`) : amountMicros / 1_000_000;
}

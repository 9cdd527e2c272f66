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

/** An amount of a currency as the API counts it, in millionths: `micros(12.5)` is 12500000. */
export function micros(amount: number): number {
  return Math.round(amount * 1_000_000);
}

/** The amount that millionths make: `fromMicros(12500000)` is 12.5. */
export function fromMicros(amountMicros: number): number {
  return amountMicros / 1_000_000;
}

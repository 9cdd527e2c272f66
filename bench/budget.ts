/** One line of the report. */
export interface Measure {
  readonly name: string;
  /** What was measured, as text with its unit. */
  readonly ours: string;
  readonly peer?: string;
  /** The number that a budget bounds; absent for lines that only inform. */
  readonly value?: number;
  /** `value` must not be greater, or not smaller where `atLeast`. */
  readonly budget?: number;
  readonly atLeast?: boolean;
  /** How `value` came about: a ratio to the peer, to bare node … */
  readonly unit?: string;
}

export function isExceeded({ value, budget, atLeast = false }: Measure): boolean {
  if (value === undefined || budget === undefined) return false;
  return atLeast ? value < budget : value > budget;
}

/** The measures as a table for a terminal. */
export function table(measures: readonly Measure[]): string {
  const rows = [
    ['', 'ours', 'twenty-client-sdk', 'measured', 'budget', ''],
    ...measures.map((measure) => {
      const { name, ours, peer = '', value, budget, atLeast = false, unit = '' } = measure;
      return [
        name,
        ours,
        peer,
        value === undefined ? '' : `${number(value)} ${unit}`.trim(),
        budget === undefined ? '' : `${atLeast ? '≥' : '≤'} ${number(budget)}`,
        budget === undefined ? '' : isExceeded(measure) ? 'EXCEEDED' : 'ok',
      ];
    }),
  ];
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => (row[column] ?? '').length)),
  );
  return rows
    .map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  '))
    .map((line) => line.trimEnd())
    .join('\n');
}

function number(value: number): string {
  return Number.isInteger(value) ? value.toLocaleString('en-US') : value.toFixed(2);
}

export const seconds = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(2)} s`;
export const kilobytes = (bytes: number): string => `${(bytes / 1000).toFixed(1)} kB`;
export const megabytes = (bytes: number): string => `${Math.round(bytes / 1_000_000)} MB`;

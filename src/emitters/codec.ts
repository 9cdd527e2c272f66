import type { EmitContext } from '../emit/types.ts';

/** The place of a codec in the list that types.ts exports; undefined where the config leaves such values as text. */
export function codecOf(format: 'id' | 'date' | 'dateTime', { types }: EmitContext): number | undefined {
  const type = format === 'dateTime' ? 'DATE_TIME' : format === 'date' ? 'DATE' : undefined;
  if (type === undefined || types?.[type] === undefined) return undefined;
  return type === 'DATE' && types.DATE_TIME ? 1 : 0;
}

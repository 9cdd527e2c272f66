import { literal } from '../../emit/writer.ts';

/** Longer ones go on lines of their own. */
const longest = 70;

/** A list in brackets, an item a line where it is long. */
export function bracketed(items: readonly string[]): string {
  const line = `[${items.join(', ')}]`;
  return line.length <= longest ? line : `[\n${items.map((item) => `    ${item},\n`).join('')}  ]`;
}

export function literals(values: readonly string[]): string {
  return bracketed(values.map(literal));
}

import { propertyKey } from '../../../emit/writer.ts';

/** Code of a value: as it stands, an object by its keys, or a list. */
export type Code = string | { readonly [key: string]: Code } | readonly Code[];

const widest = 76;

/**
 * A value as code, on one line where it fits.
 * @param indent of the line that it begins on
 * @param taken characters before it on that line
 */
export function print(code: Code, indent = '', taken = 0): string {
  if (typeof code === 'string') return code;
  const line = oneLine(code);
  if (indent.length + taken + line.length <= widest) return line;
  const deeper = `${indent}  `;
  if (isList(code))
    return `[\n${code.map((item) => `${deeper}${print(item, deeper)},\n`).join('')}${indent}]`;
  return `{\n${Object.entries(code)
    .map(([key, value]) => {
      const name = propertyKey(key);
      return `${deeper}${name}: ${print(value, deeper, name.length + 3)},\n`;
    })
    .join('')}${indent}}`;
}

function oneLine(code: Code): string {
  if (typeof code === 'string') return code;
  if (isList(code)) return `[${code.map(oneLine).join(', ')}]`;
  const members = Object.entries(code).map(([key, value]) => `${propertyKey(key)}: ${oneLine(value)}`);
  return members.length === 0 ? '{}' : `{ ${members.join(', ')} }`;
}

function isList(code: Code): code is readonly Code[] {
  return Array.isArray(code);
}

/** A call, its arguments each on a line where they do not fit, but for a last object. */
export function call(start: string, args: readonly Code[]): string {
  const line = `${start}(${args.map(oneLine).join(', ')})`;
  if (line.length <= widest) return line;
  const before = args.slice(0, -1).map(oneLine);
  const head = `${start}(${before.map((text) => `${text}, `).join('')}`;
  const last = args.at(-1);
  if (head.length <= widest && last !== undefined && typeof last !== 'string')
    return `${head}${print(last, '', widest)})`;
  return `${start}(\n${args.map((arg) => `  ${print(arg, '  ')},\n`).join('')})`;
}

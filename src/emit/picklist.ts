import { optionsName } from '../model/names.ts';
import type { ModelOption } from '../model/types.ts';
import type { EmitContext } from './types.ts';
import { comment, fits, literal, propertyKey, union } from './writer.ts';

/**
 * A picklist: its values, their type, and the options as the CRM shows them. A member is named by its API value, which
 * is unique; labels are not, and change.
 *
 * @param optionType how PicklistOption is named in the module.
 */
export function emitPicklist(
  name: string,
  description: string,
  options: readonly ModelOption[],
  { enums }: Pick<EmitContext, 'enums'>,
  optionType: string,
): string {
  const values = options.map(({ value }) => value);
  const doc = comment([description]);
  return [
    declaration(name, doc, values, enums),
    `\n${comment(['Its options as the CRM shows them, in its order.'])}`,
    `export const ${optionsName(name)}: readonly ${optionType}<${name}>[] = ${list(
      options.map((option) => optionLiteral(name, option, values, enums)),
    )};\n`,
  ].join('');
}

function declaration(
  name: string,
  doc: string,
  values: readonly string[],
  enums: EmitContext['enums'],
): string {
  // An enum of no members is no type of text.
  switch (enums === 'enum' && values.length === 0 ? 'const' : enums) {
    case 'union':
      return doc + union(`export type ${name} =`, values.map(literal));
    case 'enum':
      return `${doc}export enum ${name} {\n${values
        .map((value) => `  ${propertyKey(enumMember(value, values))} = ${literal(value)},\n`)
        .join('')}}\n`;
    case 'const': {
      const members = values.map((value) => `${propertyKey(value)}: ${literal(value)}`);
      const line = `export const ${name} = { ${members.join(', ')} } as const;\n`;
      const object =
        members.length > 0 && fits(line)
          ? line
          : `export const ${name} = {${members.map((member) => `\n  ${member},`).join('')}${members.length > 0 ? '\n' : ''}} as const;\n`;
      return `${doc}${object}export type ${name} = (typeof ${name})[keyof typeof ${name}];\n`;
    }
  }
}

/** A member's name: its value, unless TypeScript or JavaScript refuses that. */
function enumMember(value: string, values: readonly string[]): string {
  let name = value;
  if (value === '' || value === '__proto__' || /^-?[\d.]/.test(value))
    do name = `_${name}`;
    while (values.includes(name));
  return name;
}

function optionLiteral(
  name: string,
  option: ModelOption,
  values: readonly string[],
  enums: EmitContext['enums'],
): string {
  const value =
    enums === 'enum' ? `${name}[${literal(enumMember(option.value, values))}]` : literal(option.value);
  const color = option.color === undefined ? '' : `color: ${literal(option.color)}, `;
  return `{ value: ${value}, label: ${literal(option.label)}, ${color}position: ${option.position} }`;
}

function list(items: readonly string[]): string {
  return items.length === 0 ? '[]' : `[\n${items.map((item) => `  ${item},\n`).join('')}]`;
}

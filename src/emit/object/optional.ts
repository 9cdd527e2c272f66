import { literal, memberKey } from '../writer.ts';

/** What every object inherits, for TypeScript as well: a literal that leaves out a field of such a name seems to have it. */
const inherited: ReadonlySet<string> = new Set([
  'constructor',
  'hasOwnProperty',
  'isPrototypeOf',
  'propertyIsEnumerable',
  'toLocaleString',
  'toString',
  'valueOf',
]);

export function isInherited(name: string): boolean {
  return inherited.has(name);
}

/** A member of an interface that literals may leave out. */
export function optionalMember(name: string, type: string): string {
  const orInherited = isInherited(name) ? ` | runtime.Inherited<${literal(name)}>` : '';
  return `  ${memberKey(name)}?: ${type}${orInherited};\n`;
}

/** For the values of a mapped type over some names: what literals without them have in their place. */
export function orInheritedOf(names: readonly string[]): string {
  return names.some(isInherited) ? ' | runtime.Inherited<K>' : '';
}

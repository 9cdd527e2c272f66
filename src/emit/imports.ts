import { byCodePoint } from '../model/order.ts';
import { importLine } from './writer.ts';

/** Collects what a module imports by name. */
export interface Imports {
  /** @returns the name, for use where it is needed. */
  type(module: string, name: string): string;
  value(module: string, name: string): string;
  /** The import declarations, sorted by module. */
  toString(): string;
}

export function collectImports(extension: string): Imports {
  const modules = new Map<string, Map<string, boolean>>();
  const add = (module: string, name: string, isType: boolean): string => {
    const names = modules.get(module) ?? new Map<string, boolean>();
    modules.set(module, names);
    names.set(name, isType && (names.get(name) ?? true));
    return name;
  };
  return {
    type: (module, name) => add(module, name, true),
    value: (module, name) => add(module, name, false),
    toString: () =>
      [...modules]
        .toSorted(([a], [b]) => byCodePoint(a, b))
        .map(([module, names]) =>
          importLine(
            [...names]
              .toSorted(([a], [b]) => byCodePoint(a, b))
              .map(([name, isType]) => (isType ? `type ${name}` : name)),
            module + extension,
          ),
        )
        .join(''),
  };
}

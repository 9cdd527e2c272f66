import type { ModelObject } from '../../model/types.ts';

/** A value as a schema describes it, whatever the library that validates. */
export type Shape =
  | { readonly kind: Keyword }
  /** One of the schemas of `values.ts`: a format of text, a composite, or what such is made of. */
  | { readonly kind: 'value'; readonly name: string }
  | { readonly kind: 'literals'; readonly values: readonly string[] }
  | { readonly kind: 'picklist'; readonly name: string; readonly values: readonly string[] }
  /** A type that the config gives to a field of JSON: taken on trust. */
  | { readonly kind: 'trusted'; readonly path: string }
  /** A to-one relation as written. */
  | { readonly kind: 'relation'; readonly target: ModelObject }
  | { readonly kind: 'list'; readonly of: Shape; readonly isReadonly: boolean }
  | { readonly kind: 'nullable'; readonly of: Shape }
  | { readonly kind: 'union'; readonly of: readonly Shape[] }
  | { readonly kind: 'object'; readonly members: readonly Member[]; readonly isStrict: boolean };

export type Keyword = 'string' | 'number' | 'bigint' | 'boolean' | 'unknown' | 'never';

/** One property of an object. */
export interface Member {
  readonly name: string;
  readonly shape: Shape;
  readonly isOptional: boolean;
}

/** Formats of text that have a schema of their own, by the filter that fields and sub-fields of them have. */
export type Format = 'id' | 'date' | 'dateTime';

const formats: Readonly<Record<string, Format>> = {
  UUIDFilter: 'id',
  DateFilter: 'date',
  DateTimeFilter: 'dateTime',
};

/** How text is formatted, where that is more than text. Servers take more ways to write an id or a time than they answer. */
export function formatOf(filter: string | undefined, isWritten: boolean): Shape | undefined {
  const format = formats[filter ?? ''];
  if (format === undefined) return undefined;
  return { kind: 'value', name: isWritten && format !== 'date' ? `${format}Input` : format };
}

const keywords: ReadonlySet<string> = new Set<Keyword>([
  'string',
  'number',
  'bigint',
  'boolean',
  'unknown',
  'never',
]);

/** JSON, and objects and lists of it, have schemas of their own as well. */
const jsonTypes: Readonly<Record<string, string>> = { JsonValue: 'json', object: 'jsonObject' };

/**
 * A type of the tables of field types and composites (`number | null`, `readonly PhoneItem[]`, `'first' | 'last'`) as a
 * shape.
 *
 * @param text what stands for `string` in it
 */
export function shapeOfType(type: string, text: Shape = { kind: 'string' }): Shape {
  const parts = type.split(' | ');
  const literals = parts.flatMap((part) => /^'([^']*)'$/.exec(part)?.slice(1) ?? []);
  const others = parts.filter((part) => part !== 'null' && !part.startsWith("'"));
  const shapes = others.map((part) => shapeOfPart(part, text));
  if (literals.length > 0) shapes.push({ kind: 'literals', values: literals });
  const [only = { kind: 'never' }] = shapes;
  const shape: Shape = shapes.length > 1 ? { kind: 'union', of: shapes } : only;
  return parts.includes('null') ? { kind: 'nullable', of: shape } : shape;
}

function shapeOfPart(part: string, text: Shape): Shape {
  const list = /^(readonly )?(.+)\[\]$/.exec(part);
  if (list) {
    const [, readonly, item = ''] = list;
    return { kind: 'list', of: shapeOfPart(item, text), isReadonly: readonly !== undefined };
  }
  if (part === 'string') return text;
  if (keywords.has(part)) return { kind: part as Keyword };
  return { kind: 'value', name: jsonTypes[part] ?? part };
}

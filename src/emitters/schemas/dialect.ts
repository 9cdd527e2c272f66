import type { Model } from '../../model/types.ts';
import type { EmitContext } from '../../emit/types.ts';
import type { Shape } from './shape.ts';

/** A schema as code: the expression that makes it, and its type written out. */
export interface Printed {
  readonly code: string;
  readonly type: string;
}

/** Where a schema stands: how it names the schemas of values.ts, and what it needs imported. */
export interface Scope {
  readonly enums: EmitContext['enums'];
  /** `values.` outside of values.ts. */
  readonly values: string;
  /** Notes that the module takes the values of picklists from the client, or only types of it. */
  need(what: 'client' | 'clientType' | 'Mapped' | 'values'): void;
}

/** How one library writes schemas. All text of a workspace that is in them passes emit/writer. */
export interface Dialect {
  /** The library's package, and the folder of the files. */
  readonly name: string;
  /** What the library is called in the code. */
  readonly local: string;
  print(shape: Shape, scope: Scope): Printed;
  /** A property that may be absent, but not undefined. */
  optional(printed: Printed): Printed;
  /** An object: `code` and `type` are its members, each with its braces. */
  object(members: Printed, isStrict: boolean): Printed;
  /** One of several. */
  union(choices: readonly Printed[]): Printed;
  /** A to-one relation as written, to what a schema names. */
  toOne(where: string): Printed;
  /** The expression that holds the members of an object schema, to spread. */
  membersOf(schema: string): string;
  /** The formats of text, JSON and relations of values.ts: whole declarations. */
  formats(model: Model, context: EmitContext): readonly Declaration[];
}

/** A declaration of values.ts. */
export interface Declaration {
  readonly name: string;
  readonly content: string;
  /** What it imports besides the library. */
  readonly imports?: readonly (readonly [module: string, name: string])[];
}

/** How ids are written that a server takes: those of versions 1 to 5. Whatever it reads, it answers others as well. */
export const writtenId: string = String.raw`/^[\da-f]{8}-[\da-f]{4}-[1-5][\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/i`;

/** How points in time are written that a server takes: a day, or a day and a time, of the zone UTC unless it says another. */
export const writtenTime: string = String.raw`/^\d{4}-[01]\d-[0-3]\d(?:[T ][0-2]\d:[0-5]\d(?::[0-5]\d(?:\.\d{1,9})?)?\s*(?:Z|[+-]\d\d(?::?\d\d)?)?)?$/`;

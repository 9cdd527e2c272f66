import type { Model } from '../model/types.ts';

/** A file of the output. */
export interface GeneratedFile {
  /** Relative to the output folder, with forward slashes. */
  readonly path: string;
  readonly content: string;
}

/** The types of fields whose values can be others in code. */
export const valueTypes = ['DATE_TIME', 'DATE'] as const;

export type ValueType = (typeof valueTypes)[number];

/** How the values of a type of fields are others in code. Each part is code of TypeScript, on one line. */
export interface ValueMapping {
  /** Their type in code: `Temporal.Instant`. */
  readonly type: string;
  /** The import that the others need; a path is relative to the output folder. */
  readonly import?: string | undefined;
  /** A function that makes a value of the text that the API sends: `Temporal.Instant.from`. */
  readonly parse: string;
  /** A function that makes such text of a value: `(value) => value.toString()`. */
  readonly serialize: string;
}

/** The type that a RAW_JSON field has in code: taken on trust. */
export interface JsonMapping {
  readonly type: string;
  /** An `import type`; a path is relative to the output folder. */
  readonly import?: string | undefined;
}

export interface TypeMappings {
  /** Points in time, otherwise text as ISO 8601 has it. */
  readonly DATE_TIME?: ValueMapping | undefined;
  /** Dates, otherwise text: YYYY-MM-DD. */
  readonly DATE?: ValueMapping | undefined;
  /** By object and field: `person.preferences`. */
  readonly RAW_JSON?: Readonly<Record<string, JsonMapping>> | undefined;
}

export interface EmitContext {
  /** How relative imports end. */
  readonly importExtension: '.js' | '.ts' | '';
  /** How picklists are written. */
  readonly enums: 'const' | 'union' | 'enum';
  /** Types of values that are to be others than those of the API. */
  readonly types?: TypeMappings | undefined;
}

/** Makes files of a model. The built-in emitters use nothing that a user's own cannot. */
export interface Emitter {
  readonly name: string;
  /**
   * All that its files depend on besides the model and the context: its options, its own version. Where each emitter of a
   * config says it, a run that has nothing to do is told by it, and done without generating. Default: none, so that it runs.
   */
  readonly fingerprint?: string | undefined;
  emit(model: Model, context: EmitContext): Iterable<GeneratedFile>;
}

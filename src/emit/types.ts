import type { Model } from '../model/types.ts';

/** A file of the output. */
export interface GeneratedFile {
  /** Relative to the output folder, with forward slashes. */
  readonly path: string;
  readonly content: string;
}

export interface EmitContext {
  /** How relative imports end. */
  readonly importExtension: '.js' | '.ts' | '';
  /** How picklists are written. */
  readonly enums: 'const' | 'union' | 'enum';
}

/** Makes files of a model. The built-in emitters use nothing that a user's own cannot. */
export interface Emitter {
  readonly name: string;
  emit(model: Model, context: EmitContext): Iterable<GeneratedFile>;
}

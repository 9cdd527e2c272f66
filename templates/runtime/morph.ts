import type { Row } from './operation.js';

/** Tells which relation of a morph relation is set. */
export interface Morph<N extends string> {
  /**
   * The relation that is set, by what was selected of the record: with the record that it leads to, with its id, or
   * with both; null where none is. Of several, the first by name.
   */
  <R extends object>(record: R): MorphTarget<N, R> | null;
}

/** Beside the id, the record is null where it was soft-deleted. */
export type MorphTarget<N extends string, R> = N extends unknown
  ? `${N}Id` extends keyof R
    ? N extends keyof R
      ? { type: N; id: string; record: R[N] }
      : { type: N; id: string }
    : N extends keyof R
      ? { type: N; record: NonNullable<R[N]> }
      : never
  : never;

/** @param names of the relations, with spaces between. */
export function morph(names: string): unknown {
  return (row: Row): Row | null => {
    for (const type of names.split(' ')) {
      const id = row[`${type}Id`];
      const record = row[type];
      if (id ?? (id === undefined && record))
        return { type, ...(id !== undefined && { id }), ...(record !== undefined && { record }) };
    }
    return null;
  };
}

/** True for the very same type: an optional, a readonly or an `any` more makes another. */
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;

/** Compiles only where the value is of exactly the type T: `exactly<string | null>()(value)`. */
export function exactly<T>(): <V>(
  value: V,
  ...same: Same<V, T> extends true ? [] : [expected: T, given: V]
) => void {
  return () => {};
}

/** A value in a message. */
export function shown(value: unknown): string {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
    const found = typeof value === 'string' ? JSON.stringify(value) : String(value);
    return found.length > 60 ? `${found.slice(0, 59)}…` : found;
  }
  return kind(value);
}

/** What a value is, without the value. */
export function kind(value: unknown): string {
  if (value === null) return 'null';
  if (value === undefined) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  if (value instanceof Promise) return 'a promise';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}

const pattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-5][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i;

/** The server takes UUIDs of RFC versions 1 to 5. */
export function isUuid(value: unknown): value is string {
  return typeof value === 'string' && pattern.test(value);
}

/** A JSON object being read: where it is, and where to note what is wrong with it. */
export interface Reader {
  readonly value: Readonly<Record<string, unknown>>;
  /** `objects[3] (person).fields[0] (city)`. */
  readonly path: string;
  /** Every problem found so far, shared by all readers of one document. */
  readonly problems: string[];
}

/** A reader of one JSON object; anything else is a problem, and reads as an empty object. */
export function reader(value: unknown, path: string, problems: string[], keys: ReadonlySet<string>): Reader {
  if (!isObject(value)) {
    problems.push(`${path}: expected an object, found ${describe(value)}`);
    return { value: {}, path, problems: [] };
  }
  for (const key of Object.keys(value)) {
    if (!keys.has(key)) problems.push(`${join(path, key)}: unknown key`);
  }
  return { value, path, problems };
}

export function text(from: Reader, key: string): string {
  const value = from.value[key];
  if (typeof value === 'string') return value;
  from.problems.push(`${join(from.path, key)}: expected a string, found ${describe(value)}`);
  return '';
}

export function number(from: Reader, key: string): number {
  const value = from.value[key];
  if (typeof value === 'number') return value;
  from.problems.push(`${join(from.path, key)}: expected a number, found ${describe(value)}`);
  return 0;
}

/** Absent is false. */
export function flag(from: Reader, key: string): boolean {
  const value = from.value[key];
  if (value === undefined || typeof value === 'boolean') return value ?? false;
  from.problems.push(`${join(from.path, key)}: expected true or nothing, found ${describe(value)}`);
  return false;
}

export function oneOf<const T extends string>(from: Reader, key: string, allowed: readonly T[]): T {
  const found = allowed.find((item) => item === from.value[key]);
  if (found !== undefined) return found;
  from.problems.push(
    `${join(from.path, key)}: expected ${allowed.map((item) => `"${item}"`).join(' or ')}, found ${describe(from.value[key])}`,
  );
  return allowed[0] as T;
}

export function array(from: Reader, key: string): readonly unknown[] {
  const value = from.value[key];
  if (Array.isArray(value)) return value;
  from.problems.push(`${join(from.path, key)}: expected an array, found ${describe(value)}`);
  return [];
}

export function texts(from: Reader, key: string): readonly string[] {
  return array(from, key).map((item, index) => {
    if (typeof item === 'string') return item;
    from.problems.push(`${join(from.path, key)}[${index}]: expected a string, found ${describe(item)}`);
    return '';
  });
}

/** `{ [key]: … }` where the key is there, `{}` where it is not: to be spread. */
export function optional<K extends string, T>(
  from: Reader,
  key: K,
  read: (from: Reader, key: K) => T,
): { readonly [P in K]?: T } {
  if (from.value[key] === undefined) return {};
  return { [key]: read(from, key) } as { readonly [P in K]?: T };
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function join(path: string, key: string): string {
  const part = /^[\w$]+$/u.test(key) ? key : JSON.stringify(key);
  return path === '' ? part : `${path}.${part}`;
}

export function describe(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'an array';
  if (typeof value === 'object') return 'an object';
  const shown = JSON.stringify(value) ?? typeof value;
  return shown.length > 60 ? `${shown.slice(0, 59)}…` : shown;
}

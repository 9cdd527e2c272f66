import type { Change } from '../../diff/types.ts';
import type { Model } from '../../model/types.ts';

/**
 * Where in a lock's text each change is to be seen, counted from 1: at the field, else at the object, else at the top.
 * Found by ids, which stay whatever is renamed.
 */
export function lockLines(text: string, before: Model, after: Model): (change: Change) => number {
  const lineOf = new Map<string, number>();
  for (const [index, line] of text.split('\n').entries()) {
    for (const [, id] of line.matchAll(/"id"\s*:\s*("(?:[^"\\]|\\.)*")/gu)) {
      const key: unknown = JSON.parse(id ?? '""');
      if (typeof key === 'string' && !lineOf.has(key)) lineOf.set(key, index + 1);
    }
  }
  const find = (ids: readonly (string | undefined)[]): number | undefined =>
    ids.map((id) => (id === undefined ? undefined : lineOf.get(id))).find((line) => line !== undefined);
  return ({ object, field }) => {
    // A name says before what a thing was called, and of what is new what it is called.
    const objects = [before, after].flatMap(
      ({ objects: all }) => all.find(({ nameSingular }) => nameSingular === object) ?? [],
    );
    const twin = after.objects.find(({ id }) => id === objects[0]?.id);
    const fields = [...objects, ...(twin ? [twin] : [])].map(
      (one) => one.fields.find(({ name }) => name === field)?.id,
    );
    return find(fields) ?? find(objects.map(({ id }) => id)) ?? 1;
  };
}

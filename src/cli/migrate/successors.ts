import { didYouMean } from '../../config/suggest.ts';
import { CodegenError } from '../../errors.ts';
import type { Model, ModelObject } from '../../model/types.ts';
import type { Successor } from '../../refactor/renames.ts';

/**
 * Reads `person.city=town`: a field that was removed, and the one of the same object that takes its place.
 * @throws CodegenError USAGE
 */
export function readSuccessors(given: readonly string[], before: Model, after: Model): readonly Successor[] {
  return given.map((text) => {
    const { object, field, successor } =
      /^(?<object>[^.=]+)\.(?<field>[^.=]+)=(?<successor>[^.=]+)$/u.exec(text)?.groups ?? {};
    if (object === undefined || field === undefined || successor === undefined)
      throw new CodegenError('USAGE', `--successor takes object.field=field, not ${JSON.stringify(text)}.`);
    const old = before.objects.find(({ nameSingular }) => nameSingular === object);
    if (old === undefined) {
      const names = before.objects.map(({ nameSingular }) => nameSingular);
      throw new CodegenError(
        'USAGE',
        `There is no object ${object} in the lock.${didYouMean(object, names)}`,
      );
    }
    const now = after.objects.find(({ id }) => id === old.id);
    if (now === undefined)
      throw new CodegenError('USAGE', `The object ${object} was removed, with all its fields.`);
    const removed = requireField(old, field, 'in the lock');
    const current = now.fields.find(({ id }) => id === removed.id);
    if (current !== undefined) {
      const state = current.name === field ? 'is there still' : `was renamed to ${current.name}`;
      throw new CodegenError('USAGE', `${object}.${field} ${state}: it needs no successor.`);
    }
    requireField(now, successor, 'now');
    return { object, field, successor };
  });
}

function requireField(object: ModelObject, name: string, where: string): ModelObject['fields'][number] {
  const field = object.fields.find((one) => one.name === name);
  if (field !== undefined) return field;
  const names = object.fields.map((one) => one.name);
  throw new CodegenError(
    'USAGE',
    `${object.nameSingular} has no field ${name} ${where}.${didYouMean(name, names)}`,
  );
}

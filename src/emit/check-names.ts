import { CodegenError } from '../errors.ts';
import { isFileName, isIdentifier } from '../model/names.ts';
import type { Model } from '../model/types.ts';

/**
 * Names are the one thing of a model that becomes code as it is. Those that this tool gave are safe; those of a lock
 * that someone edited need not be.
 *
 * @throws CodegenError LOCK_INVALID
 */
export function checkNames(model: Model): void {
  const wrong = model.objects.flatMap(({ nameSingular, names, fields }) => [
    ...[names.type, names.namespace]
      .filter((name) => !isIdentifier(name))
      .map((name) => `${nameSingular}: ${JSON.stringify(name)} is no identifier`),
    ...(isFileName(names.file)
      ? []
      : [`${nameSingular}: ${JSON.stringify(names.file)} is no name for a module`]),
    ...fields.flatMap(({ name, picklist }) =>
      picklist && !isIdentifier(picklist.name)
        ? [`${nameSingular}.${name}: ${JSON.stringify(picklist.name)} is no identifier`]
        : [],
    ),
  ]);
  if (wrong.length > 0)
    throw new CodegenError('LOCK_INVALID', 'The model has names that cannot be those of code.', {
      details: wrong.slice(0, 10),
    });
}

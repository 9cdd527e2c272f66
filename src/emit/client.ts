import { byCodePoint } from '../model/order.ts';
import type { Model } from '../model/types.ts';
import { checkNames } from './check-names.ts';
import { emitComposites } from './composites.ts';
import { emitIndex, emitTwenty } from './entry.ts';
import { emitFiles } from './files.ts';
import { emitFilters } from './filters.ts';
import { emitTypes } from './mapping.ts';
import { emitObject } from './object/module.ts';
import type { EmitContext, GeneratedFile } from './types.ts';
import { emitWorkspace } from './workspace.ts';

export interface ClientOptions extends EmitContext {
  /** The files of templates/runtime, with paths below `runtime/`. */
  readonly runtime: readonly GeneratedFile[];
}

/**
 * The typed client: all its files, sorted by path. Pure: the same model gives the same bytes.
 *
 * @throws CodegenError LOCK_INVALID where a name of the model could not be one of code.
 */
export function emitClient(model: Model, options: ClientOptions): readonly GeneratedFile[] {
  checkNames(model);
  const byName = new Map(model.objects.map((object) => [object.nameSingular, object]));
  return [
    emitIndex(model, options),
    emitTwenty(model, options),
    emitComposites(model, options),
    ...emitFiles(model, options),
    emitFilters(model, options),
    ...emitTypes(model, options),
    emitWorkspace(model, options),
    ...model.objects.map((object) => emitObject(object, model, byName, options)),
    ...options.runtime.map((file) => withExtension(file, options.importExtension)),
  ].toSorted((a, b) => byCodePoint(a.path, b.path));
}

/** The runtime's own imports end in `.js`; elsewhere the user's ending takes its place. */
function withExtension(file: GeneratedFile, extension: EmitContext['importExtension']): GeneratedFile {
  return extension === '.js'
    ? file
    : { ...file, content: file.content.replaceAll(/( from '\.[^']*)\.js';/g, `$1${extension}';`) };
}

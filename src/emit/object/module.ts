import { propertyName, readableRelations } from '../../model/access.ts';
import { by } from '../../model/order.ts';
import type { Model, ModelObject } from '../../model/types.ts';
import { collectImports } from '../imports.ts';
import type { EmitContext, GeneratedFile } from '../types.ts';
import { hasCodecs } from '../mapping.ts';
import { header, literal } from '../writer.ts';
import { emitConditions } from './conditions.ts';
import type { ObjectContext } from './context.ts';
import { emitEntity, emitPicklists, emitSelect } from './entity.ts';
import { emitFunctions } from './functions.ts';
import { emitInputs } from './inputs.ts';
import { emitMorphs } from './morph.ts';

/** objects/person.ts: all about one object. */
export function emitObject(
  object: ModelObject,
  model: Model,
  byName: ReadonlyMap<string, ModelObject>,
  emitContext: EmitContext,
): GeneratedFile {
  const imports = collectImports(emitContext.importExtension);
  const context: ObjectContext = {
    ...emitContext,
    model,
    object,
    imports,
    relations: readableRelations(object, byName),
    own: object.fields.filter(({ relation }) => relation?.kind !== 'ONE_TO_MANY').toSorted(by(propertyName)),
  };
  const parts = [
    emitEntity(context),
    ...emitPicklists(context),
    emitSelect(context),
    ...emitMorphs(context),
    emitConditions(context),
    emitInputs(context),
    emitFunctions(context),
  ];
  const operations = hasCodecs(emitContext.types) ? 'mapped' : 'operations';
  const runtime = `import * as runtime from ${literal(`../runtime/${operations}${emitContext.importExtension}`)};\n`;
  return {
    path: `objects/${object.names.file}.ts`,
    content: `${header}${runtime}${imports.toString()}\n${parts.join('\n')}`,
  };
}

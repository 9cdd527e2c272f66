import type { Model, ModelField, ModelObject } from '../../model/types.ts';
import { fieldRow } from './rows.ts';
import type { WireRow } from './rows.ts';

function reference(object: ModelObject): WireRow {
  return { id: object.id, nameSingular: object.nameSingular, namePlural: object.namePlural };
}

/** A relation's two ends. The other field is null where the model has none. */
function relationRow(field: ModelField, object: ModelObject, model: Model): WireRow | null {
  const target = model.objects.find(({ nameSingular }) => nameSingular === field.relation?.target);
  if (field.relation === undefined || target === undefined) return null;
  const inverse = target.fields.find(({ name }) => name === field.relation?.inverse);
  return {
    type: field.relation.kind,
    sourceObjectMetadata: reference(object),
    targetObjectMetadata: reference(target),
    sourceFieldMetadata: { ...fieldRow(field, object, model), name: field.relation.morph ?? field.name },
    targetFieldMetadata:
      inverse === undefined
        ? null
        : { ...fieldRow(inverse, target, model), name: inverse.relation?.morph ?? inverse.name },
  };
}

/** `fieldsList`: the rows of a morph relation folded into its first, with `morphRelations`. */
export function foldedFields(object: ModelObject, model: Model): WireRow[] {
  const folded = new Set<string>();
  return object.fields.flatMap((field): WireRow[] => {
    const row = fieldRow(field, object, model);
    const { morphId } = row;
    if (typeof morphId !== 'string') {
      return [{ ...row, relation: relationRow(field, object, model), morphRelations: null }];
    }
    if (folded.has(morphId)) return [];
    folded.add(morphId);
    const group = object.fields.filter((other) => fieldRow(other, object, model)['morphId'] === morphId);
    const morphRelations = group.map((other) => relationRow(other, object, model));
    return [{ ...row, name: field.relation?.morph ?? field.name, relation: null, morphRelations }];
  });
}

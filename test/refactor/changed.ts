import { upperFirst } from '../../src/model/case.ts';
import type { Model, ModelField, ModelObject } from '../../src/model/types.ts';

/** Models as they are after an admin changed something: all that follows from it changes as well, and pinned names stay. */

export function changeObject(
  model: Model,
  name: string,
  change: (object: ModelObject) => ModelObject | null,
): Model {
  return {
    ...model,
    objects: model.objects.flatMap((object) =>
      object.nameSingular === name ? (change(object) ?? []) : [object],
    ),
  };
}

export function changeField(
  model: Model,
  object: string,
  name: string,
  change: (field: ModelField) => ModelField | null,
): Model {
  return changeObject(model, object, (one) => ({
    ...one,
    fields: one.fields.flatMap((field) => (field.name === name ? (change(field) ?? []) : [field])),
  }));
}

export function renameField(model: Model, object: string, from: string, to: string): Model {
  const entity = model.objects.find(({ nameSingular }) => nameSingular === object)?.graphql.entity ?? '';
  const renamed = changeField(model, object, from, (field) => ({
    ...field,
    name: to,
    ...(field.picklist && { picklist: { ...field.picklist, enum: `${entity}${upperFirst(to)}Enum` } }),
    ...(field.relation && {
      relation: {
        ...field.relation,
        ...(field.relation.joinColumn !== undefined && { joinColumn: `${to}Id` }),
      },
    }),
  }));
  return mapRelations(renamed, (field, relation) =>
    relation.target === object && relation.inverse === from
      ? { ...field, relation: { ...relation, inverse: to } }
      : field,
  );
}

export function renameOption(model: Model, object: string, field: string, from: string, to: string): Model {
  return changeField(model, object, field, (one) => ({
    ...one,
    ...(one.picklist && {
      picklist: {
        ...one.picklist,
        options: one.picklist.options.map((option) =>
          option.value === from ? { ...option, value: to } : option,
        ),
      },
    }),
  }));
}

/** With the fields of morph relations that are named after it. */
export function renameObject(model: Model, from: string, singular: string, plural: string): Model {
  const old = model.objects.find(({ nameSingular }) => nameSingular === from);
  if (old === undefined) throw new Error(`no object ${from}`);
  const words: readonly (readonly [string, string])[] = [
    [upperFirst(old.namePlural), upperFirst(plural)],
    [old.namePlural, plural],
    [upperFirst(from), upperFirst(singular)],
    [from, singular],
  ];
  /** The first of the words that is found, longest first. */
  const inWords = (text: string): string => {
    const found = words.find(([word]) => text.includes(word));
    return found === undefined ? text : text.replace(...found);
  };
  const mapped = <T extends object>(texts: T): T =>
    Object.fromEntries(Object.entries(texts).map(([key, text]) => [key, inWords(String(text))])) as T;
  const renamed = changeObject(model, from, (object) => ({
    ...object,
    nameSingular: singular,
    namePlural: plural,
    graphql: mapped(object.graphql),
    operations: mapped(object.operations),
    fields: object.fields.map((field) =>
      field.picklist === undefined
        ? field
        : { ...field, picklist: { ...field.picklist, enum: inWords(field.picklist.enum) } },
    ),
  }));
  const moved = mapRelations(renamed, (field, relation) =>
    relation.target === from ? { ...field, relation: { ...relation, target: singular } } : field,
  );
  return moved.objects.reduce(
    (result, { nameSingular, fields }) =>
      fields.reduce(
        (inner, { name, relation }) =>
          relation?.morph !== undefined && relation.target === singular
            ? renameField(inner, nameSingular, name, relation.morph + upperFirst(singular))
            : inner,
        result,
      ),
    moved,
  );
}

function mapRelations(
  model: Model,
  map: (field: ModelField, relation: NonNullable<ModelField['relation']>) => ModelField,
): Model {
  return {
    ...model,
    objects: model.objects.map((object) => ({
      ...object,
      fields: object.fields.map((field) =>
        field.relation === undefined ? field : map(field, field.relation),
      ),
    })),
  };
}

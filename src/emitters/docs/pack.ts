import type { Change } from '../../diff/types.ts';
import { functionsOf } from '../../emit/object/functions.ts';
import type { EmitContext } from '../../emit/types.ts';
import type { Model, ModelField, ModelObject } from '../../model/types.ts';
import type { PackedField, PackedObject, PageChange, PageData, Since } from './page/data.ts';

/** What changed before this model, and since when. */
export interface Changes {
  readonly name: string;
  readonly changes: readonly Change[];
}

/** What the page is to hold of a model. Pure: the same model gives the same data. */
export function packModel(
  model: Model,
  context: EmitContext,
  words: Pick<PageData, 'title' | 'client'>,
  since?: Changes,
): PageData {
  const fields = table<PackedField>();
  const functions = table<readonly string[]>();
  const objects = model.objects.map((object) => packObject(object, fields, functions));
  return {
    ...words,
    enums: context.enums,
    mapped: mappedOf(context),
    capabilities: model.capabilities,
    functions: functions.items,
    fields: fields.items,
    objects,
    ...(since === undefined ? {} : { since: packChanges(since) }),
  };
}

interface Table<T> {
  readonly items: readonly T[];
  /** The place of an item, which is added unless one of the same content is there. */
  place(item: T): number;
}

function table<T>(): Table<T> {
  const items: T[] = [];
  const places = new Map<string, number>();
  return {
    items,
    place(item) {
      const key = JSON.stringify(item);
      const found = places.get(key);
      if (found !== undefined) return found;
      places.set(key, items.length);
      return items.push(item) - 1;
    },
  };
}

function packObject(
  object: ModelObject,
  fields: Table<PackedField>,
  functions: Table<readonly string[]>,
): PackedObject {
  const { names, description, labelIdentifier } = object;
  return {
    one: object.nameSingular,
    many: object.namePlural,
    label: object.labelSingular,
    labels: object.labelPlural,
    ...given({ description, is: flags(object), title: labelIdentifier }),
    names: [names.type, names.namespace, names.file],
    functions: functions.place(functionsOf(object).map(({ name }) => name)),
    fields: object.fields.map((field) => fields.place(packField(field))),
  };
}

function packField(field: ModelField): PackedField {
  const { name, type, label, description, picklist, relation, subFields, defaultValue } = field;
  const is = `${flags(field)}${field.isNullable ? 'n' : ''}${field.isUnique ? 'u' : ''}`;
  return {
    name,
    type,
    label,
    ...given({
      description,
      is,
      default: defaultValue,
      number: field.numberType,
      picklist: picklist && [
        picklist.name,
        ...picklist.options.map(({ value, label: says, color }): readonly [string, string, string?] =>
          color === undefined ? [value, says] : [value, says, color],
        ),
      ],
      relation,
      subFields,
    }),
  };
}

function flags(item: Pick<ModelField, 'isCustom' | 'isSystem' | 'isActive' | 'isReadOnly'>): string {
  return [
    item.isCustom ? 'c' : '',
    item.isSystem ? 's' : '',
    item.isActive ? '' : 'i',
    item.isReadOnly ? 'r' : '',
  ].join('');
}

/** What there is of these: no undefined, and no empty text. */
function given<T extends object>(values: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(
    Object.entries(values).filter(([, value]) => value !== undefined && value !== ''),
  ) as { [K in keyof T]?: Exclude<T[K], undefined> };
}

function mappedOf({ types = {} }: EmitContext): readonly string[] {
  return [
    ...(['DATE', 'DATE_TIME'] as const).filter((type) => types[type] !== undefined),
    ...Object.keys(types.RAW_JSON ?? {}).toSorted(),
  ];
}

function packChanges({ name, changes }: Changes): Since {
  return {
    name,
    changes: changes.map(({ code, class: given, breaks, object, field, after, message }): PageChange => ({
      code,
      class: given,
      breaks,
      // Where it is found now.
      ...(object === undefined ? {} : { object: (code === 'OBJECT_RENAMED' && after) || object }),
      ...(field === undefined ? {} : { field: (code === 'FIELD_RENAMED' && after) || field }),
      message,
    })),
  };
}

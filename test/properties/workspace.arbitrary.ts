import * as fc from 'fast-check';
import type { RawField, RawObject, RawWorkspace } from '../../src/introspect/types.ts';
import { type EntitySpec, rawField, rawId, rawObject, rawSchema, rawWorkspace } from '../model/raw.ts';
import { hostileName, hostileText } from './text.arbitrary.ts';

const text = fc.oneof(hostileText, hostileName);

/** Every type that a field may have, and some that no version knows. */
const plainTypes = [
  ...'UUID TEXT NUMBER NUMERIC POSITION BOOLEAN DATE_TIME DATE ARRAY RAW_JSON FILES TS_VECTOR'.split(' '),
  ...'CURRENCY FULL_NAME EMAILS PHONES LINKS ADDRESS RICH_TEXT ACTOR'.split(' '),
  ...'GEO_POINT __proto__ constructor'.split(' '),
  '*/',
];

const words = fc.record({ label: text, description: fc.option(text, { nil: '' }) });

const plainField: fc.Arbitrary<RawField> = fc
  .record({
    name: hostileName,
    type: fc.constantFrom(...plainTypes),
    words,
    isNullable: fc.boolean(),
    isUnique: fc.boolean(),
    defaultValue: fc.option(fc.oneof(text, fc.constant({ source: "*/'" }), fc.boolean()), { nil: undefined }),
    writability: fc.constantFrom('ALL', 'SYSTEM'),
  })
  .map(({ name, words: said, ...field }) => rawField(name, { ...said, ...field }));

const picklistField: fc.Arbitrary<RawField> = fc
  .record({
    name: hostileName,
    type: fc.constantFrom('SELECT', 'MULTI_SELECT', 'RATING'),
    words,
    isNullable: fc.boolean(),
    options: fc.array(fc.record({ value: text, label: text, color: text, position: fc.integer() }), {
      maxLength: 5,
    }),
  })
  .map(({ name, words: said, ...field }) => rawField(name, { ...said, ...field }));

/** A relation between two of the objects, by their places in the list; several targets make it a morph relation. */
interface Link {
  readonly from: number;
  readonly to: readonly number[];
  readonly name: string;
  readonly back: string;
  readonly label: string;
  readonly joinColumn: string | undefined;
  readonly isNullable: boolean;
}

/** An object's id is its own. */
const relationName = hostileName.filter((name) => name !== 'id');

const link: fc.Arbitrary<Link> = fc.record({
  from: fc.nat(),
  to: fc.array(fc.nat(), { minLength: 1, maxLength: 3 }),
  name: relationName,
  back: relationName,
  label: text,
  joinColumn: fc.option(hostileName, { nil: undefined }),
  isNullable: fc.boolean(),
});

const plainObject = fc
  .record({
    nameSingular: hostileName,
    namePlural: hostileName,
    labelSingular: text,
    labelPlural: text,
    description: fc.option(text, { nil: '' }),
    writability: fc.constantFrom('ALL', 'ALL', 'SYSTEM'),
    hasDuplicateCriteria: fc.boolean(),
    fields: fc.uniqueArray(fc.oneof(plainField, plainField, picklistField), {
      selector: ({ name }) => name,
      maxLength: 7,
    }),
  })
  .map(({ fields, ...object }) =>
    rawObject(object.nameSingular, [rawId, ...fields.filter(({ name }) => name !== 'id')], object),
  );

/** Ids as a server gives them: some begin alike. */
const id = (index: number, field = 0): string =>
  `0a1b${(index % 3).toString(16).padStart(4, '0')}-0000-4000-8000-${(index * 1000 + field).toString(16).padStart(12, '0')}`;

function linked(plain: readonly RawObject[], links: readonly Link[]): readonly RawObject[] {
  const objects = plain.map((object, index) => ({ ...object, id: id(index), fields: [...object.fields] }));
  for (const [number, { from, to, name, back, label, joinColumn, isNullable }] of links.entries()) {
    const holder = objects[from % objects.length];
    if (!holder) continue;
    const isMorph = to.length > 1;
    for (const [place, index] of to.entries()) {
      const target = objects[index % objects.length];
      if (!target) continue;
      const own = isMorph ? `${name}${place}` : name;
      const ids = [`link-${number}-${place}-one`, `link-${number}-${place}-many`] as const;
      holder.fields.push(
        rawField(own, {
          id: ids[0],
          label,
          isNullable,
          type: isMorph ? 'MORPH_RELATION' : 'RELATION',
          settings: {
            relationType: 'MANY_TO_ONE',
            ...(joinColumn === undefined ? {} : { joinColumnName: `${joinColumn}${place}` }),
          },
          ...(isMorph ? { morphId: `morph-${number}`, morphName: name } : {}),
          relation: { type: 'MANY_TO_ONE', targetObjectId: target.id, targetFieldId: ids[1] },
        }),
      );
      target.fields.push(
        rawField(back, {
          id: ids[1],
          label,
          type: 'RELATION',
          settings: { relationType: 'ONE_TO_MANY' },
          relation: { type: 'ONE_TO_MANY', targetObjectId: holder.id, targetFieldId: ids[0] },
        }),
      );
    }
  }
  return objects.map((object, index) => ({
    ...object,
    fields: object.fields.map((field, place) => ({
      ...field,
      id: field.id.startsWith('link-') ? field.id : id(index, place + 1),
    })),
  }));
}

/** A schema in which every object has a type of any name, and its root fields are its own names. */
function schemaFor(objects: readonly RawObject[], entities: readonly string[]): RawWorkspace['schema'] {
  const enums: Record<string, readonly string[]> = {};
  const name = (index: number) => entities[index] ?? `Entity${index}`;
  const specs = objects.map((object, index): EntitySpec => {
    const fields = object.fields.map((field, place): [string, string] => {
      const target = objects.findIndex(({ id: other }) => other === field.relation?.targetObjectId);
      if (field.relation?.type === 'MANY_TO_ONE') return [field.name, name(target)];
      if (field.relation) return [field.name, `${name(target)}Connection`];
      if (field.options === undefined) return [field.name, 'String'];
      const enumName = `${entities[(index + place) % Math.max(entities.length, 1)] ?? ''}Enum`;
      enums[enumName] = [];
      return [field.name, enumName];
    });
    return {
      entity: name(index),
      one: object.nameSingular,
      many: object.namePlural,
      fields: Object.fromEntries(fields),
      mutations: ['create', 'update', 'delete', 'destroy', 'restore'].slice(0, 5 - (index % 2)),
    };
  });
  return rawSchema({ entities: specs, enums });
}

/** A workspace whose every name and text is hostile, with or without a schema. */
export const hostileWorkspace: fc.Arbitrary<RawWorkspace> = fc
  .record({
    plain: fc.uniqueArray(plainObject, {
      selector: ({ nameSingular }) => nameSingular,
      minLength: 1,
      maxLength: 6,
    }),
    links: fc.array(link, { maxLength: 5 }),
    entities: fc.option(fc.uniqueArray(hostileName, { minLength: 6, maxLength: 6 }), { nil: undefined }),
  })
  .map(({ plain, links, entities }) => {
    const objects = linked(plain, links);
    return rawWorkspace(objects, entities === undefined ? null : schemaFor(objects, entities));
  });

/** The same workspace as a server would list it another time. */
export function shuffled(raw: RawWorkspace): RawWorkspace {
  return {
    ...raw,
    schema: raw.schema && {
      ...raw.schema,
      types: new Map(
        [...raw.schema.types].toReversed().map(([name, type]) => [
          name,
          {
            ...type,
            fields: type.fields.toReversed(),
            inputFields: type.inputFields.toReversed(),
          },
        ]),
      ),
    },
    objects: raw.objects.toReversed().map((object) => ({ ...object, fields: object.fields.toReversed() })),
  };
}

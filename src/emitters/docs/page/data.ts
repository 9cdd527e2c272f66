import type { ChangeClass, Audience } from '../../../diff/types.ts';
import type { EmitContext } from '../../../emit/types.ts';
import type {
  Capability,
  Model,
  ModelField,
  ModelObject,
  ModelPicklist,
  ModelRelation,
} from '../../../model/types.ts';

/** What the page holds, as JSON: what it shows of the model, and no ids. Fields that several objects have stand once. */
export interface PageData {
  readonly title: string;
  /** The module that code imports the client from: `./twenty/index.js`. */
  readonly client: string;
  readonly enums: EmitContext['enums'];
  /** Types of fields, and fields of objects (`person.preferences`), whose values are others in code. */
  readonly mapped: readonly string[];
  readonly capabilities: readonly Capability[];
  readonly functions: readonly (readonly string[])[];
  readonly fields: readonly PackedField[];
  readonly objects: readonly PackedObject[];
  readonly since?: Since;
}

/** What changed, the worst first. */
export interface Since {
  /** What the model was compared with, in words. */
  readonly name: string;
  readonly changes: readonly PageChange[];
}

export interface PageChange {
  readonly code: string;
  readonly class: ChangeClass;
  readonly breaks: readonly Audience[];
  readonly object?: string;
  readonly field?: string;
  readonly message: string;
}

export interface PackedObject {
  readonly one: string;
  readonly many: string;
  /** Labels, where they are others than the names. */
  readonly label: string;
  readonly labels: string;
  readonly description?: string;
  /** Letters: custom, system, inactive, read-only. */
  readonly is?: string;
  readonly title?: string;
  /** Names in the generated code: type, namespace, file. */
  readonly names: readonly [string, string, string];
  /** Its place in `functions`. */
  readonly functions: number;
  /** Places in `fields`. */
  readonly fields: readonly number[];
}

export interface PackedField {
  readonly name: string;
  readonly type: string;
  readonly label: string;
  readonly description?: string;
  /** Letters: custom, system, inactive, read-only, nullable, unique. */
  readonly is?: string;
  readonly default?: unknown;
  readonly number?: ModelField['numberType'];
  /** Its name in code, then each option's value, label and colour. */
  readonly picklist?: readonly [string, ...(readonly [string, string, string?])[]];
  readonly relation?: ModelRelation;
  readonly subFields?: readonly string[];
}

/** An object as the page works with it. */
export interface PageObject {
  readonly object: ModelObject;
  /** In an address: unique also where case is ignored, and of characters that need no escape. */
  readonly slug: string;
  readonly functions: readonly string[];
}

export interface Page extends Pick<PageData, 'title' | 'client' | 'enums' | 'mapped' | 'since'> {
  readonly model: Model;
  readonly objects: readonly PageObject[];
  readonly byName: ReadonlyMap<string, PageObject>;
  readonly bySlug: ReadonlyMap<string, PageObject>;
  readonly models: ReadonlyMap<string, ModelObject>;
}

/** The model again, without what the page does not show: there ids, and names in GraphQL, are empty. */
export function unpack(data: PageData): Page {
  const fields = data.fields.map(unpackField);
  const objects = data.objects.map((packed): PageObject => {
    const [type, namespace, file] = packed.names;
    const functions = data.functions[packed.functions] ?? [];
    return {
      slug: file,
      functions,
      object: {
        id: '',
        nameSingular: packed.one,
        namePlural: packed.many,
        labelSingular: packed.label,
        labelPlural: packed.labels,
        ...(packed.description === undefined ? {} : { description: packed.description }),
        ...flags(packed.is),
        ...(packed.title === undefined ? {} : { labelIdentifier: packed.title }),
        graphql: { entity: '', filter: '', orderBy: '', create: '', update: '' },
        operations: functions.includes('findMany') ? { findMany: packed.many } : {},
        names: { type, namespace, file },
        fields: packed.fields.flatMap((place) => fields[place] ?? []),
      },
    };
  });
  const model: Model = {
    capabilities: data.capabilities,
    actorSources: [],
    objects: objects.map(({ object }) => object),
  };
  return {
    title: data.title,
    client: data.client,
    enums: data.enums,
    mapped: data.mapped,
    ...(data.since === undefined ? {} : { since: data.since }),
    model,
    objects,
    byName: new Map(objects.map((item) => [item.object.nameSingular, item])),
    bySlug: new Map(objects.map((item) => [item.slug, item])),
    models: new Map(objects.map(({ object }) => [object.nameSingular, object])),
  };
}

function unpackField(packed: PackedField): ModelField {
  const { name, type, label, description, is = '', relation, subFields } = packed;
  const picklist = unpackPicklist(packed.picklist);
  return {
    id: '',
    name,
    type,
    label,
    ...(description === undefined ? {} : { description }),
    ...flags(is),
    isNullable: is.includes('n'),
    isUnique: is.includes('u'),
    ...(packed.default === undefined ? {} : { defaultValue: packed.default }),
    ...(packed.number === undefined ? {} : { numberType: packed.number }),
    ...(picklist === undefined ? {} : { picklist }),
    ...(relation === undefined ? {} : { relation }),
    ...(subFields === undefined ? {} : { subFields }),
  };
}

function flags(is = '') {
  return {
    isCustom: is.includes('c'),
    isSystem: is.includes('s'),
    isActive: !is.includes('i'),
    isReadOnly: is.includes('r'),
  };
}

function unpackPicklist(packed: PackedField['picklist']): ModelPicklist | undefined {
  if (packed === undefined) return undefined;
  const [name, ...options] = packed;
  return {
    enum: '',
    name,
    options: options.map(([value, label, color], position) => ({
      value,
      label,
      ...(color === undefined ? {} : { color }),
      position,
    })),
  };
}

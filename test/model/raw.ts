import type {
  RawArgument,
  RawField,
  RawObject,
  RawSchema,
  RawSchemaField,
  RawType,
  RawTypeRef,
  RawWorkspace,
} from '../../src/introspect/types.ts';
import { upperFirst } from '../../src/model/case.ts';

export function rawField(name: string, more: Partial<RawField> = {}): RawField {
  return {
    id: `id-${name}`,
    name,
    type: 'TEXT',
    label: upperFirst(name),
    isActive: true,
    isSystem: false,
    isNullable: true,
    isUnique: false,
    ...more,
  };
}

export const rawId: RawField = rawField('id', {
  type: 'UUID',
  isSystem: true,
  isNullable: false,
  defaultValue: 'uuid',
});

export function rawObject(
  nameSingular: string,
  fields: readonly RawField[],
  more: Partial<RawObject> = {},
): RawObject {
  return {
    id: `object-${nameSingular}`,
    nameSingular,
    namePlural: `${nameSingular}s`,
    labelSingular: upperFirst(nameSingular),
    labelPlural: `${upperFirst(nameSingular)}s`,
    isActive: true,
    isSystem: false,
    fields: fields.map((field) => ({ ...field, id: `${nameSingular}-${field.id}` })),
    ...more,
  };
}

export function rawWorkspace(objects: readonly RawObject[], schema: RawSchema | null = null): RawWorkspace {
  return { workspace: null, objects, schema, warnings: [] };
}

/** One object in a schema. */
export interface EntitySpec {
  readonly entity: string;
  readonly one: string;
  readonly many: string;
  /** Field → its type as SDL has it: `String`, `[Tag!]`, `Person`, `PersonConnection`. */
  readonly fields: Readonly<Record<string, string>>;
  /** Members of the filter, order and create inputs besides. */
  readonly filter?: Readonly<Record<string, string>>;
  readonly orderBy?: Readonly<Record<string, string>>;
  readonly create?: Readonly<Record<string, string>>;
  /** Beginnings of the root fields that this object has; all unless given. */
  readonly mutations?: readonly string[];
  readonly isModern?: boolean;
}

export interface SchemaSpec {
  readonly entities: readonly EntitySpec[];
  readonly enums?: Readonly<Record<string, readonly string[]>>;
  /** More input types: name → members. */
  readonly inputs?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** More object types: name → members. */
  readonly objects?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

const scalars = ['String', 'UUID', 'ID', 'Float', 'Boolean', 'DateTime', 'JSON'];

/** A schema as the server makes it, as far as the model looks at it. */
export function rawSchema({ entities, enums = {}, inputs = {}, objects = {} }: SchemaSpec): RawSchema {
  const kinds = new Map<string, RawType['kind']>(scalars.map((name) => [name, 'SCALAR']));
  for (const name of Object.keys(enums)) kinds.set(name, 'ENUM');
  for (const name of Object.keys(inputs)) kinds.set(name, 'INPUT_OBJECT');
  const ref = (sdl: string): RawTypeRef => {
    if (sdl.endsWith('!')) return { kind: 'NON_NULL', name: null, ofType: ref(sdl.slice(0, -1)) };
    if (sdl.startsWith('[')) return { kind: 'LIST', name: null, ofType: ref(sdl.slice(1, -1)) };
    const input = sdl.endsWith('Input') || sdl.endsWith('Filter');
    return { kind: kinds.get(sdl) ?? (input ? 'INPUT_OBJECT' : 'OBJECT'), name: sdl, ofType: null };
  };
  const members = (record: Readonly<Record<string, string>>): RawArgument[] =>
    Object.entries(record).map(([name, type]) => ({ name, type: ref(type) }));
  const types = new Map<string, RawType>();
  const type = (kind: RawType['kind'], name: string, more: Partial<RawType> = {}): void => {
    types.set(name, { kind, name, fields: [], inputFields: [], enumValues: [], ...more });
  };
  const output = (name: string, record: Readonly<Record<string, string>>): void =>
    type('OBJECT', name, { fields: members(record).map((member) => ({ ...member, args: [] })) });
  for (const name of scalars) type('SCALAR', name);
  for (const [name, values] of Object.entries(enums)) type('ENUM', name, { enumValues: values });
  for (const [name, record] of Object.entries(inputs))
    type('INPUT_OBJECT', name, { inputFields: members(record) });
  for (const [name, record] of Object.entries(objects)) output(name, record);

  const queries: RawSchemaField[] = [];
  const mutations: RawSchemaField[] = [];
  /** A name is served once. */
  const root = (list: RawSchemaField[], name: string, args: Readonly<Record<string, string>>, of: string) => {
    if (!list.some((field) => field.name === name)) list.push({ name, args: members(args), type: ref(of) });
  };
  for (const spec of entities) {
    const { entity, one, many, isModern = true } = spec;
    const [Filter, Order] = [`${entity}FilterInput`, `${entity}OrderByInput`];
    const [Create, Update] = [`${entity}CreateInput`, `${entity}UpdateInput`];
    const id = isModern ? 'UUID!' : 'ID!';
    output(entity, spec.fields);
    output(`${entity}Connection`, { edges: `[${entity}Edge!]!`, totalCount: 'Int' });
    output(`${entity}Edge`, { node: `${entity}!`, cursor: 'String' });
    type('INPUT_OBJECT', Filter, { inputFields: members(spec.filter ?? {}) });
    type('INPUT_OBJECT', Order, { inputFields: members(spec.orderBy ?? {}) });
    type('INPUT_OBJECT', Create, { inputFields: members(spec.create ?? {}) });
    type('INPUT_OBJECT', Update);
    const page = { filter: Filter, orderBy: `[${Order}]`, first: 'Int' };
    root(queries, many, isModern ? { ...page, offset: 'Int' } : page, `${entity}Connection!`);
    root(queries, one, { filter: Filter }, entity);
    if (isModern)
      root(queries, `${many}GroupBy`, { groupBy: '[JSON!]!', filter: Filter }, `[${entity}Group!]`);
    const [One, Many] = [upperFirst(one), upperFirst(many)];
    const has = (verb: string) => spec.mutations?.includes(verb) ?? true;
    if (has('create')) {
      root(mutations, `create${One}`, { data: `${Create}!` }, entity);
      const many = { data: `[${Create}!]!` };
      root(mutations, `create${Many}`, isModern ? { ...many, upsert: 'Boolean' } : many, `[${entity}!]`);
    }
    if (has('update')) {
      root(mutations, `update${One}`, { id, data: `${Update}!` }, entity);
      root(mutations, `update${Many}`, { filter: `${Filter}!`, data: `${Update}!` }, `[${entity}!]`);
    }
    for (const verb of ['delete', 'destroy', 'restore'].filter(has)) {
      root(mutations, verb + One, { id }, entity);
      root(mutations, verb + Many, { filter: `${Filter}!` }, `[${entity}!]`);
    }
  }
  type('OBJECT', 'Query', { fields: queries });
  type('OBJECT', 'Mutation', { fields: mutations });
  return { queryType: 'Query', mutationType: 'Mutation', types };
}

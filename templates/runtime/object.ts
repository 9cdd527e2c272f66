import type { OperationKind } from './operation.js';

/** What this workspace's server can do, and what its objects are. */
export interface Workspace {
  /** The scalar of ids: UUID, or ID on older servers. */
  readonly idType: 'UUID' | 'ID';
  /** findMany takes an offset. */
  readonly hasOffset: boolean;
  /** createMany takes `upsert`. */
  readonly hasUpsert: boolean;
  /** REST's DELETE heeds `soft_delete`: older servers destroy whatever it says. */
  readonly hasRestSoftDelete: boolean;
  /** Records that createMany takes at most. */
  readonly maxBatch: number;
  /** Where the config maps types of values to others. */
  readonly codecs?: readonly Codec[];
  /**
   * Every object by its GraphQL type, as words:
   *
   * - `Emails=primaryEmail,additionalEmails` a composite and its sub-fields
   * - `Person/people` an object and the root field that reads many of it; as `Task/` where that is `tasks`, as
   *   `Event/-` where there is none. What follows, up to the next such word, is said of it; of `*`, of all; of
   *   `Note,Task/` of both. An object of which there is nothing to say is not named.
   * - `name:FullName` a field and its composite; as `emails:` where that is `Emails`
   * - `owner>Person.pets` a to-one relation, its target and the to-many relation there that is its inverse; as
   *   `owner>Person` where that is called as many of this object are, as `owner>Person.` where there is none, as
   *   `person>.pets` where the target is `Person`. `target>Company,Person` are several, named with their targets:
   *   `targetCompany`, `targetPerson`.
   * - `people<Person.companyId` a to-many relation, its target, and the field there that holds this object's id: only
   *   where no to-one relation says so
   * - `filter!PersonFilterInput` a name that is not made from that of the object as usual
   */
  readonly objects: string;
}

/** How the values of some fields are others in code. */
export interface Codec<T = unknown> {
  /** Those fields, as words: `Person.birthday`, `*.createdAt` of every object. */
  readonly fields: string;
  parse(text: string): T;
  serialize(value: T): string;
}

/** What the client must know of an object to ask for its records, beyond the names of its own plain fields. */
export interface ObjectDescriptor {
  /** Its GraphQL type. */
  readonly type: string;
  /** The root field that reads many of it; '' where the API has none. */
  many: string;
  readonly workspace: Workspace;
  /** Names that are not made as usual: of GraphQL input types, of its REST routes, and the paths of its unique fields. */
  readonly names: { [key in NameKey]?: string };
  /** Sub-fields to ask for, by the fields that have some. */
  readonly composites: Table<string>;
  readonly toOne: Table<ObjectDescriptor>;
  /** Its targets, with the field there that holds this object's id. */
  readonly toMany: Table<readonly [ObjectDescriptor, string]>;
}

/** By name. It inherits nothing from Object, so that any name will do. */
export type Table<T> = Record<string, T>;

export type NameKey = 'filter' | 'orderBy' | 'create' | 'update' | 'rest' | 'unique';

/** An object as its own functions know it. */
export interface OwnObject {
  readonly workspace: Workspace;
  readonly type: string;
  /** What to read where a call has no select: every own field. */
  readonly fields: object;
}

/** The descriptions of a workspace's objects, by their types. */
type Describe = (type: string) => ObjectDescriptor;

const parsed = /* @__PURE__ */ new WeakMap<Workspace, Describe>();

/** The description of an object. The words of a workspace are read once, when the first of its objects is needed. */
export function describe({ workspace, type }: OwnObject): ObjectDescriptor {
  let objects = parsed.get(workspace);
  if (!objects) parsed.set(workspace, (objects = parse(workspace)));
  return objects(type);
}

function parse(workspace: Workspace): Describe {
  const subFields: Table<string> = table();
  const objects: Table<ObjectDescriptor> = table();
  const objectOf: Describe = (type) => {
    let object = objects[type];
    if (!object) {
      object = {
        type,
        many: `${lowerFirst(type)}s`,
        workspace,
        names: {},
        // Those of all objects are those of each.
        composites: table(objects['*']?.composites),
        toOne: table(),
        toMany: table(),
      };
      objects[type] = object;
    }
    return object;
  };
  let subjects: readonly ObjectDescriptor[] = [];
  for (const word of workspace.objects.trim().split(/\s+/)) {
    const [name = '', sign, value = ''] = word.split(/([=/:><!])/);
    const [target, property] = value.split('.');
    const type = target || upperFirst(name);
    if (sign === '=') subFields[name] = value.split(',').join(' ');
    else if (sign === '/') subjects = name.split(',').map(objectOf);
    for (const object of subjects) {
      if (sign === '/' && value) object.many = value === '-' ? '' : value;
      if (sign === ':') object.composites[name] = subFields[type] ?? '';
      if (sign === '!') object.names[name as NameKey] = value;
      if (sign === '<') object.toMany[name] = [objectOf(type), property ?? ''];
      if (sign !== '>') continue;
      const types = type.split(',');
      for (const one of types) {
        const relation = types.length > 1 ? name + one : name;
        object.toOne[relation] = objectOf(one);
        const inverse = property ?? object.many;
        if (inverse) objectOf(one).toMany[inverse] = [object, `${relation}Id`];
      }
    }
  }
  return objectOf;
}

export const table = (parent: object | null = null): Table<never> => Object.create(parent) as Table<never>;

/** The root field of an operation, where it is named as usual. */
export function rootOf(kind: OperationKind, { type, many }: ObjectDescriptor): string {
  const one = lowerFirst(type);
  if (kind === 'findOne') return one;
  if (kind === 'findMany' || kind === 'aggregate') return many;
  if (kind === 'findDuplicates') return `${one}Duplicates`;
  if (kind === 'groupBy') return `${many}GroupBy`;
  return kind.endsWith('One') ? kind.slice(0, -3) + type : kind.slice(0, -4) + upperFirst(many);
}

const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);

export const upperFirst = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

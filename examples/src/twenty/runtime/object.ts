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
   *   `Event/-` where there is none. What follows, up to the next such word, is said of it; of `*`, of all.
   * - `name:FullName` a field and its composite
   * - `company>Company.people` a to-one relation, its target and the to-many relation there that is its inverse; as
   *   `company>Company` where that is called as many of this object are, as `company>Company.` where there is none.
   *   `target>Company,Person` are several, named with their targets: `targetCompany`, `targetPerson`.
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
  /** The root field that reads many of it; absent where the API has none. */
  many?: string;
  readonly workspace: Workspace;
  /** Names that are not made as usual: of GraphQL input types, of its REST routes, and the paths of its unique fields. */
  readonly names: { [key in NameKey]?: string };
  /** Sub-fields to ask for, by the fields that have some. */
  readonly composites: Map<string, string>;
  readonly toOne: Map<string, ObjectDescriptor>;
  /** Its targets, with the field there that holds this object's id. */
  readonly toMany: Map<string, readonly [ObjectDescriptor, string]>;
}

export type NameKey = 'filter' | 'orderBy' | 'create' | 'update' | 'rest' | 'unique';

/** An object as its own functions know it. */
export interface OwnObject {
  readonly workspace: Workspace;
  readonly type: string;
  /** What to read where a call has no select: every own field. */
  readonly fields: object;
}

const parsed = /* @__PURE__ */ new WeakMap<Workspace, Map<string, ObjectDescriptor>>();

/** The description of an object. The words of a workspace are read once, when the first of its objects is needed. */
export function describe({ workspace, type }: OwnObject): ObjectDescriptor {
  let objects = parsed.get(workspace);
  if (!objects) parsed.set(workspace, (objects = parse(workspace)));
  return objects.get(type) as ObjectDescriptor;
}

function parse(workspace: Workspace): Map<string, ObjectDescriptor> {
  const subFields: Record<string, string> = {};
  const objects = new Map<string, ObjectDescriptor>();
  const draft = (type: string): ObjectDescriptor => {
    let object = objects.get(type);
    if (!object) {
      const composites = new Map<string, string>();
      objects.get('*')?.composites.forEach((parts, name) => composites.set(name, parts));
      object = { type, workspace, names: {}, composites, toOne: new Map(), toMany: new Map() };
      objects.set(type, object);
    }
    return object;
  };
  let object = draft('*');
  for (const word of workspace.objects.trim().split(/\s+/)) {
    const at = word.search(/[=/:><!]/);
    const name = word.slice(0, at);
    const sign = word.charAt(at);
    const value = word.slice(at + 1);
    const parts = value.split('.');
    const target = parts[0] ?? '';
    const property = parts[1];
    if (sign === '=') subFields[name] = value.replaceAll(',', ' ');
    else if (sign === '/') {
      object = draft(name);
      if (value !== '-') object.many = value || `${lowerFirst(name)}s`;
    } else if (sign === ':') object.composites.set(name, subFields[value] ?? '');
    else if (sign === '>') {
      const types = target.split(',');
      for (const type of types) {
        const relation = types.length > 1 ? name + type : name;
        object.toOne.set(relation, draft(type));
        const inverse = property ?? object.many;
        if (inverse) draft(type).toMany.set(inverse, [object, `${relation}Id`]);
      }
    } else if (sign === '<') object.toMany.set(name, [draft(target), property ?? '']);
    else object.names[name as NameKey] = value;
  }
  return objects;
}

/** The root field of an operation, where it is named as usual. */
export function rootOf(kind: OperationKind, { type, many = '' }: ObjectDescriptor): string {
  const one = lowerFirst(type);
  if (kind === 'findOne') return one;
  if (kind === 'findMany' || kind === 'aggregate') return many;
  if (kind === 'findDuplicates') return `${one}Duplicates`;
  if (kind === 'groupBy') return `${many}GroupBy`;
  const verb = kind.replace(/One$|Many$/, '');
  return verb + (kind.endsWith('One') ? type : many.charAt(0).toUpperCase() + many.slice(1));
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

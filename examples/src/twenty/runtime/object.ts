/** What the client must know of an object to ask for its records, beyond the names of its own plain fields. */
export interface ObjectDescriptor {
  /** Its GraphQL type. */
  readonly type: string;
  /** The root field that reads many of it; absent where the API has none. */
  readonly many?: string;
  /** Its GraphQL input types, where they are not `{type}FilterInput` and so on. */
  readonly inputs?: {
    readonly filter?: string;
    readonly orderBy?: string;
    readonly create?: string;
    readonly update?: string;
  };
  readonly workspace: Workspace;
  /** Sub-fields to ask for, by the fields that have some: `{ name: 'firstName lastName' }`. */
  readonly composites: Readonly<Record<string, string>>;
  /** A to-one relation is its object; a to-many one its object and the field there that holds this one's id. */
  readonly relations: () => Readonly<Record<string, ObjectDescriptor | readonly [ObjectDescriptor, string]>>;
}

/** An object as its own functions know it. */
export interface OwnObject {
  readonly object: ObjectDescriptor;
  /** What to read where a call has no select: every own field. */
  readonly fields: object;
}

/** What this workspace's server can do. */
export interface Workspace {
  /** The scalar of ids: UUID, or ID on older servers. */
  readonly idType: 'UUID' | 'ID';
  /** findMany takes an offset. */
  readonly hasOffset: boolean;
  /** createMany takes `upsert`. */
  readonly hasUpsert: boolean;
  /** Records that createMany takes at most. */
  readonly maxBatch: number;
}

/** The intermediate model: all that generation needs to know of a workspace. It is what twenty.lock.json holds. */
export interface Model {
  /** What this server's GraphQL API can do beyond the oldest supported one, sorted by code point. */
  readonly capabilities: readonly Capability[];
  /** The values of Actor.source, in the server's order. */
  readonly actorSources: readonly string[];
  /** Sorted by nameSingular, by code point. */
  readonly objects: readonly ModelObject[];
}

/**
 * - connect: a relation may be written as `{ connect: { where } }` or `{ disconnect: true }`
 * - endsWith: the text filter has it
 * - enumOrder: gt, gte, lt, lte on picklists
 * - offset: findMany takes an offset
 * - toOneFilter, toOneOrderBy: filter and order across a to-one relation
 * - upsert: createMany takes upsert
 * - uuid: ids are of the scalar UUID (older servers: ID)
 */
export type Capability =
  'connect' | 'endsWith' | 'enumOrder' | 'offset' | 'toOneFilter' | 'toOneOrderBy' | 'upsert' | 'uuid';

export interface ModelObject {
  readonly id: string;
  /** The same in every workspace for a standard object. */
  readonly universalIdentifier?: string;
  readonly nameSingular: string;
  readonly namePlural: string;
  readonly labelSingular: string;
  readonly labelPlural: string;
  readonly description?: string;
  readonly isCustom: boolean;
  readonly isSystem: boolean;
  readonly isActive: boolean;
  /** The server refuses writes to its records. */
  readonly isReadOnly: boolean;
  /** The name of the field that the CRM shows as a record's title. */
  readonly labelIdentifier?: string;
  /** Names as the workspace's GraphQL schema has them. */
  readonly graphql: GraphqlNames;
  /** The root field of each operation that the schema has. */
  readonly operations: Readonly<Partial<Record<OperationKind, string>>>;
  /** Names in the generated code, pinned: once given, they stay. */
  readonly names: ObjectNames;
  /** Sorted by name, by code point. */
  readonly fields: readonly ModelField[];
}

export interface GraphqlNames {
  readonly entity: string;
  readonly filter: string;
  readonly orderBy: string;
  readonly create: string;
  readonly update: string;
}

export interface ObjectNames {
  /** `Person`: the entity's interface, and the stem of PersonSelect, PersonFilterInput … */
  readonly type: string;
  /** `people`: the namespace that holds its functions. */
  readonly namespace: string;
  /** `person`: its module, without ending, unique also where case is ignored. */
  readonly file: string;
}

export type OperationKind =
  | 'findMany'
  | 'findOne'
  | 'groupBy'
  | 'findDuplicates'
  | 'createOne'
  | 'createMany'
  | 'updateOne'
  | 'updateMany'
  | 'deleteOne'
  | 'deleteMany'
  | 'restoreOne'
  | 'restoreMany'
  | 'destroyOne'
  | 'destroyMany'
  | 'mergeMany';

export interface ModelField {
  readonly id: string;
  readonly universalIdentifier?: string;
  readonly name: string;
  /** A key of the table in model/fields, or a type that this version does not know. */
  readonly type: string;
  readonly label: string;
  readonly description?: string;
  readonly isCustom: boolean;
  readonly isSystem: boolean;
  readonly isActive: boolean;
  readonly isNullable: boolean;
  readonly isUnique: boolean;
  /** As the server sends it (`"'NEW'"`, `"uuid"`, `false`, `{ amountMicros: null, … }`); absent where there is none. */
  readonly defaultValue?: unknown;
  /** NUMBER: `int`, `bigint` or `float`: the GraphQL type's name only, all are double precision. */
  readonly numberType?: 'int' | 'bigint' | 'float';
  readonly picklist?: ModelPicklist;
  readonly relation?: ModelRelation;
  /** For a type unknown to this version that GraphQL answers as an object: the sub-fields to ask for. */
  readonly subFields?: readonly string[];
  /** The server refuses writes to it. */
  readonly isReadOnly: boolean;
}

export interface ModelPicklist {
  /** `OpportunityStageEnum`: the GraphQL enum. */
  readonly enum: string;
  /** `OpportunityStage`: its name in the generated code, pinned. */
  readonly name: string;
  /** In the CRM's order. */
  readonly options: readonly ModelOption[];
}

export interface ModelOption {
  readonly id?: string;
  readonly value: string;
  readonly label: string;
  readonly color?: string;
  readonly position: number;
}

export interface ModelRelation {
  readonly kind: 'MANY_TO_ONE' | 'ONE_TO_MANY';
  /** nameSingular of the other object, which may have been left out of the model by exclude. */
  readonly target: string;
  /** The field on the other side. */
  readonly inverse?: string;
  /** MANY_TO_ONE: `companyId`. */
  readonly joinColumn?: string;
  readonly onDelete?: string;
  /** One target of a morph relation: `target` for `targetPerson`. */
  readonly morph?: string;
}

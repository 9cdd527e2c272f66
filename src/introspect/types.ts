import type { Warning } from '../errors.ts';

/** What a workspace sent about itself, validated and in one form whatever the server's version and endpoint. */
export interface RawWorkspace {
  /** From `currentWorkspace`; null where the server would not say. */
  readonly workspace: {
    readonly id?: string;
    readonly displayName?: string;
    readonly metadataVersion?: number;
  } | null;
  readonly objects: readonly RawObject[];
  /** The slim introspection of /graphql; null where the server cannot answer it (a badly named object breaks it). */
  readonly schema: RawSchema | null;
  readonly warnings: readonly Warning[];
  /** The state that the metadata was in, or a later one: it was asked before all else. Null where nothing tells it. */
  readonly state?: MetadataState | null;
}

/** A state of a workspace's metadata: two that are equal are of the same metadata. */
export interface MetadataState {
  readonly workspaceId: string | null;
  /** `v12`: the server's metadataVersion; `h…`: a digest of the metadata, of servers that have no such version. */
  readonly version: string;
}

export interface RawObject {
  readonly id: string;
  readonly universalIdentifier?: string;
  readonly applicationId?: string;
  readonly nameSingular: string;
  readonly namePlural: string;
  readonly labelSingular: string;
  readonly labelPlural: string;
  readonly description?: string;
  readonly isActive: boolean;
  readonly isSystem: boolean;
  /** Only servers before 2.12 say. */
  readonly isCustom?: boolean;
  readonly labelIdentifierFieldMetadataId?: string;
  /** It has criteria for duplicates, so findDuplicates and mergeMany; absent where the server does not say. */
  readonly hasDuplicateCriteria?: boolean;
  /** Newer servers: who may write records (for example "ALL", "SYSTEM", "APPLICATION"). */
  readonly writability?: string;
  readonly fields: readonly RawField[];
}

export interface RawField {
  readonly id: string;
  readonly universalIdentifier?: string;
  readonly applicationId?: string;
  /** A FieldMetadataType as the server spells it; an unknown one is kept as it is. */
  readonly type: string;
  /** For a morph relation one row for each target, with the full name (`targetPerson`). */
  readonly name: string;
  readonly label: string;
  readonly description?: string;
  readonly isActive: boolean;
  readonly isSystem: boolean;
  readonly isCustom?: boolean;
  /** True where the server does not say. */
  readonly isNullable: boolean;
  readonly isUnique: boolean;
  /** As sent: strings quoted inside the string, `uuid` and `now` for functions. */
  readonly defaultValue?: unknown;
  readonly options?: readonly RawOption[];
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly morphId?: string;
  /** The base name of a morph relation (`target`), where the source gives it. */
  readonly morphName?: string;
  /** Known only from /metadata. */
  readonly relation?: RawRelation;
  readonly writability?: string;
}

export interface RawOption {
  readonly id?: string;
  readonly value: string;
  readonly label: string;
  readonly color?: string;
  readonly position: number;
}

export interface RawRelation {
  readonly type: 'MANY_TO_ONE' | 'ONE_TO_MANY';
  readonly targetObjectId: string;
  /** The field on the other side. For a morph relation the server names any one row of its group. */
  readonly targetFieldId?: string;
}

/** The parts of a GraphQL introspection that the model needs. */
export interface RawSchema {
  readonly queryType: string;
  readonly mutationType: string | null;
  readonly types: ReadonlyMap<string, RawType>;
}

export interface RawType {
  readonly kind: 'SCALAR' | 'OBJECT' | 'INTERFACE' | 'UNION' | 'ENUM' | 'INPUT_OBJECT';
  readonly name: string;
  readonly fields: readonly RawSchemaField[];
  readonly inputFields: readonly RawArgument[];
  readonly enumValues: readonly string[];
}

export interface RawSchemaField {
  readonly name: string;
  readonly args: readonly RawArgument[];
  readonly type: RawTypeRef;
}

export interface RawArgument {
  readonly name: string;
  readonly type: RawTypeRef;
}

/** `[Person!]` is { kind: 'LIST', ofType: { kind: 'NON_NULL', ofType: { kind: 'OBJECT', name: 'Person' } } }. */
export interface RawTypeRef {
  readonly kind: string;
  readonly name: string | null;
  readonly ofType: RawTypeRef | null;
}

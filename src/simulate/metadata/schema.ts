import { buildASTSchema, parse } from 'graphql';
import type { GraphQLSchema } from 'graphql';

/** What `/metadata` lists of a server's types, as far as the model is concerned. */
const definitions = (extra: { readonly object: string; readonly field: string }): string => /* GraphQL */ `
  scalar UUID
  scalar DateTime
  scalar JSON
  scalar ConnectionCursor

  input CursorPaging {
    before: ConnectionCursor
    after: ConnectionCursor
    first: Int
    last: Int
  }

  type PageInfo {
    hasNextPage: Boolean
    hasPreviousPage: Boolean
    startCursor: ConnectionCursor
    endCursor: ConnectionCursor
  }

  enum RelationType {
    ONE_TO_MANY
    MANY_TO_ONE
  }

  type Relation {
    type: RelationType!
    sourceObjectMetadata: Object!
    targetObjectMetadata: Object!
    sourceFieldMetadata: Field!
    targetFieldMetadata: Field
  }

  type Field {
    id: UUID!
    universalIdentifier: UUID
    applicationId: UUID
    type: String!
    name: String!
    label: String!
    description: String
    icon: String
    isActive: Boolean
    isSystem: Boolean
    isUIEditable: Boolean
    isUIReadOnly: Boolean
    isNullable: Boolean
    isUnique: Boolean
    defaultValue: JSON
    options: JSON
    settings: JSON
    objectMetadataId: UUID
    isLabelSyncedWithName: Boolean
    morphId: UUID
    createdAt: DateTime
    updatedAt: DateTime
    relation: Relation
    morphRelations: [Relation!]
    ${extra.field}
  }

  type Object {
    id: UUID!
    universalIdentifier: UUID
    applicationId: UUID
    nameSingular: String!
    namePlural: String!
    labelSingular: String!
    labelPlural: String!
    description: String
    icon: String
    shortcut: String
    color: String
    isRemote: Boolean
    isActive: Boolean
    isSystem: Boolean
    isUIEditable: Boolean
    isUICreatable: Boolean
    isUIReadOnly: Boolean
    isSearchable: Boolean
    isLabelSyncedWithName: Boolean
    labelIdentifierFieldMetadataId: UUID
    imageIdentifierFieldMetadataId: UUID
    duplicateCriteria: JSON
    createdAt: DateTime
    updatedAt: DateTime
    fieldsList: [Field!]!
    ${extra.object}
  }

  type ObjectEdge {
    node: Object!
    cursor: ConnectionCursor!
  }

  type ObjectConnection {
    pageInfo: PageInfo!
    edges: [ObjectEdge!]!
  }

  type Workspace {
    id: UUID!
    displayName: String
    metadataVersion: Int
  }

  type CollectionHash {
    collectionName: String!
    hash: String!
  }

  type MinimalMetadata {
    collectionHashes: [CollectionHash!]!
  }

  type Query {
    object(id: UUID!): Object!
    objects(paging: CursorPaging): ObjectConnection!
    currentWorkspace: Workspace!
    minimalMetadata: MinimalMetadata!
  }
`;

/** @param isCustom list `isCustom`, as older servers do */
export function metadataSchema(isCustom: boolean): GraphQLSchema {
  const custom = isCustom ? 'isCustom: Boolean' : '';
  const text = definitions({
    object: `writability: String ${custom}`,
    field: `writability: String ${custom}`,
  });
  return buildASTSchema(parse(text));
}

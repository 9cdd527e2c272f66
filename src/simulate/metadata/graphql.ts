import { GraphQLError } from 'graphql';
import type { Model, ModelObject } from '../../model/types.ts';
import { stableUuid } from '../ids.ts';
import { isObject } from '../json.ts';
import type { JsonObject } from '../json.ts';
import { foldedFields } from './fields.ts';
import { inServerOrder, objectRow, workspaceId } from './rows.ts';

const defaultPage = 10;
const largestPage = 1000;

function cursorOf(object: ModelObject): string {
  return Buffer.from(JSON.stringify({ id: object.id })).toString('base64');
}

function indexAfter(objects: readonly ModelObject[], cursor: unknown): number {
  return typeof cursor === 'string' ? objects.findIndex((object) => cursorOf(object) === cursor) + 1 : 0;
}

function objectNode(object: ModelObject, model: Model): JsonObject {
  return {
    duplicateCriteria: null,
    ...objectRow(object, model),
    fieldsList: foldedFields(object, model),
  };
}

function objects(model: Model, paging: JsonObject): JsonObject {
  const first = typeof paging['first'] === 'number' ? paging['first'] : defaultPage;
  if (first > largestPage) {
    throw new GraphQLError(`Requested page size of ${first} exceeds the maximum size of ${largestPage}`, {
      extensions: { code: 'BAD_USER_INPUT', userFriendlyMessage: 'An error occurred.' },
    });
  }
  const all = inServerOrder(model.objects);
  const from = indexAfter(all, paging['after']);
  const page = all.slice(from, from + first);
  const [start] = page;
  const end = page.at(-1);
  return {
    pageInfo: {
      hasNextPage: from + first < all.length,
      hasPreviousPage: from > 0,
      startCursor: start === undefined ? null : cursorOf(start),
      endCursor: end === undefined ? null : cursorOf(end),
    },
    edges: page.map((object) => ({ cursor: cursorOf(object), node: objectNode(object, model) })),
  };
}

/** What a server keeps hashes of, in its order. */
const collections = (
  'fieldMetadata objectMetadata view viewField viewFieldGroup viewGroup viewSort rowLevelPermissionPredicate ' +
  'rowLevelPermissionPredicateGroup viewFilterGroup index viewFilter roleTarget pageLayout pageLayoutWidget ' +
  'pageLayoutTab commandMenuItem navigationMenuItem objectPermission fieldPermission frontComponent ' +
  'searchFieldMetadata'
).split(' ');

export interface WorkspaceFacts {
  readonly displayName: string;
  readonly metadataVersion: number;
}

/** The root value of `/metadata`. */
export function metadataRoot(model: Model, facts: WorkspaceFacts): JsonObject {
  return {
    currentWorkspace: { id: workspaceId, ...facts },
    objects: (given: JsonObject) => objects(model, isObject(given['paging']) ? given['paging'] : {}),
    object: (given: JsonObject) => {
      const found = model.objects.find(({ id }) => id === given['id']);
      if (found === undefined)
        throw new GraphQLError('Object not found', { extensions: { code: 'NOT_FOUND' } });
      return objectNode(found, model);
    },
    minimalMetadata: {
      collectionHashes: collections.map((collectionName) => ({
        collectionName,
        hash: stableUuid('collection', collectionName, String(facts.metadataVersion)),
      })),
    },
  };
}

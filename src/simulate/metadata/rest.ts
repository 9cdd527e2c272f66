import type { Model, ModelObject } from '../../model/types.ts';
import { isUuid } from '../values/uuid.ts';
import { fieldRow, inServerOrder, objectRow } from './rows.ts';
import type { WireRow } from './rows.ts';

/** `new`: `{ data: […] }`; `legacy`: `{ data: { objects: […] } }`. A flag of the workspace decides. */
export type Envelope = 'new' | 'legacy';

const defaultPage = 60;
const largestPage = 200;

export function objectWithFields(object: ModelObject, model: Model): WireRow {
  return {
    ...objectRow(object, model),
    fields: object.fields.map((field) => fieldRow(field, object, model)),
  };
}

/** One page of objects; a limit above 200 is clamped without a word. */
export function objectsPage(model: Model, envelope: Envelope, query: URLSearchParams): WireRow {
  const asked = Number(query.get('limit') || defaultPage);
  const limit = Number.isFinite(asked) && asked > 0 ? Math.min(Math.trunc(asked), largestPage) : defaultPage;
  const after = query.get('starting_after');
  const before = query.get('ending_before');
  const objects = inServerOrder(model.objects);
  const ids = objects.map(({ id }) => id);
  let from = after === null ? 0 : ids.indexOf(after) + 1;
  let to = Math.min(from + limit, ids.length);
  if (before !== null && ids.includes(before)) {
    to = ids.indexOf(before);
    from = Math.max(0, to - limit);
  }
  const rows = objects.slice(from, to).map((object) => objectWithFields(object, model));
  const pageInfo = {
    hasNextPage: to < ids.length,
    hasPreviousPage: from > 0,
    ...(rows.length === 0 ? {} : { startCursor: ids[from], endCursor: ids[to - 1] }),
  };
  return { data: envelope === 'new' ? rows : { objects: rows }, pageInfo, totalCount: ids.length };
}

/** `GET /rest/metadata/objects/{id}`: by UUID only. */
export function oneObject(model: Model, envelope: Envelope, id: string): { status: number; body: WireRow } {
  if (!isUuid(id)) {
    const message = 'Validation failed (uuid is expected)';
    return { status: 400, body: { message, error: 'Bad Request', statusCode: 400 } };
  }
  const object = model.objects.find((candidate) => candidate.id === id);
  if (object === undefined) {
    const messages = ['Object metadata not found'];
    return {
      status: 404,
      body: { statusCode: 404, error: 'Error', messages, code: 'OBJECT_METADATA_NOT_FOUND' },
    };
  }
  const row = objectWithFields(object, model);
  return { status: 200, body: envelope === 'new' ? row : { data: { object: row } } };
}

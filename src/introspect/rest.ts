import type { Warning } from '../errors.ts';
import type { Http } from './http.ts';
import { isRecord } from './json.ts';
import { parseField, parseObject, unexpected } from './wire.ts';
import type { WireObject } from './wire.ts';

export interface ReadObjects {
  readonly objects: readonly WireObject[];
  readonly warnings: readonly Warning[];
}

/** Servers clamp what is above in silence; the very old ones refuse more than 1,000. */
const pageSize = 200;

/**
 * Every object of `GET /rest/metadata/objects`, in the server's order.
 *
 * @throws CodegenError
 */
export async function readRestObjects(http: Http, limit = pageSize): Promise<ReadObjects> {
  const objects = new Map<string, WireObject>();
  const cursors = new Set<string>();
  let query = `limit=${limit}`;
  for (;;) {
    const page = readPage(await http.get(`rest/metadata/objects?${query}`));
    const before = objects.size;
    for (const [index, row] of page.rows.entries()) {
      const object = readObject(row, `${page.path}[${index}]`);
      objects.set(object.id, object);
    }
    const { cursor } = page;
    if (cursor === null) return { objects: [...objects.values()], warnings: [] };
    // A server that repeats itself must not keep us for ever; what it has told so far is used.
    if (cursors.has(cursor) || objects.size === before) {
      return { objects: [...objects.values()], warnings: missing(objects.size, page.totalCount) };
    }
    cursors.add(cursor);
    query = `limit=${limit}&starting_after=${encodeURIComponent(cursor)}`;
  }
}

interface Page {
  readonly rows: readonly unknown[];
  /** Where in the answer the rows are: for errors. */
  readonly path: string;
  /** For the next page; null where this is the last. */
  readonly cursor: string | null;
  readonly totalCount: number | undefined;
}

/** Both envelopes: `{ data: [] }`, and the older `{ data: { objects: [] } }`. */
function readPage(body: Record<string, unknown>): Page {
  const { data, pageInfo, totalCount } = body;
  const isOld = isRecord(data);
  const rows = isOld ? data['objects'] : data;
  const path = isOld ? 'data.objects' : 'data';
  if (!Array.isArray(rows)) {
    throw unexpected([`${path}: expected Array, received ${typeof rows}`], 'the list of objects');
  }
  const info = isRecord(pageInfo) ? pageInfo : {};
  const cursor = info['endCursor'];
  return {
    rows,
    path,
    cursor: info['hasNextPage'] === true && typeof cursor === 'string' && cursor !== '' ? cursor : null,
    totalCount: typeof totalCount === 'number' ? totalCount : undefined,
  };
}

function readObject(row: unknown, path: string): WireObject {
  const object = parseObject(row, path);
  const fields = isRecord(row) ? row['fields'] : undefined;
  // Some servers of 1.x leave the fields out; /metadata has them.
  if (!Array.isArray(fields)) return object;
  return {
    ...object,
    fields: fields.map((field, index) => parseField(field, `${path}.fields[${index}]`, object.nameSingular)),
  };
}

function missing(got: number, totalCount: number | undefined): Warning[] {
  if (totalCount !== undefined && got >= totalCount) return [];
  const of = totalCount === undefined ? '' : ` of ${totalCount}`;
  return [
    {
      code: 'PAGING_INCOMPLETE',
      message: `The server repeats its pages of objects: ${got}${of} objects were read over REST.`,
    },
  ];
}

import type { TwentyClient } from './client.js';
import { TwentyServerError } from './errors.js';
import { serverFilter } from './filter.js';
import type { ObjectDescriptor } from './object.js';
import type { Connection, Operation, OperationArgs, Row } from './operation.js';
import { compile, type Selection, strip, type ToMany, type ToManyArgs } from './selection.js';
import type { Page, RequestOptions } from './types.js';

/** What a read of many records needs. */
export interface Query {
  readonly client: TwentyClient;
  readonly object: ObjectDescriptor;
  readonly root: string;
  readonly select: object;
  readonly filter?: object | undefined;
  readonly orderBy?: object | readonly object[] | undefined;
  /** Records a page. */
  readonly first: number;
  readonly offset?: number | undefined;
  readonly options: RequestOptions;
}

/** A page, and how to get the next. */
export interface ReadPage {
  readonly page: Page<Row>;
  readonly next: Position | null;
}

export interface Position {
  readonly after?: string;
  readonly offset?: number;
}

export const defaultPageSize = 200;
/** Ids that one filter names at most. */
const idsPerRequest = 200;
/** A condition that all records meet, and that shows soft-deleted ones too. */
export const deletedOrNot: object = {
  or: [{ deletedAt: { is: 'NULL' } }, { deletedAt: { is: 'NOT_NULL' } }],
};

/**
 * Reads one page. By cursor while the order is the server's own, by id; by offset under any other order, where
 * cursors lose records. An older server that has no offset is asked for all that comes before as well.
 *
 * @throws TwentyServerError when there is no page in the answer, or none where there should be more.
 */
export async function readPage(
  query: Query,
  { after, offset = query.offset ?? 0 }: Position = {},
): Promise<ReadPage> {
  const { client, object, root, first, filter } = query;
  const skipped = object.workspace.hasOffset ? 0 : offset;
  const orderBy = asList(query.orderBy);
  const selection = compile(object, query.select);
  const args: OperationArgs = {
    filter: filter && serverFilter(filter),
    orderBy: orderBy.length > 0 ? orderBy : undefined,
    first: first + skipped,
    after,
    offset: offset > skipped ? offset : undefined,
  };
  const operation: Operation = { kind: 'findMany', object, root, args, selection: selection.text };
  const connection = (await client.execute(operation, query.options)) as Partial<Connection> | null;
  const { edges, pageInfo, totalCount } = connection ?? {};
  if (!edges || !pageInfo) throw broken(`The answer to findMany ${root} is no page.`);
  const records: Row[] = [];
  for (let index = skipped; index < edges.length; index += 1) {
    const edge = edges[index];
    if (edge) records.push(edge.node);
  }
  const { hasNextPage, endCursor } = pageInfo;
  if (hasNextPage && records.length === 0 && first > 0)
    throw broken(`findMany ${root}: the server says that there are more records, and gives none.`);
  await complete(client, records, selection, query.options);
  const byCursor = orderBy.length === 0 && query.offset === undefined;
  return {
    page: { records, totalCount: totalCount ?? records.length, hasNextPage },
    next:
      !hasNextPage || records.length === 0
        ? null
        : byCursor && endCursor
          ? { after: endCursor }
          : { offset: offset + records.length },
  };
}

function broken(message: string): TwentyServerError {
  return new TwentyServerError('SERVER', message);
}

/** Asks for the to-many relations of records, at every level, and takes away what was asked for in passing. */
export async function complete(
  client: TwentyClient,
  rows: readonly Row[],
  selection: Selection,
  options: RequestOptions,
): Promise<void> {
  const pending: Promise<void>[] = [];
  for (const { name, selection: inner } of selection.toOne) {
    const records: Row[] = [];
    for (const row of rows) if (row[name]) records.push(row[name] as Row);
    pending.push(complete(client, records, inner, options));
  }
  for (const relation of selection.toMany) pending.push(readToMany(client, rows, relation, options));
  pending.push(readHiddenIds(client, rows, selection, options));
  await Promise.all(pending);
  strip(rows, selection);
}

/**
 * Where a relation is selected beside its id, the id of a soft-deleted record reads as null, as if there were none:
 * those ids are asked for once more, without the relation.
 */
async function readHiddenIds(
  client: TwentyClient,
  rows: readonly Row[],
  { object, besideId }: Selection,
  options: RequestOptions,
): Promise<void> {
  const unsure: Row[] = [];
  for (const row of rows)
    if (besideId.some(({ name, column }) => row[name] === null && row[column] === null)) unsure.push(row);
  if (object.many === undefined || unsure.length === 0) return;
  const select: Record<string, true> = { id: true };
  for (const { column } of besideId) select[column] = true;
  const found: Row[] = [];
  for (let start = 0; start < unsure.length; start += idsPerRequest) {
    const ids: unknown[] = [];
    for (const row of unsure.slice(start, start + idsPerRequest)) ids.push(row['id']);
    const { page } = await readPage({
      client,
      object,
      root: object.many,
      select,
      filter: { and: [{ id: { in: ids } }, deletedOrNot] },
      first: idsPerRequest,
      options,
    });
    found.push(...page.records);
  }
  const sureRows = byId(found);
  for (const row of unsure)
    for (const { column } of besideId) {
      const sure = sureRows[row['id'] as string];
      if (sure) row[column] = sure[column];
    }
}

async function readToMany(
  client: TwentyClient,
  parents: readonly Row[],
  { name, target, joinColumn, args }: ToMany,
  options: RequestOptions,
): Promise<void> {
  const byParent: Record<string, Row[]> = {};
  for (const row of parents) byParent[row['id'] as string] = [];
  const ids = Object.keys(byParent);
  const keepsJoinColumn = (args.select as Record<string, unknown>)[joinColumn] === true;
  for (let start = 0; start < ids.length; start += idsPerRequest) {
    const query = toManyQuery(
      client,
      target,
      joinColumn,
      ids.slice(start, start + idsPerRequest),
      args,
      options,
    );
    let position: Position | null | undefined;
    while (position !== null) {
      const { page, next }: ReadPage = await readPage(query, position);
      for (const row of page.records) byParent[row[joinColumn] as string]?.push(row);
      position = next;
    }
  }
  if (!keepsJoinColumn) for (const id of ids) for (const row of byParent[id] ?? []) delete row[joinColumn];
  for (const parent of parents) {
    const rows = byParent[parent['id'] as string] ?? [];
    const records = args.first === undefined ? rows : rows.slice(0, args.first);
    parent[name] = { records, totalCount: rows.length, hasNextPage: records.length < rows.length };
  }
}

function toManyQuery(
  client: TwentyClient,
  target: ObjectDescriptor,
  joinColumn: string,
  ids: readonly string[],
  { select, filter, orderBy }: ToManyArgs,
  options: RequestOptions,
): Query {
  const ofParents = { [joinColumn]: { in: ids } };
  return {
    client,
    object: target,
    root: target.many ?? '',
    select: { ...select, [joinColumn]: true },
    filter: filter === undefined ? ofParents : { and: [ofParents, filter] },
    orderBy,
    first: defaultPageSize,
    options,
  };
}

/** Records by their ids. */
export function byId(rows: readonly Row[]): Record<string, Row> {
  const found: Record<string, Row> = {};
  for (const row of rows) found[row['id'] as string] = row;
  return found;
}

function asList(orderBy: object | readonly object[] | undefined): readonly object[] {
  if (orderBy === undefined) return [];
  return Array.isArray(orderBy) ? orderBy : [orderBy];
}

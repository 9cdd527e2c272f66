import type { TwentyClient } from './client.js';
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
  readonly filter?: object;
  readonly orderBy?: object | readonly object[];
  /** Records a page. */
  readonly first: number;
  readonly offset?: number;
  readonly options: RequestOptions;
}

/** A page, and how to get the next. */
export interface ReadPage {
  readonly page: Page<Row>;
  readonly next: Position | null;
}

export type Position = { readonly after: string } | { readonly offset: number };

export const defaultPageSize = 200;
/** Ids that one filter names at most. */
const idsPerRequest = 200;

/**
 * Reads one page. By cursor while the order is the server's own, by id; by offset under any other order, where
 * cursors lose records.
 */
export async function readPage(query: Query, position?: Position): Promise<ReadPage> {
  const { client, object, first } = query;
  const orderBy = asList(query.orderBy);
  const byOffset = object.workspace.hasOffset && (orderBy.length > 0 || query.offset !== undefined);
  const needed: string[] = [];
  if (!byOffset) for (const order of orderBy) needed.push(...Object.keys(order));
  const selection = compile(object, query.select, needed);
  const start: Partial<Record<'after', string> & Record<'offset', number>> =
    position ?? (query.offset === undefined ? {} : { offset: query.offset });
  const args: OperationArgs = {
    ...(query.filter === undefined ? {} : { filter: serverFilter(query.filter) }),
    ...(orderBy.length > 0 ? { orderBy } : {}),
    first,
    ...start,
  };
  const operation: Operation = {
    kind: 'findMany',
    object,
    root: query.root,
    args,
    selection: selection.text,
  };
  const connection = (await client.execute(operation, query.options)) as Connection;
  const records: Row[] = [];
  for (const { node } of connection.edges) records.push(node);
  const { hasNextPage, endCursor } = connection.pageInfo;
  await complete(client, records, selection, query.options);
  const offset = start.offset ?? 0;
  const next: Position | null =
    !hasNextPage || records.length === 0
      ? null
      : byOffset
        ? { offset: offset + records.length }
        : endCursor
          ? { after: endCursor }
          : null;
  return { page: { records, totalCount: connection.totalCount, hasNextPage }, next };
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
  await Promise.all(pending);
  strip(rows, selection);
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
    ...(orderBy === undefined ? {} : { orderBy }),
    first: defaultPageSize,
    options,
  };
}

function asList(orderBy: object | readonly object[] | undefined): readonly object[] {
  if (orderBy === undefined) return [];
  return Array.isArray(orderBy) ? orderBy : [orderBy];
}

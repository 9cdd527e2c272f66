import { invalid, TwentyServerError } from './errors.js';
import { listOf, serverFilter } from './filter.js';
import type { ObjectDescriptor } from './object.js';
import type { Connection, Operation, OperationArgs, Row } from './operation.js';
import { compile, type Selection, strip, type ToMany } from './selection.js';
import type { TwentyClient } from './transport.js';
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
  /** Records that there is a way to, in their order. */
  readonly reach: number;
}

export interface Position {
  readonly after?: string;
  readonly offset?: number;
}

export const defaultPageSize = 200;
/** A condition that all records meet, and that shows soft-deleted ones too. */
export const deletedOrNot: object = {
  or: [{ deletedAt: { is: 'NULL' } }, { deletedAt: { is: 'NOT_NULL' } }],
};

/**
 * Reads one page. By cursor while the order is the server's own, by id; by offset under any other order, where
 * cursors lose records. Where there is no offset, what comes before is asked for as well.
 *
 * @throws TwentyServerError when there is no page in the answer, or none where there should be more.
 */
export async function readPage(
  query: Query,
  { after, offset = query.offset ?? 0 }: Position = {},
): Promise<ReadPage> {
  const { client, object, root, first, filter } = query;
  const canSkip = object.workspace.hasOffset && client.transport.hasOffset;
  const skipped = canSkip ? 0 : offset;
  const orderBy = listOf(query.orderBy);
  const selection = compile(object, query.select);
  const args: OperationArgs = {
    filter: filter && serverFilter(filter),
    orderBy: orderBy.length > 0 ? orderBy : undefined,
    first: first + skipped,
    after,
    offset: offset > skipped ? offset : undefined,
  };
  const operation: Operation = { kind: 'findMany', object, root, args, selection };
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
  const isSafe = canSkip ? orderBy.length === 0 : orderBy.every(isExact);
  return {
    page: { records, totalCount: totalCount ?? records.length, hasNextPage },
    next:
      !hasNextPage || records.length === 0
        ? null
        : isSafe && endCursor
          ? { after: endCursor, offset: 0 }
          : { offset: offset + records.length },
    reach: isSafe || client.transport.hasOffset ? Number.POSITIVE_INFINITY : defaultPageSize,
  };
}

/**
 * Whether cursors lose and repeat nothing under an order: what it goes by is never null, no other record's, and as
 * exact in a cursor as in the database, which times are not.
 */
export function isExact(order: object): boolean {
  return Object.keys(order).every((name) => name === 'id' || name === 'position');
}

/** @throws TwentyValidationError when more records are wanted, and there are more, than there is a way to. */
export function checkReach(root: string, wanted: number, { page, reach }: ReadPage): void {
  if (Math.min(wanted, page.totalCount) > reach)
    throw invalid(`findMany ${root}: in this order REST gives ${reach} records at most: more need GraphQL.`);
}

export function broken(message: string): TwentyServerError {
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
  // REST answers some calls without what the records relate to.
  const bare = rows.filter((row) => row['id'] && selection.toOne.some(({ name }) => row[name] === undefined));
  if (bare.length > 0) {
    const ids = bare.map(({ id }) => id);
    const whole = byId(await readByIds(client, selection.object, ids, selection, options));
    for (const row of bare) Object.assign(row, whole[row['id'] as string]);
  }
  for (const { name, selection: inner } of selection.toOne) {
    const records: Row[] = [];
    for (const row of rows) if ((row[name] ??= null)) records.push(row[name] as Row);
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
  const ids = unsure.map(({ id }) => id);
  const found = await readByIds(client, object, ids, compile(object, select), options);
  const sureRows = byId(found);
  for (const row of unsure)
    for (const { column } of besideId) {
      const sure = sureRows[row['id'] as string];
      if (sure) row[column] = sure[column];
    }
}

/** Records by their ids, soft-deleted ones too, as far as there are any; what relates to them is not completed. */
export async function readByIds(
  client: TwentyClient,
  object: ObjectDescriptor,
  ids: readonly unknown[],
  selection: Selection,
  options: RequestOptions,
): Promise<Row[]> {
  const found: Row[] = [];
  const { maxIds } = client.transport;
  for (let start = 0; start < ids.length; start += maxIds) {
    const filter = { and: [{ id: { in: ids.slice(start, start + maxIds) } }, deletedOrNot] };
    const args: OperationArgs = { filter, first: maxIds };
    const operation: Operation = { kind: 'findMany', object, root: object.many ?? '', args, selection };
    const { edges } = (await client.execute(operation, options)) as Connection;
    for (const { node } of edges) found.push(node);
  }
  return found;
}

async function readToMany(
  client: TwentyClient,
  parents: readonly Row[],
  { name, target, joinColumn, args }: ToMany,
  options: RequestOptions,
): Promise<void> {
  const { select, filter, orderBy, first = Number.POSITIVE_INFINITY } = args;
  const children: Record<string, { -readonly [K in keyof Page<Row>]: Page<Row>[K] }> = {};
  const pages: Page<Row>[] = [];
  for (const { id } of parents) children[id as string] = { records: [], totalCount: 0, hasNextPage: false };
  const queryOf = (ids: readonly string[]): Query => {
    const ofParents = { [joinColumn]: { in: ids } };
    return {
      client,
      object: target,
      root: target.many ?? '',
      select: { ...select, [joinColumn]: true },
      filter: filter === undefined ? ofParents : { and: [ofParents, filter] },
      orderBy,
      first: Math.min(first, defaultPageSize),
      options,
    };
  };
  const ids = Object.keys(children);
  const { maxIds } = client.transport;
  for (let start = 0; start < ids.length; start += maxIds) {
    const some = ids.slice(start, start + maxIds);
    const query = { ...queryOf(some), first: defaultPageSize };
    let position: Position | null | undefined;
    while (position !== null) {
      const { page, next, reach }: ReadPage = await readPage(query, position);
      // Where parents have many children of which few are wanted, or can be had, each is asked for its own.
      if (
        page.totalCount > reach ||
        (first < defaultPageSize && page.totalCount > defaultPageSize * some.length)
      ) {
        for (const id of some) {
          const own = await readPage(queryOf([id]));
          checkReach(name, first, own);
          children[id] = own.page;
          pages.push(own.page);
        }
        break;
      }
      pages.push(page);
      for (const row of page.records) {
        const of = children[row[joinColumn] as string];
        if (!of) continue;
        of.totalCount += 1;
        of.hasNextPage = of.totalCount > first;
        if (!of.hasNextPage) of.records.push(row);
      }
      position = next;
    }
  }
  if ((select as Row)[joinColumn] !== true)
    for (const { records } of pages) for (const row of records) delete row[joinColumn];
  for (const parent of parents) parent[name] = children[parent['id'] as string];
}

/** Records by their ids. */
export function byId(rows: readonly Row[]): Record<string, Row> {
  const found: Record<string, Row> = {};
  for (const row of rows) found[row['id'] as string] = row;
  return found;
}

import { failed, invalid, type TwentyError } from './errors.js';
import { listOf, serverFilter } from './filter.js';
import {
  type Connection,
  type Named,
  nameOf,
  type Operation,
  type OperationArgs,
  type Row,
} from './operation.js';
import { platform } from './platform.js';
import { compile, type Selection, type ToMany } from './selection.js';
import type { TwentyClient } from './transport.js';
import type { Page, RequestOptions } from './types.js';

/** What a read of many records needs, ready to be sent. */
export interface Query {
  readonly client: TwentyClient;
  readonly root: string;
  readonly selection: Selection;
  readonly filter?: object | undefined;
  readonly orderBy: readonly object[];
  /** Records a page. */
  readonly first: number;
  readonly after?: string | undefined;
  readonly offset?: number | undefined;
  readonly options: RequestOptions;
}

/** A page, and how to get the next. */
export interface ReadPage {
  readonly page: Page<Row>;
  readonly next: Query | null;
  /** Records that there is a way to, in their order. */
  readonly reach: number;
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
export async function readPage(query: Query): Promise<ReadPage> {
  const { client, root, selection, filter, orderBy, first, after, offset = 0, options } = query;
  const { object } = selection;
  const { hasOffset } = client.transport;
  const canSkip = object.workspace.hasOffset && hasOffset;
  const skipped = canSkip ? 0 : offset;
  const args: OperationArgs = {
    filter,
    orderBy: orderBy.length > 0 ? orderBy : undefined,
    first: first + skipped,
    after,
    offset: offset > skipped ? offset : undefined,
  };
  const operation: Operation = { kind: 'findMany', object, root, args, selection };
  const answer = (await client.execute(operation, options)) as Partial<Connection> | null;
  const { edges, pageInfo, totalCount } = answer ?? {};
  if (!edges || !pageInfo) throw broken(operation, 'the answer is no page');
  const records: Row[] = [];
  for (const { node } of edges.slice(skipped)) records.push(node);
  const { hasNextPage, endCursor } = pageInfo;
  const { length } = records;
  if (hasNextPage && length === 0 && first > 0)
    throw broken(operation, 'the answer holds no records, and says that there are more');
  await complete(client, records, selection, options);
  const isSafe = canSkip ? orderBy.length === 0 : orderBy.every(isExact);
  return {
    page: { records, totalCount: totalCount ?? length, hasNextPage },
    next:
      hasNextPage && length > 0
        ? {
            ...query,
            ...(isSafe && endCursor ? { after: endCursor, offset: 0 } : { offset: offset + length }),
          }
        : null,
    reach: isSafe || hasOffset ? Infinity : defaultPageSize,
  };
}

/**
 * Whether cursors lose and repeat nothing under an order: what it goes by is never null, no other record's, and as
 * exact in a cursor as in the database, which times are not.
 */
export const isExact = (order: object): boolean =>
  Object.keys(order).every((name) => name === 'id' || name === 'position');

/** @throws TwentyValidationError when more records are wanted, and there are more, than there is a way to. */
export function checkReach(root: string, wanted: number, { page, reach }: ReadPage): void {
  if (Math.min(wanted, page.totalCount) > reach)
    throw invalid(`findMany ${root}: in this order REST gives ${reach} records at most: more need GraphQL.`);
}

/** The server's answer to an operation is not what it should be. */
export const broken = (operation: Named, what: string): TwentyError =>
  failed('SERVER', nameOf(operation), what);

/** Asks for the to-many relations of records, at every level, and takes away what was asked for in passing. */
export async function complete(
  client: TwentyClient,
  rows: readonly Row[],
  selection: Selection,
  options: RequestOptions,
): Promise<void> {
  const { object, toOne, toMany, besideId, added } = selection;
  const renew = async (isStale: (row: Row) => unknown, what: Selection): Promise<void> => {
    const stale: Row[] = [];
    const ids: unknown[] = [];
    for (const row of rows)
      if (isStale(row)) {
        stale.push(row);
        ids.push(row['id']);
      }
    const fresh = byId(await readByIds(client, ids, what, options));
    for (const row of stale) Object.assign(row, fresh[row['id'] as string]);
  };
  // REST answers some calls without what the records relate to.
  await renew((row) => row['id'] && toOne.some(({ name }) => row[name] === undefined), selection);
  const pending: Promise<void>[] = [];
  for (const { name, selection: inner } of toOne) {
    const records: Row[] = [];
    for (const row of rows) if ((row[name] ??= null)) records.push(row[name] as Row);
    pending.push(complete(client, records, inner, options));
  }
  for (const relation of toMany) pending.push(readToMany(client, rows, relation, options));
  if (object.many && besideId.length > 0) {
    // Where a relation is selected beside its id, the id of a soft-deleted record reads as null, as if there were
    // none: those ids are asked for once more, without the relation.
    const select: Record<string, true> = { id: true };
    for (const name of besideId) select[`${name}Id`] = true;
    pending.push(
      renew(
        (row) => besideId.some((name) => row[name] === null && row[`${name}Id`] === null),
        compile(object, select),
      ),
    );
  }
  await platform.Promise.all(pending);
  for (const row of rows) for (const name of added) delete row[name];
}

/** Records by their ids, soft-deleted ones too, as far as there are any; what relates to them is not completed. */
export async function readByIds(
  client: TwentyClient,
  ids: readonly unknown[],
  selection: Selection,
  options: RequestOptions,
): Promise<Row[]> {
  const found: Row[] = [];
  const { object } = selection;
  const { maxIds } = client.transport;
  for (let start = 0; start < ids.length; start += maxIds) {
    const filter = { and: [{ id: { in: ids.slice(start, start + maxIds) } }, deletedOrNot] };
    const args: OperationArgs = { filter, first: maxIds };
    const operation: Operation = { kind: 'findMany', object, root: object.many, args, selection };
    const { edges } = (await client.execute(operation, options)) as Connection;
    for (const { node } of edges) found.push(node);
  }
  return found;
}

async function readToMany(
  client: TwentyClient,
  parents: readonly Row[],
  { name, joinColumn, selection, args }: ToMany,
  options: RequestOptions,
): Promise<void> {
  const { select, filter, orderBy, first = Infinity } = args;
  const children: Record<string, { -readonly [K in keyof Page<Row>]: Page<Row>[K] }> = {};
  const rows: Row[] = [];
  for (const { id } of parents) children[id as string] = { records: [], totalCount: 0, hasNextPage: false };
  const queryOf = (ids: readonly string[], size: number): Query => {
    const ofParents = { [joinColumn]: { in: ids } };
    return {
      client,
      root: selection.object.many,
      selection,
      filter: serverFilter(filter === undefined ? ofParents : { and: [ofParents, filter] }),
      orderBy: listOf(orderBy),
      first: size,
      options,
    };
  };
  const ids = Object.keys(children);
  const { maxIds } = client.transport;
  for (let start = 0; start < ids.length; start += maxIds) {
    const some = ids.slice(start, start + maxIds);
    let query: Query | null = queryOf(some, defaultPageSize);
    while (query) {
      const { page, next, reach }: ReadPage = await readPage(query);
      query = next;
      // Where parents have many children of which few are wanted, or can be had, each is asked for its own.
      if (
        page.totalCount > reach ||
        (first < defaultPageSize && page.totalCount > defaultPageSize * some.length)
      ) {
        for (const id of some) {
          const own = await readPage(queryOf([id], Math.min(first, defaultPageSize)));
          checkReach(name, first, own);
          children[id] = own.page;
          rows.push(...own.page.records);
        }
        break;
      }
      for (const row of page.records) {
        rows.push(row);
        const of = children[row[joinColumn] as string];
        if (!of) continue;
        of.totalCount += 1;
        of.hasNextPage = of.totalCount > first;
        if (!of.hasNextPage) of.records.push(row);
      }
    }
  }
  if ((select as Row)[joinColumn] !== true) for (const row of rows) delete row[joinColumn];
  for (const parent of parents) parent[name] = children[parent['id'] as string];
}

/** Records by their ids. */
export function byId(rows: readonly Row[]): Record<string, Row> {
  const found: Record<string, Row> = {};
  for (const row of rows) found[row['id'] as string] = row;
  return found;
}

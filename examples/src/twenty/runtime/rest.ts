import { failed, invalid, TwentyError } from './errors.js';
import { listOf, serverFilter } from './filter.js';
import { request } from './http.js';
import { nameOf, type Operation, type Row } from './operation.js';
import { defaultPageSize, isExact } from './read.js';
import { edgesOf, groupOf, recordsOf, totalsOf } from './restAnswer.js';
import { restFilter, unable } from './restFilter.js';
import type { Selection } from './selection.js';
import { until } from './sleep.js';
import type { Transport, TransportContext } from './transport.js';
import type { RequestOptions } from './types.js';

/** Records, or groups, that one answer holds at most: more are cut without a word. */
const largestPage = defaultPageSize;
/** Characters: Node's servers take 16 KiB of an address and the headers. */
const longestQuery = 15_000;

/** Sends operations as REST requests, and gives what GraphQL would. */
export const rest: Transport = {
  hasOffset: false,
  answersDestroyed: false,
  // Addresses may not be too long.
  maxIds: 60,
  maxReads: 1,
  check,
  async send(context, operations, options) {
    const [operation] = operations as [Operation];
    check(operation.selection);
    try {
      return [await carryOut(operation, context, options)];
    } catch (cause) {
      if (cause instanceof TwentyError) throw cause;
      throw failed('SERVER', nameOf(operation), 'the answer makes no sense', { mayHaveArrived: true, cause });
    }
  },
};

function check({ toOne, toMany }: Selection): void {
  for (const { name, selection } of toOne) checkFlat(name, selection);
  for (const { name, selection, args } of toMany) {
    checkFlat(name, selection);
    // They are asked for when the records are there: too late for a refusal.
    if (args.filter) restFilter(serverFilter(args.filter));
  }
}

function checkFlat(name: string, { toOne, toMany }: Selection): void {
  if (toOne.length + toMany.length > 0) throw unable(`select the relations of ${name}`);
}

const none: readonly string[] = [];

const methods: Readonly<Record<string, string>> = {
  find: 'GET',
  create: 'POST',
  delete: 'DELETE',
  destroy: 'DELETE',
};

async function carryOut(
  operation: Operation,
  context: TransportContext,
  options: RequestOptions,
): Promise<unknown> {
  const { kind, object, args, selection, aggregates = none } = operation;
  const { id, ids, data, upsert, groupBy, limit } = args;
  const orderBy = listOf(args.orderBy);
  const name = nameOf(operation);
  const verb = kind.replace(/One$|Many$/, '');
  const isOne = kind.endsWith('One');
  const isChange = /^(?:upd|del|des|res)/.test(kind);
  // An address without an id, or with `..` for one, is that of all records.
  if ((id !== undefined || (isOne && isChange)) && !/^[\da-f-]{36}$/i.test(`${id}`))
    throw invalid(`${name}: "${id}" is no id.`);
  // Servers whose DELETE always destroys have none of these either.
  if (!object.workspace.hasRestSoftDelete && (upsert || /^(?:del|res|mer|gro)|^(?:upd|des)\w+y$/.test(kind)))
    throw unable(`${verb} on this server`);
  const path = `/${object.names.rest ?? object.many}`;
  // Restores are by filter only. Without one, a change is of all records: then it is to say so.
  const isById = id !== undefined && verb !== 'restore';
  const { filter = isById || !isChange ? undefined : id ? { id: { eq: id } } : {} } = args;
  const given = {
    depth: selection.toOne.length > 0 ? 1 : undefined,
    filter: filter && restFilter(filter),
  };

  async function ask(method: string, to: string, more: object, body?: object): Promise<unknown> {
    const query = queryText({ ...given, ...more });
    return (await request(context, name, options, `/rest${to}${query}`, body, method)).body;
  }

  async function groups(
    group_by: readonly object[] | undefined,
    aggregate: readonly string[],
  ): Promise<Row[]> {
    const more = { group_by, aggregate, order_by: args.orderBy, limit };
    const found = (await ask('GET', `${path}/groupBy`, more)) as readonly Row[];
    if (found.length === largestPage && (limit ?? 0) > largestPage)
      throw unable(`give more than ${largestPage}`);
    return found.map((group) => groupOf(group, aggregate));
  }

  async function page(): Promise<unknown> {
    const { first = largestPage } = args;
    const order_by = orderText(orderBy) || undefined;
    const rows: Row[] = [];
    let starting_after = args.after;
    let totalCount: unknown;
    for (;;) {
      const size = Math.min(first - rows.length, largestPage);
      const body = (await ask('GET', path, { order_by, limit: size, starting_after })) as Row;
      const some = recordsOf(body, selection);
      rows.push(...some);
      // Older servers count what comes after the cursor.
      totalCount ??= body['totalCount'];
      const pageInfo = body['pageInfo'] as { hasNextPage: boolean; endCursor: string };
      if (!pageInfo.hasNextPage || some.length === 0 || rows.length >= first)
        return { edges: edgesOf(rows), totalCount, pageInfo };
      if (!orderBy.every(isExact)) throw unable(`give more than ${largestPage} in this order`);
      starting_after = pageInfo.endCursor;
      const { bucket } = context;
      if (bucket) await until((done) => bucket.take(1, done), options.signal, name);
    }
  }

  async function records(to: string): Promise<unknown> {
    const more = {
      upsert,
      soft_delete: verb === 'delete' || undefined,
      limit: filter && kind === 'findOne' ? 1 : undefined,
    };
    const body = await ask(methods[verb] ?? 'PATCH', to, more, data);
    const rows = recordsOf(body, selection, isOne && !filter);
    if (!isOne) return rows;
    if (!rows[0]) throw failed('NOT_FOUND', name, 'no record matches');
    return rows[0];
  }

  if (kind === 'findMany') return page();
  if (kind === 'groupBy') return groups(groupBy, aggregates);
  if (kind === 'aggregate') {
    const isCount = aggregates.join() === 'totalCount';
    const all = isCount
      ? await ask('GET', path, { limit: 0 })
      : (await groups([], ['totalCount', ...aggregates]))[0];
    return totalsOf(all as Row | undefined, aggregates);
  }
  if (kind === 'findDuplicates') {
    const body = (await ask('POST', `${path}/duplicates`, {}, { ids, data })) as Row;
    return (body['data'] as readonly Row[]).map((entry) => ({
      edges: edgesOf(recordsOf({ data: entry }, selection)),
    }));
  }
  if (kind === 'mergeMany')
    return recordsOf(await ask('PATCH', `${path}/merge`, {}, args), selection, true)[0];
  if (verb !== 'restore')
    return records(`${kind === 'createMany' ? '/batch' : ''}${path}${id ? `/${id}` : ''}`);
  try {
    return await records(`/restore${path}`);
  } catch (error) {
    // Newer servers have it the other way round, and take the object's name for an id.
    if (!/is not a valid UUID/.test((error as Error).message)) throw error;
    return records(`${path}/restore`);
  }
}

/** `?filter=…&limit=1`, without those that are undefined. @throws TwentyValidationError for more than servers take. */
function queryText(parameters: object): string {
  let text = '';
  for (const [name, value] of Object.entries(parameters) as [string, unknown][])
    if (value !== undefined)
      text += `${text ? '&' : '?'}${name}=${encodeURIComponent(
        typeof value === 'object' ? JSON.stringify(value) : `${value as string}`,
      )}`;
  if (text.length > longestQuery) throw unable('filter by so much');
  return text;
}

/** `createdAt[DescNullsLast],name.lastName[AscNullsFirst]` */
function orderText(order: object, path = ''): string {
  let text = '';
  for (const [name, value] of Object.entries(order) as [string, unknown][]) {
    const part =
      typeof value === 'object' && value
        ? orderText(value, Array.isArray(order) ? path : `${path}${name}.`)
        : value && `${path}${name}[${value as string}]`;
    if (part) text += `${text && ','}${part as string}`;
  }
  return text;
}

import { invalid, twentyError, TwentyError } from './errors.js';
import { serverFilter } from './filter.js';
import { request } from './http.js';
import { nameOf, type Operation, type Row } from './operation.js';
import { defaultPageSize, isExact } from './read.js';
import { restFilter, unable } from './restFilter.js';
import { compile, type Selection } from './selection.js';
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
      const name = nameOf(operation);
      throw twentyError('SERVER', `The answer to ${name} makes no sense.`, {
        operation: name,
        mayHaveArrived: true,
        cause,
      });
    }
  },
};

function check({ toOne, toMany }: Selection): void {
  for (const { name, selection } of toOne) checkFlat(name, selection);
  for (const { name, target, args } of toMany) {
    checkFlat(name, compile(target, args.select));
    // They are asked for when the records are there: too late for a refusal.
    if (args.filter) restFilter(serverFilter(args.filter));
  }
}

function checkFlat(name: string, { toOne, toMany }: Selection): void {
  if (toOne.length + toMany.length > 0) throw unable(`select the relations of ${name}`);
}

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
  const { kind, object, args, selection, aggregates = [] } = operation;
  const { id, data, upsert, orderBy = [], first = largestPage, groupBy = [], limit } = args;
  const name = nameOf(operation);
  const verb = kind.replace(/One$|Many$/, '');
  const isRestore = verb === 'restore';
  // An address without an id, or with `..` for one, is that of all records.
  if (id !== undefined && !/^[\da-f-]{36}$/i.test(id)) throw invalid(`${name}: "${id}" is no id.`);
  // Where DELETE always destroys, there is none of these either.
  if (!object.workspace.hasRestSoftDelete && (upsert || /^(?:del|res|mer|gro)|^(?:upd|des)\w+y$/.test(kind)))
    throw unable(`${verb} on this server`);
  const path = `/${object.names.rest ?? object.many}`;
  // Without a filter, many are all.
  const isChange = /^(?:upd|del|des|res)/.test(kind);
  const { filter = isRestore && id ? { id: { eq: id } } : isChange && !id ? {} : undefined } = args;
  const parameters = {
    depth: selection.toOne.length > 0 ? 1 : undefined,
    filter: filter && restFilter(filter),
  };

  async function ask(method: string, to: string, more: object = {}, body?: object): Promise<unknown> {
    let query = '';
    for (const [key, value] of Object.entries({ ...parameters, ...more }) as [string, unknown][])
      if (value !== undefined)
        query += `${query && '&'}${key}=${encodeURIComponent(
          isObject(value) ? JSON.stringify(value) : `${value as string}`,
        )}`;
    if (query.length > longestQuery) throw unable('filter by so much');
    const address = `/rest${to}${query && '?'}${query}`;
    return (await request(context, { method, path: address, ...(body && { body }) }, options, name)).body;
  }

  /** The records that a body holds, under one name, or under two on old servers; or the only one. */
  function records(body: unknown, isOnly = false): readonly Row[] {
    let value: unknown = (body as Row)['data'];
    for (let level = 0; level < 2 && !Array.isArray(value); level += 1) {
      const [held] = Object.values(value as Row);
      value = isOnly ? [held] : held;
    }
    return (value as readonly Row[]).map((row) => project(row, selection));
  }

  async function groups(group_by: readonly object[], aggregate: readonly string[]): Promise<Row[]> {
    const more = { group_by, aggregate, order_by: args.orderBy, limit };
    const given = (await ask('GET', `${path}/groupBy`, more)) as readonly Row[];
    if (given.length === largestPage && (limit ?? 0) > largestPage)
      throw unable(`give more than ${largestPage}`);
    return given.map(({ groupByDimensionValues, ...values }) => {
      const group: Row = { groupByDimensionValues };
      for (const key of aggregate) group[key] = numberOf(values[key]);
      return group;
    });
  }

  if (kind === 'groupBy') return groups(groupBy, aggregates);
  if (kind === 'aggregate') {
    const [all = {}] =
      aggregates.join() === 'totalCount'
        ? [(await ask('GET', path, { limit: 0 })) as Row]
        : await groups([], ['totalCount', ...aggregates]);
    const { totalCount } = all;
    const result: Row = {};
    // Of no records GraphQL says nothing but how many they are.
    for (const key of aggregates) result[key] = totalCount ? all[key] : key === 'totalCount' ? 0 : null;
    return result;
  }
  if (kind === 'findDuplicates') {
    const body = (await ask('POST', `${path}/duplicates`, {}, { ids: args.ids, data })) as Row;
    return (body['data'] as readonly Row[]).map((entry) => ({ edges: edgesOf(records({ data: entry })) }));
  }
  if (kind === 'mergeMany') return records(await ask('PATCH', `${path}/merge`, {}, args), true)[0];
  if (kind === 'findMany') {
    const order_by = orderText(orderBy, '') || undefined;
    const rows: Row[] = [];
    let starting_after = args.after;
    let totalCount: unknown;
    for (;;) {
      const size = Math.min(first - rows.length, largestPage);
      const body = (await ask('GET', path, { order_by, limit: size, starting_after })) as Row;
      const some = records(body);
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

  const isOne = kind.endsWith('One');
  const write = async (to: string): Promise<unknown> => {
    const isOnly = isOne && !filter;
    const limited = kind === 'findOne' && filter ? 1 : undefined;
    const more = { upsert, soft_delete: verb === 'delete' || undefined, limit: limited };
    const rows = records(await ask(methods[verb] ?? 'PATCH', to, more, data), isOnly);
    if (!isOne) return rows;
    if (!rows[0]) throw twentyError('NOT_FOUND', `${name}: no record matches.`, { operation: name });
    return rows[0];
  };
  if (!isRestore) return write(`${kind === 'createMany' ? '/batch' : ''}${path}${id ? `/${id}` : ''}`);
  try {
    return await write(`/restore${path}`);
  } catch (error) {
    // Newer servers have it the other way round, and take the object's name for an id.
    if (!/is not a valid UUID/.test((error as Error).message)) throw error;
    return write(`${path}/restore`);
  }
}

function edgesOf(rows: readonly Row[]): readonly object[] {
  return rows.map((node) => ({ node }));
}

/** `createdAt[DescNullsLast],name.lastName[AscNullsFirst]` */
function orderText(order: object, path: string): string {
  let text = '';
  for (const [name, value] of Object.entries(order) as [string, unknown][]) {
    const part = isObject(value)
      ? orderText(value, Array.isArray(order) ? path : `${path}${name}.`)
      : value && `${path}${name}[${value as string}]`;
    if (part) text += `${text && ','}${part as string}`;
  }
  return text;
}

/** REST gives every field, whatever is selected. A relation that it does not give is undefined, to be asked for. */
function project(row: Row, { fields, toOne }: Selection): Row {
  if (!('id' in row)) throw new TypeError('No record.');
  const result: Row = {};
  for (const name of fields) result[name] = row[name] ?? null;
  for (const { name, selection } of toOne)
    result[name] = isObject(row[name]) ? project(row[name] as Row, selection) : row[name];
  return result;
}

/** Counts, and sums of amounts, come as text. */
function numberOf(value: unknown): unknown {
  return typeof value === 'string' && /^-?[\d.]+$/.test(value) ? Number(value) : (value ?? null);
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

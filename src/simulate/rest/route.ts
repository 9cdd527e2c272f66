import { upperFirst } from '../../model/case.ts';
import type { OperationKind } from '../../model/types.ts';
import { json, nestError } from '../answer.ts';
import { runOperation } from '../execute/operation.ts';
import type { Selection } from '../execute/selection.ts';
import { badInput, Fault } from '../fault.ts';
import type { GraphqlContext } from '../graphql.ts';
import { isObject } from '../json.ts';
import type { JsonObject } from '../json.ts';
import { isUuid } from '../values/uuid.ts';
import type { Table } from '../workspace.ts';
import { badRequest, refusal } from './answer.ts';
import { groupBy } from './groupBy.ts';
import { depthOf, filterOf, findManyArguments } from './query.ts';
import { edgesOf, nodesOf, restRecord, selectionOf } from './record.ts';

/** One call of a record route. */
interface Call {
  readonly method: string;
  readonly table: Table;
  /** What follows the object's name: an id, or `duplicates`, `merge`, `groupBy`. */
  readonly rest: string | undefined;
  readonly parameters: URLSearchParams;
  readonly body: unknown;
  readonly context: GraphqlContext;
}

const pageInfo: Selection = new Map(
  ['hasNextPage', 'hasPreviousPage', 'startCursor', 'endCursor'].map((name) => [name, {}]),
);

/** A page of records, and what is said of it. */
function pageOf(record: Selection): Selection {
  return new Map([...edgesOf(record), ['totalCount', {}], ['pageInfo', { selection: pageInfo }]]);
}

/** The record routes of REST. */
export async function answerRest(request: Request, url: URL, context: GraphqlContext): Promise<Response> {
  const parts = url.pathname.split('/').slice(2);
  const isBatch = parts[0] === 'batch';
  const isRestore = parts[0] === 'restore';
  const [name = '', rest, ...others] = isBatch || isRestore ? parts.slice(1) : parts;
  const suffix = others[0] ?? '';
  // Wherever `/rest` stands, it is taken out of the path.
  const isCut = suffix.startsWith('rest') && others.length === 1;
  if ((others.length > 0 && !isCut) || ((isBatch || isRestore) && rest !== undefined))
    return badRequest(
      `Query path '${url.pathname}' invalid. ` +
        'Valid examples: /rest/companies/id or /rest/companies or /rest/batch/companies',
    );
  const table = [...context.workspace.tables.values()].find(
    ({ object }) => object.namePlural === name && object.isActive,
  );
  if (table === undefined) return unknownObject(name, context);
  const text = request.method === 'GET' ? '' : await request.text();
  let body: unknown;
  try {
    body = text === '' ? undefined : JSON.parse(text);
  } catch (error) {
    return nestError(400, 'Bad Request', (error as Error).message);
  }
  const call: Call = {
    method: request.method,
    table,
    rest: isCut ? `${rest ?? ''}${suffix.slice('rest'.length)}` : rest,
    parameters: url.searchParams,
    body,
    context,
  };
  try {
    context.spend();
    return isBatch ? createMany(call) : isRestore ? restoreMany(call) : answer(call);
  } catch (error) {
    if (error instanceof Fault) return refusal(error);
    throw error;
  }
}

function unknownObject(name: string, { workspace }: GraphqlContext): Response {
  const plural = workspace.model.objects.find(({ nameSingular }) => nameSingular === name)?.namePlural;
  const hint = plural === undefined ? 'eg: companies' : `Did you mean '${plural}'?`;
  return badRequest(`object '${name}' not found. ${hint}`);
}

function answer(call: Call): Response {
  const { method, rest, table, parameters, context, body } = call;
  if (method === 'GET' && rest === 'groupBy') return json(200, groupBy(parameters, table, context));
  if (method === 'POST' && rest === 'duplicates') return findDuplicates(call);
  if (method === 'PATCH' && rest === 'merge')
    return one(call, 'mergeMany', isObject(body) ? body : {}, `merge${upperFirst(table.name)}`);
  if (method === 'POST') return createOne(call);
  if (rest !== undefined && !isUuid(rest)) return badRequest(`'${rest}' is not a valid UUID`);
  switch (method) {
    case 'GET':
      return rest === undefined ? findMany(call) : findOne(call, rest);
    case 'PATCH':
    case 'PUT':
      return rest === undefined ? updateMany(call) : updateOne(call, rest);
    case 'DELETE':
      return rest === undefined ? deleteMany(call) : deleteOne(call, rest);
    default:
      return nestError(404, 'Not Found', `Cannot ${method} /rest/${table.object.namePlural}`);
  }
}

/** Runs an operation that answers one record. */
function one(call: Call, kind: OperationKind, given: JsonObject, key: string, status = 200): Response {
  const { table, context } = call;
  const selection = selectionOf(table, depthOf(call.parameters), context.workspace);
  const record = runOperation({ kind, table }, given, selection, context);
  return json(status, { data: { [key]: restRecord(record, table) } });
}

/** Runs an operation that answers a list of records. */
function many(call: Call, kind: OperationKind, given: JsonObject, verb: string, status = 200): Response {
  const { table, context } = call;
  const selection = selectionOf(table, depthOf(call.parameters), context.workspace);
  const records = runOperation({ kind, table }, given, selection, context) as readonly unknown[];
  const key = `${verb}${upperFirst(table.object.namePlural)}`;
  return json(status, { data: { [key]: records.map((record) => restRecord(record, table)) } });
}

function findMany({ table, parameters, context }: Call): Response {
  const selection = pageOf(selectionOf(table, depthOf(parameters), context.workspace));
  const given = findManyArguments(parameters);
  const page = runOperation({ kind: 'findMany', table }, given, selection, context);
  const { totalCount, pageInfo: info } = page as JsonObject;
  const records = nodesOf(page).map((record) => restRecord(record, table));
  return json(200, { data: { [table.object.namePlural]: records }, totalCount, pageInfo: info });
}

function findOne(call: Call, id: string): Response {
  return one(call, 'findOne', { filter: { id: { eq: id } } }, call.table.name);
}

function createOne(call: Call): Response {
  const { body, table } = call;
  if (body === undefined)
    return badRequest(`Cannot read properties of undefined (reading 'position')`, 'TypeError');
  const given = { data: { ...(body as object) }, upsert: call.parameters.get('upsert') === 'true' };
  return one(call, 'createOne', given, `create${upperFirst(table.name)}`, 201);
}

function createMany(call: Call): Response {
  const { body, parameters } = call;
  if (!Array.isArray(body)) return badRequest('args.data.forEach is not a function', 'TypeError');
  return many(call, 'createMany', { data: body, upsert: parameters.get('upsert') === 'true' }, 'create', 201);
}

function updateOne(call: Call, id: string): Response {
  const data = isObject(call.body) ? call.body : {};
  return one(call, 'updateOne', { id, data }, `update${upperFirst(call.table.name)}`);
}

/** Without a filter, every record is updated. */
function updateMany(call: Call): Response {
  const data = isObject(call.body) ? call.body : {};
  return many(call, 'updateMany', { filter: filterOf(call.parameters) ?? {}, data }, 'update');
}

/** Without a filter, every record is restored. */
function restoreMany(call: Call): Response {
  return many(call, 'restoreMany', { filter: filterOf(call.parameters) ?? {} }, 'restore');
}

/** Only `soft_delete=true` is a soft delete: whatever else it says destroys. */
function isSoft({ parameters }: Call): boolean {
  return parameters.get('soft_delete') === 'true';
}

const onlyId: Selection = new Map([['id', {}]]);

function deleteOne(call: Call, id: string): Response {
  const { table, context } = call;
  const key = `delete${upperFirst(table.name)}`;
  if (isSoft(call)) return one(call, 'deleteOne', { id }, key);
  const record = runOperation({ kind: 'destroyOne', table }, { id }, onlyId, context);
  return json(200, { data: { [key]: record } });
}

function deleteMany(call: Call): Response {
  const { table, context, parameters } = call;
  const filter = filterOf(parameters);
  if (filter === undefined)
    throw badInput(
      `Filters are mandatory for bulk ${isSoft(call) ? 'delete' : 'destroy'} operations. ` +
        'Please provide at least one filter to prevent accidental deletion of all records.',
    );
  if (isSoft(call)) return many(call, 'deleteMany', { filter }, 'delete');
  const records = runOperation({ kind: 'destroyMany', table }, { filter }, onlyId, context);
  return json(200, { data: { [`delete${upperFirst(table.object.namePlural)}`]: records } });
}

function findDuplicates({ table, body, context }: Call): Response {
  const selection = pageOf(selectionOf(table, 0, context.workspace));
  const given = isObject(body) ? body : {};
  const connections = runOperation({ kind: 'findDuplicates', table }, given, selection, context);
  const data = (connections as readonly JsonObject[]).map((connection) => ({
    [`${table.name}Duplicates`]: nodesOf(connection).map((record) => restRecord(record, table)),
    totalCount: connection['totalCount'],
    pageInfo: connection['pageInfo'],
  }));
  return json(200, { data });
}

import type { TwentyClient } from './client.js';
import { TwentyError, TwentyNotFoundError, TwentyServerError, TwentyValidationError } from './errors.js';
import { matchesEverything, serverFilter } from './filter.js';
import type {
  ChangeMany,
  ChangeOne,
  CreateMany,
  CreateOne,
  FindMany,
  FindOne,
  FindOneOrThrow,
  UpdateMany,
  UpdateOne,
} from './functions.js';
import type { ObjectDescriptor } from './object.js';
import type { OperationArgs, OperationKind, Row } from './operation.js';
import { pagePromise } from './page.js';
import { platform } from './platform.js';
import { complete, defaultPageSize } from './read.js';
import { compile } from './selection.js';
import type { ObjectTypes, PagePromise, RequestOptions } from './types.js';

export type * from './functions.js';
export type { ObjectDescriptor, Workspace } from './object.js';
export type { FieldSelect, Many, ObjectTypes, RelationInput, RelationSelect } from './types.js';
export type { PicklistOption } from './values.js';

/** The arguments of any function, whatever its object: the types of the functions hold for each. */
interface Args extends RequestOptions {
  readonly select?: object;
  readonly filter?: object;
  readonly orderBy?: object | readonly object[];
  readonly first?: number;
  readonly offset?: number;
  readonly id?: string;
  readonly upsert?: boolean;
  readonly all?: boolean;
}

/**
 * Makers of an object's functions: each takes the object, the root field that carries the function out, and the
 * fields to read where a call has no select.
 */
export function findMany<T extends ObjectTypes>(
  object: ObjectDescriptor,
  root: string,
  fields: object,
): FindMany<T> {
  return ((client: TwentyClient, args: Args = {}): PagePromise<Row> => {
    if (args.offset !== undefined && !object.workspace.hasOffset)
      throw invalid('This server cannot skip records: leave out `offset`.');
    return pagePromise({
      client,
      object,
      root,
      select: args.select ?? fields,
      ...(args.filter === undefined ? {} : { filter: args.filter }),
      ...(args.orderBy === undefined ? {} : { orderBy: args.orderBy }),
      ...(args.offset === undefined ? {} : { offset: args.offset }),
      first: args.first ?? defaultPageSize,
      options: args,
    });
  }) as unknown as FindMany<T>;
}

export function findOne<T extends ObjectTypes>(
  object: ObjectDescriptor,
  root: string,
  fields: object,
): FindOne<T> {
  return (async (client: TwentyClient, args: Args): Promise<Row | null> => {
    try {
      return await readOne(client, object, root, fields, args);
    } catch (error) {
      if (error instanceof TwentyNotFoundError) return null;
      throw error;
    }
  }) as unknown as FindOne<T>;
}

export function findOneOrThrow<T extends ObjectTypes>(
  object: ObjectDescriptor,
  root: string,
  fields: object,
): FindOneOrThrow<T> {
  return ((client: TwentyClient, args: Args): Promise<Row> =>
    readOne(client, object, root, fields, args)) as unknown as FindOneOrThrow<T>;
}

async function readOne(
  client: TwentyClient,
  object: ObjectDescriptor,
  root: string,
  fields: object,
  args: Args,
): Promise<Row> {
  const filter = args.id === undefined ? args.filter : { id: { eq: args.id } };
  if (!filter || matchesEverything(filter)) throw invalid(`findOne ${root} needs an id or a filter.`);
  const call: Call = { client, kind: 'findOne', object, root, select: args.select ?? fields };
  const rows = await run(call, { filter: serverFilter(filter) }, args);
  const [row] = rows;
  if (!row)
    throw new TwentyNotFoundError('NOT_FOUND', `No record of ${root} matches.`, {
      operation: `findOne ${root}`,
    });
  return row;
}

export function createOne<T extends ObjectTypes>(
  object: ObjectDescriptor,
  root: string,
  fields: object,
): CreateOne<T> {
  return (async (client: TwentyClient, data: object, args: Args = {}): Promise<Row> => {
    const call: Call = { client, kind: 'createOne', object, root, select: args.select ?? fields };
    return only(await run(call, { data, ...upsertArgs(object, args) }, args));
  }) as unknown as CreateOne<T>;
}

export function createMany<T extends ObjectTypes>(
  object: ObjectDescriptor,
  root: string,
  fields: object,
): CreateMany<T> {
  return (async (client: TwentyClient, data: readonly Row[], args: Args = {}): Promise<Row[]> => {
    const call: Call = { client, kind: 'createMany', object, root, select: args.select ?? fields };
    const upsert = upsertArgs(object, args);
    const written: Row[] = [];
    const { maxBatch } = object.workspace;
    for (let start = 0; start < data.length; start += maxBatch) {
      const batch = data.slice(start, start + maxBatch);
      try {
        // An upsert keeps the id of the record that it finds, so ids set here would say nothing.
        const rows = args.upsert
          ? await run(call, { data: batch, ...upsert }, args)
          : await createInOrder(call, batch, args);
        for (const row of rows) written.push(row);
      } catch (error) {
        if (error instanceof TwentyError) error.written = written;
        throw error;
      }
    }
    return written;
  }) as unknown as CreateMany<T>;
}

/** The server does not keep the order of a batch: records are put back into it by ids that are set here. */
async function createInOrder(call: Call, batch: readonly Row[], args: Args): Promise<readonly Row[]> {
  const data: Row[] = [];
  for (const row of batch) data.push({ ...row, id: row['id'] ?? platform.crypto.randomUUID() });
  const created = await run({ ...call, select: { ...call.select, id: true } }, { data }, args);
  const keepsId = (call.select as Row)['id'] === true;
  const byId: Record<string, Row> = {};
  for (const row of created) byId[String(row['id'])] = row;
  const ordered: Row[] = [];
  for (const { id } of data) {
    const row = byId[String(id)];
    if (!row) continue;
    if (!keepsId) delete row['id'];
    ordered.push(row);
  }
  return ordered;
}

function upsertArgs(object: ObjectDescriptor, { upsert }: Args): OperationArgs {
  if (!upsert) return {};
  if (!object.workspace.hasUpsert) throw invalid('This server has no upsert.');
  return { upsert };
}

export function updateOne<T extends ObjectTypes>(
  object: ObjectDescriptor,
  root: string,
  fields: object,
): UpdateOne<T> {
  return (async (client: TwentyClient, id: string, data: object, args: Args = {}): Promise<Row> => {
    const call: Call = { client, kind: 'updateOne', object, root, select: args.select ?? fields };
    return only(await run(call, { id, data }, args));
  }) as unknown as UpdateOne<T>;
}

export function updateMany<T extends ObjectTypes>(
  object: ObjectDescriptor,
  root: string,
  fields: object,
): UpdateMany<T> {
  return (async (
    client: TwentyClient,
    filter: object,
    data: object,
    args: Args = {},
  ): Promise<readonly Row[]> => {
    const call: Call = { client, kind: 'updateMany', object, root, select: args.select ?? fields };
    return run(call, { filter: manyFilter(call, filter, args), data }, args);
  }) as unknown as UpdateMany<T>;
}

export function deleteOne<T extends ObjectTypes>(
  object: ObjectDescriptor,
  root: string,
  fields: object,
): ChangeOne<T> {
  return changeOne('deleteOne', object, root, fields) as ChangeOne<T>;
}

export function deleteMany<T extends ObjectTypes>(
  object: ObjectDescriptor,
  root: string,
  fields: object,
): ChangeMany<T> {
  return changeMany('deleteMany', object, root, fields) as ChangeMany<T>;
}

export function restoreOne<T extends ObjectTypes>(
  object: ObjectDescriptor,
  root: string,
  fields: object,
): ChangeOne<T> {
  return changeOne('restoreOne', object, root, fields) as ChangeOne<T>;
}

export function restoreMany<T extends ObjectTypes>(
  object: ObjectDescriptor,
  root: string,
  fields: object,
): ChangeMany<T> {
  return changeMany('restoreMany', object, root, fields) as ChangeMany<T>;
}

export function destroyOne<T extends ObjectTypes>(
  object: ObjectDescriptor,
  root: string,
  fields: object,
): ChangeOne<T> {
  return changeOne('destroyOne', object, root, fields) as ChangeOne<T>;
}

export function destroyMany<T extends ObjectTypes>(
  object: ObjectDescriptor,
  root: string,
  fields: object,
): ChangeMany<T> {
  return changeMany('destroyMany', object, root, fields) as ChangeMany<T>;
}

function changeOne(kind: OperationKind, object: ObjectDescriptor, root: string, fields: object): unknown {
  return async (client: TwentyClient, id: string, args: Args = {}): Promise<Row> =>
    only(await run({ client, kind, object, root, select: args.select ?? fields }, { id }, args));
}

function changeMany(kind: OperationKind, object: ObjectDescriptor, root: string, fields: object): unknown {
  return async (client: TwentyClient, filter: object, args: Args = {}): Promise<readonly Row[]> => {
    const call: Call = { client, kind, object, root, select: args.select ?? fields };
    return run(call, { filter: manyFilter(call, filter, args) }, args);
  };
}

/** The server takes an empty filter for every record, soft-deleted ones too: only whoever says so may mean that. */
function manyFilter({ kind, root }: Call, filter: object, args: Args): object {
  if (args.all !== true && matchesEverything(filter))
    throw invalid(
      `${kind} ${root}: the filter is empty, so every record would match. Pass { all: true } if you mean that.`,
    );
  return serverFilter(filter);
}

/** A call, but for its arguments. */
interface Call {
  readonly client: TwentyClient;
  readonly kind: OperationKind;
  readonly object: ObjectDescriptor;
  readonly root: string;
  readonly select: object;
}

async function run(call: Call, args: OperationArgs, options: RequestOptions): Promise<readonly Row[]> {
  const { client, kind, object, root } = call;
  const selection = compile(object, call.select);
  const answer = await client.execute({ kind, object, root, args, selection: selection.text }, options);
  const rows = (Array.isArray(answer) ? answer : answer === null ? [] : [answer]) as Row[];
  await complete(client, rows, selection, options);
  return rows;
}

function only(rows: readonly Row[]): Row {
  const [row] = rows;
  if (!row) throw new TwentyServerError('SERVER', 'The server answered no record.');
  return row;
}

function invalid(message: string): TwentyValidationError {
  return new TwentyValidationError('VALIDATION', message);
}

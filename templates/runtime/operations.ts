import type { TwentyClient } from './client.js';
import { TwentyError, TwentyNotFoundError, TwentyValidationError } from './errors.js';
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
      throw new TwentyValidationError('VALIDATION', 'This server cannot skip records: leave out `offset`.');
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
  if (!filter || matchesEverything(filter))
    throw new TwentyValidationError('VALIDATION', `findOne ${root} needs an id or a filter.`);
  const rows = await run(client, 'findOne', object, root, fields, { filter: serverFilter(filter) }, args);
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
  return ((client: TwentyClient, data: object, args: Args = {}) =>
    run(client, 'createOne', object, root, fields, { data, ...upsertArgs(object, args) }, args).then(
      only,
    )) as unknown as CreateOne<T>;
}

export function createMany<T extends ObjectTypes>(
  object: ObjectDescriptor,
  root: string,
  fields: object,
): CreateMany<T> {
  return (async (client: TwentyClient, data: readonly Row[], args: Args = {}) => {
    const written: Row[] = [];
    const { maxBatch } = object.workspace;
    for (let start = 0; start < data.length; start += maxBatch) {
      const batch = data.slice(start, start + maxBatch);
      try {
        written.push(...(await createBatch(client, object, root, fields, batch, args)));
      } catch (error) {
        if (error instanceof TwentyError) error.written = written;
        throw error;
      }
    }
    return written;
  }) as unknown as CreateMany<T>;
}

/** The server does not keep the order of a batch: records are put back into it by ids that are set here. */
async function createBatch(
  client: TwentyClient,
  object: ObjectDescriptor,
  root: string,
  fields: object,
  batch: readonly Row[],
  args: Args,
): Promise<readonly Row[]> {
  const upsert = upsertArgs(object, args);
  if (args.upsert) {
    // An upsert keeps the id of the record that it finds, so ids set here would say nothing.
    return run(client, 'createMany', object, root, fields, { data: batch, ...upsert }, args);
  }
  const data = batch.map((row): Row => ({ ...row, id: row['id'] ?? platform.crypto.randomUUID() }));
  const select = (args.select ?? fields) as Row;
  const created = await run(
    client,
    'createMany',
    object,
    root,
    { ...select, id: true },
    { data },
    { ...args, select: { ...select, id: true } },
  );
  const byId = new Map(created.map((row) => [row['id'], row]));
  return data.flatMap(({ id }) => {
    const row = byId.get(id);
    if (row && select['id'] !== true) delete row['id'];
    return row ? [row] : [];
  });
}

function upsertArgs(object: ObjectDescriptor, { upsert }: Args): OperationArgs {
  if (!upsert) return {};
  if (!object.workspace.hasUpsert)
    throw new TwentyValidationError('VALIDATION', 'This server has no upsert.');
  return { upsert };
}

export function updateOne<T extends ObjectTypes>(
  object: ObjectDescriptor,
  root: string,
  fields: object,
): UpdateOne<T> {
  return ((client: TwentyClient, id: string, data: object, args: Args = {}) =>
    run(client, 'updateOne', object, root, fields, { id, data }, args).then(only)) as unknown as UpdateOne<T>;
}

export function updateMany<T extends ObjectTypes>(
  object: ObjectDescriptor,
  root: string,
  fields: object,
): UpdateMany<T> {
  return (async (client: TwentyClient, filter: object, data: object, args: Args = {}) =>
    run(
      client,
      'updateMany',
      object,
      root,
      fields,
      { filter: manyFilter('updateMany', root, filter, args), data },
      args,
    )) as unknown as UpdateMany<T>;
}

export function deleteOne<T extends ObjectTypes>(
  o: ObjectDescriptor,
  root: string,
  fields: object,
): ChangeOne<T> {
  return changeOne('deleteOne', o, root, fields);
}

export function deleteMany<T extends ObjectTypes>(
  o: ObjectDescriptor,
  root: string,
  fields: object,
): ChangeMany<T> {
  return changeMany('deleteMany', o, root, fields);
}

export function restoreOne<T extends ObjectTypes>(
  o: ObjectDescriptor,
  root: string,
  fields: object,
): ChangeOne<T> {
  return changeOne('restoreOne', o, root, fields);
}

export function restoreMany<T extends ObjectTypes>(
  o: ObjectDescriptor,
  root: string,
  fields: object,
): ChangeMany<T> {
  return changeMany('restoreMany', o, root, fields);
}

export function destroyOne<T extends ObjectTypes>(
  o: ObjectDescriptor,
  root: string,
  fields: object,
): ChangeOne<T> {
  return changeOne('destroyOne', o, root, fields);
}

export function destroyMany<T extends ObjectTypes>(
  o: ObjectDescriptor,
  root: string,
  fields: object,
): ChangeMany<T> {
  return changeMany('destroyMany', o, root, fields);
}

function changeOne<T extends ObjectTypes>(
  kind: OperationKind,
  object: ObjectDescriptor,
  root: string,
  fields: object,
): ChangeOne<T> {
  return ((client: TwentyClient, id: string, args: Args = {}) =>
    run(client, kind, object, root, fields, { id }, args).then(only)) as unknown as ChangeOne<T>;
}

function changeMany<T extends ObjectTypes>(
  kind: OperationKind,
  object: ObjectDescriptor,
  root: string,
  fields: object,
): ChangeMany<T> {
  return (async (client: TwentyClient, filter: object, args: Args = {}) =>
    run(
      client,
      kind,
      object,
      root,
      fields,
      { filter: manyFilter(kind, root, filter, args) },
      args,
    )) as unknown as ChangeMany<T>;
}

/** The server takes an empty filter for every record, soft-deleted ones too: only whoever says so may mean that. */
function manyFilter(kind: OperationKind, root: string, filter: object, args: Args): object {
  if (args.all !== true && matchesEverything(filter))
    throw new TwentyValidationError(
      'VALIDATION',
      `${kind} ${root}: the filter is empty, so every record would match. Pass { all: true } if you mean that.`,
    );
  return serverFilter(filter);
}

async function run(
  client: TwentyClient,
  kind: OperationKind,
  object: ObjectDescriptor,
  root: string,
  fields: object,
  operationArgs: OperationArgs,
  args: Args,
): Promise<readonly Row[]> {
  const selection = compile(object, args.select ?? fields);
  const answer = await client.execute(
    { kind, object, root, args: operationArgs, selection: selection.text },
    args,
  );
  const rows = (Array.isArray(answer) ? answer : answer === null ? [] : [answer]) as Row[];
  await complete(client, rows, selection, args);
  return rows;
}

function only(rows: readonly Row[]): Row {
  const [row] = rows;
  if (!row) throw new TwentyError('SERVER', 'The server answered no record.');
  return row;
}

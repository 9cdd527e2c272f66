import { listOf } from './filter.js';
import { describe, type ObjectDescriptor, type OwnObject, rootOf } from './object.js';
import {
  isRepeatable,
  type Operation,
  type OperationArgs,
  type OperationKind,
  type Row,
} from './operation.js';
import { pagePromise } from './page.js';
import { broken, byId, complete, defaultPageSize, deletedOrNot, type Query } from './read.js';
import { compile, isIncomplete } from './selection.js';
import type { TwentyClient } from './transport.js';
import type { BatchProgress, RequestOptions } from './types.js';

/** The arguments of any function, whatever its object: the types of the functions hold for each. */
export interface Args extends RequestOptions {
  readonly select?: object;
  readonly filter?: object;
  readonly orderBy?: object | readonly object[];
  readonly first?: number;
  readonly offset?: number;
  readonly id?: string;
  readonly upsert?: boolean;
  readonly all?: boolean;
  readonly concurrency?: number;
  readonly onProgress?: (progress: BatchProgress) => void;
  readonly groupBy?: object;
  readonly limit?: number;
  readonly ids?: readonly string[];
  readonly data?: readonly object[];
  readonly conflictPriorityIndex?: number;
  readonly dryRun?: boolean;
}

/** One call of a function. */
export interface Call {
  readonly client: TwentyClient;
  readonly kind: OperationKind;
  readonly object: ObjectDescriptor;
  readonly root: string;
  readonly args: Args;
  /** What to read of each record. */
  readonly select: object;
}

/** @param root the root field, where it is not named as usual. */
export function callOf(
  client: TwentyClient,
  kind: OperationKind,
  own: OwnObject,
  args: Args,
  root?: string,
): Call {
  const object = describe(own);
  return {
    client,
    kind,
    object,
    root: root ?? rootOf(kind, object),
    args,
    select: args.select ?? own.fields,
  };
}

/** What the server answers to an operation. @throws TwentyServerError when that is nothing. */
export async function ask(
  client: TwentyClient,
  operation: Operation,
  options: RequestOptions,
): Promise<unknown> {
  const answer = await client.execute(operation, options);
  if (!answer) throw broken(operation, 'the answer is empty');
  return answer;
}

/** Carries a call out: what it selects is what its records hold. */
export async function run(call: Call, args: OperationArgs): Promise<readonly Row[]> {
  const { client, kind, object, root, select, args: options } = call;
  // Reads of single records become one of many: by their ids they are told apart. By its id, what REST left out of a
  // record is asked for.
  const needed: string[] = [];
  if (kind === 'findOne' || !client.transport.hasOffset) needed.push('id');
  const selection = compile(object, select, needed);
  // What relates to a destroyed record lets go of it, or goes with it: it is read while it is there.
  const before =
    kind.startsWith('destroy') &&
    object.many !== '' &&
    (isIncomplete(selection) || !client.transport.answersDestroyed)
      ? await readBefore(call, args)
      : undefined;
  const answer = await client.execute(
    {
      kind,
      object,
      root,
      args,
      selection: before ? compile(object, { id: true }) : selection,
      isRepeatable: isRepeatable(kind, args),
    },
    options,
  );
  const rows = listOf(answer ?? undefined) as readonly Row[];
  if (before) return rows.map(({ id }) => before[id as string] ?? {});
  await complete(client, rows, selection, options);
  return rows;
}

/** Records by their ids, soft-deleted ones too. */
async function readBefore(
  call: Call,
  { id, filter = { id: { eq: id } } }: OperationArgs,
): Promise<Readonly<Record<string, Row>>> {
  const { select } = call;
  const rows = await readAll(call, filter, { ...select, id: true });
  const found = byId(rows);
  if ((select as Row)['id'] !== true) for (const row of rows) delete row['id'];
  return found;
}

/** Every record that a filter, as it is sent, finds; soft-deleted ones too. */
export async function readAll(
  { client, object, args }: Call,
  filter: object,
  select: object,
): Promise<Row[]> {
  const query: Query = {
    client,
    root: object.many,
    selection: compile(object, select),
    filter: { and: [filter, deletedOrNot] },
    orderBy: [],
    first: defaultPageSize,
    options: args,
  };
  return pagePromise(() => query).toArray();
}

/** The one record that an operation on one answers. */
export async function runOne(call: Call, args: OperationArgs): Promise<Row> {
  return onlyOf(call, await run(call, args));
}

/** @throws TwentyServerError when the server answered no record. */
export function onlyOf(call: Call, [row]: readonly Row[]): Row {
  if (!row) throw broken(call, 'the answer is no record');
  return row;
}

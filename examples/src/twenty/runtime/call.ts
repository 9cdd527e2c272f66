import type { TwentyClient } from './client.js';
import { TwentyServerError } from './errors.js';
import type { ObjectDescriptor, OwnObject } from './object.js';
import type { OperationArgs, OperationKind, Row } from './operation.js';
import { pagePromise } from './page.js';
import { byId, complete, defaultPageSize, deletedOrNot } from './read.js';
import { compile, isIncomplete } from './selection.js';
import type { RequestOptions } from './types.js';

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
}

/** One call of a function. */
export interface Call {
  readonly client: TwentyClient;
  readonly kind: OperationKind;
  readonly own: OwnObject;
  readonly root: string;
  readonly args: Args;
}

/** Carries a call out: what it selects is what its records hold. */
export async function run(
  { client, kind, own, root, args }: Call,
  operationArgs: OperationArgs,
  select: object = args.select ?? own.fields,
): Promise<readonly Row[]> {
  const { object } = own;
  const selection = compile(object, select);
  // What relates to a destroyed record lets go of it, or goes with it: it is read while it is there.
  const before =
    kind.startsWith('destroy') && object.many !== undefined && isIncomplete(selection)
      ? await readBefore(client, object, operationArgs, select, args)
      : undefined;
  const operation = { kind, object, root, args: operationArgs, selection: before ? 'id' : selection.text };
  const answer = await client.execute(operation, args);
  const rows = (Array.isArray(answer) ? answer : answer === null ? [] : [answer]) as Row[];
  if (before) return rows.map(({ id }) => before[id as string] ?? {});
  await complete(client, rows, selection, args);
  return rows;
}

/** Records by their ids, soft-deleted ones too. */
async function readBefore(
  client: TwentyClient,
  object: ObjectDescriptor,
  { id, filter = { id: { eq: id } } }: OperationArgs,
  select: object,
  options: RequestOptions,
): Promise<Readonly<Record<string, Row>>> {
  const rows = await pagePromise({
    client,
    object,
    root: object.many ?? '',
    select: { ...select, id: true },
    filter: { and: [filter, deletedOrNot] },
    first: defaultPageSize,
    options,
  }).toArray();
  const found = byId(rows);
  if ((select as Row)['id'] !== true) for (const row of rows) delete row['id'];
  return found;
}

/** The one record that an operation on one answers. */
export async function runOne(call: Call, operationArgs: OperationArgs): Promise<Row> {
  const [row] = await run(call, operationArgs);
  if (!row)
    throw new TwentyServerError('SERVER', `${call.kind} ${call.root}: the server answered no record.`);
  return row;
}

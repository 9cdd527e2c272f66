import { inBatches, isTooMany } from './batch.js';
import { type Args, type Call, callOf, readAll, run, runOne } from './call.js';
import { invalid } from './errors.js';
import { matchesEverything, serverFilter } from './filter.js';
import type { OwnObject } from './object.js';
import type { OperationArgs, OperationKind, Row } from './operation.js';
import type { TwentyClient } from './transport.js';

/** The records that a function changes: all that a filter matches, or those with these ids. */
type Target = object | readonly string[];

export function updateOne(own: OwnObject, named?: string): unknown {
  return async (client: TwentyClient, id: string, data: object, args: Args = {}): Promise<Row> =>
    runOne(callOf(client, 'updateOne', own, args, named), { id, data });
}

export function updateMany(own: OwnObject, named?: string): unknown {
  return async (
    client: TwentyClient,
    target: Target,
    data: object,
    args: Args = {},
  ): Promise<readonly Row[]> => change(callOf(client, 'updateMany', own, args, named), target, { data });
}

export function deleteOne(own: OwnObject, named?: string): unknown {
  return changeOne('deleteOne', own, named);
}

export function deleteMany(own: OwnObject, named?: string): unknown {
  return changeMany('deleteMany', own, named);
}

export function restoreOne(own: OwnObject, named?: string): unknown {
  return changeOne('restoreOne', own, named);
}

export function restoreMany(own: OwnObject, named?: string): unknown {
  return changeMany('restoreMany', own, named);
}

export function destroyOne(own: OwnObject, named?: string): unknown {
  return changeOne('destroyOne', own, named);
}

export function destroyMany(own: OwnObject, named?: string): unknown {
  return changeMany('destroyMany', own, named);
}

function changeOne(kind: OperationKind, own: OwnObject, named?: string): unknown {
  return async (client: TwentyClient, id: string, args: Args = {}): Promise<Row> =>
    runOne(callOf(client, kind, own, args, named), { id });
}

function changeMany(kind: OperationKind, own: OwnObject, named?: string): unknown {
  return async (client: TwentyClient, target: Target, args: Args = {}): Promise<readonly Row[]> =>
    change(callOf(client, kind, own, args, named), target, {});
}

async function change(call: Call, target: Target, data: OperationArgs): Promise<readonly Row[]> {
  const { client, object, args, kind, root } = call;
  const byIds = (ids: readonly unknown[]): Promise<Row[]> =>
    inBatches(ids, Math.min(client.transport.maxIds, object.workspace.maxBatch), args, (batch) =>
      run(call, { filter: { id: { in: batch } }, ...data }),
    );
  if (Array.isArray(target)) return byIds(target);
  // The server takes an empty filter for every record, soft-deleted ones too: only whoever says so may mean that.
  const filter = serverFilter(target);
  if (args.all !== true && matchesEverything(filter))
    throw invalid(
      `${kind} ${root}: the filter is empty, so every record would match. Pass { all: true } if you mean that.`,
    );
  const ids = idsOf(filter);
  if (ids) return byIds(ids);
  try {
    return await run(call, { filter, ...data });
  } catch (error) {
    if (!isTooMany(error) || object.many === '') throw error;
  }
  // So many are changed by their ids; the server changes soft-deleted ones as well.
  const rows = await readAll(call, filter, { id: true });
  return byIds(rows.map(({ id }) => id));
}

/** The ids of a filter that names nothing else. */
function idsOf(filter: object): readonly unknown[] | undefined {
  const { id, ...others } = filter as { readonly id?: { readonly in?: unknown } };
  return Array.isArray(id?.in) && Object.keys(others).length === 0 ? id.in : undefined;
}

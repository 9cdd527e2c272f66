import { type Args, type Call, run, runOne } from './call.js';
import type { TwentyClient } from './client.js';
import { invalid, TwentyError } from './errors.js';
import { matchesEverything, serverFilter } from './filter.js';
import type { ObjectDescriptor, OwnObject } from './object.js';
import type { Operation, OperationArgs, OperationKind, Row } from './operation.js';
import { randomId } from './platform.js';
import { byId, complete } from './read.js';
import { compile } from './selection.js';

export function createOne(own: OwnObject, root: string): unknown {
  return async (client: TwentyClient, data: object, args: Args = {}): Promise<Row> =>
    runOne({ client, kind: 'createOne', own, root, args }, { data, ...upsertArgs(own.object, args) });
}

export function createMany(own: OwnObject, root: string): unknown {
  const { object, fields } = own;
  return async (client: TwentyClient, rows: readonly Row[], args: Args = {}): Promise<Row[]> => {
    const upsert = upsertArgs(object, args);
    // By their ids, records are put back into order.
    const selection = compile(object, args.select ?? fields, ['id']);
    const written: Row[] = [];
    const { maxBatch } = object.workspace;
    try {
      for (let start = 0; start < rows.length; start += maxBatch) {
        const batch = rows.slice(start, start + maxBatch);
        // An upsert keeps the id of the record that it finds, so ids set here would say nothing.
        const data: Row[] = [];
        for (const row of batch) data.push(args.upsert ? row : { ...row, id: row['id'] ?? randomId() });
        const operation: Operation = {
          kind: 'createMany',
          object,
          root,
          args: { data, ...upsert },
          selection: selection.text,
        };
        const created = ((await client.execute(operation, args)) ?? []) as Row[];
        for (const row of inOrder(created, data)) written.push(row);
      }
      await complete(client, written, selection, args);
    } catch (error) {
      if (error instanceof TwentyError) error.written = written;
      throw error;
    }
    return written;
  };
}

/** The server does not keep the order of a batch. What an upsert wrote under ids of its own stays in the server's. */
function inOrder(created: readonly Row[], data: readonly Row[]): readonly Row[] {
  const rows = byId(created);
  const ordered: Row[] = [];
  for (const { id } of data) {
    // The server writes ids in lower case.
    const row = rows[String(id).toLowerCase()];
    if (row) ordered.push(row);
  }
  return ordered.length === created.length ? ordered : created;
}

function upsertArgs({ workspace }: ObjectDescriptor, { upsert }: Args): OperationArgs {
  if (!upsert) return {};
  if (!workspace.hasUpsert) throw invalid('This server has no upsert.');
  return { upsert };
}

export function updateOne(own: OwnObject, root: string): unknown {
  return async (client: TwentyClient, id: string, data: object, args: Args = {}): Promise<Row> =>
    runOne({ client, kind: 'updateOne', own, root, args }, { id, data });
}

export function updateMany(own: OwnObject, root: string): unknown {
  return async (
    client: TwentyClient,
    filter: object,
    data: object,
    args: Args = {},
  ): Promise<readonly Row[]> => {
    const call: Call = { client, kind: 'updateMany', own, root, args };
    return run(call, { filter: manyFilter(call, filter), data });
  };
}

export function deleteOne(own: OwnObject, root: string): unknown {
  return changeOne('deleteOne', own, root);
}

export function deleteMany(own: OwnObject, root: string): unknown {
  return changeMany('deleteMany', own, root);
}

export function restoreOne(own: OwnObject, root: string): unknown {
  return changeOne('restoreOne', own, root);
}

export function restoreMany(own: OwnObject, root: string): unknown {
  return changeMany('restoreMany', own, root);
}

export function destroyOne(own: OwnObject, root: string): unknown {
  return changeOne('destroyOne', own, root);
}

export function destroyMany(own: OwnObject, root: string): unknown {
  return changeMany('destroyMany', own, root);
}

function changeOne(kind: OperationKind, own: OwnObject, root: string): unknown {
  return async (client: TwentyClient, id: string, args: Args = {}): Promise<Row> =>
    runOne({ client, kind, own, root, args }, { id });
}

function changeMany(kind: OperationKind, own: OwnObject, root: string): unknown {
  return async (client: TwentyClient, filter: object, args: Args = {}): Promise<readonly Row[]> => {
    const call: Call = { client, kind, own, root, args };
    return run(call, { filter: manyFilter(call, filter) });
  };
}

/** The server takes an empty filter for every record, soft-deleted ones too: only whoever says so may mean that. */
function manyFilter({ kind, root, args }: Call, filter: object): object {
  if (args.all !== true && matchesEverything(filter))
    throw invalid(
      `${kind} ${root}: the filter is empty, so every record would match. Pass { all: true } if you mean that.`,
    );
  return serverFilter(filter);
}

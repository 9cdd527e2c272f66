import { type Args, type Call, invalid, run, runOne } from './call.js';
import type { TwentyClient } from './client.js';
import { TwentyError } from './errors.js';
import { matchesEverything, serverFilter } from './filter.js';
import type { ObjectDescriptor, OwnObject } from './object.js';
import type { OperationArgs, OperationKind, Row } from './operation.js';
import { platform } from './platform.js';

export function createOne(own: OwnObject, root: string): unknown {
  return async (client: TwentyClient, data: object, args: Args = {}): Promise<Row> =>
    runOne({ client, kind: 'createOne', own, root, args }, { data, ...upsertArgs(own.object, args) });
}

export function createMany(own: OwnObject, root: string): unknown {
  return async (client: TwentyClient, data: readonly Row[], args: Args = {}): Promise<Row[]> => {
    const call: Call = { client, kind: 'createMany', own, root, args };
    const upsert = upsertArgs(own.object, args);
    const written: Row[] = [];
    const { maxBatch } = own.object.workspace;
    for (let start = 0; start < data.length; start += maxBatch) {
      const batch = data.slice(start, start + maxBatch);
      try {
        // An upsert keeps the id of the record that it finds, so ids set here would say nothing.
        const rows = args.upsert
          ? await run(call, { data: batch, ...upsert })
          : await createInOrder(call, batch);
        for (const row of rows) written.push(row);
      } catch (error) {
        if (error instanceof TwentyError) error.written = written;
        throw error;
      }
    }
    return written;
  };
}

/** The server does not keep the order of a batch: records are put back into it by ids that are set here. */
async function createInOrder(call: Call, batch: readonly Row[]): Promise<readonly Row[]> {
  const data: Row[] = [];
  for (const row of batch) data.push({ ...row, id: row['id'] ?? platform.crypto.randomUUID() });
  const select = (call.args.select ?? call.own.fields) as Row;
  const created = await run(call, { data }, { ...select, id: true });
  const byId: Record<string, Row> = {};
  for (const row of created) byId[String(row['id'])] = row;
  const ordered: Row[] = [];
  for (const { id } of data) {
    const row = byId[String(id)];
    if (!row) continue;
    if (select['id'] !== true) delete row['id'];
    ordered.push(row);
  }
  return ordered;
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

import { inBatches } from './batch.js';
import { type Args, type Call, callOf, onlyOf } from './call.js';
import { invalid, TwentyError } from './errors.js';
import { listOf } from './filter.js';
import type { ObjectDescriptor, OwnObject } from './object.js';
import type { Row } from './operation.js';
import { randomId } from './platform.js';
import { complete, readByIds } from './read.js';
import { compile, type Selection } from './selection.js';
import type { TwentyClient } from './transport.js';

export function createOne(own: OwnObject, named?: string): unknown {
  return async (client: TwentyClient, data: Row, args: Args = {}): Promise<Row> => {
    const call = callOf(client, 'createOne', own, args, named);
    const selection = selectionOf(call);
    const row = onlyOf(call, await create(call, selection, [data]));
    await complete(client, [row], selection, args);
    return row;
  };
}

export function createMany(own: OwnObject, named?: string): unknown {
  return async (client: TwentyClient, rows: readonly Row[], args: Args = {}): Promise<Row[]> => {
    const call = callOf(client, 'createMany', own, args, named);
    const selection = selectionOf(call);
    // Of the same record twice, the last is what an upsert leaves: only one batch after the other keeps to that.
    const { concurrency = args.upsert ? 1 : 4 } = args;
    const { maxBatch } = call.object.workspace;
    const written = await inBatches(rows, maxBatch, { ...args, concurrency }, (batch) =>
      create(call, selection, batch),
    );
    try {
      await complete(client, written, selection, args);
    } catch (error) {
      if (error instanceof TwentyError)
        error.rows = { written: rows.map((_, index) => index), unknown: [], records: written };
      throw error;
    }
    return written;
  };
}

/** By their ids and unique values, records are put back into order. @throws where the server has no upsert. */
function selectionOf({ object, select, args }: Call): Selection {
  if (args.upsert && !object.workspace.hasUpsert) throw invalid('This server has no upsert.');
  const needed = ['id'];
  if (args.upsert) for (const path of uniquePaths(object)) needed.push(path.replace(/\..*/, ''));
  return compile(object, select, needed);
}

function uniquePaths({ names }: ObjectDescriptor): readonly string[] {
  const paths = ['id'];
  if (names.unique) paths.push(...names.unique.split(','));
  return paths;
}

/** One request. A record is never sent twice where it may have arrived: whether it did is seen by its id. */
async function create(
  { client, kind, object, root, args }: Call,
  selection: Selection,
  rows: readonly Row[],
): Promise<readonly Row[]> {
  const { upsert } = args;
  const paths = uniquePaths(object);
  // An upsert keeps the id of the record that it finds. One that can find none creates another each time.
  const data = rows.map((row) =>
    upsert && keysOf(row, paths).length > 0 ? row : { ...row, id: row['id'] ?? randomId() },
  );
  const isOne = kind === 'createOne';
  let created: readonly Row[];
  try {
    const answer = await client.execute(
      {
        kind,
        object,
        root,
        args: { data: isOne ? (data[0] ?? {}) : data, ...(upsert && { upsert }) },
        selection,
        isRepeatable: upsert,
      },
      args,
    );
    created = listOf(answer ?? undefined) as readonly Row[];
  } catch (error) {
    const isLost = error instanceof TwentyError && error.mayHaveArrived;
    if (!isLost || upsert || object.many === '') throw error;
    const ids = data.map(({ id }) => id);
    try {
      created = await readByIds(client, ids, selection, args);
    } catch {
      throw error;
    }
    if (created.length < ids.length) throw error;
  }
  return inOrder(created, data, paths);
}

/** The server does not keep the order of a batch, and answers a record once that a batch holds twice. */
function inOrder(created: readonly Row[], data: readonly Row[], paths: readonly string[]): readonly Row[] {
  const found: Record<string, Row> = {};
  for (const row of created) for (const key of keysOf(row, paths)) found[key] = row;
  const ordered: Row[] = [];
  for (const item of data) {
    for (const key of keysOf(item, paths)) {
      const row = found[key];
      if (!row) continue;
      ordered.push(row);
      break;
    }
  }
  if (ordered.length < data.length) return created;
  return ordered;
}

/** What identifies a record. The server writes ids and addresses in lower case. */
function keysOf(row: Row, paths: readonly string[]): readonly string[] {
  const keys: string[] = [];
  for (const path of paths) {
    let value: unknown = row;
    for (const name of path.split('.')) value = (value as Row | null | undefined)?.[name];
    if (value) keys.push(`${path} ${value as string}`.toLowerCase());
  }
  return keys;
}

import { type Args, callOf, run } from './call.js';
import { failed, invalid, TwentyNotFoundError } from './errors.js';
import { listOf, matchesEverything, serverFilter } from './filter.js';
import type { OwnObject } from './object.js';
import type { OperationArgs, Row } from './operation.js';
import { pagePromise, type Pages } from './page.js';
import { defaultPageSize, type Query } from './read.js';
import { compile } from './selection.js';
import type { TwentyClient } from './transport.js';

export function findMany(own: OwnObject, named?: string): unknown {
  return (client: TwentyClient, args: Args = {}): Pages => {
    const { filter, orderBy, offset, first = defaultPageSize } = args;
    let query: Query | undefined;
    return pagePromise(() => {
      if (query) return query;
      const { object, root, select } = callOf(client, 'findMany', own, args, named);
      query = {
        client,
        root,
        selection: compile(object, select),
        filter: filter && serverFilter(filter),
        orderBy: listOf(orderBy),
        offset,
        first,
        options: args,
      };
      return query;
    });
  };
}

export function findOne(own: OwnObject, named?: string): unknown {
  return (client: TwentyClient, args: Args): Promise<Row | null> => read(client, own, args, named);
}

export function findOneOrThrow(own: OwnObject, named?: string): unknown {
  return async (client: TwentyClient, args: Args): Promise<Row> => {
    const row = await read(client, own, args, named);
    if (row) return row;
    const { root } = callOf(client, 'findOne', own, args, named);
    throw failed('NOT_FOUND', `findOne ${root}`, 'no record matches');
  };
}

async function read(client: TwentyClient, own: OwnObject, args: Args, named?: string): Promise<Row | null> {
  const { id, filter } = args;
  const call = callOf(client, 'findOne', own, args, named);
  const by: OperationArgs = id === undefined ? { filter: serverFilter(filter ?? {}) } : { id };
  if (by.filter && matchesEverything(by.filter))
    throw invalid(`findOne ${call.root} needs an id or a filter.`);
  try {
    const [row] = await run(call, by);
    return row ?? null;
  } catch (error) {
    // The server answers an error where there is no record.
    if (error instanceof TwentyNotFoundError) return null;
    throw error;
  }
}

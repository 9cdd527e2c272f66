import { type Args, callOf, run } from './call.js';
import { invalid, TwentyNotFoundError } from './errors.js';
import { matchesEverything, serverFilter } from './filter.js';
import type { OwnObject } from './object.js';
import type { Row } from './operation.js';
import { pagePromise, type Pages } from './page.js';
import { defaultPageSize } from './read.js';
import type { TwentyClient } from './transport.js';

export function findMany(own: OwnObject, named?: string): unknown {
  return (client: TwentyClient, args: Args = {}): Pages => {
    const { filter, orderBy, offset, first = defaultPageSize } = args;
    const { object, root, select } = callOf(client, 'findMany', own, args, named);
    return pagePromise({ client, object, root, select, filter, orderBy, offset, first, options: args });
  };
}

export function findOne(own: OwnObject, named?: string): unknown {
  return (client: TwentyClient, args: Args): Promise<Row | null> => read(client, own, args, named);
}

export function findOneOrThrow(own: OwnObject, named?: string): unknown {
  return async (client: TwentyClient, args: Args): Promise<Row> => {
    const row = await read(client, own, args, named);
    if (row) return row;
    const operation = `findOne ${callOf(client, 'findOne', own, args, named).root}`;
    throw new TwentyNotFoundError('NOT_FOUND', `${operation}: no record matches.`, { operation });
  };
}

async function read(client: TwentyClient, own: OwnObject, args: Args, named?: string): Promise<Row | null> {
  const { id, filter } = args;
  const call = callOf(client, 'findOne', own, args, named);
  if (id === undefined && (!filter || matchesEverything(filter)))
    throw invalid(`findOne ${call.root} needs an id or a filter.`);
  try {
    const [row] = await run(call, id === undefined ? { filter: serverFilter(filter ?? {}) } : { id });
    return row ?? null;
  } catch (error) {
    // The server answers an error where there is no record.
    if (error instanceof TwentyNotFoundError) return null;
    throw error;
  }
}

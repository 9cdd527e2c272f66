import { type Args, run } from './call.js';
import type { TwentyClient } from './client.js';
import { invalid, TwentyNotFoundError } from './errors.js';
import { matchesEverything, serverFilter } from './filter.js';
import type { OwnObject } from './object.js';
import type { Row } from './operation.js';
import { pagePromise, type Pages } from './page.js';
import { defaultPageSize } from './read.js';

export function findMany(own: OwnObject, root: string): unknown {
  const { object, fields } = own;
  return (client: TwentyClient, args: Args = {}): Pages =>
    pagePromise({
      client,
      object,
      root,
      select: args.select ?? fields,
      filter: args.filter,
      orderBy: args.orderBy,
      offset: args.offset,
      first: args.first ?? defaultPageSize,
      options: args,
    });
}

export function findOne(own: OwnObject, root: string): unknown {
  return (client: TwentyClient, args: Args): Promise<Row | null> => read(client, own, root, args);
}

export function findOneOrThrow(own: OwnObject, root: string): unknown {
  return async (client: TwentyClient, args: Args): Promise<Row> => {
    const row = await read(client, own, root, args);
    if (row) return row;
    const operation = `findOne ${root}`;
    throw new TwentyNotFoundError('NOT_FOUND', `${operation}: no record matches.`, { operation });
  };
}

async function read(client: TwentyClient, own: OwnObject, root: string, args: Args): Promise<Row | null> {
  const filter = args.id === undefined ? args.filter : { id: { eq: args.id } };
  if (!filter || matchesEverything(filter)) throw invalid(`findOne ${root} needs an id or a filter.`);
  try {
    const [row] = await run({ client, kind: 'findOne', own, root, args }, { filter: serverFilter(filter) });
    return row ?? null;
  } catch (error) {
    // The server answers an error where there is no record.
    if (error instanceof TwentyNotFoundError) return null;
    throw error;
  }
}

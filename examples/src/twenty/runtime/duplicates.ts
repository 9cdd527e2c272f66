import { type Args, callOf } from './call.js';
import type { OwnObject } from './object.js';
import type { Connection, OperationArgs, Row } from './operation.js';
import { complete } from './read.js';
import { compile } from './selection.js';
import type { TwentyClient } from './transport.js';

export function findDuplicates(own: OwnObject, named?: string): unknown {
  return async (client: TwentyClient, args: Args): Promise<Row[][]> => {
    const { object, root, select } = callOf(client, 'findDuplicates', own, args, named);
    const selection = compile(object, select, ['id']);
    const ask = async (operationArgs: OperationArgs): Promise<Row[][]> => {
      const answer = (await client.execute(
        { kind: 'findDuplicates', object, root, args: operationArgs, selection },
        args,
      )) as readonly Connection[];
      return answer.map(({ edges }) => edges.map(({ node }) => node));
    };
    const { ids, data } = args;
    let found = await ask(ids ? { ids } : { data: data ?? [] });
    // Of an id that there is not, the server says nothing, and so not which it is.
    if (ids && found.length < ids.length) {
      found = [];
      for (const id of ids) found.push((await ask({ ids: [id] }))[0] ?? []);
    }
    const rows: Row[] = [];
    for (const some of found) rows.push(...some);
    await complete(client, rows, selection, args);
    return found;
  };
}

import { type Args, ask, callOf } from './call.js';
import { invalid } from './errors.js';
import type { OwnObject } from './object.js';
import type { Connection, OperationArgs, Row } from './operation.js';
import { complete } from './read.js';
import { compile } from './selection.js';
import type { TwentyClient } from './transport.js';

export function findDuplicates(own: OwnObject, named?: string): unknown {
  return async (client: TwentyClient, args: Args): Promise<Row[][]> => {
    const { object, root, select } = callOf(client, 'findDuplicates', own, args, named);
    const { ids, data } = args;
    const given = (ids ?? data) as readonly unknown[] | undefined;
    if (!given || (ids && data)) throw invalid(`findDuplicates ${root} takes either ids or data.`);
    // The server compares no more of the records with these ids than is selected of their duplicates.
    const needed = Object.keys(ids ? own.fields : { id: true });
    const selection = compile(object, select, needed);
    const rows: Row[] = [];
    const find = async (items: readonly unknown[]): Promise<Row[][]> => {
      const { length } = items;
      if (length === 0) return [];
      if (length <= client.transport.maxIds) {
        const operationArgs: OperationArgs = { [ids ? 'ids' : 'data']: items };
        const answer = (await ask(
          client,
          { kind: 'findDuplicates', object, root, args: operationArgs, selection },
          args,
        )) as readonly Connection[];
        const found: Row[][] = [];
        const nodes: Row[] = [];
        for (let index = 0; index < length; index += 1) {
          const some: Row[] = [];
          const { edges } = answer[index] ?? {};
          if (edges) for (const { node } of edges) some.push(node);
          nodes.push(...some);
          found.push(some);
        }
        // Answers to several ids come in the server's own order, and none for an id that there is not: whose they are
        // is known of one, and where there is nothing to know.
        if (data || length === 1 || nodes.length === 0) {
          rows.push(...nodes);
          return found;
        }
      }
      const half = length >> 1;
      return [...(await find(items.slice(0, half))), ...(await find(items.slice(half)))];
    };
    const found = await find(given);
    await complete(client, rows, selection, args);
    return found;
  };
}

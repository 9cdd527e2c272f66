import { type Args, callOf } from './call.js';
import { invalid } from './errors.js';
import type { OwnObject } from './object.js';
import type { Connection, Row } from './operation.js';
import { broken, complete } from './read.js';
import { compile } from './selection.js';
import type { TwentyClient } from './transport.js';

export function findDuplicates(own: OwnObject, named?: string): unknown {
  return async (client: TwentyClient, args: Args): Promise<Row[][]> => {
    const { object, root, select } = callOf(client, 'findDuplicates', own, args, named);
    const { ids, data } = args;
    if (!ids === !data) throw invalid(`findDuplicates ${root} takes either ids or data.`);
    // The server compares no more of the records with these ids than is selected of their duplicates.
    const selection = compile(object, select, ids ? Object.keys(own.fields) : ['id']);
    const { maxIds } = client.transport;
    const rows: Row[] = [];
    const find = async (items: readonly unknown[]): Promise<Row[][]> => {
      if (items.length === 0) return [];
      const found: Row[][] = [];
      if (items.length <= maxIds) {
        const operationArgs = ids
          ? { ids: items as readonly string[] }
          : { data: items as readonly object[] };
        const answer = (await client.execute(
          { kind: 'findDuplicates', object, root, args: operationArgs, selection },
          args,
        )) as readonly Connection[] | null;
        if (!answer) throw broken(`The answer to findDuplicates ${root} is empty.`);
        const nodes: Row[] = [];
        for (let index = 0; index < items.length; index += 1) {
          const some: Row[] = [];
          for (const { node } of answer[index]?.edges ?? []) some.push(node);
          nodes.push(...some);
          found.push(some);
        }
        // Answers to several ids come in an order of the server's, and none for an id that there is not: which is
        // whose is only known where they are all the same, or there is one.
        if (data || items.length === 1 || nodes.length === 0) {
          rows.push(...nodes);
          return found;
        }
      }
      const half = Math.ceil(items.length / 2);
      return [...(await find(items.slice(0, half))), ...(await find(items.slice(half)))];
    };
    const found = await find(ids ?? data ?? []);
    await complete(client, rows, selection, args);
    return found;
  };
}

import { type Args, callOf } from './call.js';
import { invalid } from './errors.js';
import { serverFilter } from './filter.js';
import type { OwnObject } from './object.js';
import type { Row } from './operation.js';
import { broken } from './read.js';
import { compile } from './selection.js';
import type { TwentyClient } from './transport.js';

export function count(own: OwnObject, named?: string): unknown {
  return async (client: TwentyClient, args: Args = {}): Promise<unknown> =>
    (await read(client, own, { ...args, select: { totalCount: true } }, named))['totalCount'];
}

export function aggregate(own: OwnObject, named?: string): unknown {
  return (client: TwentyClient, args: Args): Promise<Row> => read(client, own, args, named);
}

async function read(client: TwentyClient, own: OwnObject, args: Args, named?: string): Promise<Row> {
  const { object, root } = callOf(client, 'aggregate', own, args, named);
  const { filter, select } = args;
  const answer = await client.execute(
    {
      kind: 'aggregate',
      object,
      root,
      args: { filter: filter && serverFilter(filter) },
      selection: compile(object, {}),
      aggregates: namesOf(select ?? {}),
    },
    args,
  );
  if (!answer) throw broken(`The answer to aggregate ${root} is empty.`);
  return answer as Row;
}

/** @throws TwentyValidationError for what cannot be the name of an aggregate, and when there is none. */
export function namesOf(select: object): readonly string[] {
  const names: string[] = [];
  for (const name of Object.keys(select)) {
    // Names become part of the query's text.
    if (!/^\w+$/.test(name))
      throw invalid(`select: ${JSON.stringify(name)} is not the name of an aggregate.`);
    if ((select as Row)[name]) names.push(name);
  }
  if (names.length === 0) throw invalid('select: name the aggregates to read, as { totalCount: true }.');
  return names;
}

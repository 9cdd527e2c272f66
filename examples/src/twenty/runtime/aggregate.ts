import { type Args, callOf } from './call.js';
import { invalid } from './errors.js';
import { serverFilter } from './filter.js';
import type { OwnObject } from './object.js';
import type { Row } from './operation.js';
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
  const { object, root, select } = callOf(client, 'aggregate', own, args, named);
  const answer = await client.execute(
    {
      kind: 'aggregate',
      object,
      root,
      args: { filter: args.filter && serverFilter(args.filter) },
      selection: compile(object, {}),
      aggregates: namesOf(select),
    },
    args,
  );
  return answer as Row;
}

/** @throws TwentyValidationError for what cannot be the name of an aggregate, and when there is none. */
export function namesOf(select: object): readonly string[] {
  const names = Object.entries(select).flatMap(([name, isSelected]) => (isSelected ? [name] : []));
  // Names become part of the query's text.
  if (names.length === 0 || !names.every((name) => /^\w+$/.test(name)))
    throw invalid('select: name the aggregates to read, as { totalCount: true }.');
  return names;
}

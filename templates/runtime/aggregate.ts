import { type Args, ask, callOf } from './call.js';
import { invalid } from './errors.js';
import { serverFilter } from './filter.js';
import type { OwnObject } from './object.js';
import type { Row } from './operation.js';
import { compile } from './selection.js';
import type { TwentyClient } from './transport.js';

export function count(own: OwnObject, named?: string): unknown {
  return async (client: TwentyClient, args: Args = {}): Promise<unknown> => {
    const { totalCount } = (await read(client, own, { ...args, select: { totalCount: true } }, named)) as Row;
    return totalCount;
  };
}

export function aggregate(own: OwnObject, named?: string): unknown {
  return (client: TwentyClient, args: Args): Promise<unknown> => read(client, own, args, named);
}

async function read(client: TwentyClient, own: OwnObject, args: Args, named?: string): Promise<unknown> {
  const { object, root } = callOf(client, 'aggregate', own, args, named);
  const { filter, select } = args;
  const operationArgs = { filter: filter && serverFilter(filter) };
  const selection = compile(object, {});
  const aggregates = namesOf(select);
  return ask(client, { kind: 'aggregate', object, root, args: operationArgs, selection, aggregates }, args);
}

/** @throws TwentyValidationError for what cannot be the name of an aggregate, and when there is none. */
export function namesOf(select: object = {}): readonly string[] {
  const names: string[] = [];
  for (const name of Object.keys(select)) if ((select as Row)[name]) names.push(name);
  // Names become part of the query's text.
  if (!/^\w+(?: \w+)*$/.test(names.join(' ')))
    throw invalid('select: name aggregates, as { totalCount: true }.');
  return names;
}

import type { TwentyClient } from './client.js';
import { TwentyServerError, TwentyValidationError } from './errors.js';
import type { OwnObject } from './object.js';
import type { OperationArgs, OperationKind, Row } from './operation.js';
import { complete } from './read.js';
import { compile } from './selection.js';
import type { RequestOptions } from './types.js';

/** The arguments of any function, whatever its object: the types of the functions hold for each. */
export interface Args extends RequestOptions {
  readonly select?: object;
  readonly filter?: object;
  readonly orderBy?: object | readonly object[];
  readonly first?: number;
  readonly offset?: number;
  readonly id?: string;
  readonly upsert?: boolean;
  readonly all?: boolean;
}

/** One call of a function. */
export interface Call {
  readonly client: TwentyClient;
  readonly kind: OperationKind;
  readonly own: OwnObject;
  readonly root: string;
  readonly args: Args;
}

/** Carries a call out: what it selects is what its records hold. */
export async function run(
  { client, kind, own, root, args }: Call,
  operationArgs: OperationArgs,
  select: object = args.select ?? own.fields,
): Promise<readonly Row[]> {
  const { object } = own;
  const selection = compile(object, select);
  const operation = { kind, object, root, args: operationArgs, selection: selection.text };
  const answer = await client.execute(operation, args);
  const rows = (Array.isArray(answer) ? answer : answer === null ? [] : [answer]) as Row[];
  await complete(client, rows, selection, args);
  return rows;
}

/** The one record that an operation on one answers. */
export async function runOne(call: Call, operationArgs: OperationArgs): Promise<Row> {
  const [row] = await run(call, operationArgs);
  if (!row)
    throw new TwentyServerError('SERVER', `${call.kind} ${call.root}: the server answered no record.`);
  return row;
}

/** What the client refuses before anything is sent. */
export function invalid(message: string): TwentyValidationError {
  return new TwentyValidationError('VALIDATION', message);
}

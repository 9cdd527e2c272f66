import { parse } from 'graphql';
import type { FieldNode, OperationDefinitionNode } from 'graphql';
import { afterEach, beforeEach, vi } from 'vitest';
import { createClient } from '../../templates/runtime/client.ts';
import type { TwentyClient, TwentyClientOptions } from '../../templates/runtime/client.ts';
import { createMany, createOne } from '../../templates/runtime/create.ts';
import { TwentyError } from '../../templates/runtime/errors.ts';
import { findMany, findOne } from '../../templates/runtime/find.ts';
import type { OwnObject, Workspace } from '../../templates/runtime/object.ts';
import type { FetchInit } from '../../templates/runtime/platform.ts';
import type { AbortSignalLike, PagePromise } from '../../templates/runtime/types.ts';
import {
  deleteMany,
  deleteOne,
  destroyMany,
  destroyOne,
  restoreMany,
  updateMany,
  updateOne,
} from '../../templates/runtime/write.ts';
import { workspaceWith } from './words.ts';

/** The runtime itself, with a server that is a function: for what no simulated workspace does. */

export const apiKey = 'eyJhbGciOiJIUzI1NiJ9.e30.a-key-that-no-error-may-show';

export type Row = Record<string, unknown>;
type Args = Readonly<Record<string, unknown>>;

/** Functions of an object, without its types. */
export interface Functions {
  findMany(client: TwentyClient, args?: Args): PagePromise<Row>;
  findOne(client: TwentyClient, args: Args): Promise<Row | null>;
  createOne(client: TwentyClient, data: Args, args?: Args): Promise<Row>;
  createMany(client: TwentyClient, rows: readonly Args[], args?: Args): Promise<Row[]>;
  updateOne(client: TwentyClient, id: string, data: Args, args?: Args): Promise<Row>;
  updateMany(client: TwentyClient, target: unknown, data: Args, args?: Args): Promise<Row[]>;
  deleteOne(client: TwentyClient, id: string, args?: Args): Promise<Row>;
  deleteMany(client: TwentyClient, target: unknown, args?: Args): Promise<Row[]>;
  restoreMany(client: TwentyClient, target: unknown, args?: Args): Promise<Row[]>;
  destroyOne(client: TwentyClient, id: string, args?: Args): Promise<Row>;
  destroyMany(client: TwentyClient, target: unknown, args?: Args): Promise<Row[]>;
}

/** Thing0 to Thing24: more objects than one request reads of. */
const things = Array.from({ length: 25 }, (_, index) => `Thing${index}`);

export const workspace: Workspace = workspaceWith(`Emails=primaryEmail,additionalEmails
Company/companies
Person/people emails:Emails company>Company unique!emails.primaryEmail,code
${things.map((type) => `${type}/`).join('\n')}`);

export function ownOf(type: string): OwnObject {
  return { workspace, type, fields: { id: true, name: true } };
}

export function functionsOf(type: string): Functions {
  const own = ownOf(type);
  return {
    findMany: findMany(own),
    findOne: findOne(own),
    createOne: createOne(own),
    createMany: createMany(own),
    updateOne: updateOne(own),
    updateMany: updateMany(own),
    deleteOne: deleteOne(own),
    deleteMany: deleteMany(own),
    restoreMany: restoreMany(own),
    destroyOne: destroyOne(own),
    destroyMany: destroyMany(own),
  } as Functions;
}

export const people: Functions = functionsOf('Person');
export const companies: Functions = functionsOf('Company');

/** One root field of a request. */
export interface Root {
  readonly name: string;
  readonly args: Readonly<Record<string, unknown>>;
}

export interface Sent {
  readonly roots: readonly Root[];
  readonly query: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Milliseconds since time stood still. */
  readonly at: number;
}

/** What a request is answered: JSON, a Response, or nothing at all where it throws. */
export type Answer = (sent: Sent, index: number, init: FetchInit) => unknown;

export interface Stub {
  readonly client: TwentyClient;
  readonly sent: Sent[];
}

export function stubbed(answer: Answer, options: TwentyClientOptions = {}): Stub {
  const sent: Sent[] = [];
  const fetch = async (_url: string, init: FetchInit): Promise<Response> => {
    const request = sentOf(init);
    sent.push(request);
    const answered = await answer(request, sent.length - 1, init);
    return answered instanceof Response ? answered : new Response(JSON.stringify(answered));
  };
  return { client: createClient({ url: 'http://crm.example', apiKey, fetch, ...options }), sent };
}

export function sentOf({ body = '', headers }: Pick<FetchInit, 'body' | 'headers'>): Sent {
  const { query, variables } = JSON.parse(body) as { query: string; variables: Record<string, unknown> };
  const [definition] = parse(query).definitions as [OperationDefinitionNode];
  const roots = (definition.selectionSet.selections as readonly FieldNode[]).map((field) => ({
    name: field.name.value,
    args: Object.fromEntries(
      (field.arguments ?? []).map(({ name, value }) => [
        name.value,
        value.kind === 'Variable' ? variables[value.name.value] : undefined,
      ]),
    ),
  }));
  return { roots, query, headers, at: elapsed() };
}

/** Answers each root field by itself, as the server does: what throws is null there, and an error. */
export function byRoot(answer: (root: Root, index: number) => unknown): Answer {
  return ({ roots }, index) => {
    const data: Row = {};
    const errors: unknown[] = [];
    for (const root of roots)
      try {
        data[root.name] = answer(root, index);
      } catch (error) {
        data[root.name] = null;
        errors.push(error);
      }
    return errors.length > 0 ? { data, errors } : { data };
  };
}

/** An error as GraphQL writes it; to be thrown by what answers a root. */
export function refusal(message: string, extensions: object = { code: 'BAD_USER_INPUT' }): unknown {
  return { message, extensions };
}

export const limitReached = (limit = '100 tokens per 60000 ms'): unknown =>
  refusal(`Limit reached (${limit})`, { code: 'BAD_USER_INPUT', subCode: 'LIMIT_REACHED' });

/** A page of these, and no other. */
export function page(rows: readonly Row[]): object {
  return {
    edges: rows.map((node) => ({ node })),
    totalCount: rows.length,
    pageInfo: { hasNextPage: false, endCursor: null },
  };
}

/** Ids that a server takes. */
export function idOf(number: number): string {
  return `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
}

/** The ids that a root field asks for. */
export function idsOf({ args }: Root): readonly string[] {
  const { id } = args['filter'] as { id: { in?: string[]; eq?: string } };
  return id.in ?? [id.eq ?? ''];
}

/** The error of a call that has to fail. */
export async function failureOf(call: PromiseLike<unknown>): Promise<TwentyError> {
  const error: unknown = await Promise.resolve(call).then(
    () => 'nothing failed',
    (reason: unknown) => reason,
  );
  if (!(error instanceof TwentyError)) throw new Error(`no TwentyError: ${String(error)}`, { cause: error });
  return error;
}

/** A signal that knows how many listen to it. */
export function countedSignal(): {
  readonly signal: AbortSignalLike;
  readonly listeners: () => number;
  readonly abort: (reason?: unknown) => void;
} {
  const controller = new AbortController();
  const { signal } = controller;
  const listeners = new Set<() => void>();
  return {
    signal: {
      get aborted() {
        return signal.aborted;
      },
      get reason(): unknown {
        return signal.reason;
      },
      addEventListener(type, listener) {
        listeners.add(listener);
        signal.addEventListener(type, listener);
      },
      removeEventListener(type, listener) {
        listeners.delete(listener);
        signal.removeEventListener(type, listener);
      },
    },
    listeners: () => listeners.size,
    abort: (reason) => controller.abort(reason),
  };
}

const midnight = Date.UTC(2026, 0, 1);

/** In the tests of this file time stands still, but for `elapse`; a timer that is left when one ends is a failure. */
export function withVirtualTime(): void {
  beforeEach(stopTime);
  afterEach(() => {
    const left = vi.getTimerCount();
    vi.useRealTimers();
    if (left > 0) throw new Error(`Timers that are left: ${left}`);
  });
}

/** Time stands still from here on, but for `elapse`. To be undone by vi.useRealTimers(). */
export function stopTime(): void {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'], now: midnight });
}

/** In the tests of this file, a rejection that nobody handles is a failure. */
export function withoutUnhandledRejections(): void {
  const unhandled: unknown[] = [];
  const note = (reason: unknown): void => void unhandled.push(reason);
  beforeEach(() => void process.on('unhandledRejection', note));
  afterEach(async () => {
    await settle();
    process.off('unhandledRejection', note);
    const [reason] = unhandled.splice(0);
    if (reason !== undefined) throw new Error('A rejection was not handled.', { cause: reason });
  });
}

/** Milliseconds since time stood still. */
export const elapsed = (): number => Date.now() - midnight;

/** Lets whatever does not wait for a timer happen. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

/** Lets time pass until a promise is settled, from timer to timer, and never while `isBusy`. */
export async function elapse<T>(promise: PromiseLike<T>, isBusy = (): boolean => false): Promise<T> {
  let isSettled = false;
  const note = (): void => void (isSettled = true);
  promise.then(note, note);
  for (;;) {
    do await settle();
    while (isBusy());
    if (isSettled) return promise;
    if (vi.getTimerCount() === 0) throw new Error('Nothing is left to wait for.');
    vi.advanceTimersToNextTimer();
  }
}

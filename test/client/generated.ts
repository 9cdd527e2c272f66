import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { getVariableValues, parse, validate } from 'graphql';
import type { GraphQLSchema, OperationDefinitionNode } from 'graphql';
import { afterAll } from 'vitest';
import type { EmitContext } from '../../src/emit/types.ts';
import { buildSchema } from '../../src/model/graphql.ts';
import type { Model } from '../../src/model/types.ts';
import { createSimulator } from '../../src/simulate/simulator.ts';
import type { SimulatorOptions } from '../../src/simulate/simulator.ts';
import type * as clientModule from '../../templates/runtime/client.ts';
import type * as errorsModule from '../../templates/runtime/errors.ts';
import type { FetchLike } from '../../templates/runtime/platform.ts';
import type { PagePromise } from '../../templates/runtime/types.ts';
import { clientFiles, fixtureModel } from '../golden/workspaces.ts';
import type { fixtureNames } from '../golden/workspaces.ts';

export type Row = Record<string, unknown>;
export type TwentyClient = clientModule.TwentyClient;
type Args = Readonly<Record<string, unknown>>;

/** An object's functions without its types: tests go over all objects alike. */
export interface Functions {
  readonly fields: Readonly<Record<string, true>>;
  findMany(client: TwentyClient, args?: Args): PagePromise<Row>;
  findOne(client: TwentyClient, args: Args): Promise<Row | null>;
  findOneOrThrow(client: TwentyClient, args: Args): Promise<Row>;
  createOne(client: TwentyClient, data: Args, args?: Args): Promise<Row>;
  createMany(client: TwentyClient, data: readonly Args[], args?: Args): Promise<Row[]>;
  updateOne(client: TwentyClient, id: unknown, data: Args, args?: Args): Promise<Row>;
  updateMany(
    client: TwentyClient,
    filter: Args | readonly unknown[],
    data: Args,
    args?: Args,
  ): Promise<Row[]>;
  deleteOne(client: TwentyClient, id: unknown, args?: Args): Promise<Row>;
  deleteMany(client: TwentyClient, filter: Args | readonly unknown[], args?: Args): Promise<Row[]>;
  restoreOne(client: TwentyClient, id: unknown, args?: Args): Promise<Row>;
  restoreMany(client: TwentyClient, filter: Args | readonly unknown[], args?: Args): Promise<Row[]>;
  destroyOne(client: TwentyClient, id: unknown, args?: Args): Promise<Row>;
  destroyMany(client: TwentyClient, filter: Args | readonly unknown[], args?: Args): Promise<Row[]>;
  count(client: TwentyClient, args?: Args): Promise<number>;
  aggregate(client: TwentyClient, args: Args): Promise<Row>;
  groupBy(client: TwentyClient, args: Args): Promise<(Row & { key: Row })[]>;
  findDuplicates(client: TwentyClient, args: Args): Promise<Row[][]>;
  mergeMany(client: TwentyClient, ids: readonly unknown[], args?: Args): Promise<Row>;
}

/** The generated index.ts. */
export type Index = typeof clientModule &
  typeof errorsModule &
  Readonly<Record<string, unknown>> & { readonly people: Functions; readonly companies: Functions };

export interface Generated {
  readonly model: Model;
  readonly folder: string;
  readonly index: Index;
  /** The functions of an object, by nameSingular. */
  of(nameSingular: string): Functions;
  readonly createTwenty: (
    options: clientModule.TwentyClientOptions,
  ) => Readonly<Record<string, Record<string, (...args: unknown[]) => PagePromise<Row>>>>;
}

/** The client of a fixture. */
export async function generated(
  name: (typeof fixtureNames)[number],
  context?: Partial<EmitContext>,
): Promise<Generated> {
  return generatedFrom(await fixtureModel(name), context);
}

/** A client, generated into a folder that goes when the tests of the file are done, and imported. */
export async function generatedFrom(model: Model, context: Partial<EmitContext> = {}): Promise<Generated> {
  const folder = mkdtempSync(join(tmpdir(), 'twenty-client-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  for (const { path, content } of clientFiles(model, context)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  const index = (await import(join(folder, 'index.ts'))) as Index;
  const { createTwenty } = (await import(join(folder, 'twenty.ts'))) as Pick<Generated, 'createTwenty'>;
  const of = (nameSingular: string): Functions => {
    const object = model.objects.find((candidate) => candidate.nameSingular === nameSingular);
    return index[object?.names.namespace ?? ''] as Functions;
  };
  return { model, folder, index, of, createTwenty };
}

export interface SentRequest {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

export interface Workspace {
  readonly client: TwentyClient;
  /** Over REST. */
  readonly rest: TwentyClient;
  readonly fetch: FetchLike;
  /** What was sent as GraphQL so far, oldest first. */
  readonly sent: SentRequest[];
  /** What was sent as REST so far: `GET /rest/people?limit=1`. */
  readonly sentRest: string[];
  /** The data that a GraphQL request is answered as it is, unchecked: what a plain client gets. */
  plain(query: string, variables?: object): Promise<Row>;
}

export const apiKey = 'eyJhbGciOiJIUzI1NiJ9.e30.a-key-that-no-error-may-show';

/**
 * A simulated workspace, and a client of it. Every request must be one that graphql-js finds valid, with variables
 * that are of their types: the server checks neither, and older ones do.
 */
export function workspaceOf(
  { model, index }: Pick<Generated, 'model' | 'index'>,
  options: Partial<SimulatorOptions> = {},
): Workspace {
  const simulator = createSimulator({ model, apiKey, records: 0, ...options });
  const schema = buildSchema(model);
  const sent: SentRequest[] = [];
  const sentRest: string[] = [];
  const fetch: FetchLike = async (url, init) => {
    if (new URL(url).pathname.startsWith('/rest/')) {
      sentRest.push(`${init.method} ${decodeURIComponent(url.replace('http://crm.example', ''))}`);
      return simulator.fetch(url, init);
    }
    const request = JSON.parse(init.body ?? '') as SentRequest;
    expectValid(schema, request);
    sent.push(request);
    return simulator.fetch(url, init);
  };
  // As many requests as there are: no test waits for a minute to be over.
  const clientOptions = { url: 'http://crm.example', apiKey, fetch, rateLimit: false } as const;
  return {
    client: index.createClient(clientOptions),
    rest: index.createRestClient(clientOptions),
    fetch,
    sent,
    sentRest,
    async plain(query, variables = {}) {
      const response = await simulator.fetch('http://crm.example/graphql', {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${apiKey}` },
        body: JSON.stringify({ query, variables }),
      });
      const { data, errors } = (await response.json()) as { data: Row; errors?: { message: string }[] };
      if (errors) throw new Error(errors.map(({ message }) => message).join(' '));
      return data;
    },
  };
}

/** A copy without prototypes: graphql-js would take what every object inherits for fields named `constructor` … */
function bare<T>(value: T): T {
  if (Array.isArray(value)) return value.map(bare) as T;
  if (typeof value !== 'object' || value === null) return value;
  const copy: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  for (const [key, item] of Object.entries(value)) copy[key] = bare(item);
  return copy as T;
}

/** @throws when a document is not valid, or a variable not of its type. */
export function expectValid(schema: GraphQLSchema, { query, variables }: SentRequest): void {
  const document = parse(query);
  const errors = [...validate(schema, document)];
  const operation = document.definitions[0] as OperationDefinitionNode;
  errors.push(
    ...(getVariableValues(schema, operation.variableDefinitions ?? [], bare(variables)).errors ?? []),
  );
  if (errors.length > 0) throw new Error(`${query}: ${errors.map(({ message }) => message).join(' ')}`);
}

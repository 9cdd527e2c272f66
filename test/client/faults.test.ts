import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer as createTcpServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { TwentyClientOptions } from '../../templates/runtime/client.ts';
import type { FetchLike } from '../../templates/runtime/platform.ts';
import { createSimulator } from '../../src/simulate/simulator.ts';
import { apiKey, generated } from './generated.ts';
import type { Row } from './generated.ts';
import {
  byRoot,
  companies,
  countedSignal,
  failureOf,
  idOf,
  page,
  people as stubPeople,
  sentOf,
  settle,
  stubbed,
  withoutUnhandledRejections,
} from './stub.ts';

const demo = await generated('demo');
const people = demo.of('person');

withoutUnhandledRejections();

const servers: Server[] = [];
const sockets = new Set<Socket>();
/** Requests that are neither answered nor given up. */
let open = 0;
beforeEach(() => {
  // Hardly any pause before something is sent again.
  vi.spyOn(Math, 'random').mockReturnValue(1.9);
});
afterEach(() => {
  vi.restoreAllMocks();
  for (const socket of sockets) socket.destroy();
  sockets.clear();
  for (const server of servers.splice(0)) server.close();
});

async function listening(server: Server): Promise<string> {
  servers.push(server);
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Answers, or does not. The well answer is a promise, of which asking alone carries the request out. */
type Fault = (response: ServerResponse, answer: () => Promise<Buffer>) => void | Promise<void>;

const wellAnswered: Fault = async (response, answer) => {
  response.writeHead(200, { 'content-type': 'application/json' }).end(await answer());
};

interface Faulty {
  readonly client: ReturnType<typeof demo.index.createClient>;
  /** The root field of each request, and how many are in the workspace. */
  readonly roots: string[];
  readonly everyone: () => Promise<Row[]>;
}

/**
 * A simulated workspace behind a server that answers the first requests as these faults do, and the others well.
 * `after`: the faulty requests are carried out, and only their answers are lost.
 */
async function faulty(
  faults: readonly Fault[],
  { after = false, ...options }: TwentyClientOptions & { after?: boolean } = {},
): Promise<Faulty> {
  const simulator = createSimulator({ model: demo.model, apiKey, records: { person: 3 } });
  const roots: string[] = [];
  const server = createServer((request: IncomingMessage, response) => {
    open += 1;
    response.on('close', () => (open -= 1));
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString();
      roots.push(
        sentOf({ body, headers: {} })
          .roots.map(({ name }) => name)
          .join(),
      );
      const headers = { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' };
      const carryOut = async (): Promise<Buffer> => {
        const answer = await simulator.fetch('http://crm.example/graphql', { method: 'POST', headers, body });
        return Buffer.from(await answer.arrayBuffer());
      };
      const fault = faults[roots.length - 1];
      if (!fault) void wellAnswered(response, carryOut);
      else if (after) void carryOut().then((answer) => fault(response, async () => answer));
      else void fault(response, async () => Buffer.from('{"data":{"people":{"edges":[],"pageInfo":{}}}}'));
    });
  });
  const url = await listening(server);
  const client = demo.index.createClient({ url, apiKey, timeout: 5_000, ...options });
  const direct = demo.index.createClient({ url, apiKey, fetch: simulator.fetch as never });
  return { client, roots, everyone: () => people.findMany(direct).toArray() };
}

const html = '<!doctype html><html><body>Bad gateway</body></html>';
const withStatus =
  (status: number, text = html): Fault =>
  (response) =>
    void response.writeHead(status, { 'content-type': 'text/html' }).end(text);

const faults: Readonly<Record<string, Fault>> = {
  'resets the connection': (response) => void response.socket?.resetAndDestroy(),
  'closes the connection': (response) => void response.socket?.destroy(),
  'cuts the body': async (response, answer) => {
    const text = await answer();
    response.writeHead(200, { 'content-length': text.length });
    response.write(text.subarray(0, text.length / 2), () => response.destroy());
  },
  'cuts a body of unknown length': async (response, answer) => {
    const text = await answer();
    response.writeHead(200);
    response.write(text.subarray(0, text.length / 2), () => response.destroy());
  },
  'sends half of its JSON': async (response, answer) => {
    const text = await answer();
    response.writeHead(200, { 'content-type': 'application/json' }).end(text.subarray(0, text.length / 2));
  },
  'sends nothing': (response) => void response.writeHead(200).end(),
  'sends what is not as encoded as it says': (response) =>
    void response.writeHead(200, { 'content-encoding': 'gzip' }).end('{"data":{}}'),
  'answers 502': withStatus(502),
  'answers 503': withStatus(503),
  'answers 504': withStatus(504),
  'answers 502 in JSON': withStatus(502, '{"message":"no upstream"}'),
};

/** What says that sending it again would not help. */
const lasting: Readonly<Record<string, readonly [Fault, object]>> = {
  'answers 500': [withStatus(500), { name: 'TwentyServerError', status: 500, mayHaveArrived: true }],
  'answers 500 with a stack trace': [
    withStatus(500, 'Error: no\n    at x (y.js:1:1)'),
    { name: 'TwentyServerError', status: 500 },
  ],
  'answers 200 with HTML': [withStatus(200), { name: 'TwentyNetworkError', status: 200 }],
  'answers 404 with HTML': [withStatus(404), { name: 'TwentyNetworkError', status: 404 }],
  'answers 403 with HTML': [withStatus(403), { name: 'TwentyPermissionError', status: 403 }],
  'answers 413': [withStatus(413), { name: 'TwentyValidationError', status: 413 }],
  'answers 200 with errors and partial data': [
    (response) =>
      void response.writeHead(200).end(
        JSON.stringify({
          data: { people: { edges: [], totalCount: 0, pageInfo: { hasNextPage: false } }, createPerson: {} },
          errors: [
            { message: 'No permission', extensions: { code: 'FORBIDDEN', subCode: 'PERMISSION_DENIED' } },
          ],
        }),
      ),
    { name: 'TwentyPermissionError', subCode: 'PERMISSION_DENIED' },
  ],
  'answers 200 with neither data nor errors': [
    (response) => void response.writeHead(200).end('{}'),
    { name: expect.stringMatching(/^Twenty(?:Network|Server)Error$/) as string },
  ],
};

describe.each(Object.entries(faults))('a server that %s', (_, fault) => {
  it('is asked again for what is read, also twice', async () => {
    const { client, roots } = await faulty([fault, fault]);
    expect((await people.findMany(client)).records).toHaveLength(3);
    expect(roots).toEqual(['people', 'people', 'people']);
  });

  it('is, in the end, an error that says so', async () => {
    const { client, roots } = await faulty([fault, fault, fault], { maxRetries: 1 });
    const error: unknown = await Promise.resolve(people.findMany(client)).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(demo.index.TwentyError);
    expect((error as Error).name).toMatch(/^Twenty(?:Network|Server)Error$/);
    expect(error).toMatchObject({ operation: 'findMany people', isTransient: true });
    expect(roots).toHaveLength(2);
  });

  it('is sent a create once: where that is in, it is found by its id', async () => {
    const { client, roots, everyone } = await faulty([fault], { after: true });
    const row = await people.createOne(client, { jobTitle: 'New' }, { select: { jobTitle: true } });
    expect(row).toEqual({ jobTitle: 'New' });
    expect(roots).toEqual(['createPerson', 'people']);
    expect((await everyone()).filter(({ jobTitle }) => jobTitle === 'New')).toHaveLength(1);
  });

  it('is sent a create once: where that is not in, it is an error', async () => {
    const { client, roots, everyone } = await faulty([fault]);
    await expect(people.createMany(client, [{ jobTitle: 'New' }])).rejects.toMatchObject({
      mayHaveArrived: true,
      rows: { written: [], unknown: [0], records: [] },
    });
    expect(roots).toEqual(['createPeople', 'people']);
    expect(await everyone()).toHaveLength(3);
  });
});

it('what is safe to repeat is repeated although it was carried out, and what is not is not', async () => {
  const reset = faults['resets the connection'] as Fault;
  const { client, roots, everyone } = await faulty([reset, wellAnswered, reset, wellAnswered, reset], {
    after: true,
  });
  const [first] = await everyone();
  const id = first?.['id'];
  expect(await people.updateOne(client, id, { jobTitle: 'Again' })).toMatchObject({ jobTitle: 'Again' });
  expect(await people.deleteOne(client, id)).toMatchObject({ id });
  await expect(people.destroyOne(client, id)).rejects.toBeInstanceOf(demo.index.TwentyNetworkError);
  expect(roots).toEqual(['updatePerson', 'updatePerson', 'deletePerson', 'deletePerson', 'destroyPerson']);
  expect(await everyone()).toHaveLength(2);
});

describe.each(Object.entries(lasting))('a server that %s', (_, [fault, expected]) => {
  it('is not asked again: the error says why', async () => {
    const { client, roots } = await faulty([fault]);
    await expect(people.findMany(client)).rejects.toMatchObject(expected);
    await people.findMany(client);
    expect(roots).toHaveLength(2);
  });

  it('is not sent a create again', async () => {
    const { client, roots } = await faulty([fault]);
    await expect(people.createOne(client, {})).rejects.toMatchObject(expected);
    expect(roots.filter((root) => root === 'createPerson')).toHaveLength(1);
  });
});

describe('a server that does not answer in time', () => {
  const stages: Readonly<Record<string, Fault>> = {
    'at all': () => undefined,
    'with a body': (response) => void response.writeHead(200).flushHeaders(),
    'with the rest of the body': (response) => {
      response.writeHead(200);
      response.write('{"data":{"peo');
    },
  };

  it.each(Object.entries(stages))('%s is a timeout, whose connection is closed', async (_, fault) => {
    const { client, roots } = await faulty([fault], { timeout: 40 });
    await expect(people.findMany(client)).rejects.toMatchObject({
      name: 'TwentyTimeoutError',
      mayHaveArrived: true,
    });
    await vi.waitFor(() => expect(open).toBe(0));
    expect(roots).toHaveLength(1);
  });

  it('although the create is in: it is found by its id', async () => {
    const { client, everyone } = await faulty([() => undefined], { timeout: 100, after: true });
    expect(await people.createMany(client, [{ jobTitle: 'a' }, { jobTitle: 'b' }])).toMatchObject([
      { jobTitle: 'a' },
      { jobTitle: 'b' },
    ]);
    expect(await everyone()).toHaveLength(5);
  });

  it('is given more time by the call', async () => {
    const late: Fault = async (response, answer) => {
      const text = await answer();
      setTimeout(() => response.end(text), 120);
    };
    const { client } = await faulty([late], { timeout: 40, after: true });
    expect((await people.findMany(client, { timeout: 5_000 })).records).toHaveLength(3);
  });
});

it('a server that is not there is tried again, also for a create, which cannot have arrived', async () => {
  const gone = createServer();
  const nowhere = await listening(gone);
  await new Promise((resolve) => gone.close(resolve));
  const asked: string[] = [];
  const fetchLate: FetchLike = (url, init) => {
    asked.push(url);
    return fetch(asked.length > 1 ? url : `${nowhere}/graphql`, init);
  };
  const { client, roots, everyone } = await faulty([], { fetch: fetchLate });
  await people.createOne(client, { jobTitle: 'New' });
  expect(asked).toHaveLength(2);
  expect(roots).toEqual(['createPerson']);
  expect(await everyone()).toHaveLength(4);
});

it('a server that speaks something else is a network error', async () => {
  const url = await listening(createTcpServer((socket) => socket.end('SSH-2.0-OpenSSH_9.6\r\n')));
  const client = demo.index.createClient({ url, apiKey, maxRetries: 0 });
  await expect(people.findMany(client)).rejects.toBeInstanceOf(demo.index.TwentyNetworkError);
});

describe('a call that is aborted', () => {
  it('in flight closes its connection', async () => {
    const { client, roots } = await faulty([() => undefined]);
    const { signal, abort, listeners } = countedSignal();
    const reason = new Error('no longer wanted');
    const call = Promise.resolve(people.findMany(client, { signal })).catch((error: unknown) => error);
    await vi.waitFor(() => expect(roots).toHaveLength(1));
    abort(reason);
    expect(await call).toMatchObject({ name: 'TwentyAbortError', mayHaveArrived: true, cause: reason });
    expect(listeners()).toBe(0);
    await vi.waitFor(() => expect(open).toBe(0));
  });

  it('in the middle of the body closes its connection', async () => {
    const { client, roots } = await faulty([
      (response) => {
        response.writeHead(200);
        response.write('{"data":{"peo');
      },
    ]);
    const { signal, abort, listeners } = countedSignal();
    const call = Promise.resolve(people.findMany(client, { signal })).catch((error: unknown) => error);
    await vi.waitFor(() => expect(roots).toHaveLength(1));
    await new Promise((resolve) => setTimeout(resolve, 20));
    abort();
    expect(await call).toMatchObject({ name: 'TwentyAbortError' });
    expect(listeners()).toBe(0);
    await vi.waitFor(() => expect(open).toBe(0));
  });

  /** A workspace of endless pages, three records each. */
  const endless = (index: number): object => ({
    ...page([1, 2, 3].map((n) => ({ id: idOf(3 * index + n), name: 'x' }))),
    pageInfo: { hasNextPage: true, endCursor: `after ${index}` },
  });

  it.each([
    ['the first record', 1],
    ['the last record of a page', 3],
    ['a record of the second page', 4],
  ])('between pages, at %s, gives no more of them', async (_, at) => {
    const { client, sent } = stubbed(byRoot((_root, index) => endless(index)));
    const { signal, abort, listeners } = countedSignal();
    let seen = 0;
    const loop = async (): Promise<void> => {
      for await (const row of stubPeople.findMany(client, { signal })) {
        expect(row['name']).toBe('x');
        seen += 1;
        await settle();
        if (seen === at) abort(new Error('enough'));
      }
    };
    expect(await failureOf(loop())).toMatchObject({ code: 'ABORTED', cause: { message: 'enough' } });
    expect(seen).toBe(at);
    expect(listeners()).toBe(0);
    const { length } = sent;
    await settle();
    expect(sent).toHaveLength(length);
  });

  it('while the next page is under way aborts that', async () => {
    const aborted: boolean[] = [];
    const { client } = stubbed((_sent, index, init) => {
      if (index === 0) return { data: { people: endless(0) } };
      const signal = init.signal as unknown as AbortSignal;
      signal.addEventListener('abort', () => aborted.push(true));
      return new Promise(() => undefined);
    });
    const { signal, abort, listeners } = countedSignal();
    const rows = failureOf(stubPeople.findMany(client, { signal }).toArray());
    await settle();
    abort();
    expect((await rows).code).toBe('ABORTED');
    expect(aborted).toEqual([true]);
    expect(listeners()).toBe(0);
  });

  it('between batches begins no other, and says what is in', async () => {
    const { signal, abort, listeners } = countedSignal();
    const { client, sent } = stubbed(byRoot(({ args }) => args['data']));
    const rows = Array.from({ length: 1_000 }, (_, n) => ({ name: `n${n}` }));
    const onProgress = ({ done }: { done: number }): void => {
      if (done === 400) abort();
    };
    const call = stubPeople.createMany(client, rows, { signal, concurrency: 1, onProgress });
    const error = await failureOf(call);
    expect(error.code).toBe('ABORTED');
    expect(error.rows?.written).toHaveLength(400);
    expect(error.rows?.unknown).toEqual([]);
    expect(error.rows?.records).toHaveLength(400);
    expect(sent).toHaveLength(2);
    expect(listeners()).toBe(0);
  });

  it('with batches under way says of which rows it is not known', async () => {
    const { signal, abort, listeners } = countedSignal();
    const { client, sent } = stubbed((request, index, init) =>
      index === 0 ? byRoot(({ args }) => args['data'])(request, index, init) : new Promise(() => undefined),
    );
    const rows = Array.from({ length: 1_000 }, (_, n) => ({ name: `n${n}` }));
    const call = failureOf(companies.createMany(client, rows, { signal, concurrency: 2 }));
    await settle();
    abort();
    const { code, rows: became } = await call;
    expect(code).toBe('ABORTED');
    expect(became?.written).toEqual(rows.slice(0, 200).map((_, n) => n));
    expect(became?.unknown).toEqual(rows.slice(200, 600).map((_, n) => n + 200));
    expect(sent).toHaveLength(3);
    expect(listeners()).toBe(0);
  });
});

it('fifty calls may share one signal', async () => {
  const warnings: unknown[] = [];
  const warn = (warning: unknown): void => void warnings.push(warning);
  process.on('warning', warn);
  const { client } = stubbed(byRoot(() => page([])));
  const { signal } = new AbortController();
  await Promise.all(
    Array.from({ length: 50 }, (_, first) => stubPeople.findMany(client, { first: first + 1, signal })),
  );
  await settle();
  process.off('warning', warn);
  expect(warnings).toEqual([]);
});

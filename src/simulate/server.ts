import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { messageOf } from '../errors.ts';
import { BrokenConnection } from './fault.ts';
import type { Simulator } from './simulator.ts';

export interface ServeOptions {
  /** 0, the default: any free port. */
  readonly port?: number;
  /** By default the loopback interface only. */
  readonly host?: string;
}

export interface Server {
  /** `http://127.0.0.1:4321` */
  readonly url: string;
  close(): Promise<void>;
}

async function bodyOf(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

async function requestOf(message: IncomingMessage, origin: string, signal: AbortSignal): Promise<Request> {
  const headers = new Headers();
  for (const [name, value] of Object.entries(message.headers)) {
    for (const one of Array.isArray(value) ? value : [value ?? '']) headers.append(name, one);
  }
  const method = message.method ?? 'GET';
  const body = await bodyOf(message);
  const carriesBody = method !== 'GET' && method !== 'HEAD';
  return new Request(new URL(message.url ?? '/', origin), {
    method,
    headers,
    signal,
    ...(carriesBody ? { body: new Uint8Array(body) } : {}),
  });
}

async function answer(
  simulator: Pick<Simulator, 'fetch'>,
  message: IncomingMessage,
  response: ServerResponse,
  origin: string,
) {
  const given = new AbortController();
  response.once('close', () => given.abort());
  try {
    const request = await requestOf(message, origin, given.signal);
    const result = await simulator.fetch(request);
    response.writeHead(result.status, Object.fromEntries(result.headers));
    for await (const chunk of result.body ?? []) response.write(chunk);
    response.end();
  } catch (error) {
    if (given.signal.aborted) return;
    if (error instanceof BrokenConnection || response.headersSent) return void response.destroy();
    const text = messageOf(error);
    response.writeHead(500, { 'content-type': 'application/json; charset=utf-8' });
    response.end(JSON.stringify({ statusCode: 500, error: 'InternalServerError', messages: [text] }));
  }
}

/**
 * Serves a simulated workspace over HTTP.
 *
 * @throws the error of node:http where the port cannot be had
 */
export async function serve(
  simulator: Pick<Simulator, 'fetch'>,
  options: ServeOptions = {},
): Promise<Server> {
  const { port = 0, host = '127.0.0.1' } = options;
  let origin = 'http://localhost';
  const server = createServer((message, response) => void answer(simulator, message, response, origin));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  const address = server.address() as AddressInfo;
  const shown = address.family === 'IPv6' ? `[${address.address}]` : address.address;
  origin = `http://${shown}:${address.port}`;
  return {
    url: origin,
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error === undefined ? resolve() : reject(error)));
        server.closeAllConnections();
      }),
  };
}

import { AsyncLocalStorage } from 'node:async_hooks';
import { json } from '../simulate/answer.ts';
import { BrokenConnection, Fault } from '../simulate/fault.ts';
import type { Observer } from '../simulate/observe.ts';
import { wait } from '../simulate/wait.ts';
import { askedOf } from './asked.ts';
import type { Asked, Transport } from './asked.ts';
import type { FaultEffect, FaultRule, Faults } from './faults.ts';

/** One request, from its arrival to its answer. */
interface Exchange {
  readonly transport: Transport;
  readonly seen: Map<FaultRule, boolean>;
  /** What becomes of the answer once the request is carried out. */
  readonly after: FaultEffect[];
  /** Every operation of it is refused with these. */
  readonly refusals: FaultEffect[];
}

/** Ends a request before it is carried out. */
class Interrupted extends Error {
  readonly answer: () => Response;

  constructor(answer: () => Response) {
    super('interrupted');
    this.answer = answer;
  }
}

export interface ExchangeOptions {
  readonly faults: () => Faults;
  readonly now: () => number;
  /** Milliseconds before an answer. */
  readonly latency: () => number;
  readonly onAsked: (asked: Asked) => void;
}

export interface Exchanges {
  /** To be given to the simulator. */
  readonly observe: Observer;
  /** The simulator's fetch, with faults. */
  wrap(fetch: typeof globalThis.fetch): typeof globalThis.fetch;
}

/** Notes what is asked of a simulator, and makes happen to requests what the faults say. */
export function createExchanges(options: ExchangeOptions): Exchanges {
  const current = new AsyncLocalStorage<Exchange>();
  return {
    observe(operation, carryOut) {
      const exchange = current.getStore();
      if (exchange === undefined) return carryOut();
      const asked: Mutable<Asked> = askedOf(operation, exchange.transport, options.now());
      options.onAsked(asked);
      const effects = options.faults().effectsOn(asked, exchange.seen);
      try {
        for (const effect of [...exchange.refusals, ...effects]) interrupt(effect, exchange);
        return carryOut();
      } catch (error) {
        if (error instanceof Fault) asked.refused = error.message;
        throw error;
      }
    },
    wrap: (fetch) => async (input, init) => {
      const request = new Request(input, init);
      // A request's own signal follows this one only as long as the request is not collected.
      const signal = init?.signal ?? request.signal;
      const transport = new URL(request.url).pathname.startsWith('/rest') ? 'rest' : 'graphql';
      const exchange: Exchange = { transport, seen: new Map(), after: [], refusals: [] };
      let answer: Response;
      try {
        await wait(options.latency(), signal);
        for (const effect of options.faults().effectsOn(undefined, exchange.seen))
          if (effect.kind === 'error') exchange.refusals.push(effect);
          else interrupt(effect, exchange);
        answer = await current.run(exchange, () => fetch(request, { signal }));
      } catch (error) {
        if (!(error instanceof Interrupted)) throw error;
        answer = error.answer();
      }
      for (const effect of exchange.after) {
        if (effect.kind === 'delay') await wait(effect.ms, signal);
        else answer = await spoilt(effect, answer);
      }
      return answer;
    },
  };
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** @throws what ends the request, or refuses the operation, unless the effect is on the answer */
function interrupt(effect: FaultEffect, { after, transport }: Exchange): void {
  if (effect.kind === 'error') {
    const { code, subCode, message = `Simulated ${code}` } = effect;
    if (transport === 'rest') throw new Interrupted(() => restError(code, subCode, message));
    throw new Fault(message, { ...(subCode === undefined ? {} : { subCode }), code });
  }
  if (effect.kind === 'cut' || effect.kind === 'delay' || effect.isCarriedOut === true) {
    after.push(effect);
    return;
  }
  throw new Interrupted(() => failed(effect));
}

/** @throws BrokenConnection for a network error */
function failed(effect: Extract<FaultEffect, { readonly kind: 'network' | 'status' }>): Response {
  if (effect.kind === 'network') {
    const { code = effect.isCarriedOut === true ? 'ECONNRESET' : 'ECONNREFUSED' } = effect;
    throw new BrokenConnection('fetch failed', code);
  }
  const { status, body = `Simulated status ${status}`, retryAfter } = effect;
  const isEmpty = status === 204 || status === 205 || status === 304;
  return new Response(isEmpty ? null : body, {
    status,
    headers: {
      'content-type': 'text/plain; charset=utf-8',
      ...(retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) }),
    },
  });
}

/** An answer to a request that was carried out, as it arrives. */
async function spoilt(effect: Exclude<FaultEffect, { kind: 'delay' }>, answer: Response): Promise<Response> {
  if (effect.kind === 'network' || effect.kind === 'status') return failed(effect);
  const bytes = new Uint8Array(await answer.arrayBuffer());
  const half = bytes.subarray(0, bytes.length >> 1);
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (half.length > 0) controller.enqueue(half);
      controller.error(new BrokenConnection('terminated', 'ECONNRESET'));
    },
  });
  return new Response(body, { status: answer.status, headers: answer.headers });
}

const statuses: Readonly<Record<string, readonly [status: number, name: string]>> = {
  UNAUTHENTICATED: [401, 'UNAUTHENTICATED'],
  FORBIDDEN: [403, 'FORBIDDEN_EXCEPTION'],
  PERMISSION_DENIED: [403, 'FORBIDDEN_EXCEPTION'],
  NOT_FOUND: [404, 'NotFoundException'],
  LIMIT_REACHED: [429, 'HttpException'],
  INTERNAL_SERVER_ERROR: [500, 'InternalServerErrorException'],
};

function restError(code: string, subCode: string | undefined, message: string): Response {
  const [status, error] = statuses[subCode ?? ''] ?? statuses[code] ?? [400, 'BadRequestException'];
  return json(status, { statusCode: status, error, messages: [message] });
}

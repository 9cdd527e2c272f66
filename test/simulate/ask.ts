import { expect } from 'vitest';
import { demo } from '../../fixtures/demo.ts';
import { modelOf } from '../../fixtures/modern.ts';
import { createSimulator } from '../../src/simulate/simulator.ts';
import type { SimulatorOptions } from '../../src/simulate/simulator.ts';

export const model = modelOf(demo);

export interface Answer {
  readonly data?: Readonly<Record<string, unknown>> | null;
  readonly errors?: readonly {
    readonly message: string;
    readonly extensions?: Readonly<Record<string, unknown>>;
  }[];
}

export interface Asked {
  /** The answer to a GraphQL request as it is. */
  ask(query: string, variables?: object): Promise<Answer>;
  /** The one root field of an answer without errors. */
  read(query: string, variables?: object): Promise<unknown>;
  /** The message of the first error. */
  refused(query: string, variables?: object): Promise<string | undefined>;
  readonly fetch: typeof fetch;
}

/** A simulated demo workspace, empty unless told, and ways to ask it. */
export function simulated(options: Partial<SimulatorOptions> = {}): Asked {
  const simulator = createSimulator({ model, apiKey: 'key', records: 0, ...options });
  const ask = async (query: string, variables: object = {}): Promise<Answer> => {
    const answer = await simulator.fetch('http://crm.example/graphql', {
      method: 'POST',
      headers: { authorization: 'Bearer key', 'content-type': 'application/json' },
      body: JSON.stringify({ query, variables }),
    });
    return (await answer.json()) as Answer;
  };
  return {
    ask,
    async read(query, variables) {
      const { data, errors } = await ask(query, variables);
      expect(errors).toBeUndefined();
      return Object.values(data ?? {})[0];
    },
    async refused(query, variables) {
      return (await ask(query, variables)).errors?.[0]?.message;
    },
    fetch: simulator.fetch,
  };
}

/** An id of ours: `c0000000-0000-4000-8000-000000000007`. */
export function idOf(number: number): string {
  return `c0000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
}

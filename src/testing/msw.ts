/** `twenty-codegen/testing/msw`: a simulated workspace behind Mock Service Worker, for code that uses the global fetch. */
import { http } from 'msw';
import type { HttpHandler } from 'msw';
import type { Simulation } from './simulate.ts';

export interface HandlerOptions {
  /** The address that the code under test has for its Twenty server: that of the simulation unless given. */
  readonly url?: string;
}

/**
 * Handlers for setupServer() of msw 2 and 3: everything that is sent to the workspace's address is answered by the
 * simulation, with its faults.
 */
export function handlers(
  simulation: Pick<Simulation, 'fetch' | 'url'>,
  options: HandlerOptions = {},
): HttpHandler[] {
  const base = (options.url ?? simulation.url).replace(/\/+$/u, '');
  return [
    http.all(`${base}/*`, async ({ request }) => {
      // A server may stand below a path; the simulation stands at the root.
      const path = request.url.slice(base.length);
      try {
        return await simulation.fetch(new Request(`${simulation.url}${path}`, request));
      } catch {
        // Else msw would answer 500 with the error's text.
        return Response.error();
      }
    }),
  ];
}

import { createContext, runInContext } from 'node:vm';
import type { Context } from 'node:vm';
import type { Target } from './app/target.ts';

/** What pages and workers both have, of the globals that are no part of the language. */
const shared = {
  AbortController,
  AbortSignal,
  Blob,
  DOMException,
  Event,
  EventTarget,
  FormData,
  Headers,
  ReadableStream,
  Request,
  Response,
  TextDecoder,
  TextEncoder,
  URL,
  URLSearchParams,
  crypto,
  performance,
};

const functions = {
  atob,
  btoa,
  clearInterval,
  clearTimeout,
  fetch,
  queueMicrotask,
  setInterval,
  setTimeout,
  structuredClone,
};

type AnyFunction = (...args: never[]) => unknown;

/**
 * A global object of its own with what the web has and Node's rest has not. As there, its functions refuse to be
 * called as methods of anything else, and no text can be run as code.
 */
function webContext(more: object): Context {
  const context = createContext({ ...shared, ...more }, { codeGeneration: { strings: false, wasm: false } });
  const global = runInContext('globalThis', context) as Record<string, unknown>;
  for (const [name, original] of Object.entries(functions) as [string, AnyFunction][])
    global[name] = function (this: unknown, ...args: never[]): unknown {
      if (this !== undefined && this !== global) throw new TypeError('Illegal invocation');
      return original(...args);
    };
  global['self'] = global;
  return context;
}

/** Runs a script that leaves the program's exports in the global `app`, as a page does. */
export function runInPage(script: string, target: Target): Promise<unknown> {
  const page = webContext({ document: {}, location: { href: 'https://app.example/' }, navigator: {} });
  runInContext('globalThis.window = globalThis', page);
  runInContext(script, page);
  const { app } = page as { app?: { smoke(target: Target): Promise<unknown> } };
  if (!app) throw new Error('The script has left no global app.');
  return app.smoke(target);
}

/** Runs a script that awaits a message, in a worker's global scope, and gives the message that it posts. */
export function runInWorker(script: string, target: Target): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const worker = webContext({ onmessage: null, postMessage: resolve, importScripts: () => undefined });
    runInContext(script, worker);
    const { onmessage } = worker as { onmessage: ((event: { data: Target }) => Promise<void>) | null };
    if (onmessage) onmessage({ data: target }).catch(reject);
    else reject(new Error('The script awaits no message.'));
  });
}

import type { AbortSignalLike } from './types.js';

/**
 * The globals that the client uses, with the little that it needs of their types: so it compiles whatever `lib`
 * and `types` a project has, and runs wherever there is a fetch.
 */
export interface FetchResponse {
  readonly status: number;
  readonly headers: { get(name: string): string | null };
  text(): Promise<string>;
}

export interface FetchInit {
  readonly method: string;
  readonly headers: Record<string, string>;
  /** JSON; of an upload, a FormData. */
  readonly body?: string;
  // Whatever the platform's own fetch takes for a signal.
  readonly signal?: never;
}

/** Any function that behaves as the global fetch. */
export type FetchLike = (url: string, init: FetchInit) => Promise<FetchResponse>;

interface Platform {
  readonly fetch?: FetchLike;
  readonly process?: { readonly env?: Readonly<Record<string, string | undefined>> };
  readonly AbortController: new () => { readonly signal: AbortSignalLike; abort(reason?: unknown): void };
  readonly setTimeout: (callback: () => void, milliseconds: number) => unknown;
  readonly clearTimeout: (timer: unknown) => void;
  readonly FormData: new () => { append(name: string, value: unknown, fileName?: string): void };
  readonly Promise: { all(pending: readonly Promise<void>[]): Promise<unknown> };
  readonly crypto?: { randomUUID?(): string };
}

export const platform: Platform = globalThis as unknown as Platform;

/** A new id, of version 4. Node 18 has no global crypto, and pages that are not served securely no randomUUID. */
export function randomId(): string {
  return (
    platform.crypto?.randomUUID?.() ??
    'xxxxxxxx-xxxx-4xxx-8xxx-xxxxxxxxxxxx'.replace(/x/g, () => Math.trunc(Math.random() * 16).toString(16))
  );
}

export function environment(name: string): string | undefined {
  try {
    return platform.process?.env?.[name];
  } catch {
    // Deno without the permission to read the environment.
    return undefined;
  }
}

import { invalid, type TwentyValidationError } from './errors.js';
import { graphqlTransport } from './graphql.js';
import { environment, type FetchLike, platform } from './platform.js';
import type { Operation } from './operation.js';
import type { RequestOptions } from './types.js';

export interface TwentyClientOptions {
  /** Where the workspace is served, `https://crm.example.com`; TWENTY_API_URL unless given. */
  readonly url?: string;
  /** TWENTY_API_KEY unless given. */
  readonly apiKey?: string;
  /** Instead of the global fetch. */
  readonly fetch?: FetchLike;
  /** Milliseconds for each request; 30,000 unless given. */
  readonly timeout?: number;
  /** Sent with every request. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** A connection to one workspace; hand it to every function. */
export interface TwentyClient {
  /** Carries out an operation and gives the raw answer of its root field. */
  execute(operation: Operation, options?: RequestOptions): Promise<unknown>;
}

/** How operations reach the server. */
export interface TransportContext {
  readonly url: string;
  readonly apiKey: string;
  readonly fetch: FetchLike;
  readonly timeout: number;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * @throws TwentyValidationError when there is no URL or no key, or one that cannot be right.
 */
export function createClient(options: TwentyClientOptions = {}): TwentyClient {
  const url = (options.url ?? environment('TWENTY_API_URL'))?.trim();
  const apiKey = (options.apiKey ?? environment('TWENTY_API_KEY'))?.trim();
  if (!url) throw missing('url', 'TWENTY_API_URL');
  if (!apiKey) throw missing('apiKey', 'TWENTY_API_KEY');
  if (!/^https?:\/\//i.test(url)) throw invalid('The url must start with https:// or http://.');
  // Else fetch would refuse the header, and quote it.
  if (!/^[!-~]+$/.test(apiKey)) throw invalid('The apiKey holds white space or other characters no key has.');
  const fetch = options.fetch ?? platform.fetch;
  if (!fetch) throw invalid('There is no global fetch here: pass one as `fetch`.');
  return graphqlTransport({
    url: baseUrl(url),
    apiKey,
    fetch,
    timeout: options.timeout ?? 30_000,
    headers: options.headers ?? {},
  });
}

/** Accepts what people have at hand: a trailing slash, `/graphql` or `/rest` at the end. */
function baseUrl(url: string): string {
  return url
    .replace(/\/+$/, '')
    .replace(/\/(?:graphql|rest|metadata)$/, '')
    .replace(/\/+$/, '');
}

function missing(option: string, variable: string): TwentyValidationError {
  return invalid(`No ${option}: pass it to createClient or set ${variable} in the environment.`);
}

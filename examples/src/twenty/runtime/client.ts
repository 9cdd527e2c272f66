import { bucket, type RateLimit } from './bucket.js';
import { invalid } from './errors.js';
import { executor } from './execute.js';
import { graphql } from './graphql.js';
import { environment, type FetchLike, platform } from './platform.js';
import { rest } from './rest.js';
import type { Transport, TwentyClient } from './transport.js';

export type { TwentyClient } from './transport.js';

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
  /**
   * How often a request that failed in passing (network, 502, 503, 504) is sent again, if that is safe; 2 unless
   * given.
   */
  readonly maxRetries?: number;
  /**
   * Requests that are sent in so many milliseconds: 100 in 60,000 unless given, and what the server says its limit
   * is once it has said so. `false`: as many as there are, and none is sent again when the server refuses it.
   */
  readonly rateLimit?: RateLimit | false;
}

/**
 * A client that speaks GraphQL.
 *
 * @throws TwentyValidationError when there is no URL or no key, or one that cannot be right.
 */
export function createClient(options: TwentyClientOptions = {}): TwentyClient {
  return connect(graphql, options);
}

/**
 * A client that speaks REST: the same functions with the same results. What REST cannot express is refused with a
 * TwentyValidationError before anything is sent.
 *
 * @throws TwentyValidationError when there is no URL or no key, or one that cannot be right.
 */
export function createRestClient(options: TwentyClientOptions = {}): TwentyClient {
  return connect(rest, options);
}

function connect(transport: Transport, options: TwentyClientOptions): TwentyClient {
  const given = (option: 'url' | 'apiKey', variable: string): string => {
    const value = (options[option] ?? environment(variable))?.trim();
    if (value) return value;
    throw invalid(`No ${option}: pass it to createClient or set ${variable} in the environment.`);
  };
  const url = given('url', 'TWENTY_API_URL');
  const apiKey = given('apiKey', 'TWENTY_API_KEY');
  if (!/^https?:\/\//i.test(url)) throw invalid('The url must start with https:// or http://.');
  // Else fetch would refuse the header, and quote it.
  if (!/^[!-~]+$/.test(apiKey)) throw invalid('The apiKey holds white space or other characters no key has.');
  const { fetch = platform.fetch, timeout = 30_000, headers = {}, maxRetries = 2, rateLimit } = options;
  if (!fetch) throw invalid('There is no global fetch here: pass one as `fetch`.');
  return executor(transport, {
    // What people have at hand: a trailing slash, `/graphql` or `/rest` at the end.
    url: url.replace(/(?:\/(?:graphql|rest|metadata))?\/*$/, ''),
    apiKey,
    fetch,
    timeout,
    headers,
    maxRetries,
    bucket: rateLimit === false ? undefined : bucket(rateLimit),
  });
}

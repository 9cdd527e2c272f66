import { createClient } from '../twenty';
import type { TwentyClient } from '../twenty';

let client: TwentyClient | undefined;

/**
 * One client for the whole server, so that all requests together keep within the rate limit. It is made when it is first needed:
 * a build has no TWENTY_API_URL and TWENTY_API_KEY.
 */
export function crm(): TwentyClient {
  return (client ??= createClient());
}

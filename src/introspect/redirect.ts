import { CodegenError } from '../errors.ts';

/**
 * Where a redirect leads, or null for an answer that is none. The key may go along to the same origin, and from http
 * to https of the same host; anything else is an error, thrown before the key is sent.
 *
 * @throws CodegenError REDIRECTED_ELSEWHERE
 */
export function redirectTarget(from: URL, status: number, location: string | null): URL | null {
  if (![301, 302, 303, 307, 308].includes(status) || location === null) return null;
  const to = URL.canParse(location, from.href) ? new URL(location, from) : null;
  if (to === null) {
    throw new CodegenError(
      'REDIRECTED_ELSEWHERE',
      `${from.origin} redirects to something that is not a URL.`,
    );
  }
  to.username = '';
  to.password = '';
  const movesToHttps = from.protocol === 'http:' && to.protocol === 'https:' && from.hostname === to.hostname;
  if (to.origin === from.origin || movesToHttps) return to;
  const login = /log-?in|sign-?in|sso|oauth|saml|auth/i.test(`${to.hostname}${to.pathname}`)
    ? ' It looks like a login in front of the server.'
    : '';
  throw new CodegenError(
    'REDIRECTED_ELSEWHERE',
    `${from.origin} redirects to ${to.origin === 'null' ? to.protocol : to.origin}, another origin.${login}`,
  );
}

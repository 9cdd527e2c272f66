import { CodegenError } from '../errors.ts';
import type { Warning } from '../errors.ts';

/** Endpoints and pages of a Twenty server that people paste along with its address. */
const endpoints = new Set(['rest', 'graphql', 'metadata']);
const pages = new Set(['object', 'objects', 'settings', 'welcome']);

export interface ParsedBaseUrl {
  /** The server's root: ends in a slash, has neither query, fragment nor credentials. */
  readonly base: URL;
  readonly warnings: readonly Warning[];
}

/**
 * The root of a Twenty server, from what a person may write for it: with or without scheme, path prefix, trailing
 * slash, or an endpoint (`/rest/metadata`, `/graphql` …) at the end.
 *
 * @throws CodegenError URL_INVALID, URL_WITH_CREDENTIALS. Their messages never hold what may be a secret.
 */
export function parseBaseUrl(input: string): ParsedBaseUrl {
  const text = input.trim();
  if (text === '') throw new CodegenError('URL_INVALID', 'No URL was given.');
  if (looksLikeKey(text)) {
    throw new CodegenError('URL_INVALID', 'The URL looks like an API key.', {
      fix: 'The address of the server goes into TWENTY_API_URL, the key into TWENTY_API_KEY.',
    });
  }
  const url = parse(text);
  if (url === null) throw new CodegenError('URL_INVALID', `${shown(text)} is not a URL.`);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw new CodegenError('URL_INVALID', `The URL must begin with https:// or http://, not ${url.protocol}`);
  }
  if (url.username !== '' || url.password !== '') {
    throw new CodegenError(
      'URL_WITH_CREDENTIALS',
      `The URL of ${url.host} holds a user name or a password; it would end up in logs.`,
    );
  }
  const warnings: Warning[] = [];
  const base = new URL(`${url.origin}${prefixOf(url, warnings)}`);
  if (url.search !== '') {
    warnings.push({ code: 'URL_PART_DROPPED', message: 'The query of the URL (from ? on) is not used.' });
  }
  if (base.protocol === 'http:' && !isLoopback(base.hostname)) {
    warnings.push({
      code: 'INSECURE_URL',
      message: `${base.origin} is not encrypted: the API key can be read on its way. Use https:// if the server has it.`,
    });
  }
  return { base, warnings };
}

/** True for a host that never leaves this machine. */
function isLoopback(hostname: string): boolean {
  const host = hostname.toLowerCase();
  return (
    host === 'localhost' ||
    host.endsWith('.localhost') ||
    host === '[::1]' ||
    host === '0.0.0.0' ||
    /^127\.\d+\.\d+\.\d+$/.test(host)
  );
}

function parse(text: string): URL | null {
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(text)) return tryParse(text);
  const url = tryParse(`https://${text.replace(/^\/+/, '')}`);
  if (url === null || !isLoopback(url.hostname)) return url;
  // Setting `protocol` would keep a port 443 that was written out; parsing anew does not.
  return tryParse(`http://${text.replace(/^\/+/, '')}`);
}

function tryParse(text: string): URL | null {
  const url = URL.canParse(text) ? new URL(text) : null;
  return url?.hostname === '' ? null : url;
}

function prefixOf(url: URL, warnings: Warning[]): string {
  const segments = url.pathname.split('/').filter((segment) => segment !== '');
  const endpoint = segments.findIndex((segment) => endpoints.has(segment.toLowerCase()));
  if (endpoint !== -1) return directory(segments.slice(0, endpoint));
  const page = segments.findIndex((segment) => pages.has(segment.toLowerCase()));
  if (page === -1) return directory(segments);
  warnings.push({
    code: 'URL_PART_DROPPED',
    message: `The URL is that of a page in Twenty: the part from /${segments[page] ?? ''} on is not used.`,
  });
  return directory(segments.slice(0, page));
}

function directory(segments: readonly string[]): string {
  return segments.length === 0 ? '/' : `/${segments.join('/')}/`;
}

function looksLikeKey(text: string): boolean {
  return /^(bearer\s|eyJ[\w-]{8,}\.)/i.test(text);
}

/** What was written, if it cannot hold a secret or break a terminal. */
function shown(text: string): string {
  return /^[\w.:/-]{1,80}$/.test(text) && !/\w{40}/.test(text) ? `"${text}"` : 'The URL given';
}

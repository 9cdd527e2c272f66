import { CodegenError } from '../errors.ts';
import type { ErrorCode } from '../errors.ts';
import type { Redact } from './key.ts';

/** Why a request failed, and whether it is worth sending again. */
export interface Failure {
  readonly error: CodegenError;
  readonly retry: boolean;
  /** What the server asks to wait, in milliseconds. */
  readonly retryAfterMs?: number;
}

const tlsCodes = new Set([
  'CERT_HAS_EXPIRED',
  'CERT_NOT_YET_VALID',
  'CERT_REVOKED',
  'CERT_UNTRUSTED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'EPROTO',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
]);
const timeoutCodes = new Set([
  'ETIMEDOUT',
  'UND_ERR_BODY_TIMEOUT',
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_HEADERS_TIMEOUT',
]);

/** The cause of a fetch function's rejection: `fetch failed` says nothing, the error within it does. */
export function networkFailure(
  thrown: unknown,
  context: { readonly url: URL; readonly redact: Redact; readonly mayUseProxy: boolean },
): Failure {
  const { url, redact, mayUseProxy } = context;
  const { code, text } = rootCause(thrown);
  const details = [
    redact(code === '' ? text : `${code}: ${text}`),
    ...(mayUseProxy ? ['A proxy is set in the environment (HTTP_PROXY or HTTPS_PROXY).'] : []),
  ];
  const failure = (errorCode: ErrorCode, message: string, retry: boolean, fix?: string): Failure => ({
    // Not the thrown error itself: whoever wrote the fetch function may have put headers into it.
    error: new CodegenError(errorCode, message, {
      details,
      cause: new Error(details[0]),
      ...(fix === undefined ? {} : { fix }),
    }),
    retry,
  });

  if (/proxy response|proxy connection|ERR_PROXY/i.test(`${text} ${code}`)) {
    return failure('PROXY_FAILED', `The proxy did not connect to ${url.host}.`, false);
  }
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') {
    return failure('HOST_NOT_FOUND', `The host ${url.hostname} could not be found.`, code === 'EAI_AGAIN');
  }
  if (code === 'ECONNREFUSED') {
    return failure('CONNECTION_REFUSED', `Nothing listens at ${url.host}: the connection was refused.`, true);
  }
  if (tlsCodes.has(code) || /^ERR_(TLS|SSL)_/.test(code)) {
    return failure('TLS_FAILED', `No secure connection to ${url.host} (${tlsReason(code)}).`, false);
  }
  if (timeoutCodes.has(code)) {
    return failure('TIMEOUT', `${url.host} did not answer in time.`, true);
  }
  if (code.startsWith('HPE_') || /does not match the HTTP/.test(text)) {
    const fix =
      url.protocol === 'http:'
        ? 'If the server speaks HTTPS at this port, write https:// in the URL.'
        : undefined;
    return failure('NOT_TWENTY', `What listens at ${url.host} does not speak HTTP.`, false, fix);
  }
  return failure('CONNECTION_FAILED', `The connection to ${url.host} failed.`, true);
}

/** The stream of an answer broke before its end. */
export function cutFailure(thrown: unknown, url: URL, redact: Redact): Failure {
  const { code, text } = rootCause(thrown);
  return {
    error: new CodegenError('RESPONSE_CUT', `The answer of ${url.host}${url.pathname} broke off.`, {
      details: [redact(code === '' ? text : `${code}: ${text}`)],
    }),
    retry: true,
  };
}

function tlsReason(code: string): string {
  if (code === 'CERT_HAS_EXPIRED') return 'its certificate has expired';
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') return 'its certificate is for another host';
  if (/SELF_SIGNED|UNABLE_TO|UNTRUSTED/.test(code))
    return 'the issuer of its certificate is not trusted here';
  if (code === 'EPROTO' || code.startsWith('ERR_SSL_'))
    return 'it does not speak TLS at this port, or not in our way';
  return 'its certificate was not accepted';
}

/** The innermost error that has a code, or else the innermost. */
function rootCause(thrown: unknown): { code: string; text: string } {
  let found = { code: '', text: String(thrown) };
  let current: unknown = thrown;
  // A bound, for causes that point back to themselves.
  for (let depth = 0; depth < 8 && current instanceof Error; depth++) {
    const code: unknown = 'code' in current ? current.code : undefined;
    if (typeof code === 'string') found = { code, text: current.message };
    else if (found.code === '') found = { code: '', text: current.message };
    // Several addresses were tried (IPv6, IPv4): the first failure stands for all.
    current =
      current instanceof AggregateError && current.errors.length > 0 ? current.errors[0] : current.cause;
  }
  return found;
}

import { CodegenError } from '../errors.ts';
import type { ErrorCode } from '../errors.ts';
import type { Failure } from './failure.ts';
import { isRecord } from './json.ts';
import type { Redact } from './key.ts';

/** An HTTP answer, read to its end. */
export interface Answer {
  readonly url: URL;
  readonly method: 'GET' | 'POST';
  readonly status: number;
  readonly contentType: string;
  readonly retryAfter: string | null;
  readonly text: string;
}

export type Outcome = { readonly value: unknown } | { readonly failure: Failure };

/**
 * Tells an answer that can be used from the many that cannot: of a proxy, a login page, another service, a server in
 * trouble, and Twenty's own refusals. `value` is the parsed body; for GraphQL its `data`.
 */
export function readAnswer(answer: Answer, kind: 'rest' | 'graphql', redact: Redact): Outcome {
  const refuse = refuser(answer, redact);
  if (isHtml(answer)) {
    if ([429, 502, 503, 504].includes(answer.status)) return statusFailure(answer, [], refuse);
    return refuse('HTML_PAGE', htmlMessage(answer), [titleOf(answer.text)]);
  }
  const parsed = parseJson(answer.text);
  // An error's body may be anything; its status says enough. A good answer must be JSON.
  if ('problem' in parsed) {
    if (answer.status >= 400) return statusFailure(answer, [answer.text], refuse);
    return parsed.problem === 'cut'
      ? refuse('RESPONSE_CUT', `${where(answer)} answered JSON that breaks off.`, [tailOf(answer.text)], {
          retry: true,
        })
      : refuse('RESPONSE_NOT_JSON', `${where(answer)} did not answer JSON.`, [answer.text.slice(0, 100)]);
  }
  const body = parsed.value;
  if (kind === 'graphql' && isRecord(body) && Array.isArray(body['errors']) && body['errors'].length > 0) {
    return graphqlFailure(answer, body['errors'], refuse);
  }
  if (answer.status >= 400) return statusFailure(answer, restMessages(body), refuse, body);
  if (!isRecord(body) || (kind === 'graphql' && !isRecord(body['data']))) {
    return refuse('NOT_TWENTY', `${where(answer)} answered JSON, but not of the form that Twenty answers.`, [
      answer.text.slice(0, 100),
    ]);
  }
  return { value: kind === 'graphql' ? body['data'] : body };
}

type Refuse = (
  code: ErrorCode,
  message: string,
  details: readonly string[],
  again?: { retry: boolean; afterMs?: number | undefined },
) => { readonly failure: Failure };

function refuser(answer: Answer, redact: Redact): Refuse {
  return (code, message, details, again = { retry: false }) => {
    const afterMs = again.afterMs ?? retryAfterMs(answer.retryAfter);
    return {
      failure: {
        error: new CodegenError(code, message, {
          details: details.map(redact).filter((text) => text !== ''),
          retryAfterMs: afterMs,
        }),
        retry: again.retry,
        ...(afterMs === undefined ? {} : { retryAfterMs: afterMs }),
      },
    };
  };
}

function statusFailure(
  answer: Answer,
  messages: readonly string[],
  refuse: Refuse,
  body: unknown = undefined,
): { readonly failure: Failure } {
  const { status } = answer;
  const said = messages.join(' ');
  if (status === 429 || isRateLimit(said)) return rateLimited(answer, messages, refuse, {});
  if (status === 401 || status === 403) {
    // A refusal that does not look like Twenty's is of something in front of it.
    const isTwenty =
      isRecord(body) && (Array.isArray(body['messages']) || 'code' in body || 'statusCode' in body);
    if (isTwenty || status === 401) return refusal(answer, status === 401, messages, refuse);
    return refuse(
      'NOT_TWENTY',
      `${where(answer)} answered ${status}, and not as Twenty does.`,
      messages,
      undefined,
    );
  }
  if (status === 407)
    return refuse('PROXY_FAILED', 'The proxy asks for a user name and a password.', messages);
  if (status === 404 || status === 405 || status === 410) {
    return refuse(
      'NOT_TWENTY',
      `${where(answer)} answered ${status}: there is no Twenty at this address.`,
      messages,
    );
  }
  if (status >= 500) {
    const retry = status === 502 || status === 503 || status === 504;
    return refuse('SERVER_ERROR', `${where(answer)} answered ${status}.`, messages, { retry });
  }
  return refuse('REQUEST_REFUSED', `${where(answer)} answered ${status}.`, messages);
}

function graphqlFailure(
  answer: Answer,
  errors: readonly unknown[],
  refuse: Refuse,
): { readonly failure: Failure } {
  const rows = errors.filter(isRecord);
  const messages = rows.map((row) => (typeof row['message'] === 'string' ? row['message'] : '(no message)'));
  const extensions = rows.map((row) => (isRecord(row['extensions']) ? row['extensions'] : {}));
  const codes = new Set(extensions.flatMap((row) => [row['code'], row['subCode']]));
  const has = (code: string): boolean => codes.has(code);

  if (
    has('LIMIT_REACHED') ||
    has('RATE_LIMITED') ||
    has('QUOTA_EXHAUSTED') ||
    isRateLimit(messages.join(' '))
  ) {
    const wait = extensions.map((row) => row['retryAfterMs']).find((ms) => typeof ms === 'number');
    return rateLimited(answer, messages, refuse, { afterMs: wait, exhausted: has('QUOTA_EXHAUSTED') });
  }
  if (has('UNAUTHENTICATED')) return refusal(answer, true, messages, refuse);
  if (has('FORBIDDEN') || has('PERMISSION_DENIED')) return refusal(answer, false, messages, refuse);
  if (has('INTERNAL_SERVER_ERROR') || answer.status >= 500) {
    return refuse('SERVER_ERROR', `${where(answer)} answered with an internal error.`, messages, {
      retry: answer.status === 502 || answer.status === 503 || answer.status === 504,
    });
  }
  return refuse('REQUEST_REFUSED', `${where(answer)} refused the request.`, messages);
}

/** Which of the reasons for which Twenty turns a key away; only the message tells some of them apart. */
function refusal(
  answer: Answer,
  unauthenticated: boolean,
  messages: readonly string[],
  refuse: Refuse,
): { readonly failure: Failure } {
  const said = messages.join(' ');
  if (/revoked/i.test(said)) return refuse('API_KEY_REVOKED', 'This API key was revoked.', messages);
  if (/expired/i.test(said)) return refuse('API_KEY_EXPIRED', 'This API key has expired.', messages);
  if (/missing authentication|forbidden resource/i.test(said)) {
    return refuse('API_KEY_IGNORED', `${where(answer)} answered as if no API key had been sent.`, messages);
  }
  if (unauthenticated) return refuse('API_KEY_INVALID', 'The server does not accept this API key.', messages);
  return refuse(
    'PERMISSION_DENIED',
    `The role of this API key has no permission for ${where(answer)}.`,
    messages,
  );
}

function rateLimited(
  answer: Answer,
  messages: readonly string[],
  refuse: Refuse,
  more: { afterMs?: number | undefined; exhausted?: boolean },
): { readonly failure: Failure } {
  return refuse('RATE_LIMITED', `${answer.url.host} allows no more requests for now.`, messages, {
    retry: more.exhausted !== true,
    afterMs: more.afterMs,
  });
}

/** Servers before 1.0 say this with the code INTERNAL_SERVER_ERROR, and with status 400 over REST. */
function isRateLimit(message: string): boolean {
  return /too many requests|limit reached \(\d+ tokens/i.test(message);
}

function restMessages(body: unknown): string[] {
  if (!isRecord(body)) return [];
  const { messages, message, error } = body;
  const list = Array.isArray(messages) ? messages : [message];
  const texts = list.flat().filter((text) => typeof text === 'string');
  return texts.length === 0 && typeof error === 'string' ? [error] : texts;
}

function isHtml({ contentType, text }: Answer): boolean {
  return (
    /^(text\/html|application\/xhtml)/i.test(contentType) ||
    /^\s*<(!doctype|html)\b/i.test(text.slice(0, 200))
  );
}

function htmlMessage(answer: Answer): string {
  const status = answer.status === 200 ? '' : ` (status ${answer.status})`;
  return `${where(answer)} answered a web page${status}, not data: a proxy, a login, or the address of a page.`;
}

function titleOf(html: string): string {
  const title = /<title[^>]*>([^<]{1,200})/i.exec(html.slice(0, 20_000))?.[1]?.trim();
  return title === undefined ? '' : `Title of the page: ${title}`;
}

function tailOf(text: string): string {
  return `${text.length} characters came, the last are: ${text.slice(-40)}`;
}

function where({ method, url }: Answer): string {
  return `${method} ${url.origin}${url.pathname}`;
}

function parseJson(text: string): { value: unknown } | { problem: 'cut' | 'other' } {
  try {
    return { value: JSON.parse(text) };
  } catch (error) {
    const message = error instanceof Error ? error.message : '';
    const position = Number(/position (\d+)/.exec(message)?.[1] ?? -1);
    const begun = /^\s*[[{]/.test(text);
    const cut = begun && (/unexpected end|unterminated/i.test(message) || position >= text.trimEnd().length);
    return { problem: cut ? 'cut' : 'other' };
  }
}

/** Seconds, or a date; undefined where there is none or it cannot be read. */
function retryAfterMs(header: string | null): number | undefined {
  if (header === null) return undefined;
  if (/^\d+(\.\d+)?$/.test(header.trim())) return Number(header) * 1000;
  const date = Date.parse(header);
  return Number.isNaN(date) ? undefined : Math.max(0, date - Date.now());
}

/**
 * Webhooks of Twenty: what they send, and whether it was Twenty that sent it.
 *
 * Where this is known from: names and types of the envelope and of the headers from the OpenAPI document that a server
 * 2.31 gives out (`GET /rest/open-api/core`); what exactly is signed, that the time is in milliseconds, and the events
 * `destroyed` and `restored`, which that document leaves out, from how the server's public source behaves. Where the
 * page docs.twenty.com/developers/extend/webhooks shows another body (`event`, `data`, `timestamp`), servers send this
 * one. No delivery of a real server was recorded: hence the records are typed with care.
 */

/** What every event has. */
export interface WebhookEnvelope {
  readonly targetUrl: string;
  readonly workspaceId: string;
  readonly webhookId: string;
  /** When it happened, ISO 8601. */
  readonly eventDate: string;
  /** Who did it, where a user did. */
  readonly userId?: string;
  readonly workspaceMemberId?: string;
}

/** What happened to a record: deleted ones can be restored, destroyed ones are gone for good. */
export type WebhookAction = 'created' | 'updated' | 'deleted' | 'restored' | 'destroyed';

/** One thing that happened to a record of one object: `person.created`. */
export interface RecordEvent<O extends string, A extends WebhookAction, R> extends WebhookEnvelope {
  readonly eventName: `${O}.${A}`;
  readonly objectMetadata: { readonly id: string; readonly nameSingular: O };
  /** As it is after what happened; a destroyed one as it was. */
  readonly record: R;
}

export interface UpdatedEvent<O extends string, R> extends RecordEvent<O, 'updated', R> {
  /** The names of the fields that changed. */
  readonly updatedFields: readonly string[];
}

/** Everything that can happen to a record of an object. */
export type ObjectEvent<O extends string, R> =
  | RecordEvent<O, 'created', R>
  | UpdatedEvent<O, R>
  | RecordEvent<O, 'deleted', R>
  | RecordEvent<O, 'restored', R>
  | RecordEvent<O, 'destroyed', R>;

/**
 * A record as an event carries it: straight from the database, so that what the API answers as '' or [] may be null here,
 * and any field but the id may be missing. Read the record by its id for what the client's types promise.
 *
 * @typeParam Text fields that the client gives as other types than the text which JSON holds
 */
export type WebhookRecord<T, Text extends keyof T = never> = { readonly id: string } & {
  readonly [K in Exclude<keyof T, 'id'>]?: (K extends Text ? string : WebhookValue<T[K]>) | null;
};

type WebhookValue<V> = V extends readonly unknown[]
  ? V
  : V extends object
    ? { readonly [K in keyof V]?: V[K] | null }
    : V;

/** `Headers` of fetch, or an object of headers as Node and many frameworks have it. */
export type WebhookHeaders =
  { get(name: string): string | null } | Readonly<Record<string, string | readonly string[] | undefined>>;

export interface VerifyWebhookOptions {
  /** The body as it came, before anything parsed it: that is what was signed. */
  readonly body: string | Uint8Array;
  readonly headers: WebhookHeaders;
  /** The webhook's secret; several while one takes another's place. */
  readonly secret: string | readonly string[];
  /** How far from now, in milliseconds, the request may have been sent; 5 minutes unless given. */
  readonly tolerance?: number;
}

export type WebhookErrorCode = 'missing-header' | 'bad-signature' | 'too-old' | 'not-json' | 'unknown-event';

/** Why a request is no event of this workspace. */
export class WebhookError extends Error {
  override readonly name = 'WebhookError';
  /**
   * - missing-header: it has no signature or no time; Twenty sends them once the webhook has a secret
   * - bad-signature: it was not signed with this secret, or changed on its way
   * - too-old: it was signed, but not within the tolerance: sent again by somebody, or a clock is wrong
   * - not-json: it was signed, and holds no event
   * - unknown-event: it was signed, and is of an object or action that the generated code does not know
   */
  readonly code: WebhookErrorCode;
  /** What was sent, where it was signed and is JSON. */
  readonly event: unknown;

  constructor(code: WebhookErrorCode, message: string, details: { cause?: unknown; event?: unknown } = {}) {
    super(message);
    // As ES2022 has it, which not every project's `lib` knows.
    if ('cause' in details)
      Object.defineProperty(this, 'cause', { value: details.cause, configurable: true, writable: true });
    this.code = code;
    this.event = details.event;
  }
}

/** The globals that are used, with the little that is needed of their types: any `lib` will do. */
interface Platform {
  readonly crypto: {
    readonly subtle: {
      importKey(
        format: 'raw',
        key: Uint8Array,
        algorithm: { readonly name: 'HMAC'; readonly hash: 'SHA-256' },
        extractable: false,
        usages: readonly ['verify'],
      ): Promise<unknown>;
      verify(algorithm: 'HMAC', key: unknown, signature: Uint8Array, data: Uint8Array): Promise<boolean>;
    };
  };
  readonly TextEncoder: new () => { encode(text: string): Uint8Array };
  readonly TextDecoder: new () => { decode(bytes: Uint8Array): string };
}

const platform = globalThis as unknown as Platform;

const signatureHeader = 'x-twenty-webhook-signature';
const timestampHeader = 'x-twenty-webhook-timestamp';
const defaultTolerance = 5 * 60_000;
const actions: ReadonlySet<string> = new Set(['created', 'updated', 'deleted', 'restored', 'destroyed']);

/**
 * Makes the function that verifies and parses events.
 *
 * @param objects nameSingular of every object whose events are known
 */
export function verifier<E>(objects: readonly string[]): (options: VerifyWebhookOptions) => Promise<E> {
  return async ({ body, headers, secret, tolerance = defaultTolerance }) => {
    const timestamp = headerOf(headers, timestampHeader);
    const signature = headerOf(headers, signatureHeader);
    const bytes = typeof body === 'string' ? encode(body) : body;
    if (!(await isSigned(timestamp, signature, bytes, secret)))
      throw new WebhookError('bad-signature', 'The request was not signed with this secret.');
    const age = Date.now() - Number(timestamp);
    if (!(Math.abs(age) <= tolerance))
      throw new WebhookError(
        'too-old',
        `The request was sent ${age} ms ago: that is not within ${tolerance} ms.`,
      );
    const event = parse(typeof body === 'string' ? body : new platform.TextDecoder().decode(bytes));
    const name = eventName(event);
    const dot = name.lastIndexOf('.');
    if (!objects.includes(name.slice(0, dot)) || !actions.has(name.slice(dot + 1)))
      throw new WebhookError('unknown-event', `The event ${JSON.stringify(name)} is not known.`, { event });
    return event as E;
  };
}

/** Whether the text `timestamp:body` has this signature. The platform compares, in a time that says nothing of where they differ. */
async function isSigned(
  timestamp: string,
  signature: string,
  body: Uint8Array,
  secret: string | readonly string[],
): Promise<boolean> {
  const hex = /^[\da-f]{64}$/i.test(signature) ? (signature.match(/../g) ?? []) : [];
  if (hex.length === 0 || !/^\d+$/.test(timestamp)) return false;
  const start = encode(`${timestamp}:`);
  const signed = new Uint8Array(start.length + body.length);
  signed.set(start);
  signed.set(body, start.length);
  const { subtle } = platform.crypto;
  for (const text of typeof secret === 'string' ? [secret] : secret) {
    // No key is imported of no bytes: an empty secret, as an unset variable gives, signs nothing.
    if (text === '') continue;
    const key = await subtle.importKey('raw', encode(text), { name: 'HMAC', hash: 'SHA-256' }, false, [
      'verify',
    ]);
    const given = Uint8Array.from(hex, (byte) => Number.parseInt(byte, 16));
    if (await subtle.verify('HMAC', key, given, signed)) return true;
  }
  return false;
}

function headerOf(headers: WebhookHeaders, name: string): string {
  const value: unknown =
    typeof headers.get === 'function'
      ? (headers as { get(name: string): string | null }).get(name)
      : Object.entries(headers).find(([key]) => key.toLowerCase() === name)?.[1];
  const text = typeof value === 'string' ? value : Array.isArray(value) ? String(value[0] ?? '') : '';
  if (text === '')
    throw new WebhookError(
      'missing-header',
      `There is no ${name}: is there a secret in the settings of the webhook?`,
    );
  return text;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new WebhookError('not-json', 'The body is no JSON.', { cause: error });
  }
}

function eventName(event: unknown): string {
  const { eventName: name, record } = (event ?? {}) as { eventName?: unknown; record?: unknown };
  if (typeof name === 'string' && typeof record === 'object' && record !== null) return name;
  throw new WebhookError('not-json', 'The body holds no event: there is no eventName, or no record.', {
    event,
  });
}

const encode = (text: string): Uint8Array => new platform.TextEncoder().encode(text);

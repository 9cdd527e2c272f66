import { isDeepStrictEqual } from 'node:util';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

interface Multipart {
  readonly operations: unknown;
  readonly map: unknown;
  readonly files: Readonly<
    Record<string, { readonly filename: string; readonly contentType: string; readonly text: string }>
  >;
}

export interface Exchange {
  readonly name: string;
  readonly request: {
    readonly method: string;
    readonly path: string;
    readonly headers: Readonly<Record<string, string | null>>;
    readonly body?: unknown;
    readonly bodyText?: string;
    /** A form as the GraphQL multipart request specification has it. */
    readonly multipart?: Multipart;
  };
  readonly response: { readonly status: number; readonly body?: unknown; readonly bodyText?: string };
}

export function readExchanges(folder: string): Exchange[] {
  return readFileSync(join(folder, 'exchanges.ndjson'), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Exchange);
}

/** The exchanges whose arrays come in no defined order. */
export function readUnordered(folder: string): ReadonlySet<string> {
  const text = readFileSync(join(folder, 'exchanges.nondeterministic.json'), 'utf8');
  return new Set((JSON.parse(text) as { arrayOrder: string[] }).arrayOrder);
}

/** Ids that the server made, as it and as the simulator gave them. */
export type IdMap = Map<string, string>;

const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi;
/** The ids that the exchanges choose themselves. */
const chosen = /^(?:[a-f]0000000-|99999999-|20202020-)/i;

/** Times of a recording or a run, names that a database makes, and ids within text, made alike. */
function normalised(value: string): string {
  return value
    .replaceAll(/2026-\d\d-\d\dT[\d:.]+(?:Z|\+00:00)/g, '<time>')
    .replaceAll(/\bFK_[0-9a-f]{27}\b/g, '<foreign key>')
    .replaceAll(/^https?:\/\/[^/]+(?=\/file\/)/g, '<origin>')
    .replaceAll(/(?<=\?token=).*$/g, '<token>')
    .replaceAll(/\bworkspace_[0-9a-z]+\./g, '<schema>.')
    .replaceAll(uuid, (id) => (chosen.test(id) ? id : '<id>'));
}

function prepared(value: unknown, isUnordered: boolean): unknown {
  if (typeof value === 'string') return normalised(value);
  if (Array.isArray(value)) {
    const items = value.map((item: unknown) => prepared(item, isUnordered));
    // A list of texts or numbers is a value of its own, and always in order.
    const isOfRecords = items.some((item) => typeof item === 'object' && item !== null);
    return isUnordered && isOfRecords
      ? items.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))
      : items;
  }
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, item]) => [key, prepared(item, isUnordered)]));
}

/** Notes which id of ours stands where the recording has one that its server made. */
function noteIds(recorded: unknown, ours: unknown, ids: IdMap): void {
  if (typeof recorded === 'string' && typeof ours === 'string') {
    const own = ours.match(uuid) ?? [];
    for (const [index, id] of (recorded.match(uuid) ?? []).entries()) {
      const other = own[index];
      if (other !== undefined && !chosen.test(id)) ids.set(id, other);
    }
  } else if (typeof recorded === 'object' && recorded !== null && typeof ours === 'object' && ours !== null) {
    for (const [key, value] of Object.entries(recorded)) {
      noteIds(value, (ours as Readonly<Record<string, unknown>>)[key], ids);
    }
  }
}

export interface Replayed {
  readonly isEqual: boolean;
  readonly want: unknown;
  readonly have: unknown;
}

function formOf({ operations, map, files }: Multipart): FormData {
  const form = new FormData();
  form.set('operations', JSON.stringify(operations));
  form.set('map', JSON.stringify(map));
  for (const [name, { filename, contentType, text }] of Object.entries(files))
    form.set(name, new File([text], filename, { type: contentType }));
  return form;
}

/** Sends one exchange's request and compares the answer. An answer that never comes is status 0. */
export async function replay(
  exchange: Exchange,
  send: typeof fetch,
  key: string,
  ids: IdMap,
  isUnordered: boolean,
): Promise<Replayed> {
  const { request, response } = exchange;
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== null) headers.set(name, value.replace('<key>', key));
  }
  let body = request.bodyText ?? (request.body === undefined ? undefined : JSON.stringify(request.body));
  let path = request.path;
  for (const [recorded, ours] of ids) {
    body = body?.replaceAll(recorded, ours);
    path = path.replaceAll(recorded, ours);
  }
  const carriesBody = body !== undefined && request.method !== 'GET';
  if (carriesBody && !headers.has('content-type')) headers.set('content-type', 'application/json');
  let status = 0;
  let text = '';
  try {
    const { multipart } = request;
    // The boundary is one of its own.
    if (multipart !== undefined) headers.delete('content-type');
    const answer = await send(`http://simulated.example${path}`, {
      method: request.method,
      headers,
      signal: AbortSignal.timeout(response.status === 0 ? 30 : 1000),
      ...(carriesBody && body !== undefined ? { body } : {}),
      ...(multipart === undefined ? {} : { body: formOf(multipart) }),
    });
    status = answer.status;
    text = await answer.text();
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
  }
  let ours: unknown;
  try {
    ours = JSON.parse(text);
  } catch {
    ours = text === '' ? undefined : text;
  }
  const recorded =
    response.body ?? (response.bodyText?.startsWith('GraphQLError') ? ours : response.bodyText);
  noteIds(recorded, ours, ids);
  const want = {
    status: response.status,
    body: prepared(recorded === '' ? undefined : recorded, isUnordered),
  };
  const have = { status, body: prepared(ours, isUnordered) };
  return { isEqual: isDeepStrictEqual(want, have), want, have };
}

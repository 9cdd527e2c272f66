import { CodegenError } from '../errors.ts';
import type { ErrorCode, Warning } from '../errors.ts';
import { brokenSchemaWarning, isStrangersSchema, readSchema } from './graphql.ts';
import { createHttp } from './http.ts';
import type { HttpOptions } from './http.ts';
import { parseApiKey } from './key.ts';
import { completeAll, mergeSources } from './merge.ts';
import type { Merged } from './merge.ts';
import { readMetadataObjects } from './metadata.ts';
import { stateOf } from './probe.ts';
import { readRestObjects } from './rest.ts';
import type { ReadObjects } from './rest.ts';
import type { RawWorkspace } from './types.ts';
import { parseBaseUrl } from './url.ts';
import { readWorkspace } from './workspace.ts';

export interface IntrospectOptions extends Omit<HttpOptions, 'base' | 'apiKey'> {
  /** The server's address, as a person may write it. */
  readonly url: string;
  readonly apiKey: string;
  /** Told what is being done, in words for a person. */
  readonly onProgress?: ((text: string) => void) | undefined;
}

/**
 * Reads a live workspace: its objects and fields from both of its metadata APIs, its GraphQL schema, its name.
 *
 * @throws CodegenError for every way to fail, with what to do about it
 */
export async function introspect(options: IntrospectOptions): Promise<RawWorkspace> {
  const { url, apiKey, onProgress = () => {}, ...rest } = options;
  const { base, warnings } = parseBaseUrl(url);
  const http = await createHttp({ ...rest, base, apiKey: parseApiKey(apiKey) });
  try {
    onProgress(`Reading the workspace at ${base.host}`);
    // First of all: what is read after it is of this version, or of a later one, which then shows.
    const workspace = await settle(readWorkspace(http));
    if ('error' in workspace && isUnreachable.has(workspace.error.code)) throw workspace.error;
    const [restObjects, metadataObjects, schema] = await Promise.all([
      settle(readRestObjects(http)),
      settle(readMetadataObjects(http)),
      settle(readSchema(http)),
    ]);
    const failures = [restObjects, metadataObjects, schema, workspace].flatMap((outcome) =>
      'error' in outcome ? [outcome.error] : [],
    );
    const { objects, warnings: objectWarnings } = combine(restObjects, metadataObjects, failures);
    if (objects.length === 0) {
      throw new CodegenError('WORKSPACE_EMPTY', `The workspace at ${base.host} has no objects.`);
    }
    onProgress(`Read ${objects.length} objects`);
    if ('error' in schema) throw schema.error;
    const { value: read } = schema;
    if (read.schema !== null && isStrangersSchema(read.schema, objects)) throw keyIgnored(base);
    return {
      workspace: 'value' in workspace ? workspace.value : null,
      objects,
      schema: read.schema,
      warnings: [
        ...warnings,
        ...objectWarnings,
        ...(read.schema === null ? [brokenSchemaWarning(read.problem, objects)] : []),
      ],
      state:
        'value' in workspace
          ? stateOf(workspace.value, 'value' in metadataObjects ? metadataObjects.value.objects : null)
          : null,
    };
  } finally {
    await http.close();
  }
}

/** What every other request would meet as well. */
const isUnreachable: ReadonlySet<ErrorCode> = new Set([
  'ABORTED',
  'CONNECTION_REFUSED',
  'HOST_NOT_FOUND',
  'PROXY_FAILED',
  'TLS_FAILED',
]);

export type Settled<T> = { readonly value: T } | { readonly error: CodegenError };

/** A rejection as a value. What is not a CodegenError is a mistake of ours, and stays thrown. */
export async function settle<T>(promise: Promise<T>): Promise<Settled<T>> {
  try {
    return { value: await promise };
  } catch (error) {
    if (error instanceof CodegenError) return { error };
    throw error;
  }
}

/** @throws CodegenError the most telling of all failures, where neither source gave the objects */
function combine(
  rest: Settled<ReadObjects>,
  metadata: Settled<ReadObjects>,
  failures: readonly CodegenError[],
): Merged {
  const aborted = failures.find((error) => error.code === 'ABORTED');
  if (aborted !== undefined) throw aborted;
  const fromRest = 'value' in rest ? rest.value : null;
  const fromMetadata = 'value' in metadata ? metadata.value : null;
  const read = (fromRest?.warnings ?? []).concat(fromMetadata?.warnings ?? []);
  if (fromRest !== null && fromMetadata !== null) {
    // A source that answers and knows nothing is no second opinion.
    if (fromMetadata.objects.length === 0) return { objects: completeAll(fromRest.objects), warnings: read };
    if (fromRest.objects.length === 0) return { objects: completeAll(fromMetadata.objects), warnings: read };
    const merged = mergeSources(fromRest.objects, fromMetadata.objects);
    return { objects: merged.objects, warnings: [...read, ...merged.warnings] };
  }
  if (fromMetadata !== null && 'error' in rest) {
    return { objects: completeAll(fromMetadata.objects), warnings: [...read, restWarning(rest.error)] };
  }
  // A limit that will pass must not cost the relations.
  if (fromRest !== null && 'error' in metadata && metadata.error.code !== 'RATE_LIMITED') {
    return { objects: completeAll(fromRest.objects), warnings: [...read, metadataWarning(metadata.error)] };
  }
  throw mostTelling(failures);
}

function restWarning(error: CodegenError): Warning {
  if (error.code === 'PERMISSION_DENIED') {
    return {
      code: 'REST_METADATA_FORBIDDEN',
      message:
        'The role of this key may not read the data model over REST; it was read from /metadata instead.',
    };
  }
  return {
    code: 'REST_METADATA_FAILED',
    message: `The data model was read from /metadata only; over REST it failed: ${error.message}`,
  };
}

function metadataWarning(error: CodegenError): Warning {
  return {
    code: 'METADATA_FAILED',
    message: `The data model was read over REST only, without the other side of relations; /metadata failed: ${error.message}`,
  };
}

/** From the cause that explains all others to the one that explains least. */
const telling: readonly ErrorCode[] = [
  'ABORTED',
  'API_KEY_REVOKED',
  'API_KEY_EXPIRED',
  'API_KEY_INVALID',
  'API_KEY_IGNORED',
  'PROXY_FAILED',
  'HOST_NOT_FOUND',
  'TLS_FAILED',
  'CONNECTION_REFUSED',
  'REDIRECTED_ELSEWHERE',
  'REDIRECT_LOOP',
  'HTML_PAGE',
  'RATE_LIMITED',
  'PERMISSION_DENIED',
  'RESPONSE_UNEXPECTED',
  'RESPONSE_TOO_LARGE',
  'TIMEOUT',
  'CONNECTION_FAILED',
  'RESPONSE_CUT',
  'RESPONSE_NOT_JSON',
  'SERVER_ERROR',
  'NOT_TWENTY',
  'REQUEST_REFUSED',
];

function mostTelling(failures: readonly CodegenError[]): CodegenError {
  const rank = (error: CodegenError): number => {
    const index = telling.indexOf(error.code);
    return index === -1 ? telling.length : index;
  };
  const [first = new CodegenError('UNEXPECTED', 'Nothing could be read.')] = [...failures].sort(
    (a, b) => rank(a) - rank(b),
  );
  return first;
}

export function keyIgnored(base: URL): CodegenError {
  return new CodegenError(
    'API_KEY_IGNORED',
    `${base.href}graphql answers as if no API key had been sent: its schema has none of the workspace's objects.`,
  );
}

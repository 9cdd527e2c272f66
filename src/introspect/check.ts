import { CodegenError } from '../errors.ts';
import type { ErrorCode } from '../errors.ts';
import { brokenSchemaWarning, isStrangersSchema, readSchema } from './graphql.ts';
import type { ReadSchema } from './graphql.ts';
import { createHttp } from './http.ts';
import type { Http } from './http.ts';
import { keyIgnored, settle } from './introspect.ts';
import type { IntrospectOptions, Settled } from './introspect.ts';
import { isRecord } from './json.ts';
import { parseApiKey } from './key.ts';
import { parseBaseUrl } from './url.ts';
import { readWorkspace } from './workspace.ts';

/** One thing that must be right before a workspace can be read. */
export interface ConnectionStep {
  readonly name:
    'URL' | 'Server' | 'API key' | 'REST metadata' | 'GraphQL metadata' | 'GraphQL schema' | 'Workspace';
  readonly ok: boolean;
  /** Right enough to go on, but worth a look. */
  readonly warning?: true;
  /** Could not be tried, since a step before it failed. */
  readonly skipped?: true;
  readonly code?: ErrorCode;
  readonly detail: string;
  readonly fix?: string;
}

type StepName = ConnectionStep['name'];

/**
 * Tries, one by one, all that introspect() needs of a server, and says of each whether it works. Never throws for a
 * failure of the connection: the steps tell it.
 */
export async function checkConnection(options: IntrospectOptions): Promise<readonly ConnectionStep[]> {
  const { url, apiKey: givenKey, onProgress = () => {}, ...rest } = options;
  const parsed = await settle(attempt(() => parseBaseUrl(url)));
  if ('error' in parsed) return [failed('URL', parsed.error), ...skipAfter('URL', 'the URL')];
  const { base, warnings } = parsed.value;
  const urlStep: ConnectionStep =
    warnings.length === 0
      ? passed('URL', base.href)
      : {
          ...passed('URL', `${base.href} (${warnings.map(({ message }) => message).join(' ')})`),
          warning: true,
        };

  // Without a key the server can still be tried.
  const key = await settle(attempt(() => parseApiKey(givenKey)));
  const created = await settle(createHttp({ ...rest, base, apiKey: 'value' in key ? key.value : 'none' }));
  if ('error' in created)
    return [urlStep, failed('Server', created.error), ...skipAfter('Server', 'the server')];
  const http = created.value;
  try {
    onProgress(`Trying ${base.host}`);
    const server = await settle(http.graphql('graphql', '{ __typename }', { withKey: false }));
    if ('error' in server && !isReached(server.error))
      return [urlStep, failed('Server', server.error), ...skipAfter('Server', 'the server')];
    const serverStep = passed('Server', `${base.host} answers as a Twenty server`);
    if ('error' in key)
      return [urlStep, serverStep, failed('API key', key.error), ...skipAfter('API key', 'the key')];
    return [urlStep, serverStep, ...(await checkWithKey(http, base))];
  } finally {
    await http.close();
  }
}

/** A server that turns a stranger away is there all the same. */
function isReached({ code }: CodegenError): boolean {
  return code.startsWith('API_KEY_') || code === 'PERMISSION_DENIED' || code === 'REQUEST_REFUSED';
}

async function checkWithKey(http: Http, base: URL): Promise<readonly ConnectionStep[]> {
  const [workspace, rest, metadata, schema] = await Promise.all([
    settle(readWorkspace(http)),
    settle(http.get('rest/metadata/objects?limit=1')),
    settle(readObjectNames(http)),
    settle(readSchema(http)),
  ]);
  const refused = [workspace, metadata, rest, schema].find(
    (outcome) => 'error' in outcome && outcome.error.code.startsWith('API_KEY_'),
  );
  if (refused !== undefined && 'error' in refused) {
    return [failed('API key', refused.error), ...skipAfter('API key', 'the key')];
  }
  const names = 'value' in metadata ? metadata.value : [];
  return [
    'value' in workspace || 'value' in metadata
      ? passed('API key', 'the server accepts it')
      : failed('API key', workspace.error),
    restStep(rest, 'value' in metadata),
    metadataStep(metadata, names.length),
    schemaStep(schema, names, base),
    'value' in workspace
      ? passed(
          'Workspace',
          workspace.value?.displayName ?? workspace.value?.id ?? 'the server does not tell its name',
        )
      : failed('Workspace', workspace.error),
  ];
}

function restStep(rest: Settled<unknown>, hasOther: boolean): ConnectionStep {
  if ('value' in rest) return passed('REST metadata', 'readable');
  const step = failed('REST metadata', rest.error);
  // The other source has all that is needed.
  return hasOther
    ? { ...step, ok: true, warning: true, detail: `${step.detail} /metadata serves instead.` }
    : step;
}

function metadataStep(metadata: Settled<unknown>, count: number): ConnectionStep {
  if ('error' in metadata) return failed('GraphQL metadata', metadata.error);
  if (count > 0) return passed('GraphQL metadata', `${count} objects`);
  return failed('GraphQL metadata', new CodegenError('WORKSPACE_EMPTY', 'The workspace has no objects.'));
}

function schemaStep(schema: Settled<ReadSchema>, names: readonly ObjectName[], base: URL): ConnectionStep {
  if ('error' in schema) return failed('GraphQL schema', schema.error);
  const read = schema.value;
  if (read.schema === null) {
    return { ...passed('GraphQL schema', brokenSchemaWarning(read.problem, names).message), warning: true };
  }
  if (isStrangersSchema(read.schema, names)) return failed('GraphQL schema', keyIgnored(base));
  return passed('GraphQL schema', `${read.schema.types.size} types`);
}

interface ObjectName {
  readonly nameSingular: string;
  readonly namePlural: string;
  readonly isActive: boolean;
}

async function readObjectNames(http: Http): Promise<readonly ObjectName[]> {
  const data = await http.graphql(
    'metadata',
    'query ObjectNames { objects(paging: { first: 1000 }) { edges { node { nameSingular namePlural isActive } } } }',
  );
  const edges = isRecord(data['objects']) ? data['objects']['edges'] : undefined;
  if (!Array.isArray(edges)) return [];
  return edges.flatMap((edge: unknown) => {
    const node = isRecord(edge) && isRecord(edge['node']) ? edge['node'] : {};
    const { nameSingular, namePlural, isActive } = node;
    if (typeof nameSingular !== 'string' || typeof namePlural !== 'string') return [];
    return [{ nameSingular, namePlural, isActive: isActive !== false }];
  });
}

const stepNames: readonly StepName[] = [
  'URL',
  'Server',
  'API key',
  'REST metadata',
  'GraphQL metadata',
  'GraphQL schema',
  'Workspace',
];

function passed(name: StepName, detail: string): ConnectionStep {
  return { name, ok: true, detail };
}

function failed(name: StepName, { code, message, fix }: CodegenError): ConnectionStep {
  return { name, ok: false, code, detail: message, fix };
}

function skipAfter(name: StepName, subject: string): ConnectionStep[] {
  const detail = `not tried: ${subject} must be right first`;
  return stepNames
    .slice(stepNames.indexOf(name) + 1)
    .map((skipped) => ({ name: skipped, ok: false, skipped: true, detail }));
}

/** A synchronous call as a promise, so that its error can be settled like the others. */
async function attempt<T>(call: () => T): Promise<T> {
  return call();
}

import type { GraphQLSchema } from 'graphql';
import type { Model } from '../model/types.ts';
import { json, notRouted } from './answer.ts';
import { accessOf, graphqlRefusal, metadataRefusal, restRefusal } from './auth.ts';
import type { Keys } from './auth.ts';
import { parseRequest } from './document.ts';
import { answerDownload, answerUpload } from './files.ts';
import type { GraphqlContext } from './graphql.ts';
import { answerGraphql, printedFault } from './graphql.ts';
import { answered, anonymousSchema } from './introspection.ts';
import { metadataRoot } from './metadata/graphql.ts';
import type { WorkspaceFacts } from './metadata/graphql.ts';
import { objectsPage, oneObject } from './metadata/rest.ts';
import type { Envelope } from './metadata/rest.ts';
import { saysCustom } from './metadata/rows.ts';
import { metadataSchema } from './metadata/schema.ts';
import { answerRest } from './rest/route.ts';

export interface RouterOptions {
  readonly model: Model;
  readonly keys: Keys;
  readonly envelope: Envelope;
  /** False: the key's role may not see the data model over REST. */
  readonly dataModel: boolean;
  readonly facts: WorkspaceFacts;
  /** The server's version, which /client-config tells. */
  readonly version: string;
  readonly context: GraphqlContext;
}

/** A request that is never answered: until its sender gives up. */
function hang(): Promise<Response> {
  return new Promise(() => undefined);
}

const permissionDenied = {
  statusCode: 403,
  error: 'Error',
  messages: ['Entity performing the request does not have permission'],
  code: 'PERMISSION_DENIED',
};

/** Calls `make` once, when it is first needed. */
function once<T extends object>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}

/** The routes of a server, over one workspace. */
export function router(options: RouterOptions): (request: Request) => Promise<Response> {
  const { model, keys, context } = options;
  const anonymous = once(anonymousSchema);
  const metadata: () => GraphQLSchema = once(() => metadataSchema(saysCustom(model)));

  const graphql = async (request: Request, isMetadata: boolean): Promise<Response> => {
    const access = accessOf(request.headers.get('authorization'), keys);
    if (request.method === 'GET') return json(200, await answerAnonymously(request));
    const isForm = (request.headers.get('content-type') ?? '').startsWith('multipart/form-data');
    if (isMetadata && isForm && access === 'granted')
      return json(200, await answerUpload(request, model, context));
    const parsed = await parseRequest(request);
    if ('refusal' in parsed) return parsed.refusal === 'hang' ? hang() : parsed.refusal;
    if (access === 'none') {
      if (isMetadata) return json(200, { errors: [printedFault(metadataRefusal())], data: null });
      return json(200, await answered(anonymous(), parsed));
    }
    if (access !== 'granted') return json(200, { errors: [printedFault(graphqlRefusal(access))] });
    if (isMetadata) return json(200, await answered(metadata(), parsed, metadataRoot(model, options.facts)));
    return json(200, await answerGraphql(parsed, context));
  };

  /** A query in the URL: the key is ignored. */
  const answerAnonymously = async (request: Request): Promise<unknown> => {
    const query = new URL(request.url).searchParams.get('query') ?? '';
    const posted = new Request(request.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query }),
    });
    const parsed = await parseRequest(posted);
    return 'refusal' in parsed
      ? { errors: [{ message: 'Must provide query string.' }] }
      : answered(anonymous(), parsed);
  };

  const rest = async (request: Request, url: URL): Promise<Response> => {
    const access = accessOf(request.headers.get('authorization'), keys);
    const [, , ...parts] = url.pathname.split('/');
    if (parts.length === 0 || parts[0] === '') return notRouted(request.method, url.pathname);
    if (access !== 'granted') return restRefusal(access);
    if (parts[0] !== 'metadata') return answerRest(request, url, context);
    const [, kind = '', id] = parts;
    if (kind !== 'objects' && kind !== 'fields') {
      const messages = [`'${kind}' is not a valid UUID`];
      return json(400, { statusCode: 400, error: 'BadRequestException', messages });
    }
    if (!options.dataModel) return json(403, permissionDenied);
    if (kind === 'fields' || request.method !== 'GET') return notRouted(request.method, url.pathname);
    if (id === undefined || id === '')
      return json(200, objectsPage(model, options.envelope, url.searchParams));
    const { status, body } = oneObject(model, options.envelope, id);
    return json(status, body);
  };

  return async (request) => {
    const url = new URL(request.url);
    const path = url.pathname;
    if (path === '/healthz') return json(200, { status: 'ok', info: {}, error: {}, details: {} });
    if (path === '/client-config') return json(200, { appVersion: options.version });
    if (path === '/graphql' || path === '/metadata') return graphql(request, path === '/metadata');
    if (path === '/rest' || path.startsWith('/rest/')) return rest(request, url);
    return answerDownload(path, context.files) ?? notRouted(request.method, path);
  };
}

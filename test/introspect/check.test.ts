import { describe, expect, it } from 'vitest';

import { checkConnection } from '../../src/introspect/check.ts';
import type { ConnectionStep } from '../../src/introspect/check.ts';
import { closedPort, json, serve, text } from './server.ts';
import type { Handler } from './server.ts';

const quick = { apiKey: 'key', retries: 0, timeoutMs: 5000 };
const invalid = { errors: [{ message: 'Token invalid.', extensions: { code: 'UNAUTHENTICATED' } }] };
const forbidden = { statusCode: 403, error: 'Error', messages: ['no permission'], code: 'PERMISSION_DENIED' };

describe('the check of a connection', () => {
  it('passes a server that has all that is needed', async () => {
    const steps = await stepsOf(working({}));
    expect(outline(steps)).toEqual([
      'URL ok',
      'Server ok',
      'API key ok',
      'REST metadata ok',
      'GraphQL metadata ok',
      'GraphQL schema ok',
      'Workspace ok',
    ]);
    expect(steps.map(({ detail }) => detail)).toContain('Acme');
  });

  it('stops at a URL that is none', async () => {
    const steps = await checkConnection({ ...quick, url: 'ftp://x' });
    expect(steps[0]).toMatchObject({ name: 'URL', ok: false, code: 'URL_INVALID' });
    expect(steps.slice(1).every(({ skipped }) => skipped)).toBe(true);
    expect(steps).toHaveLength(7);
  });

  it('stops at a server that is not there, or is not a Twenty', async () => {
    const absent = await checkConnection({ ...quick, url: `http://127.0.0.1:${await closedPort()}` });
    expect(absent[1]).toMatchObject({ name: 'Server', ok: false, code: 'CONNECTION_REFUSED' });
    const other = await stepsOf((_, response) => text(response, '<html></html>', 200, 'text/html'));
    expect(other[1]).toMatchObject({ name: 'Server', ok: false, code: 'HTML_PAGE' });
    expect(outline(other).slice(2)).toEqual(other.slice(2).map(({ name }) => `${name} skipped`));
  });

  it('tells a missing key from a server that is down', async () => {
    const { url } = await serve(working({}));
    const steps = await checkConnection({ ...quick, url, apiKey: '' });
    expect(outline(steps).slice(0, 4)).toEqual([
      'URL ok',
      'Server ok',
      'API key API_KEY_MISSING',
      'REST metadata skipped',
    ]);
  });

  it('tells a key that is refused', async () => {
    const steps = await stepsOf(({ method, headers }, response) => {
      if (headers.authorization === undefined) json(response, { data: { __typename: 'Query' } });
      else
        json(
          response,
          method === 'GET' ? { statusCode: 401, messages: ['Token invalid.'] } : invalid,
          method === 'GET' ? 401 : 200,
        );
    });
    expect(outline(steps).slice(0, 4)).toEqual([
      'URL ok',
      'Server ok',
      'API key API_KEY_INVALID',
      'REST metadata skipped',
    ]);
  });

  it('takes a server that turns strangers away for one that is there', async () => {
    const steps = await stepsOf((_, response) => json(response, invalid));
    expect(outline(steps).slice(0, 3)).toEqual(['URL ok', 'Server ok', 'API key API_KEY_INVALID']);
  });

  it('only warns of a role that may not read over REST, since /metadata serves', async () => {
    const steps = await stepsOf(working({ rest: forbidden }));
    expect(steps[3]).toMatchObject({
      name: 'REST metadata',
      ok: true,
      warning: true,
      code: 'PERMISSION_DENIED',
    });
    expect(steps.every(({ ok }) => ok)).toBe(true);
  });

  it('tells that the key does not reach /graphql', async () => {
    const steps = await stepsOf(working({ rootField: 'search' }));
    expect(steps.filter(({ ok }) => !ok)).toMatchObject([
      { name: 'GraphQL schema', code: 'API_KEY_IGNORED' },
    ]);
  });
});

function working({ rest, rootField = 'people' }: { rest?: unknown; rootField?: string }): Handler {
  const people = {
    name: rootField,
    args: [],
    type: { kind: 'OBJECT', name: 'PersonConnection', ofType: null },
  };
  const types = [{ kind: 'OBJECT', name: 'Query', fields: [people] }];
  return ({ method, path, query }, response) => {
    if (method === 'GET') json(response, rest ?? { data: [] }, rest === undefined ? 200 : 403);
    else if (query.includes('currentWorkspace'))
      json(response, { data: { currentWorkspace: { displayName: 'Acme' } } });
    else if (path === '/metadata') {
      json(response, {
        data: { objects: { edges: [{ node: { nameSingular: 'person', namePlural: 'people' } }] } },
      });
    } else
      json(response, { data: { __typename: 'Query', __schema: { queryType: { name: 'Query' }, types } } });
  };
}

async function stepsOf(handler: Handler): Promise<readonly ConnectionStep[]> {
  const { url } = await serve(handler);
  return checkConnection({ ...quick, url });
}

function outline(steps: readonly ConnectionStep[]): readonly string[] {
  return steps.map(
    ({ name, ok, skipped, code }) => `${name} ${ok ? 'ok' : skipped === true ? 'skipped' : code}`,
  );
}

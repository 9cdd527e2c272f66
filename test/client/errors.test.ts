import { describe, expect, it } from 'vitest';
import { serve } from '../../src/simulate/server.ts';
import { createSimulator } from '../../src/simulate/simulator.ts';
import type { FetchLike } from '../../templates/runtime/platform.ts';
import { apiKey, generated, workspaceOf } from './generated.ts';

const demo = await generated('demo');
const { index, model } = demo;
const people = demo.of('person');
const url = 'http://crm.example';

describe('an error of its own class', () => {
  it.each([
    ['that is malformed', 'not-the-key', {}],
    ['that expired', 'a-key-of-last-year', { expiredKeys: ['a-key-of-last-year'] }],
    ['that was revoked', 'a-key-taken-back', { revokedKeys: ['a-key-taken-back'] }],
  ])('for a key %s', async (_, key, options) => {
    const { fetch } = createSimulator({ model, apiKey, ...options });
    const client = index.createClient({ url, apiKey: key, fetch: fetch as FetchLike });
    const error: unknown = await people.findMany(client).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(index.TwentyAuthenticationError);
    expect(error).toBeInstanceOf(index.TwentyError);
    expect(error).toMatchObject({ code: 'AUTHENTICATION', operation: 'findMany people', status: 200 });
  });

  it('for what the server refuses', async () => {
    const { client } = workspaceOf(demo);
    await expect(
      people.createOne(client, { linkedinLink: { primaryLinkUrl: 'no url' } }),
    ).rejects.toBeInstanceOf(index.TwentyValidationError);
    await expect(people.findMany(client, { first: -1 })).rejects.toMatchObject({
      name: 'TwentyValidationError',
      subCode: 'INVALID_ARGS_FIRST',
    });
  });

  it('for what is unique and there already', async () => {
    const { client } = workspaceOf(demo);
    const data = { emails: { primaryEmail: 'ada@example.com' } };
    const { id } = await people.createOne(client, data);
    await expect(people.createOne(client, data)).rejects.toMatchObject({
      name: 'TwentyDuplicateError',
      conflictingRecordId: id,
    });
  });

  it('for a limit that is reached', async () => {
    const { client } = workspaceOf(demo, { limit: { requests: 1, perMs: 1e12 } });
    await people.findMany(client);
    await expect(people.findMany(client)).rejects.toBeInstanceOf(index.TwentyRateLimitError);
  });

  it('for an object that the workspace no longer has, saying so', async () => {
    const objects = model.objects.filter(({ nameSingular }) => nameSingular !== 'task');
    const { fetch } = createSimulator({ model: { ...model, objects }, apiKey });
    const client = index.createClient({ url, apiKey, fetch: fetch as FetchLike });
    const error: unknown = await demo
      .of('task')
      .findMany(client)
      .catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(index.TwentyValidationError);
    expect((error as Error).message).toContain('has changed since this client was generated');
  });

  it('for a server that is not there', async () => {
    const server = await serve(createSimulator({ model, apiKey }));
    await server.close();
    const client = index.createClient({ url: server.url, apiKey });
    await expect(people.findMany(client)).rejects.toBeInstanceOf(index.TwentyNetworkError);
  });

  it('for a call that is aborted, and for one that takes too long', async () => {
    const { client } = workspaceOf(demo);
    await expect(people.findMany(client, { signal: AbortSignal.abort() })).rejects.toBeInstanceOf(
      index.TwentyAbortError,
    );
    const idle = index.createClient({ url, apiKey, fetch: () => new Promise(() => undefined), timeout: 20 });
    await expect(people.findMany(idle)).rejects.toBeInstanceOf(index.TwentyTimeoutError);
  });
});

describe('createClient', () => {
  it.each([
    ['no URL', { apiKey, url: '' }],
    ['a URL without a scheme', { apiKey, url: 'crm.example' }],
    ['no key', { url, apiKey: ' ' }],
    ['a key on two lines', { url, apiKey: 'secret-one\nsecret-two' }],
    ['a key with letters that no header takes', { url, apiKey: 'secret-–-two' }],
  ])('refuses %s, without showing the key', (_, options) => {
    const create = (): unknown => index.createClient(options);
    expect(create).toThrow(index.TwentyValidationError);
    expect(create).not.toThrow(/secret/);
  });

  it.each([url, `${url}/`, `${url}/graphql`, `${url}/rest/`, ` ${url} `])('takes %o', async (given) => {
    const asked: string[] = [];
    const { fetch: simulated } = workspaceOf(demo);
    const fetch: FetchLike = (address, init) => {
      asked.push(address);
      return simulated(address, init);
    };
    await people.findMany(index.createClient({ url: given, apiKey: `${apiKey}\n`, fetch }));
    expect(asked).toEqual([`${url}/graphql`]);
  });
});

describe('options of one call', () => {
  it('win over those of the client, headers whatever their case', async () => {
    const seen: Record<string, string>[] = [];
    const { fetch: simulated } = workspaceOf(demo);
    const fetch: FetchLike = (address, init) => {
      seen.push(init.headers);
      return simulated(address, init);
    };
    const headers = { 'X-Team': 'client', Authorization: 'none', 'X-Kept': 'yes' };
    const client = index.createClient({ url, apiKey, fetch, headers });
    await people.findMany(client, { headers: { 'x-team': 'call' } });
    expect(seen).toEqual([
      {
        'x-team': 'call',
        'x-kept': 'yes',
        accept: 'application/json',
        'content-type': 'application/json',
        authorization: `Bearer ${apiKey}`,
      },
    ]);
  });
});

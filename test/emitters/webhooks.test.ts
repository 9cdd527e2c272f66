import { createHmac } from 'node:crypto';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { webhooks } from '../../src/emitters/webhooks.ts';
import type { VerifyWebhookOptions, WebhookError } from '../../templates/webhooks/verify.ts';
import { fixtureModel } from '../golden/workspaces.ts';
import { emitted, filesOf } from './emitted.ts';

interface Webhooks {
  verifyWebhook(options: VerifyWebhookOptions): Promise<unknown>;
  isEventOf(event: unknown, object: string): boolean;
  readonly WebhookError: typeof WebhookError;
}

let generated: Webhooks;
beforeAll(async () => {
  const code = emitted(filesOf(await fixtureModel('demo'), [webhooks()]));
  generated = await code.load<Webhooks>('webhooks/index.ts');
});

const now = 1_767_225_600_000;
vi.useFakeTimers({ now, toFake: ['Date'] });
afterEach(() => vi.setSystemTime(now));

const secret = 'a secret of some length';
const event = {
  targetUrl: 'https://app.example/webhooks',
  eventName: 'person.updated',
  objectMetadata: { id: '20202020-0000-4000-8000-000000000001', nameSingular: 'person' },
  workspaceId: '20202020-0000-4000-8000-000000000002',
  webhookId: '20202020-0000-4000-8000-000000000003',
  eventDate: '2026-01-01T00:00:00.000Z',
  record: { id: '20202020-0000-4000-8000-000000000004', city: 'Lyon — é 😀' },
  updatedFields: ['city'],
};
const body = JSON.stringify(event);

/** As Twenty signs. */
const sign = (text: string, key: string = secret, at: number | string = now): string =>
  createHmac('sha256', key).update(`${at}:${text}`).digest('hex');

const headersOf = (signature: string, at: number | string = now): Record<string, string> => ({
  'content-type': 'application/json',
  'x-twenty-webhook-signature': signature,
  'x-twenty-webhook-timestamp': String(at),
  'x-twenty-webhook-nonce': '00112233445566778899aabbccddeeff',
});
const signed = (text: string, at: number | string = now): VerifyWebhookOptions => ({
  body: text,
  headers: headersOf(sign(text, secret, at), at),
  secret,
});

async function refusal(options: VerifyWebhookOptions): Promise<WebhookError> {
  const error: unknown = await generated.verifyWebhook(options).catch((reason: unknown) => reason);
  if (error instanceof generated.WebhookError) return error;
  throw new Error(`not refused: ${JSON.stringify(error)}`);
}

describe('verifying a webhook', () => {
  it('gives the event that Twenty signed', async () => {
    expect(await generated.verifyWebhook(signed(body))).toEqual(event);
  });

  it('agrees with a signature that was worked out once and for all', async () => {
    const headers = headersOf(known, '1735066639761');
    vi.setSystemTime(1_735_066_639_800);
    const options = { body: '{"eventName":"task.created","record":{"id":"1"}}', headers, secret: 'key' };
    expect(await generated.verifyWebhook(options)).toEqual({
      eventName: 'task.created',
      record: { id: '1' },
    });
  });

  it.each([
    ['Headers, whatever the case of their names', new Headers(headersOf(sign(body)))],
    ['an object of headers', headersOf(sign(body))],
    [
      'one with lists, and names as sent',
      { 'X-Twenty-Webhook-Signature': [sign(body)], 'X-Twenty-Webhook-Timestamp': [`${now}`] },
    ],
    ['a signature in capitals', headersOf(sign(body).toUpperCase())],
  ])('reads %s', async (_name, headers) => {
    expect(await generated.verifyWebhook({ body, headers, secret })).toEqual(event);
  });

  it('takes the bytes of the body as well as its text', async () => {
    expect(await generated.verifyWebhook({ ...signed(body), body: Buffer.from(body) })).toEqual(event);
    expect(await generated.verifyWebhook({ ...signed(body), body: new TextEncoder().encode(body) })).toEqual(
      event,
    );
  });

  it('takes any of several secrets, while one takes the place of another', async () => {
    expect(await generated.verifyWebhook({ ...signed(body), secret: ['new', secret] })).toEqual(event);
    expect((await refusal({ ...signed(body), secret: ['new', 'newer'] })).code).toBe('bad-signature');
    expect((await refusal({ ...signed(body), secret: [] })).code).toBe('bad-signature');
  });

  it.each(['x-twenty-webhook-signature', 'x-twenty-webhook-timestamp'])(
    'refuses one without %s',
    async (name) => {
      const { [name]: _left, ...headers } = headersOf(sign(body));
      const error = await refusal({ body, headers, secret });
      expect([error.code, error.message]).toEqual(['missing-header', expect.stringContaining(name)]);
    },
  );

  it.each([
    ['of another body', sign(body.replace('Lyon', 'Nice')), now],
    ['of another time', sign(body, secret, now - 1), now],
    ['of another secret', sign(body, 'another'), now],
    ['that is cut short', sign(body).slice(0, -2), now],
    ['that is no hex', 'x'.repeat(64), now],
    ['that has more behind it', `${sign(body)}00`, now],
    ['of a time that is no number', sign(body, secret, 'now'), 'now'],
    ['of an empty body', sign(''), now],
  ])('refuses a signature %s', async (_name, signature, at) => {
    expect((await refusal({ body, headers: headersOf(signature, at), secret })).code).toBe('bad-signature');
  });

  it('refuses everything where the secret is empty, as an unset variable makes it', async () => {
    expect((await refusal({ body, headers: headersOf(sign(body, '')), secret: '' })).code).toBe(
      'bad-signature',
    );
  });

  it('refuses what was signed too long ago, or later than now, by a tolerance', async () => {
    const age = 5 * 60_000;
    expect(await generated.verifyWebhook(signed(body, now - age))).toEqual(event);
    expect(await generated.verifyWebhook(signed(body, now + age))).toEqual(event);
    expect((await refusal(signed(body, now - age - 1))).code).toBe('too-old');
    expect((await refusal(signed(body, now + age + 1))).code).toBe('too-old');
    expect((await refusal({ ...signed(body, now - 1001), tolerance: 1000 })).code).toBe('too-old');
    expect(await generated.verifyWebhook({ ...signed(body, now - 1e9), tolerance: Infinity })).toEqual(event);
    expect((await refusal({ ...signed(body), tolerance: Number.NaN })).code).toBe('too-old');
  });

  it.each([
    '',
    'no JSON',
    '[]',
    'null',
    '1',
    '{"eventName":"person.created"}',
    '{"event":"person.created","data":{}}',
  ])('refuses %j, though it was signed', async (text) => {
    const error = await refusal(signed(text));
    expect(error.code).toBe('not-json');
  });

  it('says why JSON could not be read', async () => {
    expect((await refusal(signed('{'))).cause).toBeInstanceOf(SyntaxError);
  });

  it.each(['planet.created', 'person.upserted', 'person', 'person.', '.created', '__proto__.created'])(
    'tells an event of %s from a forged one, and hands it out',
    async (eventName) => {
      const other = { ...event, eventName };
      const error = await refusal(signed(JSON.stringify(other)));
      expect([error.code, error.event]).toEqual(['unknown-event', other]);
    },
  );

  it('takes each action on each object', async () => {
    for (const { nameSingular } of (await fixtureModel('demo')).objects)
      for (const action of ['created', 'updated', 'deleted', 'restored', 'destroyed']) {
        const one = { ...event, eventName: `${nameSingular}.${action}` };
        expect(await generated.verifyWebhook(signed(JSON.stringify(one)))).toEqual(one);
      }
  });

  it('tells whose event it is', () => {
    expect(generated.isEventOf(event, 'person')).toBe(true);
    expect(generated.isEventOf(event, 'company')).toBe(false);
  });
});

/** By `openssl dgst -sha256 -hmac key`. */
const known = '1eab2eaae9eb3b6adde01bfe02e14582651d4a18bff4cdc25afc9998f8b458f0';

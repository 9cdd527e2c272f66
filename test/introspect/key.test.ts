import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { createRedactor, parseApiKey } from '../../src/introspect/key.ts';

const key = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJlLW9mLXRoZS1rZXk';

describe('an API key', () => {
  it.each([key, ` ${key}\n`, `Bearer ${key}`, `"${key}"`])('is read from %j', (input) => {
    expect(parseApiKey(input)).toBe(key);
  });

  it.each([undefined, '', '  ', 'Bearer ', '""'])('is missing in %j', (input) => {
    expect(() => parseApiKey(input)).toThrow(
      expect.objectContaining({ code: 'API_KEY_MISSING', exitCode: 3 }),
    );
  });

  it.each(['two words', 'line\nbreak', 'kéy', 'nul\0'])('is malformed in %j, which is not shown', (input) => {
    expect(() => parseApiKey(input)).toThrow(expect.objectContaining({ code: 'API_KEY_MALFORMED' }));
    expect(() => parseApiKey(input)).not.toThrow(input);
  });

  it('is removed from any text, whole, encoded, in other case, or its signature alone', () => {
    const redact = createRedactor(key);
    const forms = [
      key,
      key.toUpperCase(),
      encodeURIComponent(key),
      Buffer.from(key).toString('base64'),
      key.split('.')[2],
    ];
    for (const form of forms) expect(redact(`before ${form} after`)).toBe('before <key> after');
    expect(redact('Authorization: Bearer other-token')).toBe('Authorization: Bearer <key>');
  });

  it('is removed whatever it is and whatever stands around it', () => {
    const keys = fc.stringMatching(/^[\x21-\x7e]{12,40}$/).filter((text) => !/key|token/i.test(text));
    fc.assert(
      fc.property(keys, fc.string(), fc.string(), (secret, before, after) => {
        expect(createRedactor(secret)(`${before} ${secret} ${after}`)).not.toContain(secret);
      }),
    );
  });

  it('leaves a text of the server on one short line that no terminal obeys', () => {
    expect(createRedactor(key)(`a\u001B[31m\nb\u2028c${'x'.repeat(900)}`)).toMatch(
      /^a \[31m b cx{200,300}…$/,
    );
  });
});

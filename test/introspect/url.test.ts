import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { CodegenError } from '../../src/errors.ts';
import { parseBaseUrl } from '../../src/introspect/url.ts';

describe('the base of a Twenty server', () => {
  it.each([
    ['https://crm.example.com', 'https://crm.example.com/'],
    ['  https://crm.example.com/  ', 'https://crm.example.com/'],
    ['crm.example.com', 'https://crm.example.com/'],
    ['//crm.example.com/x', 'https://crm.example.com/x/'],
    ['crm.example.com:8443/twenty', 'https://crm.example.com:8443/twenty/'],
    ['localhost:3000', 'http://localhost:3000/'],
    ['127.0.0.1:3000/graphql', 'http://127.0.0.1:3000/'],
    ['[::1]:3000', 'http://[::1]:3000/'],
    ['localhost:443', 'http://localhost:443/'],
    ['https://localhost:3000', 'https://localhost:3000/'],
    ['https://crm.example.com/rest', 'https://crm.example.com/'],
    ['https://crm.example.com/rest/metadata/objects', 'https://crm.example.com/'],
    ['https://crm.example.com/apps/twenty/rest/', 'https://crm.example.com/apps/twenty/'],
    ['https://crm.example.com/apps/twenty/graphql/', 'https://crm.example.com/apps/twenty/'],
    ['https://crm.example.com/metadata', 'https://crm.example.com/'],
    ['https://crm.example.com/interesting/', 'https://crm.example.com/interesting/'],
    ['https://api.twenty.com/#x', 'https://api.twenty.com/'],
  ])('of %s is %s', (input, base) => {
    const parsed = parseBaseUrl(input);
    expect(parsed.base.href).toBe(base);
    expect(parsed.warnings).toEqual([]);
  });

  it.each([
    ['http://crm.example.com', 'INSECURE_URL'],
    ['http://10.0.0.5:3000', 'INSECURE_URL'],
    ['https://crm.example.com/objects/people?view=1#top', 'URL_PART_DROPPED'],
    ['https://crm.example.com/?a=b', 'URL_PART_DROPPED'],
  ])('of %s comes with the warning %s', (input, code) => {
    expect(parseBaseUrl(input).warnings.map((warning) => warning.code)).toContain(code);
  });

  it.each([
    '',
    ' ',
    'https://',
    'ht tp://x',
    'ftp://crm.example.com',
    'https://:80',
    'file:///etc/passwd',
    '://x',
  ])('cannot be read from %j', (input) => {
    expect(codeOf(input)).toBe('URL_INVALID');
  });

  it.each([
    'https://user:secret@crm.example.com',
    'https://user@crm.example.com/rest',
    'user:secret@crm.example.com',
  ])('is refused in %s, which holds credentials', (input) => {
    expect(codeOf(input)).toBe('URL_WITH_CREDENTIALS');
    expect(() => parseBaseUrl(input)).not.toThrow(/secret/);
  });

  it('is not taken from an API key put in the wrong place, and the message does not hold it', () => {
    const key = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl';
    expect(codeOf(key)).toBe('URL_INVALID');
    expect(() => parseBaseUrl(key)).not.toThrow(/c2lnbmF0dXJl/);
  });

  it('is a clean root, or a CodegenError, for any text; and its own base', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.webUrl(), fc.webUrl({ withQueryParameters: true })), (input) => {
        if (codeOf(input) !== 'none') return codeOf(input).startsWith('URL_');
        const { base } = parseBaseUrl(input);
        expect(base.href.endsWith('/')).toBe(true);
        expect([base.username, base.password, base.search, base.hash]).toEqual(['', '', '', '']);
        expect(parseBaseUrl(base.href).base.href).toBe(base.href);
        return true;
      }),
    );
  });
});

function codeOf(input: string): string {
  try {
    parseBaseUrl(input);
    return 'none';
  } catch (error) {
    return error instanceof CodegenError ? error.code : String(error);
  }
}

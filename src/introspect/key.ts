import { CodegenError } from '../errors.ts';

/** Removes the key from a text of the server or the network, and makes the text fit for one line of a terminal. */
export type Redact = (text: string) => string;

const longest = 300;

/**
 * The key as it goes into the Authorization header. Quotes and a `Bearer` pasted along are taken off.
 *
 * @throws CodegenError API_KEY_MISSING, API_KEY_MALFORMED
 */
export function parseApiKey(input: string | undefined): string {
  const text = (input ?? '').trim();
  const unquoted = /^(["'])(.*)\1$/s.exec(text)?.[2] ?? text;
  const key = unquoted.replace(/^bearer(\s+|$)/i, '').trim();
  if (key === '') throw new CodegenError('API_KEY_MISSING', 'No API key was given.');
  // Anything else cannot stand in a header: the request would fail, with the key in the error's text.
  if (!/^[\x21-\x7e]+$/.test(key)) {
    throw new CodegenError(
      'API_KEY_MALFORMED',
      'The API key holds a space, a line break or another character that no key has.',
    );
  }
  return key;
}

/** The redactor for one key: also its encoded forms, its signature, and whatever else looks like a token. */
export function createRedactor(apiKey: string): Redact {
  const signature = /^[\w-]+\.[\w-]+\.([\w-]{8,})$/.exec(apiKey)?.[1];
  const secrets = [
    apiKey,
    encodeURIComponent(apiKey),
    JSON.stringify(apiKey).slice(1, -1),
    Buffer.from(apiKey).toString('base64'),
    ...(signature === undefined ? [] : [signature]),
  ];
  const pattern = new RegExp(secrets.map(escapeForRegExp).join('|'), 'gi');
  return (text) => {
    const clean = text
      .replace(pattern, '<key>')
      .replace(/\bbearer\s+[\w.~+/=-]+/gi, 'Bearer <key>')
      .replace(/\beyJ[\w-]{8,}(\.[\w-]*)*/g, '<token>')
      .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, ' ')
      .trim();
    return clean.length > longest ? `${clean.slice(0, longest)}…` : clean;
  };
}

function escapeForRegExp(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, String.raw`\$&`);
}

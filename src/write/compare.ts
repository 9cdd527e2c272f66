import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { hasCode } from '../replace-file.ts';

/** A file's bytes, or null where there is none (or a folder stands in its way). */
export function readBytes(root: string, path: string): Buffer | null {
  try {
    return readFileSync(join(root, path));
  } catch (error) {
    if (hasCode(error, 'ENOENT') || hasCode(error, 'ENOTDIR') || hasCode(error, 'EISDIR')) return null;
    throw error;
  }
}

/** Whether the bytes are that text, a checkout that turned line ends into CRLF (git's autocrlf) aside. */
export function holds(bytes: Buffer, content: string): boolean {
  const expected = Buffer.from(content);
  if (bytes.equals(expected)) return true;
  return bytes.length > expected.length && withoutCarriageReturns(bytes).equals(expected);
}

/** The bytes with every CRLF as LF. */
export function withoutCarriageReturns(bytes: Buffer): Buffer {
  if (!bytes.includes('\r\n')) return bytes;
  return Buffer.from(bytes.toString('latin1').replaceAll('\r\n', '\n'), 'latin1');
}

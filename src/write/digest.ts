import { withoutCarriageReturns } from './compare.ts';

/** SHA-256 in hex of a text, or of a file's bytes as they were written: with LF. */
export function digest(content: string | Buffer): string {
  // Loaded when first needed: a run that changes nothing does without it.
  const { createHash } = process.getBuiltinModule('node:crypto');
  return createHash('sha256')
    .update(typeof content === 'string' ? content : withoutCarriageReturns(content))
    .digest('hex');
}

/** SHA-256 in hex of several texts, each told from the next. */
export function digestOf(texts: Iterable<string>): string {
  const { createHash } = process.getBuiltinModule('node:crypto');
  const hash = createHash('sha256');
  for (const text of texts) hash.update(`${text.length}:`).update(text);
  return hash.digest('hex');
}

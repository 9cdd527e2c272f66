/** Of a pair of UTF-16 units that stands for one code point above all others. */
function isSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdfff;
}

/** Order of text by code point, as a database with the collation C.UTF-8 has it. */
export function byCodePoint(a: string, b: string): number {
  if (a === b) return 0;
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const left = a.charCodeAt(i);
    const right = b.charCodeAt(i);
    if (left === right) continue;
    if (isSurrogate(left) === isSurrogate(right)) return left - right;
    return isSurrogate(left) ? 1 : -1;
  }
  return a.length - b.length;
}

const special = /[\\^$.*+?()[\]{}|]/g;

/** An SQL LIKE pattern (`%`, `_`, backslash escapes) as a test. */
export function likePattern(pattern: string, ignoreCase: boolean): (text: string) => boolean {
  let source = '';
  const characters = [...pattern];
  for (let i = 0; i < characters.length; i++) {
    const character = characters[i] ?? '';
    if (character === '%') source += '[^]*';
    else if (character === '_') source += '[^]';
    else if (character === '\\') source += (characters[++i] ?? '\\\\').replaceAll(special, '\\$&');
    else source += character.replaceAll(special, '\\$&');
  }
  const expression = new RegExp(`^${source}$`, ignoreCase ? 'iu' : 'u');
  return (text) => expression.test(text);
}

/** Text as UTF-8 keeps it: a lone surrogate becomes U+FFFD. */
export function wellFormed(text: string): string {
  return Buffer.from(text, 'utf8').toString('utf8');
}

/** Order of text by code point, as a database with the collation C.UTF-8 has it. */
export function byCodePoint(a: string, b: string): number {
  if (a === b) return 0;
  const left = [...a];
  const right = [...b];
  const length = Math.min(left.length, right.length);
  for (let i = 0; i < length; i++) {
    const difference = (left[i]?.codePointAt(0) ?? 0) - (right[i]?.codePointAt(0) ?? 0);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
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

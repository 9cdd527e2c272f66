import { byCodePoint } from '../text.ts';

/** Letters that do not come apart into a letter and an accent, as PostgreSQL's unaccent writes them. */
const letters: Readonly<Record<string, string>> = {
  Æ: 'AE',
  æ: 'ae',
  Ø: 'O',
  ø: 'o',
  Œ: 'OE',
  œ: 'oe',
  ß: 'ss',
  Đ: 'D',
  đ: 'd',
  Ð: 'D',
  ð: 'd',
  Ł: 'L',
  ł: 'l',
  Þ: 'TH',
  þ: 'th',
  ı: 'i',
};

export function unaccented(text: string): string {
  return text
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[ÆæØøŒœßĐđÐðŁłÞþı]/g, (letter) => letters[letter] ?? letter);
}

const host = String.raw`(?:[a-z\d][a-z\d_-]*\.)+[a-z]{2,}`;
const word = String.raw`[\p{L}\p{N}]`;

/** The words of PostgreSQL's default parser, the kinds that come first being tried first. */
const tokens = new RegExp(
  [
    String.raw`(?<skipped><[a-z/!?][^>]*>|[a-z]+:\/\/)`,
    String.raw`(?<email>[a-z\d][a-z\d._+-]*@${host})`,
    String.raw`(?<url>(?<host>${host})(?<path>\/\S*))`,
    String.raw`(?<name>${host})(?!${word})`,
    String.raw`(?<number>[-+]?\d+(?:\.\d+)*(?!${word}))`,
    String.raw`(?<compound>\p{L}${word}*(?:-\p{L}${word}*)+)`,
    String.raw`(?<word>${word}+)`,
  ].join('|'),
  'giu',
);

/** The lexemes of a text, in order. What an address or a compound is made of follows it. */
function lexemes(text: string): string[] {
  return [...text.matchAll(tokens)].flatMap(({ 0: whole, groups = {} }) => {
    if (groups['skipped'] !== undefined) return [];
    if (groups['compound'] !== undefined) return [whole, ...whole.split('-')];
    if (groups['url'] !== undefined) {
      const { host: own = '', path = '' } = groups;
      return path === '/' ? [own] : [whole, own, path];
    }
    return [whole];
  });
}

/** A text as `to_tsvector('simple', …)` gives it, printed: `'brien':2 'o':1`. */
export function tsvector(text: string): string {
  const positions = new Map<string, number[]>();
  for (const [index, lexeme] of lexemes(text.toLowerCase()).entries()) {
    const known = positions.get(lexeme);
    if (known === undefined) positions.set(lexeme, [index + 1]);
    else known.push(index + 1);
  }
  return [...positions]
    .toSorted(([a], [b]) => byCodePoint(a, b))
    .map(([lexeme, at]) => `'${lexeme.replaceAll("'", "''")}':${at.join(',')}`)
    .join(' ');
}

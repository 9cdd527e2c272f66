import type { Chance } from './chance.ts';
import { pick } from './chance.ts';

/** Words that say nothing. */
const vocabulary =
  'lorem ipsum dolor sit amet consectetur adipiscing elit sed eiusmod tempor incididunt labore magna aliqua enim minim veniam quis nostrud exercitation ullamco laboris nisi aliquip commodo consequat duis aute irure reprehenderit voluptate velit esse cillum fugiat nulla pariatur excepteur sint occaecat cupidatat proident sunt culpa officia deserunt mollit anim laborum'.split(
    ' ',
  );

/** As long as a text gets. */
const mostWords = 400;

export function madeWord(chance: Chance): string {
  return pick(vocabulary, chance) ?? 'lorem';
}

/** What may stand between words without telling anything. */
const kept = /^[\s.,;:!?*#>-]+$/u;

/** Text of the same shape: as many words, their capitals, the punctuation and lines; figures become other figures. */
export function madeText(text: string, chance: Chance): string {
  const parts = text.match(/[\p{L}\p{M}\p{N}]+|[^\p{L}\p{M}\p{N}]+/gu) ?? [];
  return parts
    .slice(0, mostWords * 2)
    .map((part) => {
      if (/\p{N}/u.test(part)) return madeCode(part, chance);
      if (!/[\p{L}\p{M}]/u.test(part)) return kept.test(part) ? part : ' ';
      const word = madeWord(chance);
      if (part.length > 1 && part === part.toUpperCase() && part !== part.toLowerCase())
        return word.toUpperCase();
      return part[0] === part[0]?.toLowerCase() ? word : `${word[0]?.toUpperCase() ?? ''}${word.slice(1)}`;
    })
    .join('')
    .trim();
}

const small = 'abcdefghijklmnopqrstuvwxyz';

/** A code of the same shape: letters for letters, figures for figures, and what joins them. */
export function madeCode(text: string, chance: Chance): string {
  return [...text]
    .map((character) => {
      if (/\p{N}/u.test(character)) return String(chance(10));
      if (/\p{Lu}/u.test(character)) return (small[chance(26)] ?? 'x').toUpperCase();
      if (/[\p{L}\p{M}]/u.test(character)) return small[chance(26)] ?? 'x';
      return /[\w\s.:/-]/u.test(character) ? character : '-';
    })
    .join('');
}

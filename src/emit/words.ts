import { upperFirst } from '../model/case.ts';
import { fits } from './writer.ts';

/** The words of which Workspace.objects is made. */

/** What a relation or a composite leads to, which goes without saying where the field is called as that. */
export function unlessAs(name: string, target: string): string {
  return upperFirst(name) === target ? '' : target;
}

/** Not with a name in it that no schema could hold. */
export function isWord(word: string): boolean {
  return /^(?:[\w,]+|\*)[=/:><!][\w.,-]*$/.test(word);
}

/** On lines that are not too long; those that go on begin with a space. */
export function wrapped(words: readonly string[]): string {
  if (words.length === 0) return '';
  const lines: string[] = [];
  let line = '';
  for (const word of words) {
    if (line !== '' && !fits(`${line} ${word}`)) {
      lines.push(line);
      line = '';
    }
    line += line === '' && lines.length === 0 ? word : ` ${word}`;
  }
  return [...lines, line].map((text) => `${text}\n`).join('');
}

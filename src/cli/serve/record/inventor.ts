import { chanceOf } from './chance.ts';
import type { Inventor } from './values.ts';
import { madeCode } from './words.ts';

/** So often something else is made up in place of what is an original of somebody, or is taken. */
const mostTries = 50;

/**
 * @param secret what nobody has who has the stand-ins: without it nobody can tell whether a value that he guesses was there
 * @param originals every text that must not turn up, in lower case
 */
export function createInventor(secret: string, originals: ReadonlySet<string>): Inventor {
  const known = new Map<string, string>();
  const taken = new Map<string, Set<string>>();
  const find = (
    kind: string,
    original: string,
    make: Parameters<Inventor['invent']>[2],
    isFree: (made: string) => boolean,
  ): string => {
    const key = JSON.stringify([kind, original]);
    const before = known.get(key);
    if (before !== undefined) return before;
    let made = '';
    for (let round = 0; ; round++) {
      const chance = chanceOf(secret, kind, original, String(round));
      // What has few forms is given a longer one in the end.
      made = round < mostTries ? make(chance) : `${make(chance)}${madeCode('000000', chance)}`;
      if (!originals.has(made.toLowerCase()) && isFree(made)) break;
    }
    known.set(key, made);
    return made;
  };
  return {
    invent: (kind, original, make) => find(kind, original, make, () => true),
    inventUnique(kind, original, make) {
      let all = taken.get(kind);
      if (all === undefined) taken.set(kind, (all = new Set()));
      const others = all;
      const made = find(`unique ${kind}`, original, make, (candidate) => !others.has(candidate));
      others.add(made);
      return made;
    },
  };
}

/** The candidate that was most likely meant, or undefined where none is near. Case and dashes do not count. */
export function suggest(given: string, candidates: Iterable<string>): string | undefined {
  const wanted = fold(given);
  let best: string | undefined;
  let bestDistance = Infinity;
  for (const candidate of candidates) {
    const distance = editDistance(wanted, fold(candidate));
    if (distance < bestDistance) [best, bestDistance] = [candidate, distance];
  }
  return bestDistance <= Math.max(1, Math.floor(wanted.length / 3)) ? best : undefined;
}

/** ` Did you mean X?`, or nothing: to be put behind a sentence. */
export function didYouMean(
  given: string,
  candidates: Iterable<string>,
  show = (name: string): string => name,
): string {
  const found = suggest(given, candidates);
  return found === undefined ? '' : ` Did you mean ${show(found)}?`;
}

function fold(text: string): string {
  return text.toLowerCase().replaceAll(/[-_]/gu, '');
}

/** Insertions, deletions, replacements, and neighbours swapped. */
function editDistance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const isSame = a[i - 1] === b[j - 1];
      let distance = Math.min(at(last, j) + 1, at(row, j - 1) + 1, at(last, j - 1) + (isSame ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        distance = Math.min(distance, at(beforeLast, j - 2) + 1);
      }
      row.push(distance);
    }
    beforeLast = last;
    last = row;
  }
  return at(last, b.length);
}

function at(row: readonly number[], index: number): number {
  return row[index] ?? Infinity;
}

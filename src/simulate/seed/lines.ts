/** A token of JSON: a string, a punctuation mark, or anything else that stands alone. */
const token = /"(?:[^"\\]|\\.)*"|[{}[\]:,]|[^\s{}[\]:,"]+/gu;

/**
 * The line, from 1, at which a value begins in JSON that parses; of an object's value, that of its key. Where the path leads
 * nowhere, the line of the last part that is there.
 */
export function lineOf(json: string, path: readonly (string | number)[]): number {
  const tokens = [...json.matchAll(token)];
  let at = 0;
  let found = tokens[0]?.index ?? 0;

  /** Past the value that begins at `from`. */
  const skip = (from: number): number => {
    let depth = 0;
    for (let index = from; index < tokens.length; index++) {
      const text = tokens[index]?.[0];
      if (text === '{' || text === '[') depth++;
      else if (text === '}' || text === ']') depth--;
      if (depth === 0) return index + 1;
    }
    return tokens.length;
  };

  for (const part of path) {
    const open = tokens[at]?.[0];
    let inner = at + 1;
    let index = 0;
    let next: readonly [value: number, shown: number] | undefined;
    while (next === undefined && inner < tokens.length && !['}', ']'].includes(tokens[inner]?.[0] ?? '')) {
      if (open === '{') {
        const key: unknown = JSON.parse(tokens[inner]?.[0] ?? '""');
        if (key === part) next = [inner + 2, inner];
        else inner = skip(inner + 2);
      } else if (open === '[') {
        if (index === part) next = [inner, inner];
        else inner = skip(inner);
        index++;
      } else break;
      if (next === undefined && tokens[inner]?.[0] === ',') inner++;
    }
    if (next === undefined) break;
    at = next[0];
    found = tokens[next[1]]?.index ?? found;
  }
  return json.slice(0, found).split('\n').length;
}

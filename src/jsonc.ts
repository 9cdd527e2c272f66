/**
 * Reads JSON with comments and trailing commas, as tsconfig.json has them.
 * @throws SyntaxError
 */
export function parseJsonc(source: string): unknown {
  // Strings first, so that what looks like a comment inside one stays; then comments; then commas before a closing bracket.
  const text = source
    .replace(/^\uFEFF/u, '')
    .replaceAll(
      /("(?:[^"\\]|\\.)*")|\/\/[^\n\r]*|\/\*[\s\S]*?\*\//gu,
      (_match, string: string | undefined) => string ?? ' ',
    )
    .replaceAll(/("(?:[^"\\]|\\.)*")|,(?=\s*[}\]])/gu, (_match, string: string | undefined) => string ?? '');
  return JSON.parse(text);
}

/** The only place where text becomes HTML. */

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text between tags, and in an attribute with quotes. What no file can hold becomes a replacement. */
export function escapeHtml(text: string): string {
  return text
    .replaceAll(/[\uD800-\uDFFF]|\0/gu, '\uFFFD')
    .replaceAll(/[&<>"']/g, (character) => entities[character] ?? character);
}

/**
 * A value as JSON inside a script element: nothing in it ends the element or begins a comment, nor is a line of its own for
 * any reader; half characters stay what they are.
 */
export function scriptJson(value: unknown): string {
  return JSON.stringify(value).replaceAll(
    /[<>&\u2028\u2029\u0085\u007F]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

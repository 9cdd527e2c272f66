/**
 * Names as the server derives GraphQL names from metadata names: words are split at changes of case and at
 * digits, so `item2b` becomes `item2B` and `urlHTTPProxy` becomes `urlHttpProxy`. Used only where the schema
 * cannot be asked, and to recognise what it answered.
 */
const words = (name: string): readonly string[] => name.match(/[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+/g) ?? [];

export function upperFirst(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

export function lowerFirst(text: string): string {
  return text.slice(0, 1).toLowerCase() + text.slice(1);
}

export function pascalCase(name: string): string {
  return words(name)
    .map((word) => upperFirst(word.toLowerCase()))
    .join('');
}

export function camelCase(name: string): string {
  return lowerFirst(pascalCase(name));
}

import { byCodePoint } from '../model/order.ts';
import type { ModelField, ModelObject } from '../model/types.ts';

/** Longer texts of a workspace are cut: a description may have thousands of characters. */
const longest = 60;

/** Control characters, separators of lines, lone surrogates, and what reorders or hides text. */
const hidden =
  /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\u00AD\u061C\u180E\u200B\u200C\u200E\u200F\u202A-\u202E\u2060-\u2064\u2066-\u206F\uFEFF]/gu;

/** Text of a workspace on one line, with nothing that steers a terminal or hides from its reader. */
export function oneLine(text: string): string {
  return text.replaceAll(/\s+/gu, ' ').replaceAll(hidden, '\uFFFD').trim();
}

/** The same, cut. */
export function short(text: string): string {
  const characters = [...oneLine(text)];
  return characters.length > longest ? `${characters.slice(0, longest - 1).join('')}…` : characters.join('');
}

/** A label as it stands in a sentence. */
export function quoted(text: string): string {
  return `“${short(text)}”`;
}

/** A value as JSON, the same whatever the order of its keys. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, item: unknown) =>
    typeof item === 'object' && item !== null && !Array.isArray(item)
      ? Object.fromEntries(Object.entries(item).toSorted(([a], [b]) => byCodePoint(a, b)))
      : item,
  );
}

export function nameOfObject({ nameSingular, labelSingular }: ModelObject): string {
  return named(nameSingular, nameSingular, labelSingular);
}

export function nameOfField({ nameSingular }: ModelObject, { name, label }: ModelField): string {
  return named(`${nameSingular}.${name}`, name, label);
}

/** The label stands with a name that does not say the same. */
function named(path: string, name: string, label: string): string {
  const fold = (text: string) => text.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '');
  return fold(label) === '' || fold(label) === fold(name)
    ? oneLine(path)
    : `${oneLine(path)} (${quoted(label)})`;
}

/** A field's type in short: `SELECT`, `RELATION to company`. */
export function typeText({ type, relation }: ModelField): string {
  if (relation === undefined) return oneLine(type);
  return `${oneLine(type)} to ${relation.kind === 'ONE_TO_MANY' ? 'many ' : ''}${oneLine(relation.target)}`;
}

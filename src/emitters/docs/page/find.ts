import type { Page } from './data.ts';
import { objectLink } from './routes.ts';

/** Something that can be searched for. */
export interface Entry {
  readonly kind: 'object' | 'field' | 'option';
  readonly title: string;
  /** The name in code, and where it is. */
  readonly hint: string;
  readonly href: string;
  readonly color?: string;
  readonly words: readonly string[];
  /** Found by what has a dot in it: else an object's name would find all of its fields. */
  readonly path?: string;
}

export function entriesOf(page: Page): readonly Entry[] {
  return page.objects.flatMap((item): readonly Entry[] => {
    const { object } = item;
    const { labelPlural, labelSingular, nameSingular, namePlural } = object;
    return [
      {
        kind: 'object',
        title: labelPlural || namePlural,
        hint: nameSingular,
        href: objectLink(item),
        words: fold(labelPlural, labelSingular, nameSingular, namePlural),
      },
      ...object.fields.flatMap((field): readonly Entry[] => [
        {
          kind: 'field',
          title: field.label || field.name,
          hint: `${nameSingular}.${field.name}`,
          href: objectLink(item, field.name),
          words: fold(field.label, field.name),
          path: `${nameSingular}.${field.name}`.toLowerCase(),
        },
        ...(field.picklist?.options ?? []).map((option): Entry => ({
          kind: 'option',
          title: option.label || option.value,
          hint: `${nameSingular}.${field.name}`,
          href: objectLink(item, field.name),
          ...(option.color === undefined ? {} : { color: option.color }),
          words: fold(option.label, option.value),
        })),
      ]),
    ];
  });
}

function fold(...texts: readonly string[]): readonly string[] {
  return [...new Set(texts.map((text) => text.toLowerCase()))];
}

const most = 40;
const order = { object: 0, field: 1, option: 2 } as const;

/** The entries that a text finds, the best first: whole words before beginnings before middles, objects before fields before options. */
export function find(entries: readonly Entry[], text: string): readonly Entry[] {
  const wanted = text.trim().toLowerCase();
  if (wanted === '') return [];
  const found: { readonly entry: Entry; readonly score: number }[] = [];
  for (const entry of entries) {
    const { words, path } = entry;
    const searched = path !== undefined && wanted.includes('.') ? [...words, path] : words;
    const score = Math.min(...searched.map((word) => scoreOf(word, wanted)));
    if (score < 4) found.push({ entry, score: score * 3 + order[entry.kind] });
  }
  return found
    .sort((a, b) => a.score - b.score || a.entry.title.length - b.entry.title.length)
    .slice(0, most)
    .map(({ entry }) => entry);
}

function scoreOf(word: string, wanted: string): number {
  const at = word.indexOf(wanted);
  if (at < 0) return 4;
  if (word === wanted) return 0;
  if (at === 0) return 1;
  return /[\s._-]/.test(word.charAt(at - 1)) ? 2 : 3;
}

import type { Page, PageObject } from './data.ts';
import { h } from './dom.ts';
import { objectLink } from './routes.ts';

export interface Group {
  readonly title: string;
  readonly kind: 'standard' | 'custom' | 'system';
  readonly items: readonly PageObject[];
}

/** Objects by what they are, each group by label. */
export function groupsOf({ objects }: Page): readonly Group[] {
  const kindOf = ({ object }: PageObject) =>
    object.isSystem ? 'system' : object.isCustom ? 'custom' : 'standard';
  const groups = [
    { title: 'Standard', kind: 'standard' },
    { title: 'Custom', kind: 'custom' },
    { title: 'System', kind: 'system' },
  ] as const;
  return groups
    .map((group) => ({
      ...group,
      items: objects
        .filter((item) => kindOf(item) === group.kind)
        .sort((a, b) => (labelOf(a).toLowerCase() < labelOf(b).toLowerCase() ? -1 : 1)),
    }))
    .filter(({ items }) => items.length > 0);
}

export function labelOf({ object }: PageObject): string {
  return object.labelPlural || object.namePlural;
}

/** Every object as a tile. */
export function listView(page: Page): HTMLElement {
  const count = page.objects.reduce((sum, { object }) => sum + object.fields.length, 0);
  return h(
    'article',
    { class: 'list' },
    h(
      'header',
      { class: 'title' },
      h('h1', { tabindex: '-1' }, 'Objects'),
      h('p', { class: 'lead' }, `${page.objects.length} objects with ${count} fields.`),
    ),
    ...groupsOf(page).map(({ title, kind, items }) =>
      h(
        'section',
        { 'aria-label': title },
        h('h2', {}, title, h('span', { class: 'count' }, String(items.length))),
        h('ul', { class: 'tiles' }, ...items.map((item) => h('li', { class: kind }, tile(item)))),
      ),
    ),
  );
}

function tile(item: PageObject): HTMLElement {
  const { object } = item;
  const relations = object.fields.filter(({ relation }) => relation !== undefined).length;
  return h(
    'a',
    { class: 'tile', href: objectLink(item) },
    h('strong', {}, labelOf(item)),
    h('code', {}, object.nameSingular),
    object.description !== undefined && h('span', { class: 'about' }, object.description),
    h('span', { class: 'facts' }, `${object.fields.length} fields · ${relations} relations`),
  );
}

/** The same as a list of links at the side. */
export function sideList(page: Page): HTMLElement {
  return h(
    'nav',
    { class: 'side', 'aria-label': 'Objects' },
    ...groupsOf(page).flatMap(({ title, kind, items }) => [
      h('h2', {}, title, h('span', { class: 'count' }, String(items.length))),
      h(
        'ul',
        { class: kind },
        ...items.map((item) =>
          h('li', {}, h('a', { href: objectLink(item), 'data-slug': item.slug }, labelOf(item))),
        ),
      ),
    ]),
  );
}

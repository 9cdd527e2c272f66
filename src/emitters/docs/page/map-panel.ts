import type { Page } from './data.ts';
import { append, h, icon, icons } from './dom.ts';
import type { Edge } from './graph.ts';
import { badge } from './pill.ts';
import { objectLink } from './routes.ts';

export interface Panel {
  readonly element: HTMLElement;
  isOpen(): boolean;
  show(place: number | undefined, hops: number): void;
}

/** What there is to say of the object that is chosen in the picture. */
export function panel(
  page: Page,
  edges: readonly Edge[],
  go: (place: number | undefined, hops: number) => void,
): Panel {
  const element = h('aside', { class: 'panel', 'aria-label': 'The chosen object', hidden: true });
  return {
    element,
    isOpen: () => !element.hidden,
    show(place, hops) {
      const item = place === undefined ? undefined : page.objects[place];
      element.hidden = item === undefined;
      element.replaceChildren();
      if (item === undefined || place === undefined) return;
      const { object } = item;
      const own = edges.filter(({ from, to }) => from === place || to === place);
      append(element, [
        h(
          'header',
          {},
          h('h2', {}, object.labelSingular || object.nameSingular),
          h(
            'button',
            {
              type: 'button',
              class: 'icon-button',
              'aria-label': 'Close',
              title: 'Close',
              onclick: () => go(undefined, 0),
            },
            icon(icons.close),
          ),
        ),
        h(
          'p',
          { class: 'badges' },
          h('code', {}, object.nameSingular),
          object.isCustom && badge('custom', 'custom'),
          object.isSystem && badge('system'),
        ),
        object.description !== undefined && h('p', { class: 'about' }, object.description),
        h(
          'p',
          { class: 'actions' },
          h('a', { class: 'button primary', href: objectLink(item) }, 'Open page', icon(icons.arrow)),
          h(
            'button',
            { type: 'button', class: 'button', onclick: () => go(place, hops === 0 ? 1 : 0) },
            hops === 0 ? 'Focus' : 'Show all',
          ),
        ),
        h('h3', {}, `${own.length} ${own.length === 1 ? 'relation' : 'relations'}`),
        h('ul', { class: 'relations' }, ...own.flatMap((edge) => relation(edge, place))),
      ]);
    },
  };

  /** Each side of a relation that the object has: both of one to itself. */
  function relation(edge: Edge, place: number): readonly HTMLElement[] {
    const rows: HTMLElement[] = [];
    if (edge.from === place)
      rows.push(row(edge.name, edge.isMorph ? 'to one of several' : 'to one', edge.to));
    if (edge.to === place && edge.inverse !== undefined) rows.push(row(edge.inverse, 'to many', edge.from));
    return rows;
  }

  function row(name: string, kind: string, other: number): HTMLElement {
    const target = page.objects[other]?.object;
    return h(
      'li',
      {},
      h('code', {}, name),
      h('span', { class: 'kind' }, kind),
      h(
        'button',
        { type: 'button', class: 'link', onclick: () => go(other, 0) },
        target?.labelSingular || target?.nameSingular,
      ),
    );
  }
}

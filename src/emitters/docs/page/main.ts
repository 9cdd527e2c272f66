import { changesView } from './changes.ts';
import { unpack } from './data.ts';
import type { PageData } from './data.ts';
import { h, icon, icons } from './dom.ts';
import { listView, sideList } from './list.ts';
import { mapView } from './map.ts';
import { objectView } from './object.ts';
import { parseRoute } from './routes.ts';
import type { Route } from './routes.ts';
import { searchBox } from './search.ts';
import { themeButton } from './theme.ts';

/** The page: reads what it shows from the data beside it, and shows what the address names. */
const page = unpack(JSON.parse(document.getElementById('data')?.textContent ?? '') as PageData);
const map = mapView(page);
const side = sideList(page);
const main = h('main', { id: 'main', tabindex: '-1' });
const count = page.since?.changes.length ?? 0;
const links = [
  link('map', '#/', 'Map', icons.map),
  link('objects', '#/objects', 'Objects', icons.list),
  ...(page.since === undefined ? [] : [link('changes', '#/changes', 'Changes', icons.changes, count)]),
];

document
  .getElementById('app')
  ?.replaceChildren(
    h('button', { type: 'button', class: 'skip', onclick: () => main.focus() }, 'Skip to the content'),
    h(
      'header',
      { class: 'top' },
      h('a', { class: 'brand', href: '#/' }, page.title),
      h('nav', { 'aria-label': 'Views' }, ...links),
      searchBox(page),
      themeButton(),
    ),
    h('div', { class: 'body' }, side, main),
    h('p', { id: 'live', class: 'sr', role: 'status' }),
  );
addEventListener('hashchange', () => render(true));
render(false);

function link(view: string, href: string, text: string, path: string, number = 0): HTMLElement {
  return h(
    'a',
    { href, 'data-view': view, 'aria-label': text },
    icon(path),
    h('span', {}, text),
    number > 0 && h('span', { class: 'count' }, String(number)),
  );
}

function render(isMove: boolean): void {
  const route = parseRoute(location.hash);
  document.body.dataset['view'] = route.view;
  for (const each of links)
    current(each, each.dataset['view'] === (route.view === 'object' ? 'objects' : route.view));
  for (const each of side.querySelectorAll('a'))
    current(each, route.view === 'object' && each.dataset['slug'] === route.slug);
  side.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest' });
  if (route.view === 'map') {
    if (main.firstElementChild !== map.element) main.replaceChildren(map.element);
    document.title = page.title;
    map.show(route.slug, route.hops);
    return;
  }
  main.replaceChildren(view(route));
  const wanted = main.querySelector<HTMLElement>('.wanted');
  const heading = main.querySelector('h1');
  document.title = `${heading?.textContent ?? ''} · ${page.title}`;
  if (isMove) (wanted ?? heading)?.focus({ preventScroll: true });
  if (wanted) wanted.scrollIntoView({ block: 'center' });
  else scrollTo(0, 0);
}

function current(element: HTMLElement, isCurrent: boolean): void {
  if (isCurrent) element.setAttribute('aria-current', 'page');
  else element.removeAttribute('aria-current');
}

function view(route: Exclude<Route, { view: 'map' }>): HTMLElement {
  if (route.view === 'objects') return listView(page);
  if (route.view === 'changes') return changesView(page);
  const item = page.bySlug.get(route.slug);
  if (item) return objectView(page, item, route.field);
  return h(
    'article',
    {},
    h('header', { class: 'title' }, h('h1', { tabindex: '-1' }, 'There is no such object')),
    h(
      'p',
      { class: 'lead' },
      `Nothing here is called ${route.slug}. `,
      h('a', { href: '#/objects' }, 'All objects'),
    ),
  );
}

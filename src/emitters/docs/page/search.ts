import type { Page } from './data.ts';
import { append, h, icon, icons } from './dom.ts';
import { entriesOf, find } from './find.ts';
import type { Entry } from './find.ts';
import { colorName } from './pill.ts';

const kinds = { object: 'Object', field: 'Field', option: 'Option' } as const;

/** The box that finds objects, fields and options: a combobox with a list below it. */
export function searchBox(page: Page): HTMLElement {
  let entries: readonly Entry[] | undefined;
  let results: readonly Entry[] = [];
  let active = -1;

  const input = h('input', {
    type: 'search',
    id: 'search',
    role: 'combobox',
    placeholder: 'Search objects, fields, options',
    'aria-label': 'Search objects, fields and options',
    'aria-expanded': 'false',
    'aria-controls': 'results',
    'aria-autocomplete': 'list',
    autocomplete: 'off',
    spellcheck: 'false',
    oninput: show,
    onfocus: show,
    onkeydown: onKey,
    onblur: () => close(),
  });
  const list = h('ul', { id: 'results', role: 'listbox', 'aria-label': 'Results', hidden: true });
  const key = h('kbd', { 'aria-hidden': 'true' }, '/');

  document.addEventListener('keydown', (event) => {
    const target = event.target as Element | null;
    if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey) return;
    if (target?.closest('input, textarea, select')) return;
    event.preventDefault();
    input.focus();
    input.select();
  });

  function show(): void {
    entries ??= entriesOf(page);
    results = find(entries, input.value);
    active = results.length > 0 ? 0 : -1;
    list.replaceChildren();
    append(
      list,
      results.length > 0
        ? results.map(option)
        : [h('li', { class: 'none', role: 'presentation' }, `Nothing is called “${input.value.trim()}”.`)],
    );
    const isOpen = input.value.trim() !== '';
    list.hidden = !isOpen;
    input.setAttribute('aria-expanded', String(isOpen && results.length > 0));
    mark();
  }

  function option(entry: Entry, index: number): HTMLElement {
    return h(
      'li',
      {
        role: 'option',
        id: `result-${index}`,
        'aria-selected': 'false',
        // Before the box loses the focus, and with it the list.
        onpointerdown: (event: Event) => {
          event.preventDefault();
          go(entry);
        },
      },
      h('span', { class: `kind ${entry.kind}` }, kinds[entry.kind]),
      entry.kind === 'option'
        ? h('span', { class: 'pill', 'data-color': colorName(entry.color) }, entry.title)
        : h('span', { class: 'found' }, entry.title),
      h('code', {}, entry.hint),
    );
  }

  function mark(): void {
    for (const [index, item] of [...list.children].entries())
      if (results.length > 0) item.setAttribute('aria-selected', String(index === active));
    if (active < 0) input.removeAttribute('aria-activedescendant');
    else {
      input.setAttribute('aria-activedescendant', `result-${active}`);
      list.children[active]?.scrollIntoView({ block: 'nearest' });
    }
  }

  function onKey(event: KeyboardEvent): void {
    const last = results.length - 1;
    if (event.key === 'ArrowDown') active = active >= last ? 0 : active + 1;
    else if (event.key === 'ArrowUp') active = active <= 0 ? last : active - 1;
    else if (event.key === 'Home' && results.length > 0) active = 0;
    else if (event.key === 'End' && results.length > 0) active = last;
    else if (event.key === 'Enter') return void go(results[active]);
    else if (event.key === 'Escape') {
      if (input.value === '') input.blur();
      input.value = '';
      return close();
    } else return;
    if (results.length === 0) active = -1;
    event.preventDefault();
    mark();
  }

  function go(entry: Entry | undefined): void {
    if (entry === undefined) return;
    input.value = '';
    close();
    input.blur();
    if (location.hash === entry.href) dispatchEvent(new HashChangeEvent('hashchange'));
    else location.hash = entry.href;
  }

  function close(): void {
    list.hidden = true;
    input.setAttribute('aria-expanded', 'false');
    input.removeAttribute('aria-activedescendant');
  }

  return h('div', { class: 'search', role: 'search' }, icon(icons.search), input, key, list);
}

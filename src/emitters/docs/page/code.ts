import { announce, append, h, icon, icons } from './dom.ts';
import type { Snippets } from './snippets.ts';

const token =
  /('(?:[^'\\]|\\.)*')|(\/\/.*|\/\*.*?\*\/)|\b(import|from|const|await|for|of|true|false|null)\b|\b(\d+(?:\.\d+)?)\b|([A-Za-z_$][\w$]*)(?=\s*:)|([A-Za-z_$][\w$]*)(?=\()/g;
const classes = ['', 'string', 'comment', 'word', 'number', 'key', 'call'];

/** Code in colours, with a button that copies it. */
export function codeBlock(code: string, what: string): HTMLElement {
  const pre = h('pre', { tabindex: '0', 'aria-label': what }, highlighted(code));
  const button = h(
    'button',
    { type: 'button', class: 'copy', 'aria-label': `Copy ${what}`, title: 'Copy' },
    icon(icons.copy),
    h('span', {}, 'Copy'),
  );
  button.addEventListener('click', async () => {
    const isDone = await copy(code, pre);
    button.replaceChildren(
      icon(isDone ? icons.check : icons.copy),
      h('span', {}, isDone ? 'Copied' : 'Selected'),
    );
    announce(isDone ? 'Copied' : 'Selected: copy with the keyboard');
    setTimeout(() => button.replaceChildren(icon(icons.copy), h('span', {}, 'Copy')), 1600);
  });
  return h('div', { class: 'code' }, pre, button);
}

function highlighted(code: string): HTMLElement {
  const element = h('code', {});
  let end = 0;
  for (const match of code.matchAll(token)) {
    const kind = match.slice(1).findIndex((group) => group !== undefined) + 1;
    element.append(code.slice(end, match.index), h('span', { class: classes[kind] }, match[0]));
    end = match.index + match[0].length;
  }
  element.append(code.slice(end));
  return element;
}

/** Where the clipboard is out of reach, the code is selected. */
async function copy(code: string, shown: HTMLElement): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(code);
    return true;
  } catch {
    getSelection()?.selectAllChildren(shown);
    return false;
  }
}

/** One tab for each function, and what all of them begin with. */
export function codeTabs({ setup, snippets }: Snippets): HTMLElement {
  const tabs = snippets.map(({ name }, index) =>
    h(
      'button',
      {
        type: 'button',
        role: 'tab',
        id: `tab-${name}`,
        'aria-controls': `code-${name}`,
        'aria-selected': String(index === 0),
        tabindex: index === 0 ? '0' : '-1',
        onclick: () => choose(index),
      },
      name,
    ),
  );
  const panels = snippets.map(({ name, what, code }, index) =>
    h(
      'div',
      { role: 'tabpanel', id: `code-${name}`, 'aria-labelledby': `tab-${name}`, hidden: index > 0 },
      h('p', {}, h('strong', { class: 'print-only' }, `${name}: `), what),
      codeBlock(code, name),
    ),
  );
  const list = h('div', { role: 'tablist', 'aria-label': 'Functions', class: 'tabs' }, ...tabs);
  list.addEventListener('keydown', (event) => {
    const at = tabs.findIndex((tab) => tab === document.activeElement);
    const moves: Readonly<Record<string, number>> = {
      ArrowRight: (at + 1) % tabs.length,
      ArrowLeft: (at + tabs.length - 1) % tabs.length,
      Home: 0,
      End: tabs.length - 1,
    };
    const next = moves[event.key];
    if (at < 0 || next === undefined) return;
    event.preventDefault();
    choose(next);
    tabs[next]?.focus();
  });

  function choose(chosen: number): void {
    for (const [index, tab] of tabs.entries()) {
      tab.setAttribute('aria-selected', String(index === chosen));
      tab.setAttribute('tabindex', index === chosen ? '0' : '-1');
    }
    for (const [index, panel] of panels.entries()) panel.hidden = index !== chosen;
  }

  const element = h('div', { class: 'snippets' });
  append(element, [codeBlock(setup.trimEnd(), 'the imports and the client'), list, ...panels]);
  return element;
}

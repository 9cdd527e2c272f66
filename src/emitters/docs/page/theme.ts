import { h, icon, icons } from './dom.ts';

type Theme = 'light' | 'dark';
const key = 'twenty-codegen-docs-theme';
const system = matchMedia('(prefers-color-scheme: dark)');

function stored(): Theme | undefined {
  try {
    const value = localStorage.getItem(key);
    return value === 'light' || value === 'dark' ? value : undefined;
  } catch {
    return undefined;
  }
}

function store(theme: Theme): void {
  try {
    localStorage.setItem(key, theme);
  } catch {
    // A page may be read where nothing can be stored.
  }
}

let chosen = stored();

export function theme(): Theme {
  return chosen ?? (system.matches ? 'dark' : 'light');
}

function apply(button: HTMLElement | undefined): void {
  document.documentElement.dataset['theme'] = theme();
  const isDark = theme() === 'dark';
  button?.replaceChildren(icon(isDark ? icons.sun : icons.moon));
  button?.setAttribute('aria-label', isDark ? 'Light colours' : 'Dark colours');
  button?.setAttribute('title', isDark ? 'Light colours' : 'Dark colours');
}

/** Follows the system until one is chosen. */
export function themeButton(): HTMLElement {
  const button = h('button', {
    type: 'button',
    class: 'icon-button',
    onclick: () => {
      chosen = theme() === 'dark' ? 'light' : 'dark';
      store(chosen);
      apply(button);
    },
  });
  system.addEventListener('change', () => apply(button));
  apply(button);
  return button;
}

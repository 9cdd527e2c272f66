import type { Detail } from './card.ts';
import { h, icon, icons } from './dom.ts';

export interface ControlActions {
  readonly hasSystem: boolean;
  onSystem(isShown: boolean): void;
  onDetail(detail: Detail): void;
  onZoom(factor: number): void;
  onFit(): void;
  onClear(): void;
  onHops(hops: number): void;
}

export interface Controls {
  readonly element: DocumentFragment;
  setSystem(isShown: boolean): void;
  setDetail(detail: Detail): void;
  setZoom(zoom: number): void;
  setFocus(name: string | undefined, hops: number): void;
}

/** The buttons over the picture. */
export function controls(actions: ControlActions): Controls {
  const system = h('input', {
    type: 'checkbox',
    checked: true,
    onchange: () => actions.onSystem(system.checked),
  });
  const names = segment('Names', () => actions.onDetail('names'));
  const fields = segment('Fields', () => actions.onDetail('fields'));
  const reach = ['All', '1', '2', '3'].map((text, hops) =>
    segment(text, () => actions.onHops(hops), hops === 0 ? 'All objects' : `Up to ${hops} relations away`),
  );
  const name = h('span', { class: 'name' });
  const focus = h(
    'div',
    { class: 'focus', hidden: true },
    name,
    h('span', { class: 'segments', role: 'group', 'aria-label': 'How far from it' }, ...reach),
    iconButton('Show all again', icons.close, () => actions.onClear()),
  );
  const zoom = h('span', { class: 'zoom' }, '100%');
  const element = document.createDocumentFragment();
  element.append(
    h(
      'div',
      { class: 'tools' },
      h('span', { class: 'segments', role: 'group', 'aria-label': 'How much of each object' }, names, fields),
      actions.hasSystem && h('label', { class: 'switch' }, system, 'System objects'),
      focus,
    ),
    h(
      'div',
      { class: 'zooms', role: 'group', 'aria-label': 'Zoom' },
      iconButton('Zoom out', icons.minus, () => actions.onZoom(0.8)),
      zoom,
      iconButton('Zoom in', icons.plus, () => actions.onZoom(1.25)),
      iconButton('Fit to window', icons.fit, () => actions.onFit()),
    ),
    h(
      'p',
      { class: 'legend', 'aria-hidden': 'true' },
      key('standard', 'Standard'),
      key('custom', 'Custom'),
      key('system', 'System'),
      key('plain', 'many to one'),
      key('morph', 'to one of several'),
    ),
  );
  return {
    element,
    setSystem: (isShown) => (system.checked = isShown),
    setDetail(detail) {
      press(names, detail === 'names');
      press(fields, detail === 'fields');
    },
    setZoom(value) {
      const text = `${Math.round(value * 100)}%`;
      if (zoom.textContent !== text) zoom.textContent = text;
    },
    setFocus(title, hops) {
      focus.hidden = title === undefined;
      name.textContent = title ?? '';
      for (const [index, button] of reach.entries()) press(button, index === hops);
    },
  };
}

function key(kind: string, text: string): HTMLElement {
  return h('span', { class: `key ${kind}` }, text);
}

function segment(text: string, onclick: () => void, label?: string): HTMLButtonElement {
  return h('button', { type: 'button', onclick, 'aria-label': label, title: label }, text);
}

function press(button: HTMLElement, isPressed: boolean): void {
  button.setAttribute('aria-pressed', String(isPressed));
}

function iconButton(label: string, path: string, onclick: () => void): HTMLButtonElement {
  return h(
    'button',
    { type: 'button', class: 'icon-button', 'aria-label': label, title: label, onclick },
    icon(path),
  );
}

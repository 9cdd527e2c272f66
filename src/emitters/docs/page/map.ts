import { camera } from './camera.ts';
import type { Covered, View } from './camera.ts';
import type { Detail } from './card.ts';
import type { Page } from './data.ts';
import { announce, h, s } from './dom.ts';
import { arrange, drawingSteps, lightUp, nextBox } from './drawing.ts';
import type { Drawing } from './drawing.ts';
import { edgesOf, within } from './graph.ts';
import type { Point } from './layout.ts';
import { controls } from './map-controls.ts';
import { panel } from './map-panel.ts';
import { mapLink, objectLink } from './routes.ts';

/** Up to so many objects their fields are shown at first; above so many nothing moves but by the reader's hand. */
const [fewObjects, manyObjects] = [12, 80];
/** In pixels: a place that is no wider. */
const narrow = 640;
/** Milliseconds: work that takes longer is done in several frames. */
const frameBudget = 8;

export interface MapView {
  readonly element: HTMLElement;
  show(slug: string | undefined, hops: number): void;
}

const nothing: Drawing = {
  cards: new Map(),
  lines: [],
  points: new Map(),
  layout: { points: [], width: 1, height: 1 },
};

const arrows: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** The picture of all objects and their relations. */
export function mapView(page: Page): MapView {
  const edges = edgesOf(page);
  const { objects } = page;
  let withSystem = true;
  let detail: Detail | undefined;
  let selected: number | undefined;
  let hops = 0;
  let shownKey = '';
  let litKey = '';
  let run = 0;
  let isOurs = true;
  let rest: ReturnType<typeof setTimeout> | undefined;
  let current = nothing;

  const layers = ['lines', 'cards', 'labels'].map((name) =>
    s('g', { class: name, 'aria-hidden': name === 'cards' ? undefined : 'true' }),
  );
  const picture = s('svg', {}, ...layers);
  const world = h('div', { class: 'world' }, picture);
  const surface = h(
    'div',
    {
      class: 'surface',
      role: 'group',
      tabindex: '0',
      'aria-label':
        'Objects and their relations. Arrow keys move between objects, Enter chooses one, plus and minus zoom.',
    },
    world,
  );
  const eye = camera(surface, () => current.layout, look);
  const side = panel(page, edges, go);
  const bar = controls({
    hasSystem:
      objects.some(({ object }) => object.isSystem) && objects.some(({ object }) => !object.isSystem),
    onSystem(isShown) {
      withSystem = isShown;
      if (!isShown && selected !== undefined && objects[selected]?.object.isSystem) go(undefined, 0);
      else redraw();
    },
    onDetail(next) {
      detail = next;
      redraw();
    },
    onZoom(factor) {
      isOurs = false;
      eye.zoomBy(factor);
    },
    onFit: fit,
    onClear: () => go(undefined, 0),
    onHops: (next) => go(selected, next),
  });
  const element = h('div', { class: 'map' }, surface, bar.element, side.element);
  // Until the reader moves it, the picture fits its place.
  new ResizeObserver(() => {
    if (isOurs && current !== nothing) fit();
  }).observe(surface);
  for (const type of ['wheel', 'pointerdown'] as const)
    surface.addEventListener(type, () => (isOurs = false), { passive: true });

  surface.addEventListener('click', (event) => {
    const place = placeOf(event.target);
    if (place !== undefined) go(place, hops);
    else if (selected !== undefined && hops === 0 && !eye.hasDragged()) go(undefined, 0);
  });
  surface.addEventListener('dblclick', (event) => open(placeOf(event.target)));
  surface.addEventListener('keydown', onKey);
  surface.addEventListener('pointerover', (event) => {
    // What comes below the pointer while the picture moves was not pointed at.
    if (rest === undefined) light(placeOf(event.target) ?? selected);
  });
  surface.addEventListener('pointerleave', () => light(selected));
  surface.addEventListener('focusin', (event) => light(placeOf(event.target) ?? selected));

  function placeOf(target: EventTarget | null): number | undefined {
    const place = target instanceof Element ? target.closest('.card')?.getAttribute('data-place') : null;
    return place === null || place === undefined ? undefined : Number(place);
  }

  function covered(): Covered {
    if (!side.isOpen()) return { right: 0, bottom: 0 };
    return element.clientWidth > narrow
      ? { right: side.element.clientWidth + 24, bottom: 0 }
      : { right: 0, bottom: side.element.clientHeight };
  }

  /** By the address, so that the back button leads to where one was. */
  function go(place: number | undefined, far: number): void {
    const item = place === undefined ? undefined : objects[place];
    location.hash = item === undefined ? '#/' : mapLink(item, far);
  }

  function open(place: number | undefined): void {
    const item = place === undefined ? undefined : objects[place];
    if (item) location.hash = objectLink(item);
  }

  function show(slug: string | undefined, far: number): void {
    const item = slug === undefined ? undefined : page.bySlug.get(slug);
    selected = item === undefined ? undefined : objects.indexOf(item);
    hops = selected === undefined ? 0 : far;
    if (item?.object.isSystem && !withSystem) {
      withSystem = true;
      bar.setSystem(true);
    }
    side.show(selected, hops);
    bar.setFocus(item?.object.labelSingular || item?.object.nameSingular, hops);
    redraw();
  }

  /** Draws what is to be shown, unless it is what is there. */
  function redraw(): void {
    const wanted = selected !== undefined && hops > 0 ? within(selected, hops, edges) : objects.keys();
    const places = [...wanted]
      .filter((place) => withSystem || place === selected || !objects[place]?.object.isSystem)
      .sort((a, b) => a - b);
    const isNarrow = element.clientWidth <= narrow;
    const shown = detail ?? (places.length <= fewObjects && !isNarrow ? 'fields' : 'names');
    bar.setDetail(shown);
    const key = `${shown} ${places.join()}`;
    if (key === shownKey) {
      light(selected);
      reveal();
      return;
    }
    shownKey = key;
    draw(places, shown);
  }

  /** In steps that leave the page free, whoever asks again before the end. */
  function draw(places: readonly number[], shown: Detail): void {
    run += 1;
    const own = run;
    const hidden = covered();
    const [wide, high] = [surface.clientWidth - hidden.right, surface.clientHeight - hidden.bottom - 124];
    const aspect = Math.min(3, Math.max(0.5, wide / Math.max(1, high)));
    const steps = drawingSteps(page, edges, places, shown, aspect);
    element.classList.add('busy');
    // What comes before the first picture counts as well.
    if (places.length > manyObjects) setTimeout(work);
    else work();

    function work(): void {
      if (own !== run) return;
      const until = performance.now() + frameBudget;
      do {
        const step = steps.next();
        if (step.done === true) return finish(step.value);
      } while (performance.now() < until);
      setTimeout(work);
    }
  }

  function finish(drawing: Drawing): void {
    const before = current.points;
    current = drawing;
    const { cards, lines, points, layout } = drawing;
    element.classList.remove('busy');
    surface.classList.toggle('many', cards.size > manyObjects);
    picture.setAttribute('width', String(layout.width));
    picture.setAttribute('height', String(layout.height));
    const [lineLayer, cardLayer, labelLayer] = layers;
    lineLayer?.replaceChildren(...lines.map(({ path }) => path));
    cardLayer?.replaceChildren(...[...cards.values()].map(({ element: box }) => box));
    labelLayer?.replaceChildren(...lines.map(({ label }) => label));
    cardLayer?.firstElementChild?.setAttribute('tabindex', '0');
    fit();
    const isStill = matchMedia('(prefers-reduced-motion: reduce)').matches;
    if (cards.size > manyObjects) {
      setTimeout(() => {
        arrange(drawing, points);
        setTimeout(() => light(selected));
      });
    } else if (before.size === 0 || isStill) {
      arrange(drawing, points);
      light(selected);
    } else move(drawing, before);
    announce(`${cards.size} objects, ${lines.length} relations`);
  }

  /** From where the boxes were to where they belong. */
  function move(drawing: Drawing, before: ReadonlyMap<number, Point>): void {
    const start = performance.now();
    const step = (now: number): void => {
      if (drawing !== current) return;
      const part = Math.min(1, Math.max(0, now - start) / 320);
      const eased = 1 - (1 - part) ** 3;
      const between = [...drawing.points].map(([key, to]): [number, Point] => {
        const from = before.get(key) ?? to;
        return [key, { x: from.x + (to.x - from.x) * eased, y: from.y + (to.y - from.y) * eased }];
      });
      arrange(drawing, new Map(between));
      if (part < 1) requestAnimationFrame(step);
      else light(selected);
    };
    requestAnimationFrame(step);
  }

  function fit(): void {
    isOurs = true;
    eye.fit(covered());
  }

  function reveal(): void {
    const point = selected === undefined ? undefined : current.points.get(selected);
    if (point) eye.reveal(point.x, point.y, covered());
  }

  function light(lit: number | undefined): void {
    const key = `${run} ${current.cards.size} ${lit} ${selected}`;
    if (key === litKey) return;
    litKey = key;
    element.classList.toggle('lit', lit !== undefined && current.cards.has(lit));
    lightUp(current, lit, selected);
  }

  /** The picture is moved as a whole, as a layer of its own while it moves: nothing in it is laid out or painted anew. */
  function look({ x, y, zoom }: View): void {
    world.style.willChange = 'transform';
    clearTimeout(rest);
    rest = setTimeout(() => {
      rest = undefined;
      world.style.willChange = '';
    }, 300);
    world.style.transform = `translate(${x.toFixed(2)}px, ${y.toFixed(2)}px) scale(${zoom.toFixed(4)})`;
    const isFar = zoom < 0.45;
    if (surface.classList.contains('far') !== isFar) surface.classList.toggle('far', isFar);
    // A ground that moves is painted anew at each step.
    if (current.cards.size <= manyObjects) {
      surface.style.backgroundPosition = `${x.toFixed(1)}px ${y.toFixed(1)}px`;
      surface.style.backgroundSize = `${(24 * zoom).toFixed(2)}px ${(24 * zoom).toFixed(2)}px`;
    }
    bar.setZoom(zoom);
  }

  function onKey(event: KeyboardEvent): void {
    const place = placeOf(event.target);
    const towards = arrows[event.key];
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (towards !== undefined) focus(nextBox(current.points, place, towards));
    else if (event.key === '+' || event.key === '=') eye.zoomBy(1.25);
    else if (event.key === '-') eye.zoomBy(0.8);
    else if (event.key === '0') fit();
    else if (event.key === 'Escape') go(undefined, 0);
    else if (place !== undefined && event.key === 'Enter' && place === selected) open(place);
    else if (place !== undefined && (event.key === 'Enter' || event.key === ' ')) go(place, hops);
    else return;
    event.preventDefault();
  }

  function focus(place: number | undefined): void {
    const box = place === undefined ? undefined : current.cards.get(place)?.element;
    const point = place === undefined ? undefined : current.points.get(place);
    if (!box || !point) return;
    for (const { element: other } of current.cards.values()) other.setAttribute('tabindex', '-1');
    box.setAttribute('tabindex', '0');
    box.focus({ preventScroll: true });
    eye.reveal(point.x, point.y, covered());
  }

  return { element, show };
}

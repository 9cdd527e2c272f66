import type { Layout } from './layout.ts';

/** Where one looks at the picture: what is at the left top corner, and how large it is. */
export interface View {
  readonly x: number;
  readonly y: number;
  readonly zoom: number;
}

/** So much of the picture lies below something else. */
export interface Covered {
  readonly right: number;
  readonly bottom: number;
}

export interface Camera {
  readonly view: View;
  /** Shows all of it. */
  fit(covered: Covered): void;
  zoomBy(factor: number): void;
  /** Whether the last press moved the picture: it was no click. */
  hasDragged(): boolean;
  /** Moves as little as is needed to show a place. */
  reveal(x: number, y: number, covered: Covered): void;
}

const [least, greatest] = [0.05, 3];

/**
 * Zoom by wheel, pinch and keys, and pan by dragging and arrows.
 * @param apply called at most once a frame, with the view to show
 */
export function camera(surface: HTMLElement, layout: () => Layout, apply: (view: View) => void): Camera {
  let view: View = { x: 0, y: 0, zoom: 1 };
  let frame = 0;
  let isDragged = false;
  const pointers = new Map<number, { x: number; y: number }>();

  function set(next: View): void {
    view = { ...next, zoom: clamp(next.zoom) };
    if (frame === 0)
      frame = requestAnimationFrame(() => {
        frame = 0;
        apply(view);
      });
  }

  function zoomAt(x: number, y: number, factor: number): void {
    const zoom = clamp(view.zoom * factor);
    const by = zoom / view.zoom;
    set({ x: x - (x - view.x) * by, y: y - (y - view.y) * by, zoom });
  }

  function at(event: { readonly clientX: number; readonly clientY: number }): { x: number; y: number } {
    const box = surface.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  }

  surface.addEventListener(
    'wheel',
    (event) => {
      event.preventDefault();
      const { x, y } = at(event);
      const lines = event.deltaMode === 1 ? 16 : 1;
      zoomAt(x, y, Math.exp(-event.deltaY * lines * (event.ctrlKey ? 0.01 : 0.0016)));
    },
    { passive: false },
  );
  surface.addEventListener('pointerdown', (event) => {
    if (event.button !== 0) return;
    if (pointers.size === 0) isDragged = false;
    pointers.set(event.pointerId, at(event));
  });
  surface.addEventListener('pointermove', (event) => {
    const before = pointers.get(event.pointerId);
    if (before === undefined) return;
    const now = at(event);
    if (!surface.hasPointerCapture(event.pointerId)) {
      // A click that trembles is a click still.
      if (pointers.size === 1 && Math.hypot(now.x - before.x, now.y - before.y) < 4) return;
      surface.setPointerCapture(event.pointerId);
      surface.classList.add('dragging');
      isDragged = true;
    }
    const [other] = [...pointers].filter(([id]) => id !== event.pointerId).map(([, point]) => point);
    if (other === undefined) set({ ...view, x: view.x + now.x - before.x, y: view.y + now.y - before.y });
    else {
      const [was, is] = [distance(before, other), distance(now, other)];
      zoomAt((now.x + other.x) / 2, (now.y + other.y) / 2, is / Math.max(was, 1));
    }
    pointers.set(event.pointerId, now);
  });
  for (const type of ['pointerup', 'pointercancel'] as const)
    surface.addEventListener(type, (event) => {
      pointers.delete(event.pointerId);
      if (pointers.size === 0) surface.classList.remove('dragging');
    });

  return {
    get view() {
      return view;
    },
    hasDragged: () => isDragged,
    fit(covered) {
      const { width, height } = layout();
      const [wide, high] = [surface.clientWidth - covered.right, surface.clientHeight - covered.bottom];
      if (wide <= 0 || high <= 0) return;
      const [edge, head, foot] =
        wide < 600 ? [16, covered.bottom > 0 ? 112 : 64, covered.bottom > 0 ? 16 : 64] : [40, 68, 56];
      const zoom = clamp(Math.min((wide - edge * 2) / width, (high - head - foot) / height, 1.15));
      set({ x: (wide - width * zoom) / 2, y: head + (high - head - foot - height * zoom) / 2, zoom });
    },
    zoomBy: (factor) => zoomAt(surface.clientWidth / 2, surface.clientHeight / 2, factor),
    reveal(x, y, covered) {
      const edge = 90;
      const [left, top] = [view.x + x * view.zoom, view.y + y * view.zoom];
      const [right, bottom] = [
        surface.clientWidth - covered.right - edge,
        surface.clientHeight - covered.bottom - edge,
      ];
      const dx = left < edge ? edge - left : left > right ? right - left : 0;
      const dy = top < edge ? edge - top : top > bottom ? bottom - top : 0;
      if (dx !== 0 || dy !== 0) set({ ...view, x: view.x + dx, y: view.y + dy });
    },
  };
}

function clamp(zoom: number): number {
  return Math.min(greatest, Math.max(least, zoom));
}

function distance(a: { x: number; y: number }, b: { x: number; y: number }): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}

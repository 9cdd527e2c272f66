import { card, fonts, measure } from './card.ts';
import type { Card, Detail } from './card.ts';
import type { Page } from './data.ts';
import { s } from './dom.ts';
import { edgePath } from './edge-path.ts';
import type { Edge } from './graph.ts';
import { layoutSteps } from './layout.ts';
import type { Box, Layout, Link, Point } from './layout.ts';

/** Some objects as boxes, with the lines between them. Objects go by their places in the list of all. */
export interface Drawing {
  readonly cards: ReadonlyMap<number, Card>;
  readonly lines: readonly Line[];
  readonly points: ReadonlyMap<number, Point>;
  readonly layout: Layout;
}

interface Line {
  readonly edge: Edge;
  readonly path: SVGPathElement;
  readonly label: SVGTextElement;
  /** How far it is drawn out of the straight: several between the same two lie apart. */
  readonly bend: number;
  /** Where its name goes. */
  middle: Point;
}

/** A line to an object of the system is longer: such objects gather at the rim. */
const lengths = { near: 1, morph: 1.3, system: 1.7 };
/** Between boxes: where fields are shown the names of relations are, too. */
const gaps = { names: { x: 56, y: 44 }, fields: { x: 112, y: 72 } } as const;
/** Up to so many lines their names are shown at first. */
const fewLines = 24;

/** Makes a drawing, in steps, so that the page can go on in between. */
export function* drawingSteps(
  page: Page,
  all: readonly Edge[],
  places: readonly number[],
  detail: Detail,
  aspect: number,
): Generator<undefined, Drawing> {
  const isIn = new Set(places);
  const edges = all.filter(({ from, to }) => isIn.has(from) && isIn.has(to));
  const degree = new Map<number, number>();
  for (const { from, to } of edges)
    for (const place of new Set([from, to])) degree.set(place, (degree.get(place) ?? 0) + 1);
  const cards = new Map<number, Card>();
  for (const place of places) {
    const item = page.objects[place];
    if (!item) continue;
    const made = card(item, detail, `, ${degree.get(place) ?? 0} relations`);
    made.element.setAttribute('data-place', String(place));
    cards.set(place, made);
    yield;
  }
  const at = new Map(places.map((place, index) => [place, index]));
  const links = edges.map(({ from, to, isMorph, isSystem }): Link => ({
    from: at.get(from) ?? 0,
    to: at.get(to) ?? 0,
    length: isSystem ? lengths.system : isMorph ? lengths.morph : lengths.near,
  }));
  const boxes = places.map((place) => cards.get(place) ?? { width: 0, height: 0 });
  const layout = yield* layoutSteps(boxes, links, { aspect, gap: gaps[detail] });
  const bends = bendsOf(edges);
  const lines: Line[] = [];
  for (const [index, edge] of edges.entries()) {
    lines.push(line(edge, bends[index] ?? 0));
    if (index % 16 === 0) yield;
  }
  return {
    cards,
    lines,
    layout,
    points: new Map(places.map((place, index) => [place, layout.points[index] ?? { x: 0, y: 0 }])),
  };
}

function line(edge: Edge, bend: number): Line {
  const kind = `${edge.isMorph ? ' morph' : ''}${edge.isSystem ? ' system' : ''}`;
  return {
    edge,
    bend,
    middle: { x: 0, y: 0 },
    path: s('path', { class: `line${kind}` }),
    label: s(
      'text',
      { class: `line-label${kind}` },
      s('tspan', {}, edge.name),
      edge.inverse !== undefined && s('tspan', { class: 'inverse' }, edge.inverse),
    ),
  };
}

function bendsOf(edges: readonly Edge[]): readonly number[] {
  const pairOf = ({ from, to }: Edge): string => `${Math.min(from, to)} ${Math.max(from, to)}`;
  const counts = new Map<string, number>();
  for (const edge of edges) counts.set(pairOf(edge), (counts.get(pairOf(edge)) ?? 0) + 1);
  const seen = new Map<string, number>();
  return edges.map((edge) => {
    const pair = pairOf(edge);
    const nth = seen.get(pair) ?? 0;
    seen.set(pair, nth + 1);
    return (nth - ((counts.get(pair) ?? 1) - 1) / 2) * 44 * (edge.from > edge.to ? -1 : 1);
  });
}

/** Puts boxes where these points are, and the lines between them. */
export function arrange({ cards, lines }: Drawing, at: ReadonlyMap<number, Point>): void {
  const placed = new Map(
    [...cards].map(([key, { width, height, element }]) => {
      const { x, y } = at.get(key) ?? { x: 0, y: 0 };
      element.setAttribute('transform', `translate(${x} ${y})`);
      return [key, { width, height, x, y }];
    }),
  );
  for (const each of lines) {
    const [from, to] = [placed.get(each.edge.from), placed.get(each.edge.to)];
    if (!from || !to) continue;
    const { path, middle } = edgePath(from, to, each.bend);
    each.middle = middle;
    each.path.setAttribute('d', path);
    const parts = [...each.label.children];
    for (const [index, part] of parts.entries()) {
      part.setAttribute('x', middle.x.toFixed(1));
      part.setAttribute('y', (middle.y + (index - (parts.length - 1) / 2) * 14).toFixed(1));
    }
  }
}

/** Lets an object stand out with what it relates to; none where none is given. */
export function lightUp(drawing: Drawing, lit: number | undefined, selected: number | undefined): void {
  const { cards, lines } = drawing;
  const near = new Set<number>();
  for (const { edge, path, label } of lines) {
    const isOn = edge.from === lit || edge.to === lit;
    if (isOn) near.add(edge.from).add(edge.to);
    if (path.classList.contains('on') === isOn) continue;
    path.classList.toggle('on', isOn);
    label.classList.toggle('on', isOn);
  }
  for (const [key, { element }] of cards) {
    element.classList.toggle('on', near.has(key) || key === lit);
    element.classList.toggle('selected', key === selected);
    element.setAttribute('aria-pressed', String(key === selected));
  }
  nameLines(drawing, near.size > 0 ? lit : undefined);
}

/** Shows the names of an object's relations, or of all where they are few: each where it covers no box and no other name. */
function nameLines({ cards, lines, points }: Drawing, lit: number | undefined): void {
  const wanted = lines.filter(({ edge }) =>
    lit === undefined ? lines.length <= fewLines : edge.from === lit || edge.to === lit,
  );
  for (const { label } of lines) label.classList.remove('shown');
  if (wanted.length === 0) return;
  const taken: (Box & Point)[] = [...cards].map(([key, { width, height }]) => ({
    width,
    height,
    ...(points.get(key) ?? { x: 0, y: 0 }),
  }));
  for (const { edge, label, middle } of wanted) {
    const own = { width: measure(edge.name, fonts.code), height: 12, ...middle };
    const both = { ...own, width: Math.max(own.width, measure(edge.inverse ?? '', fonts.code)), height: 26 };
    const isLong = isFree(both, taken);
    if (!isLong && !isFree(own, taken)) continue;
    label.classList.add('shown');
    label.classList.toggle('brief', !isLong);
    taken.push(isLong ? both : own);
  }
}

function isFree(wanted: Box & Point, taken: readonly (Box & Point)[]): boolean {
  return !taken.some(
    ({ x, y, width, height }) =>
      Math.abs(x - wanted.x) < (width + wanted.width) / 2 + 2 &&
      Math.abs(y - wanted.y) < (height + wanted.height) / 2 + 1,
  );
}

/** The nearest box in a direction; the first one where one begins nowhere. */
export function nextBox(
  points: ReadonlyMap<number, Point>,
  from: number | undefined,
  [dx, dy]: readonly [number, number],
): number | undefined {
  const start = from === undefined ? undefined : points.get(from);
  const scored = [...points].flatMap(([key, { x, y }]) => {
    if (start === undefined) return [{ key, score: x + y }];
    const ahead = (x - start.x) * dx + (y - start.y) * dy;
    const aside = Math.abs((x - start.x) * dy) + Math.abs((y - start.y) * dx);
    return ahead > 4 ? [{ key, score: ahead + aside * 2 }] : [];
  });
  return scored.sort((a, b) => a.score - b.score)[0]?.key;
}

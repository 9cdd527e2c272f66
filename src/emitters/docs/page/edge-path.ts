import type { Box, Point } from './layout.ts';

export interface Placed extends Box, Point {}

/** A line between two boxes: its path with a crow's foot where there are many and a bar where there is one, and where a label goes. */
export interface EdgePath {
  readonly path: string;
  readonly middle: Point;
}

/**
 * @param bend how far the line is drawn out of the straight, so that several between the same boxes lie apart
 */
export function edgePath(from: Placed, to: Placed, bend: number): EdgePath {
  if (from === to) return loop(from, bend);
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const length = Math.hypot(dx, dy) || 1;
  const control = {
    x: (from.x + to.x) / 2 - (dy / length) * bend,
    y: (from.y + to.y) / 2 + (dx / length) * bend,
  };
  const start = border(from, control);
  const end = border(to, control);
  const line = bend === 0 ? `M${text(start)}L${text(end)}` : `M${text(start)}Q${text(control)} ${text(end)}`;
  const middle =
    bend === 0
      ? { x: (start.x + end.x) / 2, y: (start.y + end.y) / 2 }
      : { x: (start.x + end.x) / 4 + control.x / 2, y: (start.y + end.y) / 4 + control.y / 2 };
  return { path: line + foot(start, control) + bar(end, control), middle };
}

/** From a box to itself: at its right side, by its head. */
function loop(box: Placed, bend: number): EdgePath {
  const side = box.x + box.width / 2 + 1;
  const top = box.y - box.height / 2;
  const [start, end] = [
    { x: side, y: top + 10 },
    { x: side, y: top + 36 },
  ];
  const out = side + 46 + Math.abs(bend);
  const path = `M${text(start)}C${out} ${top - 10} ${out} ${top + 56} ${text(end)}`;
  return {
    path: path + foot(start, { x: out, y: top - 4 }) + bar(end, { x: out, y: top + 50 }),
    middle: { x: out + 14, y: top + 23 },
  };
}

/** Where the way from the middle of a box to a point leaves the box. */
function border(box: Placed, to: Point): Point {
  const [dx, dy] = [to.x - box.x, to.y - box.y];
  const scale = Math.min(
    dx === 0 ? Infinity : (box.width / 2 + 1) / Math.abs(dx),
    dy === 0 ? Infinity : (box.height / 2 + 1) / Math.abs(dy),
  );
  return Number.isFinite(scale) ? { x: box.x + dx * scale, y: box.y + dy * scale } : { x: box.x, y: box.y };
}

function along(at: Point, towards: Point): { readonly x: number; readonly y: number } {
  const length = Math.hypot(towards.x - at.x, towards.y - at.y) || 1;
  return { x: (towards.x - at.x) / length, y: (towards.y - at.y) / length };
}

/** Many: three toes on the border. */
function foot(at: Point, towards: Point): string {
  const { x, y } = along(at, towards);
  const heel = { x: at.x + x * 11, y: at.y + y * 11 };
  const toes = [-1, 1].map((side) => ({ x: at.x - y * 5.5 * side, y: at.y + x * 5.5 * side }));
  return toes.map((toe) => `M${text(heel)}L${text(toe)}`).join('');
}

/** One: a bar across. */
function bar(at: Point, towards: Point): string {
  const { x, y } = along(at, towards);
  const middle = { x: at.x + x * 8, y: at.y + y * 8 };
  const [one, other] = [-5, 5].map((side) => ({ x: middle.x - y * side, y: middle.y + x * side }));
  return one && other ? `M${text(one)}L${text(other)}` : '';
}

function text({ x, y }: Point): string {
  return `${Math.round(x * 10) / 10} ${Math.round(y * 10) / 10}`;
}

/** Places boxes that are linked: near what they are linked with, apart from the rest, none on another. No DOM, no chance. */

export interface Box {
  readonly width: number;
  readonly height: number;
}

export interface Link {
  /** Places in the list of boxes. */
  readonly from: number;
  readonly to: number;
  /** How far apart the two should be, in units of a near link. */
  readonly length: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** What a layout is for. */
export interface Frame {
  /** Width by height. */
  readonly aspect: number;
  /** Between boxes. */
  readonly gap: Point;
}

export interface Layout {
  /** The middle of each box. */
  readonly points: readonly Point[];
  readonly width: number;
  readonly height: number;
}

const rounds = 30;
/** How much of the plane is left free: boxes with their gaps take one part in so many. */
const room = 1.35;
/** How far boxes are drawn to where they would lie if all were evenly spread. */
const evenness = 0.45;

/** A layout, in steps, so that a page can go on in between. */
export function* layoutSteps(
  boxes: readonly Box[],
  links: readonly Link[],
  frame: Frame,
): Generator<undefined, Layout> {
  const near = neighbours(boxes.length, links);
  const parts: { readonly members: readonly number[]; readonly points: Float64Array }[] = [];
  for (const members of components(near)) {
    yield;
    const points = yield* spread(near, members);
    const own = members.map((member) => boxes[member] ?? { width: 0, height: 0 });
    turn(points, own, frame);
    yield* separate(own, points, frame);
    parts.push({ members, points });
  }
  return pack(boxes, parts, frame);
}

export function layout(boxes: readonly Box[], links: readonly Link[], frame: Frame): Layout {
  const steps = layoutSteps(boxes, links, frame);
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

type Neighbours = readonly (readonly { readonly to: number; readonly length: number }[])[];

function neighbours(count: number, links: readonly Link[]): Neighbours {
  const near: { to: number; length: number }[][] = Array.from({ length: count }, () => []);
  for (const { from, to, length } of links) {
    if (from === to) continue;
    near[from]?.push({ to, length });
    near[to]?.push({ to: from, length });
  }
  return near;
}

/** What hangs together, the largest first. */
function components(near: Neighbours): readonly (readonly number[])[] {
  const seen = new Set<number>();
  const all: number[][] = [];
  for (const start of near.keys()) {
    if (seen.has(start)) continue;
    const members = [start];
    seen.add(start);
    for (let at = 0; at < members.length; at += 1) {
      for (const { to } of near[members[at] ?? 0] ?? []) {
        if (seen.has(to)) continue;
        seen.add(to);
        members.push(to);
      }
    }
    all.push(members);
  }
  return all.sort((a, b) => b.length - a.length);
}

/** Lengths of the shortest ways from one box to all others. */
function distancesFrom(start: number, near: Neighbours, into: Float64Array): void {
  into.fill(Infinity);
  into[start] = 0;
  // A queue by rounded length: lengths are few and small.
  const buckets: number[][] = [[start]];
  for (let at = 0; at < buckets.length; at += 1) {
    for (const box of buckets[at] ?? []) {
      const way = into[box] ?? 0;
      if (Math.round(way * 4) !== at) continue;
      for (const { to, length } of near[box] ?? []) {
        if (way + length >= (into[to] ?? 0)) continue;
        into[to] = way + length;
        const place = Math.round((way + length) * 4);
        while (buckets.length <= place) buckets.push([]);
        buckets[place]?.push(to);
      }
    }
  }
}

/** Always the same numbers between 0 and 1. */
function numbers(): () => number {
  let state = 0x2f6e2b1;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Distances on the plane like those along the links: stress, by stochastic gradient descent (Zheng, Pawar, Goodman 2018). */
function* spread(near: Neighbours, members: readonly number[]): Generator<undefined, Float64Array> {
  const count = members.length;
  const points = new Float64Array(count * 2);
  if (count < 2) return points;
  const random = numbers();
  const wanted: number[] = [];
  const pairs: number[] = [];
  const far = new Float64Array(near.length);
  let [shortest, longest] = [Infinity, 0];
  for (const [a, member] of members.entries()) {
    if (a % 8 === 0) yield;
    distancesFrom(member, near, far);
    for (let b = 0; b < a; b += 1) {
      const distance = far[members[b] ?? 0] ?? 1;
      pairs.push(a * count + b);
      wanted.push(distance);
      shortest = Math.min(shortest, distance);
      longest = Math.max(longest, distance);
    }
  }
  for (const a of members.keys()) {
    const angle = a * 2.399963;
    points[a * 2] = Math.cos(angle) * Math.sqrt(a);
    points[a * 2 + 1] = Math.sin(angle) * Math.sqrt(a);
  }
  const [first, last] = [longest ** 2, 0.1 * shortest ** 2];
  for (let round = 0; round < rounds; round += 1) {
    yield;
    const rate = first * (last / first) ** (round / (rounds - 1));
    shuffle(pairs, wanted, random);
    for (let index = 0; index < pairs.length; index += 1) {
      const [pair = 0, distance = 1] = [pairs[index], wanted[index]];
      const [a, b] = [Math.floor(pair / count), pair % count];
      const step = Math.min(1, rate / distance ** 2);
      const x = (points[a * 2] ?? 0) - (points[b * 2] ?? 0);
      const y = (points[a * 2 + 1] ?? 0) - (points[b * 2 + 1] ?? 0);
      const length = Math.hypot(x, y) || 1e-6;
      const move = (step * (length - distance)) / 2 / length;
      points[a * 2] = (points[a * 2] ?? 0) - move * x;
      points[a * 2 + 1] = (points[a * 2 + 1] ?? 0) - move * y;
      points[b * 2] = (points[b * 2] ?? 0) + move * x;
      points[b * 2 + 1] = (points[b * 2 + 1] ?? 0) + move * y;
    }
  }
  return points;
}

function shuffle(pairs: number[], wanted: number[], random: () => number): void {
  for (let index = pairs.length - 1; index > 0; index -= 1) {
    const other = Math.floor(random() * (index + 1));
    [pairs[index], pairs[other]] = [pairs[other] ?? 0, pairs[index] ?? 0];
    [wanted[index], wanted[other]] = [wanted[other] ?? 0, wanted[index] ?? 0];
  }
}

/** Turned so that it is longest where the place is, of the shape of the place that it is for, and as large as the boxes need. */
function turn(points: Float64Array, boxes: readonly Box[], { aspect, gap }: Frame): void {
  const count = points.length / 2;
  if (count < 2) return;
  const middle = [0, 0];
  for (let at = 0; at < points.length; at += 1)
    middle[at % 2] = (middle[at % 2] ?? 0) + (points[at] ?? 0) / count;
  let [xx, xy, yy] = [0, 0, 0];
  for (let at = 0; at < count; at += 1) {
    const x = (points[at * 2] ?? 0) - (middle[0] ?? 0);
    const y = (points[at * 2 + 1] ?? 0) - (middle[1] ?? 0);
    xx += x * x;
    xy += x * y;
    yy += y * y;
  }
  // Along the longer side of the place.
  const angle = Math.atan2(2 * xy, xx - yy) / 2 + (aspect < 1 ? Math.PI / 2 : 0);
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  let [width, height] = [0, 0];
  for (let at = 0; at < count; at += 1) {
    const x = (points[at * 2] ?? 0) - (middle[0] ?? 0);
    const y = (points[at * 2 + 1] ?? 0) - (middle[1] ?? 0);
    points[at * 2] = x * cos + y * sin;
    points[at * 2 + 1] = y * cos - x * sin;
    width = Math.max(width, Math.abs(points[at * 2] ?? 0));
    height = Math.max(height, Math.abs(points[at * 2 + 1] ?? 0));
  }
  const area = boxes.reduce((sum, box) => sum + (box.width + gap.x) * (box.height + gap.y), 0) * room;
  const size = { x: Math.sqrt(area * aspect), y: Math.sqrt(area / aspect) };
  const stretch = Math.min(2, Math.max(0.5, (aspect * height) / Math.max(width, 1e-6)));
  const scale = Math.sqrt(area / Math.max(4 * width * height, 1e-6));
  for (const [axis, by] of [Math.sqrt(stretch), 1 / Math.sqrt(stretch)].entries()) {
    const order = [...boxes.keys()].sort(
      (a, b) => (points[a * 2 + axis] ?? 0) - (points[b * 2 + axis] ?? 0) || a - b,
    );
    const whole = axis === 0 ? size.x : size.y;
    for (const [rank, at] of order.entries()) {
      const even = (rank / (count - 1) - 0.5) * whole;
      const own = (points[at * 2 + axis] ?? 0) * by * scale;
      points[at * 2 + axis] = own + (even - own) * evenness;
    }
  }
}

/** Pushes boxes apart that are too near, the way that is shorter for boxes of their shape, until none is. */
function* separate(
  boxes: readonly Box[],
  points: Float64Array,
  { gap }: Frame,
): Generator<undefined, undefined> {
  for (let round = 0; round < 400; round += 1) {
    if (round % 2 === 0) yield;
    let moved = 0;
    for (let a = 0; a < boxes.length; a += 1) {
      for (let b = a + 1; b < boxes.length; b += 1) {
        const [one, other] = [boxes[a], boxes[b]];
        if (!one || !other) continue;
        const x = (points[b * 2] ?? 0) - (points[a * 2] ?? 0);
        const y = (points[b * 2 + 1] ?? 0) - (points[a * 2 + 1] ?? 0);
        const apartX = (one.width + other.width) / 2 + gap.x;
        const apartY = (one.height + other.height) / 2 + gap.y;
        const overX = apartX - Math.abs(x);
        const overY = apartY - Math.abs(y);
        if (overX <= 0.5 || overY <= 0.5) continue;
        moved += 1;
        const axis = overX / apartX < overY / apartY ? 0 : 1;
        const push = axis === 0 ? ((x < 0 ? -1 : 1) * overX) / 2 : ((y < 0 ? -1 : 1) * overY) / 2;
        points[a * 2 + axis] = (points[a * 2 + axis] ?? 0) - push;
        points[b * 2 + axis] = (points[b * 2 + axis] ?? 0) + push;
      }
    }
    if (moved === 0) return;
  }
}

/** The parts beside each other: the largest first, what is left in rows below it. */
function pack(
  boxes: readonly Box[],
  parts: readonly { readonly members: readonly number[]; readonly points: Float64Array }[],
  { aspect, gap }: Frame,
): Layout {
  const placed: Point[] = boxes.map(() => ({ x: 0, y: 0 }));
  const frames = parts.map(({ members, points }) => {
    let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
    for (const [at, member] of members.entries()) {
      const { width = 0, height = 0 } = boxes[member] ?? {};
      left = Math.min(left, (points[at * 2] ?? 0) - width / 2);
      right = Math.max(right, (points[at * 2] ?? 0) + width / 2);
      top = Math.min(top, (points[at * 2 + 1] ?? 0) - height / 2);
      bottom = Math.max(bottom, (points[at * 2 + 1] ?? 0) + height / 2);
    }
    return { members, points, left, top, width: right - left, height: bottom - top };
  });
  const area = frames.reduce((sum, { width, height }) => sum + (width + gap.x) * (height + gap.y), 0);
  const widest = Math.max(frames[0]?.width ?? 0, Math.sqrt(area * aspect));
  let [x, y, row, width] = [0, 0, 0, 0];
  for (const frame of frames) {
    if (x > 0 && x + frame.width > widest) {
      x = 0;
      y += row + gap.y;
      row = 0;
    }
    for (const [at, member] of frame.members.entries()) {
      placed[member] = {
        x: Math.round((frame.points[at * 2] ?? 0) - frame.left + x),
        y: Math.round((frame.points[at * 2 + 1] ?? 0) - frame.top + y),
      };
    }
    x += frame.width + gap.x;
    row = Math.max(row, frame.height);
    width = Math.max(width, x - gap.x);
  }
  return { points: placed, width, height: y + row };
}

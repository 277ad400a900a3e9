/**
 * Where the words of a call-out stand: near its place, not upon the district where the sea can take them, never upon each
 * other, with leader lines that do not cross. Greedy, first come first placed: the most important one gets the best room.
 */
export interface Point { x: number; y: number }
export interface Rect { left: number; top: number; width: number; height: number }
/** Px: the middle of the mark, and the room its words take. */
export interface Anchor extends Point { key: string; width: number; height: number }
export interface Placed { key: string; label: Rect; /** Where the leader ends: beside the first line. */ end: Point; /** The words begin at their left edge (the place is to the left of them) or end at the right one. */ side: 'start' | 'end' }

const overlaps = (a: Rect, b: Rect, gap: number): boolean => a.left < b.left + b.width + gap && b.left < a.left + a.width + gap && a.top < b.top + b.height + gap && b.top < a.top + a.height + gap;

const turn = (a: Point, b: Point, c: Point): number => (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
const cross = (a: Point, b: Point, c: Point, d: Point): boolean => turn(a, b, c) * turn(a, b, d) < 0 && turn(c, d, a) * turn(c, d, b) < 0;
const crossesRect = (a: Point, b: Point, { left, top, width, height }: Rect): boolean =>
  cross(a, b, { x: left, y: top }, { x: left + width, y: top + height }) || cross(a, b, { x: left + width, y: top }, { x: left, y: top + height });

/**
 * `unit` is the wall's u in px; `taken` are boxes nothing may stand on. `isLand` tells what is covered by the district.
 * An anchor without any room left is not placed.
 */
export function placeCallouts(anchors: readonly Anchor[], free: Rect, taken: readonly Rect[], isLand: (at: Point) => boolean, unit: number): Placed[] {
  const placed: (Placed & { from: Point })[] = [];
  const widest = Math.max(...anchors.map(({ width }) => width));
  for (const anchor of anchors) {
    let best: { cost: number; place: Placed } | null = null;
    for (const label of candidates(anchor, free, 40 * unit, widest)) {
      if ([...taken, ...placed.map((other) => other.label)].some((box) => overlaps(box, label, 20 * unit))) continue;
      const side = label.left > anchor.x ? 'start' as const : 'end' as const;
      const end = { x: side === 'start' ? label.left - 12 * unit : label.left + label.width + 12 * unit, y: label.top + 22 * unit };
      const reach = Math.abs(end.x - anchor.x);
      // A leader leaves its mark sideways and has some way to go.
      if ((side === 'start') !== (end.x > anchor.x) || reach < 90 * unit) continue;
      const crossings = placed.filter((other) => cross(anchor, end, other.from, other.end) || crossesRect(anchor, end, other.label) || crossesRect(other.from, other.end, label)).length
        + anchors.filter((other) => other !== anchor && crossesRect(anchor, end, { left: other.x - 20 * unit, top: other.y - 20 * unit, width: 40 * unit, height: 40 * unit })).length;
      // Words of one side stand in one column, at the margin where nothing else does.
      const inward = side === 'start' ? Math.abs(free.left + free.width - widest - label.left) : Math.abs(free.left + widest - label.left - label.width);
      const cost = covered(label, isLand) * 6 + crossings * 4 + reach / (900 * unit) + (Math.abs(end.y - anchor.y) / Math.max(1, reach)) * 0.8 + inward / (500 * unit);
      if (!best || cost < best.cost) best = { cost, place: { key: anchor.key, label, end, side } };
    }
    if (best) placed.push({ ...best.place, from: { x: anchor.x, y: anchor.y } });
  }
  return placed.map(({ key, label, end, side }) => ({ key, label, end, side }));
}

/** Everywhere in steps, and in the columns of either side. */
function* candidates({ width, height }: Anchor, free: Rect, step: number, widest: number): Generator<Rect> {
  for (let top = free.top; top + height <= free.top + free.height; top += step) {
    yield { left: free.left + widest - width, top, width, height };
    yield { left: free.left + free.width - widest, top, width, height };
    for (let left = free.left; left + width <= free.left + free.width; left += step) yield { left, top, width, height };
  }
}

/** Share of a label that lies upon land, by fifteen points of it. */
function covered({ left, top, width, height }: Rect, isLand: (at: Point) => boolean): number {
  let on = 0;
  for (const across of [0, 0.25, 0.5, 0.75, 1]) for (const down of [0, 0.5, 1]) if (isLand({ x: left + across * width, y: top + down * height })) on++;
  return on / 15;
}

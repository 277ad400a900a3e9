import type { XY } from './plane.ts';

/**
 * The two sides of a convex ring cut along the line through `a` and `b`, or null where the segment itself does not pass
 * through the ring for more than `leastM` metres. Corners within `leastM` of the line count as on it, for every ring alike.
 */
export function cutConvex(ring: readonly XY[], a: XY, b: XY, leastM: number): [XY[], XY[]] | null {
  const lengthM = Math.hypot(b[0] - a[0], b[1] - a[1]);
  if (lengthM === 0) return null;
  const ux = (b[0] - a[0]) / lengthM, uy = (b[1] - a[1]) / lengthM;
  const side = ring.map(([x, y]) => {
    const left = ux * (y - a[1]) - uy * (x - a[0]);
    return Math.abs(left) <= leastM ? 0 : left;
  });
  if (!side.some((each) => each > 0) || !side.some((each) => each < 0)) return null;
  const left: XY[] = [], right: XY[] = [];
  let enter = Infinity, leave = -Infinity;
  const meet = ([x, y]: XY) => {
    const along = ux * (x - a[0]) + uy * (y - a[1]);
    enter = Math.min(enter, along);
    leave = Math.max(leave, along);
  };
  ring.forEach((corner, i) => {
    const next = i + 1 < ring.length ? i + 1 : 0, here = side[i]!, there = side[next]!;
    if (here >= 0) left.push(corner);
    if (here <= 0) right.push(corner);
    if (here === 0) meet(corner);
    if (here * there >= 0) return;
    const t = here / (here - there);
    const cut: XY = [corner[0] + t * (ring[next]![0] - corner[0]), corner[1] + t * (ring[next]![1] - corner[1])];
    left.push(cut);
    right.push(cut);
    meet(cut);
  });
  return Math.min(leave, lengthM) - Math.max(enter, 0) > leastM ? [left, right] : null;
}

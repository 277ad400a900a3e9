/** Straight pieces in the plane, as bare numbers: they are asked for some hundred thousand times. */
import Flatbush from 'flatbush';

/** The point of the piece a–b nearest to p: where, how far along from a, and how far away from p. */
export function nearestOn(ax: number, ay: number, bx: number, by: number, px: number, py: number): { x: number; y: number; along: number; away: number } {
  const dx = bx - ax, dy = by - ay, t = Math.min(1, Math.max(0, ((px - ax) * dx + (py - ay) * dy) / (dx * dx + dy * dy || 1)));
  const x = ax + t * dx, y = ay + t * dy;
  return { x, y, along: t * Math.hypot(dx, dy), away: Math.hypot(x - px, y - py) };
}

const side = (ax: number, ay: number, bx: number, by: number, px: number, py: number) => (bx - ax) * (py - ay) - (by - ay) * (px - ax);

/** Whether the pieces a–b and c–d cross within both; touching with an end is no crossing. */
export const crosses = (ax: number, ay: number, bx: number, by: number, cx: number, cy: number, dx: number, dy: number): boolean =>
  side(ax, ay, bx, by, cx, cy) * side(ax, ay, bx, by, dx, dy) < 0 && side(cx, cy, dx, dy, ax, ay) * side(cx, cy, dx, dy, bx, by) < 0;

/** Pieces found by box, from one piece to the next in ascending order; `ends` gives the four numbers of piece i. */
export function pieceIndex(count: number, ends: (i: number) => readonly [ax: number, ay: number, bx: number, by: number]): (west: number, south: number, east: number, north: number) => number[] {
  if (count === 0) return () => [];
  const index = new Flatbush(count);
  for (let i = 0; i < count; i++) {
    const [ax, ay, bx, by] = ends(i);
    index.add(Math.min(ax, bx), Math.min(ay, by), Math.max(ax, bx), Math.max(ay, by));
  }
  index.finish();
  return (west, south, east, north) => index.search(west, south, east, north).sort((a, b) => a - b);
}

/** Signed area of a ring of nodes: positive when it runs counter-clockwise. */
export function ringArea(ring: readonly number[], x: Float64Array, y: Float64Array): number {
  let twice = 0;
  for (let i = 0; i < ring.length; i++) {
    const a = ring[i]!, b = ring[i + 1 < ring.length ? i + 1 : 0]!;
    twice += x[a]! * y[b]! - x[b]! * y[a]!;
  }
  return twice / 2;
}

/** Whether the point lies inside the ring (even–odd rule); points on the ring may come out either way. */
export function pointInRing(px: number, py: number, ring: readonly number[], x: Float64Array, y: Float64Array): boolean {
  let inside = false;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const ay = y[ring[i]!]!, by = y[ring[j]!]!;
    if (ay > py === by > py) continue;
    const ax = x[ring[i]!]!, bx = x[ring[j]!]!;
    if (px < ax + ((py - ay) / (by - ay)) * (bx - ax)) inside = !inside;
  }
  return inside;
}

/** Main roads that cross meet there: both get the same vertex. Only over an expressway or a railway does a road pass without meeting it. */
import type { Position, RoadRecord } from '../district.ts';
import { crosses } from '../reach/segments.ts';
import { WALKABLE } from '../reach/walking.ts';

const STEP = 1e7;

/** Adds the vertices to the lines of `roads`, in place. */
export function shareCrossings(roads: readonly RoadRecord[]): void {
  const lines = roads.filter((road) => WALKABLE.includes(road.class)).map(({ geometry }) => geometry);
  const added = lines.map(() => new Map<number, { along: number; at: Position }[]>());
  const add = (line: number, piece: number, along: number, at: Position) => added[line]!.set(piece, [...(added[line]!.get(piece) ?? []), { along, at }]);
  lines.forEach(({ coordinates: one }, i) => lines.slice(0, i).forEach(({ coordinates: other }, j) => {
    for (let k = 1; k < one.length; k++) for (let l = 1; l < other.length; l++) {
      const [[ax, ay], [bx, by], [cx, cy], [dx, dy]] = [one[k - 1]!, one[k]!, other[l - 1]!, other[l]!];
      if (Math.max(ax, bx) < Math.min(cx, dx) || Math.max(cx, dx) < Math.min(ax, bx) || !crosses(ax, ay, bx, by, cx, cy, dx, dy)) continue;
      const across = (bx - ax) * (dy - cy) - (by - ay) * (dx - cx), t = ((cx - ax) * (dy - cy) - (cy - ay) * (dx - cx)) / across, u = ((cx - ax) * (by - ay) - (cy - ay) * (bx - ax)) / across;
      const at: Position = [Math.round((ax + t * (bx - ax)) * STEP) / STEP, Math.round((ay + t * (by - ay)) * STEP) / STEP];
      add(i, k, t, at);
      add(j, l, u, at);
    }
  }));
  lines.forEach((line, i) => {
    line.coordinates = line.coordinates.flatMap((corner, k): Position[] => [...(added[i]!.get(k) ?? []).sort((a, b) => a.along - b.along).map(({ at }) => at), corner]);
  });
}

/** Units drawn as letters: `drawUnits(['AAB', 'AAC'])` gives the polygons of A, B and C on squares of 10 m. */
import type { MultiPolygon, Position } from '../../../geodata/district.ts';

const DEGREES_PER_METRE_LAT = 1 / 111_195.08;
const ORIGIN: Position = [121, 36];

export interface DrawnUnits { names: string[]; polygons: MultiPolygon[]; /** Squares of each unit. */ squares: number[] }

/** Position of a lattice corner, `x` squares east and `y` squares south of the origin. */
export function corner(x: number, y: number, cellM = 10): Position {
  const lat = ORIGIN[1] - y * cellM * DEGREES_PER_METRE_LAT;
  return [ORIGIN[0] + (x * cellM * DEGREES_PER_METRE_LAT) / Math.cos((ORIGIN[1] * Math.PI) / 180), lat];
}

/** Polygons of the letters of a map; dots are nobody's. Corners in the middle of a straight side are left out, so neighbours meet at T-junctions. */
export function drawUnits(rows: readonly (string | readonly string[])[], cellM = 10): DrawnUnits {
  const at = (x: number, y: number): string => rows[y]?.[x] ?? '.';
  const names = [...new Set(rows.flatMap((row) => [...row]))].filter((name) => name !== '.');
  const squares = names.map((name) => rows.reduce((sum, row) => sum + [...row].filter((each) => each === name).length, 0));
  return { names, squares, polygons: names.map((name) => outline(name)) };

  function outline(name: string): MultiPolygon {
    // Sides with the unit on the left, screen coordinates with y down: counter-clockwise on the map.
    const next = new Map<string, [number, number][]>();
    const side = (x1: number, y1: number, x2: number, y2: number) => next.set(`${x1} ${y1}`, [...(next.get(`${x1} ${y1}`) ?? []), [x2, y2]]);
    rows.forEach((row, y) => [...row].forEach((each, x) => {
      if (each !== name) return;
      if (at(x, y + 1) !== name) side(x, y + 1, x + 1, y + 1);
      if (at(x + 1, y) !== name) side(x + 1, y + 1, x + 1, y);
      if (at(x, y - 1) !== name) side(x + 1, y, x, y);
      if (at(x - 1, y) !== name) side(x, y, x, y + 1);
    }));
    const rings: [number, number][][] = [];
    for (const [start] of next) {
      while (next.get(start)?.length) {
        const ring: [number, number][] = [];
        let [x, y] = start.split(' ').map(Number) as [number, number], dx = 0, dy = 0;
        for (;;) {
          const choices = next.get(`${x} ${y}`);
          if (!choices?.length) break;
          // Where four squares meet, the turn to the left stays on this part of the unit.
          const index = choices.length > 1 ? choices.findIndex(([cx, cy]) => (cx - x) * dy - (cy - y) * dx > 0) : 0;
          const [[nx, ny]] = choices.splice(Math.max(index, 0), 1) as [[number, number]];
          ring.push([x, y]);
          [dx, dy, x, y] = [nx - x, ny - y, nx, ny];
        }
        rings.push(straighten(ring));
      }
    }
    const area = (ring: [number, number][]) => ring.reduce((sum, [x, y], i) => sum + ring[(i + 1) % ring.length]![0] * y - x * ring[(i + 1) % ring.length]![1], 0);
    const outers = rings.filter((ring) => area(ring) > 0), holes = rings.filter((ring) => area(ring) < 0);
    const close = (ring: [number, number][]) => [...ring, ring[0]!].map(([x, y]) => corner(x, y, cellM));
    const inside = (hole: [number, number][], ring: [number, number][]) => isInside(hole[0]![0] + 1e-3, hole[0]![1] + 1e-3, ring);
    return { type: 'MultiPolygon', coordinates: outers.map((outer) => [close(outer), ...holes.filter((hole) => outers.length === 1 || inside(hole, outer)).map(close)]) };
  }
}

const straighten = (ring: [number, number][]) => ring.filter(([x, y], i) => {
  const [px, py] = ring.at(i - 1)!, [nx, ny] = ring[(i + 1) % ring.length]!;
  return (x - px) * (ny - y) !== (y - py) * (nx - x);
});

function isInside(px: number, py: number, ring: [number, number][]): boolean {
  let inside = false;
  ring.forEach(([ax, ay], i) => {
    const [bx, by] = ring.at(i - 1)!;
    if (ay > py !== by > py && px < ax + ((py - ay) / (by - ay)) * (bx - ax)) inside = !inside;
  });
  return inside;
}

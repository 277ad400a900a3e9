import Flatbush from 'flatbush';
import type { Position } from '../district.ts';
import type { Coverage } from './coverage.ts';
import { labelPoint } from './labelPoint.ts';
import { isInside, type XY } from './plane.ts';
import { localProjection, type LocalProjection } from './projection.ts';

/** Where units are, for pointers: a point inside each and its box, degrees. */
export interface UnitPlaces {
  insideLon: Float64Array;
  insideLat: Float64Array;
  /** West, south, east, north of unit u from 4u on. */
  boxes: Float64Array;
}

/** Finds the units that a pointer means; all of them ascending. */
export interface UnitFinder {
  /** The unit a place is in, −1 outside. */
  at(place: Position): number;
  /** Units that a brush of this radius takes on its way between two places: those the way leads through, and those whose inner point it covers. */
  along(from: Position, to: Position, radiusM: number): number[];
  /** Units whose inner point lies in a loop, closed or not. */
  within(loop: readonly Position[]): number[];
}

/** The places of the units of a coverage: the centre of gravity where that is inside, else a point well inside. */
export function unitPlaces({ units, start, from, to, nodes: { lon, lat } }: Coverage): UnitPlaces {
  const insideLon = new Float64Array(units), insideLat = new Float64Array(units), boxes = new Float64Array(4 * units);
  for (let unit = 0; unit < units; unit++) {
    let west = Infinity, south = Infinity, east = -Infinity, north = -Infinity, twice = 0, cx = 0, cy = 0;
    const first = from[start[unit]!] ?? 0, lon0 = lon[first]!, lat0 = lat[first]!;
    for (let edge = start[unit]!; edge < start[unit + 1]!; edge++) {
      const a = from[edge]!, b = to[edge]!, ax = lon[a]! - lon0, ay = lat[a]! - lat0, bx = lon[b]! - lon0, by = lat[b]! - lat0;
      west = Math.min(west, lon[a]!); east = Math.max(east, lon[a]!);
      south = Math.min(south, lat[a]!); north = Math.max(north, lat[a]!);
      const cross = ax * by - bx * ay;
      twice += cross;
      cx += (ax + bx) * cross;
      cy += (ay + by) * cross;
    }
    boxes.set([west, south, east, north], 4 * unit);
    let x = lon0 + cx / (3 * twice), y = lat0 + cy / (3 * twice);
    if (!(twice > 0) || !edgesEnclose(x, y, start[unit]!, start[unit + 1]!, from, to, lon, lat)) [x, y] = wellInside(unit, { start, from, to, nodes: { lon, lat } }, (west + east) / 2, (south + north) / 2);
    insideLon[unit] = x;
    insideLat[unit] = y;
  }
  return { insideLon, insideLat, boxes };
}

/** Prepares finding units; costs a sort of their boxes. */
export function unitFinder({ units, start, from, to, nodes: { lon, lat } }: Pick<Coverage, 'units' | 'start' | 'from' | 'to' | 'nodes'>, { insideLon, insideLat, boxes }: UnitPlaces): UnitFinder {
  if (units === 0) return { at: () => -1, along: () => [], within: () => [] };
  const index = new Flatbush(units);
  for (let unit = 0; unit < units; unit++) index.add(boxes[4 * unit]!, boxes[4 * unit + 1]!, boxes[4 * unit + 2]!, boxes[4 * unit + 3]!);
  index.finish();
  const encloses = (unit: number, x: number, y: number) => edgesEnclose(x, y, start[unit]!, start[unit + 1]!, from, to, lon, lat);
  const find = (w: number, s: number, e: number, n: number) => index.search(w, s, e, n).sort((a, b) => a - b);

  const at = ([x, y]: Position): number => find(x, y, x, y).find((unit) => encloses(unit, x, y)) ?? -1;

  function leadsThrough(unit: number, [ax, ay]: Position, [bx, by]: Position): boolean {
    if (encloses(unit, ax, ay)) return true;
    for (let edge = start[unit]!; edge < start[unit + 1]!; edge++) {
      const p = from[edge]!, q = to[edge]!;
      if (segmentsCross(ax, ay, bx, by, lon[p]!, lat[p]!, lon[q]!, lat[q]!)) return true;
    }
    return false;
  }

  return {
    at,
    along(a, b, radiusM) {
      const plane = localProjection(a[0], a[1]), reachX = plane.lon(radiusM) - a[0], reachY = plane.lat(radiusM) - a[1];
      const near = find(Math.min(a[0], b[0]) - reachX, Math.min(a[1], b[1]) - reachY, Math.max(a[0], b[0]) + reachX, Math.max(a[1], b[1]) + reachY);
      return near.filter((unit) => distanceToWay(plane, insideLon[unit]!, insideLat[unit]!, b) <= radiusM || leadsThrough(unit, a, b));
    },
    within(loop) {
      let west = Infinity, south = Infinity, east = -Infinity, north = -Infinity;
      for (const [x, y] of loop) { west = Math.min(west, x); east = Math.max(east, x); south = Math.min(south, y); north = Math.max(north, y); }
      return find(west, south, east, north).filter((unit) => isInside([loop], insideLon[unit]!, insideLat[unit]!));
    },
  };
}

/** On which side of a drawn line places lie, true or false: both ends of the line run straight on. Crossed an odd number of times on the way to a far place beside it. */
export function sidesOfLine(line: readonly Position[], places: readonly Position[]): boolean[] {
  const first = line[0]!, last = line.at(-1)!;
  const plane = localProjection(first[0], first[1]);
  const path = line.map(([lon, lat]): XY => [plane.x(lon), plane.y(lat)]).filter(([x, y], i, all) => i === 0 || x !== all[i - 1]![0] || y !== all[i - 1]![1]);
  if (path.length < 2) return places.map(() => false);
  const end: XY = [plane.x(last[0]), plane.y(last[1])];
  const FAR = 1e7, beside = 1e6;
  const onward = ([ax, ay]: XY, [bx, by]: XY): XY => {
    const length = Math.hypot(bx - ax, by - ay);
    return [bx + ((bx - ax) / length) * FAR, by + ((by - ay) / length) * FAR];
  };
  const whole = [onward(path[1]!, path[0]!), ...path, onward(path.at(-2)!, path.at(-1)!)];
  const chord = Math.hypot(end[0], end[1]) || 1;
  const far: XY = [end[0] / 2 - (end[1] / chord) * beside, end[1] / 2 + (end[0] / chord) * beside];
  return places.map(([lon, lat]) => {
    const x = plane.x(lon), y = plane.y(lat);
    let odd = false;
    for (let i = 1; i < whole.length; i++) if (segmentsCross(x, y, far[0], far[1], whole[i - 1]![0], whole[i - 1]![1], whole[i]![0], whole[i]![1])) odd = !odd;
    return odd;
  });
}

const turn = (ax: number, ay: number, bx: number, by: number, px: number, py: number) => (bx - ax) * (py - ay) - (by - ay) * (px - ax) > 0;

/** Whether two segments cross; of one that ends on the other it is one side that counts. */
function segmentsCross(ax: number, ay: number, bx: number, by: number, px: number, py: number, qx: number, qy: number): boolean {
  return turn(ax, ay, bx, by, px, py) !== turn(ax, ay, bx, by, qx, qy) && turn(px, py, qx, qy, ax, ay) !== turn(px, py, qx, qy, bx, by);
}

/** Metres from a place to the way from the plane's origin to `to`. */
function distanceToWay(plane: LocalProjection, lon: number, lat: number, to: Position): number {
  const px = plane.x(lon), py = plane.y(lat), bx = plane.x(to[0]), by = plane.y(to[1]);
  const t = Math.min(1, Math.max(0, (px * bx + py * by) / (bx * bx + by * by || 1)));
  return Math.hypot(t * bx - px, t * by - py);
}

function edgesEnclose(x: number, y: number, first: number, end: number, from: Int32Array, to: Int32Array, lon: Float64Array, lat: Float64Array): boolean {
  let inside = false;
  for (let edge = first; edge < end; edge++) {
    const ay = lat[from[edge]!]!, by = lat[to[edge]!]!;
    if (ay > y === by > y) continue;
    const ax = lon[from[edge]!]!, bx = lon[to[edge]!]!;
    if (x < ax + ((y - ay) / (by - ay)) * (bx - ax)) inside = !inside;
  }
  return inside;
}

/** A point well inside a unit that its centre of gravity is not in; the place given where it has no edges. */
function wellInside(unit: number, { start, from, to, nodes: { lon, lat } }: { start: Int32Array; from: Int32Array; to: Int32Array; nodes: { lon: Float64Array; lat: Float64Array } }, lon0: number, lat0: number): [number, number] {
  const rings: XY[][] = [], plane = localProjection(lon0, lat0);
  for (let edge = start[unit]!; edge < start[unit + 1]!; edge++) {
    if (edge === start[unit] || to[edge - 1] !== from[edge]) rings.push([]);
    rings.at(-1)!.push([plane.x(lon[from[edge]!]!), plane.y(lat[from[edge]!]!)]);
  }
  if (!rings.length) return [lon0, lat0];
  const [x, y] = labelPoint(rings);
  return [plane.lon(x), plane.lat(y)];
}

/** Who is beside whom, as flat lists: the neighbours of i are `neighbour[offset[i]] … neighbour[offset[i + 1] − 1]`, i not among them. */
import type { MultiPolygon } from '../district.ts';

export interface Neighbours { offset: Uint32Array; neighbour: Uint32Array }

export function neighboursOf(lists: readonly (readonly number[])[]): Neighbours {
  const offset = new Uint32Array(lists.length + 1);
  lists.forEach((list, i) => { offset[i + 1] = offset[i]! + list.length; });
  return { offset, neighbour: Uint32Array.from(lists.flat()) };
}

/**
 * Shapes that share a corner or more (queen contiguity), by positions that are the same to 1e-6 degree; shapes of one
 * topology do. A shape that shares none, on an island or beyond a river, has none.
 */
export function touchingShapes(shapes: readonly MultiPolygon['coordinates'][]): Neighbours {
  const first = new Map<number, number>();
  const beside = shapes.map(() => new Set<number>());
  const at = new Map<number, number[]>();
  shapes.forEach((shape, i) => {
    for (const polygon of shape) for (const ring of polygon) for (const [lon, lat] of ring) {
      const key = Math.round((lon + 180) * 1e6) * 2 ** 28 + Math.round((lat + 90) * 1e6);
      const before = first.get(key);
      if (before === undefined) first.set(key, i);
      else if (before !== i) {
        const others = at.get(key) ?? [before];
        for (const other of others) if (other !== i) { beside[i]!.add(other); beside[other]!.add(i); }
        if (!others.includes(i)) at.set(key, [...others, i]);
      }
    }
  });
  return neighboursOf(beside.map((set) => [...set].sort((a, b) => a - b)));
}

/** Points no further than so many metres from each other. Flat, good to 0.1 % within a district. */
export function pointsWithin(lon: ArrayLike<number>, lat: ArrayLike<number>, metres: number): Neighbours {
  const perDegree = (6_378_137 * Math.PI) / 180;
  const lists: number[][] = Array.from({ length: lon.length }, () => []);
  for (let i = 0; i < lon.length; i++) for (let j = 0; j < i; j++) {
    const dx = (lon[i]! - lon[j]!) * perDegree * Math.cos((((lat[i]! + lat[j]!) / 2) * Math.PI) / 180);
    const dy = (lat[i]! - lat[j]!) * perDegree;
    if (dx * dx + dy * dy <= metres * metres) { lists[i]!.push(j); lists[j]!.push(i); }
  }
  return neighboursOf(lists);
}

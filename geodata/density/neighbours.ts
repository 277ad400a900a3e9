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

/** The same without some: they are nobody's neighbour, and the others are counted anew. */
export function among({ offset, neighbour }: Neighbours, kept: readonly number[]): Neighbours {
  const at = new Map(kept.map((i, k) => [i, k]));
  return neighboursOf(kept.map((i) => [...neighbour.subarray(offset[i], offset[i + 1])].flatMap((other) => at.get(other) ?? [])));
}

/** How far it is on foot from the nearest of some places: Dijkstra from all of them at once, over typed arrays. */
import { minHeap } from '../coverage/minHeap.ts';
import type { Joints } from './join.ts';
import type { Network } from './network.ts';

/** Metres from the nearest place to every node; Infinity where no road leads. `open`: numbers of the places in `places` that count. */
export function walkFrom({ from, to, metres, first, stretches, x }: Network, places: Joints, open: Iterable<number>): Float64Array {
  const far = new Float64Array(x.length).fill(Infinity), isDone = new Uint8Array(x.length), heap = minHeap(1024);
  const reach = (node: number, distance: number) => {
    if (distance >= far[node]!) return;
    far[node] = distance;
    heap.push(node, distance);
  };
  for (const p of open) {
    const s = places.stretch[p]!;
    if (s < 0) continue;
    reach(from[s]!, places.away[p]! + places.along[p]!);
    reach(to[s]!, places.away[p]! + metres[s]! - places.along[p]!);
  }
  for (let node = heap.pop(); node >= 0; node = heap.pop()) {
    if (isDone[node]) continue;
    isDone[node] = 1;
    for (let i = first[node]!; i < first[node + 1]!; i++) {
      const s = stretches[i]!;
      reach(from[s] === node ? to[s]! : from[s]!, far[node]! + metres[s]!);
    }
  }
  return far;
}

/** Metres from each home to the nearest place, the ways from and to the road among them; Infinity where no road leads, or the home is on none. */
export function walkTo({ from, to, metres }: Network, homes: Joints, far: Float64Array, places: Joints, open: Iterable<number>): Float64Array {
  const here = Map.groupBy(open, (p) => places.stretch[p]!);
  return Float64Array.from(homes.stretch, (s, h) => {
    if (s < 0) return Infinity;
    const along = homes.along[h]!;
    let least = Math.min(far[from[s]!]! + along, far[to[s]!]! + metres[s]! - along);
    // A place on the same stretch is reached without going round by its ends.
    for (const p of here.get(s) ?? []) least = Math.min(least, places.away[p]! + Math.abs(places.along[p]! - along));
    return least + homes.away[h]!;
  });
}

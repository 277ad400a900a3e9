/** Directed edges found again by their two end nodes: open addressing, no allocation per edge. */
export interface EdgeTable {
  add(edge: number): void;
  /** The first edge from `a` to `b` that `accept` takes, or −1. */
  find(a: number, b: number, accept: (edge: number) => boolean): number;
}

/** A table over the edge columns `from`, `to`. */
export function edgeTable(from: Int32Array, to: Int32Array, count: number): EdgeTable {
  let size = 16;
  while (size < count * 2) size *= 2;
  const mask = size - 1;
  const slots = new Int32Array(size).fill(-1);
  const slot = (a: number, b: number) => {
    let hash = Math.imul(a, 0x9e3779b1) ^ Math.imul(b, 0x7feb352d);
    hash ^= hash >>> 16;
    hash = Math.imul(hash, 0x45d9f3b);
    return (hash ^ (hash >>> 13)) & mask;
  };
  return {
    add(edge) {
      let at = slot(from[edge]!, to[edge]!);
      while (slots[at]! >= 0) at = (at + 1) & mask;
      slots[at] = edge;
    },
    find(a, b, accept) {
      for (let at = slot(a, b); slots[at]! >= 0; at = (at + 1) & mask) {
        const edge = slots[at]!;
        if (from[edge] === a && to[edge] === b && accept(edge)) return edge;
      }
      return -1;
    },
  };
}

/** Numbers by their weight, the least first; one that is pushed again comes once for each push. */
export interface MinHeap {
  push(item: number, weight: number): void;
  /** The item of least weight, of equals the smaller number; −1 when there is none. */
  pop(): number;
}

/** A heap with room for `capacity` items to begin with. */
export function minHeap(capacity: number): MinHeap {
  let items = new Int32Array(Math.max(16, capacity)), weights = new Float64Array(items.length), size = 0;
  const isBefore = (a: number, b: number) => weights[a]! < weights[b]! || (weights[a] === weights[b] && items[a]! < items[b]!);
  const swap = (a: number, b: number) => {
    const item = items[a]!, weight = weights[a]!;
    items[a] = items[b]!;
    weights[a] = weights[b]!;
    items[b] = item;
    weights[b] = weight;
  };
  return {
    push(item, weight) {
      if (size === items.length) {
        const [before, heavy] = [items, weights];
        items = new Int32Array(size * 2);
        weights = new Float64Array(size * 2);
        items.set(before);
        weights.set(heavy);
      }
      items[size] = item;
      weights[size] = weight;
      for (let at = size++, up = (at - 1) >> 1; at > 0 && isBefore(at, up); at = up, up = (at - 1) >> 1) swap(at, up);
    },
    pop() {
      if (size === 0) return -1;
      const first = items[0]!;
      swap(0, --size);
      for (let at = 0, low = 1; low < size; at = low, low = 2 * at + 1) {
        if (low + 1 < size && isBefore(low + 1, low)) low++;
        if (!isBefore(low, at)) break;
        swap(low, at);
      }
      return first;
    },
  };
}

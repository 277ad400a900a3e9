/** A small seeded generator (sfc32): the same seed and stream name give the same numbers on every machine. */
export interface Random {
  /** Uniform in [0, 1). */
  next(): number;
  /** Integer from 0 to n − 1. */
  int(n: number): number;
  range(low: number, high: number): number;
  /** Standard normal. */
  normal(): number;
  pick<T>(list: readonly T[]): T;
  chance(probability: number): boolean;
}

/** A generator for one purpose; streams of one seed do not disturb each other. */
export function createRandom(seed: number, stream: string): Random {
  let h = 0x811c9dc5 ^ seed;
  for (let i = 0; i < stream.length; i++) h = Math.imul(h ^ stream.charCodeAt(i), 0x01000193);
  let a = h | 0, b = (seed * 0x9e3779b9) | 0, c = Math.imul(h, 0x85ebca6b) | 0, d = 1;
  const next = () => {
    const t = (((a + b) | 0) + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + t) | 0;
    return (t >>> 0) / 4294967296;
  };
  for (let i = 0; i < 16; i++) next();
  return {
    next,
    int: (n) => Math.floor(next() * n),
    range: (low, high) => low + (high - low) * next(),
    normal: () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
    pick: (list) => list[Math.floor(next() * list.length)]!,
    chance: (probability) => next() < probability,
  };
}

/** Walker's alias table: draws an index with probability proportional to its weight in constant time. */
export function createAlias(weights: ArrayLike<number>): (random: Random) => number {
  const n = weights.length;
  let sum = 0;
  for (let i = 0; i < n; i++) sum += weights[i]!;
  const keep = new Float64Array(n), other = new Int32Array(n);
  const small: number[] = [], large: number[] = [];
  for (let i = 0; i < n; i++) {
    keep[i] = (weights[i]! * n) / sum;
    (keep[i]! < 1 ? small : large).push(i);
  }
  while (small.length && large.length) {
    const s = small.pop()!, l = large[large.length - 1]!;
    other[s] = l;
    keep[l]! -= 1 - keep[s]!;
    if (keep[l]! < 1) small.push(large.pop()!);
  }
  for (const i of [...small, ...large]) keep[i] = 1;
  return (random) => {
    const at = random.next() * n, i = Math.floor(at);
    return at - i < keep[i]! ? i : other[i]!;
  };
}

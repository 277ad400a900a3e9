/** A random generator of its own state: equal seeds give equal sequences on every machine. */
export interface Random {
  /** Uniform in [0, 1). */
  next(): number;
  /** Uniform whole number in [0, below). */
  below(below: number): number;
  /** 32 uniform bits, as a whole number that may be negative. */
  bits(): number;
}

/** mulberry32 (Tommy Ettinger, public domain): 32 bits of state, fast, good enough to shuffle. */
export function random(seed: number): Random {
  let state = seed | 0;
  const bits = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return mixed ^ (mixed >>> 14);
  };
  const next = () => (bits() >>> 0) / 4294967296;
  return { next, below: (below) => Math.floor(next() * below), bits };
}

/** A seed for part `index` of a run with `seed`, so that parts come out alike in whatever order they are solved. */
export function partSeed(seed: number, index: number): number {
  return Math.imul(seed ^ 0x5bd1e995, 0x9e3779b1) ^ Math.imul(index + 1, 0x85ebca6b);
}

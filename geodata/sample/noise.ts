/** Gradient noise and what is made of it. Inputs are in any unit; one cycle is about one unit long. */
const hash = (ix: number, iy: number, seed: number) => {
  let h = Math.imul(ix, 0x27d4eb2d) ^ Math.imul(iy, 0x165667b1) ^ seed;
  h = Math.imul(h ^ (h >>> 15), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
};

const GX = new Float64Array(64), GY = new Float64Array(64);
for (let i = 0; i < 64; i++) {
  GX[i] = Math.cos((i * Math.PI) / 32);
  GY[i] = Math.sin((i * Math.PI) / 32);
}

const corner = (ix: number, iy: number, dx: number, dy: number, seed: number) => {
  const g = hash(ix, iy, seed) & 63;
  return GX[g]! * dx + GY[g]! * dy;
};

/** Smooth noise, about −1 to 1. */
export function noise(x: number, y: number, seed: number): number {
  const ix = Math.floor(x), iy = Math.floor(y), fx = x - ix, fy = y - iy;
  const u = fx * fx * fx * (fx * (fx * 6 - 15) + 10), v = fy * fy * fy * (fy * (fy * 6 - 15) + 10);
  const a = corner(ix, iy, fx, fy, seed), b = corner(ix + 1, iy, fx - 1, fy, seed);
  const c = corner(ix, iy + 1, fx, fy - 1, seed), d = corner(ix + 1, iy + 1, fx - 1, fy - 1, seed);
  return 1.5 * (a + (b - a) * u + (c - a) * v + (a - b - c + d) * u * v);
}

/** Sum of octaves, each twice as fine and `gain` as strong as the one before; about −1 to 1. */
export function fractal(x: number, y: number, seed: number, octaves: number, gain = 0.5): number {
  let sum = 0, amplitude = 1, total = 0;
  for (let i = 0; i < octaves; i++) {
    sum += amplitude * noise(x, y, seed + i * 1013);
    total += amplitude;
    amplitude *= gain;
    x = x * 2 + 17.3;
    y = y * 2 - 9.1;
  }
  return sum / total;
}

/** Ridged octaves: sharp crests, wide valleys; 0 to 1. */
export function ridged(x: number, y: number, seed: number, octaves: number): number {
  let sum = 0, amplitude = 0.5, weight = 1, total = 0;
  for (let i = 0; i < octaves; i++) {
    let r = 1 - Math.abs(noise(x, y, seed + i * 7919));
    r *= r * weight;
    weight = Math.min(1, Math.max(0, r * 1.8));
    sum += r * amplitude;
    total += amplitude;
    amplitude *= 0.5;
    x = x * 2.03 + 5.7;
    y = y * 2.03 + 3.1;
  }
  return sum / total;
}

export const smoothstep = (low: number, high: number, x: number): number => {
  const t = Math.min(1, Math.max(0, (x - low) / (high - low)));
  return t * t * (3 - 2 * t);
};

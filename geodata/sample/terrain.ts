/** The shape of the ground: where the sea ends, how high the land is. Everything here is a function of a point in metres. */
import { HILLS, ISLANDS, LAKE, MAINLAND, RIVER, TRIBUTARY } from './geography.ts';
import { curve, nearestOnLine, wander } from './lines.ts';
import { fractal, noise, ridged, smoothstep } from './noise.ts';
import { inRing } from './plane.ts';
import type { XY } from './plane.ts';

export interface Terrain {
  seed: number;
  /** Metres inland of the shore; negative at sea. Rough, with all its coves and points. */
  inland(x: number, y: number): number;
  /** Like `inland`, of the drawn coast alone: smooth. */
  inlandSmooth(x: number, y: number): number;
  /** Height in metres above the sea (0 at sea). */
  height(x: number, y: number): number;
  /** Depth of the sea in metres. */
  depth(x: number, y: number): number;
  inLake(x: number, y: number): boolean;
  river: XY[];
  tributary: XY[];
  /** Metres to the nearest river line. */
  toRiver(x: number, y: number): number;
}

const metres = (points: XY[]): XY[] => points.map(([x, y]) => [x * 1000, y * 1000]);

/** A function sampled every `spacing` metres over the frame and read between the samples: for what is smooth and dear. */
export function sampled(halfWidth: number, halfHeight: number, f: (x: number, y: number) => number, spacing = 500): (x: number, y: number) => number {
  const columns = Math.ceil((2 * halfWidth) / spacing) + 2, rows = Math.ceil((2 * halfHeight) / spacing) + 2;
  const values = new Float64Array(columns * rows);
  for (let r = 0; r < rows; r++) for (let c = 0; c < columns; c++) values[r * columns + c] = f(c * spacing - halfWidth, r * spacing - halfHeight);
  return (x, y) => {
    const fx = Math.min(columns - 1.001, Math.max(0, (x + halfWidth) / spacing)), fy = Math.min(rows - 1.001, Math.max(0, (y + halfHeight) / spacing));
    const c = Math.floor(fx), r = Math.floor(fy), u = fx - c, v = fy - r, i = r * columns + c;
    return (values[i]! * (1 - u) + values[i + 1]! * u) * (1 - v) + (values[i + columns]! * (1 - u) + values[i + columns + 1]! * u) * v;
  };
}

/** Metres inside an ellipse, nearly; far outside it simply very negative. */
const ellipse = (shape: { at: XY; a: number; b: number; turn: number }): ((x: number, y: number) => number) => {
  const t = (shape.turn * Math.PI) / 180, c = Math.cos(t), s = Math.sin(t), x0 = shape.at[0] * 1000, y0 = shape.at[1] * 1000, least = Math.min(shape.a, shape.b);
  return (x, y) => {
    const dx = x - x0, dy = y - y0, u = (dx * c + dy * s) / shape.a, v = (dy * c - dx * s) / shape.b;
    return (1000 - Math.sqrt(u * u + v * v)) * least;
  };
};

/** The terrain of a seed, good within the half extents (metres). */
export function createTerrain(seed: number, halfWidth: number, halfHeight: number): Terrain {
  const coast = metres(MAINLAND), closed = [...coast, coast[0]!], islands = ISLANDS.map((i) => ({ inside: ellipse(i), b: i.b })), lake = ellipse(LAKE);
  const river = wander(curve(metres(RIVER), 120), 190, 1500, seed + 5);
  const tributary = wander(curve(metres(TRIBUTARY), 120), 190, 1100, seed + 6);
  const toCoast = sampled(halfWidth, halfHeight, (x, y) => nearestOnLine(closed, x, y).distance * (inRing(coast, x, y) ? 1 : -1));
  const sparse = (line: XY[]) => line.filter((_, i) => i % 6 === 0 || i === line.length - 1);
  const sparseRiver = sparse(river), sparseTributary = sparse(tributary);
  const toRiver = sampled(halfWidth, halfHeight, (x, y) => Math.min(nearestOnLine(sparseRiver, x, y).distance, nearestOnLine(sparseTributary, x, y).distance * 1.25));

  const inlandSmooth = (x: number, y: number) => {
    let s = toCoast(x, y);
    for (const island of islands) s = Math.max(s, island.inside(x, y));
    return s;
  };
  const inland = (x: number, y: number) => {
    let s = toCoast(x, y);
    if (Math.abs(s) < 3000) {
      // The mouth of the river and its quays stay calm, capes are rough.
      const calm = 0.35 + 0.65 * smoothstep(1500, 5500, Math.hypot(x - 5200, y + 600));
      s += calm * (2300 * fractal(x / 3600, y / 3600, seed + 1, 6, 0.56) - 100);
    }
    if (s < 0) for (const island of islands) {
      const e = island.inside(x, y);
      if (e > -1500) s = Math.max(s, e + 800 * Math.min(1, island.b) * fractal(x / 1300, y / 1300, seed + 2, 4, 0.55));
    }
    return s;
  };
  const hilliness = (x: number, y: number) => {
    const west = smoothstep(2000, -16000, x) * 0.55, north = smoothstep(3500, 9500, y) * 0.7, south = smoothstep(-6500, -13000, y) * 0.6;
    const patches = 0.35 * noise(x / 7000, y / 7000, seed + 9);
    let hill = west + north + south + patches;
    for (const h of HILLS) hill += (h.rise / 260) * Math.exp(-(((x - h.at[0] * 1000) ** 2 + (y - h.at[1] * 1000) ** 2) / (h.radius * 620) ** 2));
    return Math.max(0, hill);
  };
  const height = (x: number, y: number) => {
    const s = inlandSmooth(x, y);
    if (s < -900) return 0;
    const wx = x + 900 * fractal(x / 5200, y / 5200, seed + 11, 3), wy = y + 900 * fractal(x / 5200, y / 5200, seed + 12, 3);
    // Crests run from south-west to north-east, as the folds of the peninsula do.
    const along = (wx + wy) / Math.SQRT2, across = (wy - wx) / Math.SQRT2;
    const crest = ridged(along / 7400, across / 4300, seed + 13, 6);
    const valley = smoothstep(200, 4200, toRiver(x, y) + 500 * noise(x / 2500, y / 2500, seed + 14));
    const shore = smoothstep(-150, 2600, s + 400 * noise(x / 1800, y / 1800, seed + 15));
    const hills = hilliness(x, y) * (0.25 + 0.75 * valley) * (0.12 + 0.88 * shore);
    const plain = 3 + 14 * smoothstep(0, 6000, s) + 22 * smoothstep(6000, 30000, s) + 5 * fractal(x / 1500, y / 1500, seed + 16, 3);
    return plain * smoothstep(-100, 500, s) + hills * (360 * crest * crest + 70 * crest);
  };
  const depth = (x: number, y: number) => {
    const off = -inlandSmooth(x, y) / 1000;
    return off * (6.2 + 2.6 * fractal(x / 6000, y / 6000, seed + 21, 3)) + 3.5 * fractal(x / 2200, y / 2200, seed + 22, 3);
  };
  return {
    seed, inland, inlandSmooth, height, depth, river, tributary, toRiver,
    inLake: (x, y) => {
      const e = lake(x, y);
      return e > -600 && e + 420 * fractal(x / 1500, y / 1500, seed + 3, 4) > 0;
    },
  };
}

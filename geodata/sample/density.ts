/** How built-up every place is: towns, works, hamlets, fields, woods; and from that, how many units a piece of land is due. */
import { fractal, noise, smoothstep } from './noise.ts';
import type { SamplePlan } from './plan.ts';
import type { Random } from './random.ts';
import type { HeightReader } from './relief.ts';
import { sampled } from './terrain.ts';
import type { Terrain } from './terrain.ts';

export interface Hamlet { x: number; y: number; radius: number; turn: number; stretch: number }

export interface Density {
  hamlets: Hamlet[];
  /** 0 in the country to 1 in the heart of the town; built-up from 0.5. */
  urban(x: number, y: number): number;
  industry(x: number, y: number): number;
  /** The hamlet whose ground this is, −1 for none. */
  hamletAt(x: number, y: number): number;
  wood(x: number, y: number): boolean;
  /** Units due per m². */
  unitsPerM2(x: number, y: number): number;
}

/** Towns with edges that wander; dense in the middle. */
function urbanField(plan: SamplePlan, terrain: Terrain, heights: HeightReader) {
  const seed = terrain.seed, { halfWidth, halfHeight } = plan.frame;
  const built = sampled(Math.min(halfWidth, 24_000), Math.min(halfHeight, 15_000), (x, y) => {
    let rest = 1;
    for (const s of plan.streets) {
      const d = Math.hypot(x - s.at[0] * 1000, y - s.at[1] * 1000) / (s.radius * 1000);
      if (d < 2.6) rest *= 1 - s.peak * Math.exp(-(d ** 2.2) * 0.72);
    }
    return 1 - rest;
  }, 120);
  return (x: number, y: number) => {
    const here = built(x, y);
    if (here < 0.02) return 0;
    const edge = here + 0.16 * fractal(x / 900, y / 900, seed + 41, 4) - 1.6 * Math.max(0, heights.slope(x, y) - 0.1);
    return Math.min(1, Math.max(0, edge));
  };
}

export function createDensity(plan: SamplePlan, terrain: Terrain, heights: HeightReader, isLand: (x: number, y: number) => boolean, box: readonly number[], random: Random): Density {
  const urban = urbanField(plan, terrain, heights), seed = terrain.seed;
  const industry = (x: number, y: number) => {
    let most = 0;
    for (const i of plan.industry) {
      const dx = x - i.at[0] * 1000, dy = y - i.at[1] * 1000, r = i.radius * 1000;
      if (dx * dx + dy * dy < 1.96 * r * r) most = Math.max(most, 1.4 - Math.sqrt(dx * dx + dy * dy) / r);
    }
    return most > 0 ? most + 0.3 * noise(x / 500, y / 500, seed + 51) : 0;
  };
  const wood = (x: number, y: number) => heights.height(x, y) + 900 * heights.slope(x, y) + 70 * fractal(x / 1500, y / 1500, seed + 52, 4) > 165 && urban(x, y) < 0.35;

  const hamlets: Hamlet[] = [], BIN = 600, [west, south, east, north] = box as [number, number, number, number];
  // Every bin lists the hamlets that may reach into it.
  const binColumns = Math.ceil((east - west) / BIN) + 1, bins: number[][] = Array.from({ length: binColumns * (Math.ceil((north - south) / BIN) + 1) }, () => []);
  const none: number[] = [];
  const binAt = (x: number, y: number) => bins[Math.floor((y - south) / BIN) * binColumns + Math.floor((x - west) / BIN)] ?? none;
  const tries = Math.round(((east - west) * (north - south)) / 12_000);
  for (let n = 0; n < tries; n++) {
    const x = random.range(west, east), y = random.range(south, north), u = urban(x, y);
    if (!isLand(x, y) || u > 0.3 || industry(x, y) > 0.2) continue;
    const h = heights.height(x, y), slope = heights.slope(x, y);
    if (h > 230 || slope > 0.13 || terrain.toRiver(x, y) < 260 || terrain.inland(x, y) < 160) continue;
    const space = plan.hamletSpacing * (1 + h / 330) * random.range(0.85, 1.25);
    if (hamlets.some((h) => (h.x - x) ** 2 + (h.y - y) ** 2 < space * space)) continue;
    for (let r = -1; r <= 1; r++) for (let c = -1; c <= 1; c++) if (binAt(x + c * BIN, y + r * BIN) !== none) binAt(x + c * BIN, y + r * BIN).push(hamlets.length);
    hamlets.push({ x, y, radius: Math.min(250, 128 * Math.exp(0.28 * random.normal())), turn: random.range(0, Math.PI), stretch: random.range(1, 1.7) });
  }
  const hamletAt = (x: number, y: number) => {
    for (const i of binAt(x, y)) {
      const h = hamlets[i]!, dx = x - h.x, dy = y - h.y;
      if (Math.abs(dx) > 500 || Math.abs(dy) > 500) continue;
      const u = (dx * Math.cos(h.turn) + dy * Math.sin(h.turn)) / h.stretch, v = (dy * Math.cos(h.turn) - dx * Math.sin(h.turn)) * Math.sqrt(h.stretch);
      if (Math.hypot(u, v) < h.radius * (1 + 0.35 * noise(x / 130, y / 130, seed + 53))) return i;
    }
    return -1;
  };

  // Each share of the land is scaled so that the sums come out as planned.
  const step = (east - west) * (north - south) > 1e8 ? 60 : 30, cell = step * step;
  let urbanSum = 0, hamletSum = 0, base = 0;
  const town = (u: number) => 0.25 + u * u;
  const country = (x: number, y: number) => 1 / (wood(x, y) ? 62_000 : plan.fieldM2);
  for (let y = south; y < north; y += step) {
    for (let x = west; x < east; x += step) {
      if (!isLand(x, y)) continue;
      const u = urban(x, y);
      if (u > 0.36) urbanSum += town(u) * smoothstep(0.36, 0.44, u) * cell;
      else if (hamletAt(x, y) >= 0) hamletSum += cell;
      else base += country(x, y) * cell;
    }
  }
  const perTown = plan.urbanUnits / urbanSum, perHamlet = Math.max(1 / 3000, (plan.ruralUnits - base) / Math.max(1, hamletSum));
  return {
    hamlets, urban, industry, hamletAt, wood,
    unitsPerM2: (x, y) => {
      const u = urban(x, y);
      if (industry(x, y) > 0.4 && u < 0.8) return 1 / 11_000;
      if (u > 0.36) return Math.max(1 / 20_000, perTown * town(u) * smoothstep(0.36, 0.44, u));
      return hamletAt(x, y) >= 0 ? perHamlet : country(x, y);
    },
  };
}

/** The kinds of ground as a raster of labels: sea, land, lake and beach, inside and outside the district. */
import { LAKE } from './geography.ts';
import { curve, nearestOnLine } from './lines.ts';
import { fractal, smoothstep } from './noise.ts';
import { inRing } from './plane.ts';
import type { XY } from './plane.ts';
import { sampled } from './terrain.ts';
import type { Terrain } from './terrain.ts';

/** Odd kinds are inside the district. */
export const GROUND = { sea: 0, inLand: 1, outLand: 2, inBeach: 3, outBeach: 4, inLake: 5, outLake: 6, inRiver: 7, nothing: -1 } as const;
export const isInside = (kind: number): boolean => kind > 0 && kind % 2 === 1;

/** Blocks of this many cells far from every border are painted at once. */
const BLOCK = 8;

export interface Ground { columns: number; rows: number; cell: number; west: number; north: number; labels: Int8Array }

/** Paints the frame (± half extents, metres) in cells of `cell` metres. */
export function paintGround(terrain: Terrain, border: XY[], halfWidth: number, halfHeight: number, cell: number): Ground {
  const columns = Math.ceil((2 * halfWidth) / cell), rows = Math.ceil((2 * halfHeight) / cell);
  const labels = new Int8Array(columns * rows);
  const outline = curve(border.map(([x, y]): XY => [x * 1000, y * 1000]), 600, true), seed = terrain.seed;
  const toBorder = sampled(halfWidth, halfHeight, (x, y) => nearestOnLine(outline, x, y).distance * (inRing(outline, x, y) ? 1 : -1));
  const isInDistrict = (x: number, y: number, s: number) => {
    const far = toBorder(x, y);
    if (Math.abs(far) > 2200) return far > 0;
    // At sea the outline is far from the coast; on land it wanders as field borders do.
    const wild = 1500 * smoothstep(0, 600, s);
    const wx = x + wild * fractal(x / 2300, y / 2300, seed + 31, 5, 0.62), wy = y + wild * fractal(x / 2300, y / 2300, seed + 32, 5, 0.62);
    return inRing(outline, wx, wy);
  };
  const plainOf = new Int8Array(Math.ceil(columns / BLOCK) * Math.ceil(rows / BLOCK)), blocks = Math.ceil(columns / BLOCK);
  for (let b = 0; b < plainOf.length; b++) {
    const x = ((b % blocks) + 0.5) * BLOCK * cell - halfWidth, y = halfHeight - (Math.floor(b / blocks) + 0.5) * BLOCK * cell;
    const s = terrain.inlandSmooth(x, y), far = toBorder(x, y);
    plainOf[b] = s < -3400 ? GROUND.sea : s > 3400 && Math.abs(far) > 2700 && Math.hypot(x - LAKE.at[0] * 1000, y - LAKE.at[1] * 1000) > 4000 ? (far > 0 ? GROUND.inLand : GROUND.outLand) : GROUND.nothing;
  }
  for (let r = 0; r < rows; r++) {
    for (let c = 0; c < columns; c++) {
      const plain = plainOf[Math.floor(r / BLOCK) * blocks + Math.floor(c / BLOCK)]!;
      if (plain !== GROUND.nothing) { labels[r * columns + c] = plain; continue; }
      const x = (c + 0.5) * cell - halfWidth, y = halfHeight - (r + 0.5) * cell, s = terrain.inland(x, y);
      if (s <= 0) continue;
      const inside = isInDistrict(x, y, s);
      let kind: number = inside ? GROUND.inLand : GROUND.outLand;
      if (terrain.inLake(x, y)) kind = inside ? GROUND.inLake : GROUND.outLake;
      else if (s < 110 && s < 20 + 220 * fractal(x / 2600, y / 2600, seed + 33, 3)) kind = inside ? GROUND.inBeach : GROUND.outBeach;
      labels[r * columns + c] = kind;
    }
  }
  const ground = { columns, rows, cell, west: -halfWidth, north: halfHeight, labels };
  for (let i = 0; i < 3; i++) smoothMajority(ground);
  for (let i = 0; i < 2; i++) mergeSpecks(ground, 50);
  return ground;
}

/** A cell that fewer than three of its eight neighbours agree with takes the commonest kind around it. */
function smoothMajority({ columns, rows, labels }: Ground): void {
  const before = labels.slice(), count = new Uint8Array(8);
  for (let r = 1; r < rows - 1; r++) {
    for (let c = 1; c < columns - 1; c++) {
      const i = r * columns + c, own = before[i]!;
      if (before[i - 1] === own && before[i + 1] === own && before[i - columns] === own && before[i + columns] === own) continue;
      count.fill(0);
      for (let dr = -1; dr <= 1; dr++) for (let dc = -1; dc <= 1; dc++) if (dr || dc) count[before[i + dr * columns + dc]!]!++;
      if (count[own]! > 3) continue;
      let best = own;
      for (let k = 0; k < 8; k++) if (count[k]! > count[best]!) best = k;
      labels[i] = best;
    }
  }
}

/** Patches of fewer than `least` cells join the neighbour they share most border with. */
function mergeSpecks({ columns, rows, labels }: Ground, least: number): void {
  const seen = new Uint8Array(labels.length), patch = new Int32Array(labels.length), votes = new Uint32Array(8);
  for (let start = 0; start < labels.length; start++) {
    if (seen[start]) continue;
    const own = labels[start]!;
    let size = 1;
    const visit = (j: number) => {
      if (labels[j] !== own) votes[labels[j]!]!++;
      else if (!seen[j]) { seen[j] = 1; patch[size++] = j; }
    };
    votes.fill(0);
    seen[start] = 1;
    patch[0] = start;
    for (let at = 0; at < size; at++) {
      const i = patch[at]!, c = i % columns;
      if (c > 0) visit(i - 1);
      if (c < columns - 1) visit(i + 1);
      if (i >= columns) visit(i - columns);
      if (i < (rows - 1) * columns) visit(i + columns);
    }
    if (size >= least) continue;
    // Islets of the open sea may stay islets.
    if (own === GROUND.outLand && size > 12 && votes.every((n, k) => n === 0 || k === GROUND.sea || k === GROUND.outBeach)) continue;
    let best = GROUND.sea as number;
    for (let k = 0; k < 8; k++) if (votes[k]! > votes[best]!) best = k;
    // A scrap of beach is land, not sea.
    if (own === GROUND.inBeach || own === GROUND.outBeach) best = own - 2;
    for (let i = 0; i < size; i++) labels[patch[i]!] = best;
  }
}

/** The edition in force: grids drawn for the households of some years ago. Dedicated ones first, then halves of halves of every community. */
import { components, createHeap } from './fabric.ts';
import type { Fabric } from './fabric.ts';
import type { CommunityDraft } from './communities.ts';
import type { Random } from './random.ts';

export interface GridDraft { community: number; kind: 'basic' | 'dedicated'; units: number[] }

const DEDICATED = new Set(['school', 'hospital', 'market', 'park', 'industry']);

/** Draws every community's grids. `dedicated` is how many stand-alone grids there are in all. */
export function drawGrids(fabric: Fabric, drafts: CommunityDraft[], dedicated: number, random: Random): GridDraft[] {
  const alone = chooseDedicated(fabric, drafts, dedicated, random), taken = new Uint8Array(fabric.count), grids: GridDraft[] = [];
  for (const grid of alone) {
    grids.push(grid);
    for (const u of grid.units) taken[u] = 1;
  }
  drafts.forEach((draft, community) => {
    const target = draft.rural ? 45 : 398, rest = draft.units.filter((u) => !taken[u]);
    for (const part of components(fabric, rest, fabric.before)) {
      for (const units of divide(fabric, part, target)) grids.push({ community, kind: 'basic', units });
    }
  });
  return grids;
}

/** Stand-alone grids: a school, hospital, market or park, or works that lie together. None may cut its community in two. */
function chooseDedicated(fabric: Fabric, drafts: CommunityDraft[], count: number, random: Random): GridDraft[] {
  const candidates: GridDraft[] = [], taken = new Uint8Array(fabric.count);
  drafts.forEach((draft, community) => {
    for (const u of draft.units) {
      if (taken[u] || !DEDICATED.has(fabric.use[u]!) || fabric.households[u]! > 0) continue;
      const units = [u], most = fabric.use[u] === 'industry' ? 14 : 1;
      taken[u] = 1;
      for (let i = 0; i < units.length && units.length < most; i++) {
        for (let k = fabric.start[units[i]!]!; k < fabric.start[units[i]! + 1]! && units.length < most; k++) {
          const v = fabric.neighbour[k]!;
          if (!taken[v] && fabric.community[v] === community && fabric.use[v] === 'industry') { taken[v] = 1; units.push(v); }
        }
      }
      const size = units.reduce((sum, v) => sum + fabric.area[v]!, 0);
      if (size > (draft.rural ? 5000 : 4000)) candidates.push({ community, kind: 'dedicated', units });
    }
  });
  const weight = (g: GridDraft) => ({ hospital: 0.1, school: 0.5, market: 0.7, industry: 0.75, park: 0.8 })[fabric.use[g.units[0]!] as string]! + random.next() * 0.6;
  const ordered = candidates.map((grid) => ({ grid, w: weight(grid) })).sort((a, b) => a.w - b.w || a.grid.units[0]! - b.grid.units[0]!);
  const chosen: GridDraft[] = [], gone = new Uint8Array(fabric.count);
  for (const { grid } of ordered) {
    if (chosen.length === count) break;
    for (const u of grid.units) gone[u] = 1;
    const all = drafts[grid.community]!.units, left = all.filter((u) => !gone[u]);
    const before = components(fabric, [...left, ...grid.units], fabric.before).length;
    if (components(fabric, left, fabric.before).length > before) for (const u of grid.units) gone[u] = 0;
    else chosen.push(grid);
  }
  return chosen;
}

/** Cuts a connected set of units into connected parts of about `target` households each (those of the time). */
function divide(fabric: Fabric, units: number[], target: number): number[][] {
  const total = units.reduce((sum, u) => sum + fabric.before[u]!, 0), k = Math.round(total / target);
  if (k < 2 || units.length < 2) return [units];
  const aim = (total * Math.floor(k / 2)) / k;
  let best: [number[], number[]] | null = null, least = Infinity;
  for (let turn = 0; turn < 4; turn++) {
    const halves = grow(fabric, units, aim, (turn * Math.PI) / 4);
    if (!halves) continue;
    const got = halves[0].reduce((sum, u) => sum + fabric.before[u]!, 0);
    const off = Math.abs(got - aim) / target + border(fabric, halves[0], halves[1]) / Math.sqrt(units.reduce((s, u) => s + fabric.area[u]!, 0)) / 4;
    if (off < least) { least = off; best = halves; }
  }
  if (!best) return [units];
  return [...divide(fabric, best[0], target), ...divide(fabric, best[1], target)];
}

/** Metres of border between two parts, crossings of roads and water counted heavier. */
function border(fabric: Fabric, a: number[], b: number[]): number {
  const inside = new Set(b);
  let sum = 0;
  for (const u of a) for (let k = fabric.start[u]!; k < fabric.start[u + 1]!; k++) if (inside.has(fabric.neighbour[k]!)) sum += fabric.sharedM[k]! * (fabric.barrier[k]! > 100 ? 0.5 : 1);
  return sum;
}

/** Fills one side of the set, unit by unit across a direction, to the aim; what it cuts off from the rest comes along. */
function grow(fabric: Fabric, units: number[], aim: number, direction: number): [number[], number[]] | null {
  const dx = Math.cos(direction), dy = Math.sin(direction), rank = (u: number) => fabric.x[u]! * dx + fabric.y[u]! * dy;
  const open = new Set(units), heap = createHeap();
  let first = units[0]!;
  for (const u of units) if (rank(u) < rank(first)) first = u;
  const a: number[] = [];
  let got = 0;
  heap.push(first, 0);
  const queued = new Set([first]);
  while (heap.size && got < aim) {
    const { id: u } = heap.pop(), h = fabric.before[u]!;
    if (got + h > aim && got + h - aim > aim - got && a.length) break;
    a.push(u);
    open.delete(u);
    got += h;
    for (let k = fabric.start[u]!; k < fabric.start[u + 1]!; k++) {
      const v = fabric.neighbour[k]!;
      if (!open.has(v) || queued.has(v)) continue;
      queued.add(v);
      heap.push(v, rank(v));
    }
  }
  const parts = components(fabric, units.filter((u) => open.has(u)), fabric.before);
  if (parts.length === 0 || a.length === 0) return null;
  for (const stray of parts.slice(1)) a.push(...stray);
  return [a, parts[0]!];
}

/** Streets and their communities, grown over the units from their centres: connected, along parcel borders, shy of rivers and main roads. */
import type { Density } from './density.ts';
import { spread } from './fabric.ts';
import type { Fabric } from './fabric.ts';
import type { SamplePlan } from './plan.ts';
import type { Random } from './random.ts';

export interface CommunityDraft { street: number; rural: boolean; seed: number; units: number[] }

const nearestUnit = (fabric: Fabric, x: number, y: number, of: (u: number) => boolean): number => {
  let best = -1, least = Infinity;
  for (let u = 0; u < fabric.count; u++) {
    const d = (fabric.x[u]! - x) ** 2 + (fabric.y[u]! - y) ** 2;
    if (d < least && of(u)) { least = d; best = u; }
  }
  return best;
};

/** Gives every unit its street and community and returns the communities by street. */
export function growCommunities(fabric: Fabric, plan: SamplePlan, density: Density, random: Random): CommunityDraft[] {
  const land = (u: number) => fabric.use[u] !== 'water';
  const centres = plan.streets.map((s) => ({ unit: nearestUnit(fabric, s.at[0] * 1000, s.at[1] * 1000, land), weight: s.weight }));
  fabric.street.set(spread(fabric, centres, () => true));
  adopt(fabric, fabric.street, () => true);

  const seeds: { unit: number; street: number; rural: boolean }[] = [];
  plan.streets.forEach((plan, street) => {
    for (const unit of townSeeds(fabric, street, plan.residential, random)) seeds.push({ unit, street, rural: false });
    for (const unit of villageSeeds(fabric, street, plan.villages, density)) seeds.push({ unit, street, rural: true });
  });
  const drafts: CommunityDraft[] = [];
  plan.streets.forEach((_, street) => {
    const own = seeds.filter((s) => s.street === street), first = drafts.length;
    const owner = spread(fabric, own.map((s) => ({ unit: s.unit, weight: s.rural ? 0.85 : 1 })), (u) => fabric.street[u] === street);
    own.forEach((s) => drafts.push({ street, rural: s.rural, seed: s.unit, units: [] }));
    for (let u = 0; u < fabric.count; u++) if (owner[u]! >= 0) fabric.community[u] = first + owner[u]!;
  });
  for (let street = 0; street < plan.streets.length; street++) adopt(fabric, fabric.community, (u) => fabric.street[u] === street);
  for (let u = 0; u < fabric.count; u++) drafts[fabric.community[u]!]!.units.push(u);
  return drafts;
}

/** What could not be walked to (islands) joins the nearest that could, a whole island at a time. */
function adopt(fabric: Fabric, owner: Int32Array, of: (u: number) => boolean): void {
  for (let u = 0; u < fabric.count; u++) {
    if (owner[u]! >= 0 || !of(u)) continue;
    const to = owner[nearestUnit(fabric, fabric.x[u]!, fabric.y[u]!, (v) => owner[v]! >= 0 && of(v))]!;
    const island = [u];
    owner[u] = to;
    for (let i = 0; i < island.length; i++) {
      for (let k = fabric.start[island[i]!]!; k < fabric.start[island[i]! + 1]!; k++) {
        const v = fabric.neighbour[k]!;
        if (owner[v]! < 0 && of(v)) { owner[v] = to; island.push(v); }
      }
    }
  }
}

/** Middles of k parts of a town with like numbers of households: k-means on its homes. */
function townSeeds(fabric: Fabric, street: number, k: number, random: Random): number[] {
  const homes: number[] = [];
  for (let u = 0; u < fabric.count; u++) if (fabric.street[u] === street && fabric.urban[u]! > 0.36 && fabric.households[u]! > 0) homes.push(u);
  if (homes.length < k) return homes;
  const cx: number[] = [], cy: number[] = [];
  while (cx.length < k) {
    // The farthest of a few homes drawn at random keeps the first middles apart.
    let best = homes[0]!, far = -1;
    for (let t = 0; t < 8; t++) {
      const u = random.pick(homes);
      let d = Infinity;
      for (let i = 0; i < cx.length; i++) d = Math.min(d, Math.hypot(cx[i]! - fabric.x[u]!, cy[i]! - fabric.y[u]!));
      if (d > far) { far = d; best = u; }
    }
    cx.push(fabric.x[best]!);
    cy.push(fabric.y[best]!);
  }
  const load = new Float64Array(k).fill(1);
  for (let round = 0; round < 14; round++) {
    const sx = new Float64Array(k), sy = new Float64Array(k), sw = new Float64Array(k);
    for (const u of homes) {
      let best = 0, least = Infinity;
      for (let i = 0; i < k; i++) {
        const d = ((fabric.x[u]! - cx[i]!) ** 2 + (fabric.y[u]! - cy[i]!) ** 2) * load[i]!;
        if (d < least) { least = d; best = i; }
      }
      const w = fabric.households[u]!;
      sx[best]! += fabric.x[u]! * w;
      sy[best]! += fabric.y[u]! * w;
      sw[best]! += w;
    }
    const mean = sw.reduce((a, b) => a + b, 0) / k;
    for (let i = 0; i < k; i++) {
      if (sw[i]! === 0) continue;
      cx[i] = sx[i]! / sw[i]!;
      cy[i] = sy[i]! / sw[i]!;
      load[i]! *= (sw[i]! / mean) ** 0.35;
    }
  }
  const taken = new Set<number>();
  return cx.map((x, i) => {
    const u = nearestUnit(fabric, x, cy[i]!, (v) => fabric.street[v] === street && fabric.urban[v]! > 0.36 && !taken.has(v));
    taken.add(u);
    return u;
  });
}

/** Main hamlets of the villages: the largest first, each next one far from those chosen and large itself. */
function villageSeeds(fabric: Fabric, street: number, count: number, density: Density): number[] {
  const size = new Map<number, number>();
  for (let u = 0; u < fabric.count; u++) {
    if (fabric.street[u] === street && fabric.hamlet[u]! >= 0) size.set(fabric.hamlet[u]!, (size.get(fabric.hamlet[u]!) ?? 0) + fabric.households[u]!);
  }
  const open = [...size.keys()].sort((a, b) => a - b), chosen: number[] = [];
  while (chosen.length < count && open.length) {
    let best = 0, score = -1;
    open.forEach((h, i) => {
      const at = density.hamlets[h]!;
      let d = 5000;
      for (const c of chosen) d = Math.min(d, Math.hypot(density.hamlets[c]!.x - at.x, density.hamlets[c]!.y - at.y));
      const s = d * Math.sqrt(size.get(h)! + 20);
      if (s > score) { score = s; best = i; }
    });
    chosen.push(open.splice(best, 1)[0]!);
  }
  return chosen.map((h) => nearestUnit(fabric, density.hamlets[h]!.x, density.hamlets[h]!.y, (u) => fabric.street[u] === street && fabric.hamlet[u] === h));
}

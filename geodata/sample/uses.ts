/** What stands on every unit, and how many households live there: now, and when the grids were last drawn. */
import type { Density } from './density.ts';
import type { Fabric } from './fabric.ts';
import { GROUND } from './ground.ts';
import type { Mesh } from './mesh.ts';
import { noise } from './noise.ts';
import type { Parcels } from './parcels.ts';
import type { SamplePlan } from './plan.ts';
import type { Random } from './random.ts';

export function settle(fabric: Fabric, mesh: Mesh, parcels: Parcels, density: Density, plan: SamplePlan, seed: number, random: Random): void {
  const onRoad = new Uint8Array(fabric.count);
  for (let u = 0; u < fabric.count; u++) for (let k = fabric.start[u]!; k < fabric.start[u + 1]!; k++) if (fabric.barrier[k]! >= 180 && fabric.barrier[k]! < 700) onRoad[u] = 1;
  for (let u = 0; u < fabric.count; u++) {
    const x = fabric.x[u]!, y = fabric.y[u]!, f = fabric.face[u]!, kind = mesh.kind[f]!, reserve = parcels.reserves.get(f);
    const urban = kind === GROUND.inLand ? density.urban(x, y) : 0, hamlet = kind === GROUND.inLand && urban <= 0.36 ? density.hamletAt(x, y) : -1;
    fabric.urban[u] = urban;
    fabric.hamlet[u] = hamlet;
    if (kind === GROUND.inRiver || kind === GROUND.inLake) fabric.use[u] = 'water';
    else if (kind === GROUND.inBeach) fabric.use[u] = 'other';
    else if (reserve) fabric.use[u] = reserve === 'compound' ? 'housing' : reserve;
    else if (density.industry(x, y) > 0.4 && urban < 0.8) fabric.use[u] = fabric.area[u]! > 3000 ? 'industry' : 'commerce';
    else if (urban > 0.36) {
      if (fabric.area[u]! > 14_000) fabric.use[u] = random.chance(0.5) ? 'park' : 'other';
      else fabric.use[u] = random.chance(onRoad[u] ? 0.38 : 0.08) ? 'commerce' : random.chance(0.06) ? 'other' : 'housing';
    } else if (hamlet >= 0 && fabric.area[u]! < 5000) fabric.use[u] = random.chance(0.03) ? 'other' : 'hamlet';
    else if (density.wood(x, y)) fabric.use[u] = 'woodland';
    else fabric.use[u] = random.chance(0.012) ? 'water' : random.chance(0.006) ? 'other' : 'farmland';
  }
  populateTowns(fabric, parcels, plan.households * plan.urbanShare, seed, random);
  populateVillages(fabric, density, Math.round(plan.households * (1 - plan.urbanShare)), random);
  settleRest(fabric, plan.households);
}

/** Households by ground and density; a few percent of the buildings are towers that stand since the grids were drawn. */
function populateTowns(fabric: Fabric, parcels: Parcels, total: number, seed: number, random: Random): void {
  const weight = new Float64Array(fabric.count), fresh = new Uint8Array(fabric.count);
  let fixed = 0, sum = 0;
  for (let u = 0; u < fabric.count; u++) {
    const urban = fabric.urban[u]!;
    if (urban <= 0.36 || (fabric.use[u] !== 'housing' && fabric.use[u] !== 'commerce')) continue;
    if (parcels.reserves.get(fabric.face[u]!) === 'compound') {
      fabric.households[u] = Math.round(random.range(210, 520));
      fabric.before[u] = Math.round(random.range(0, 90));
      fixed += fabric.households[u]!;
      continue;
    }
    const height = 0.35 + urban * urban * 1.3, mood = Math.exp(0.5 * random.normal()) * (fabric.use[u] === 'commerce' ? 0.16 : 1);
    weight[u] = fabric.area[u]! * height * mood * (1 + 0.4 * noise(fabric.x[u]! / 700, fabric.y[u]! / 700, seed + 91));
    sum += weight[u]!;
    if (fabric.use[u] === 'housing' && random.chance(0.014 * (1 + 2.5 * Math.max(0, noise(fabric.x[u]! / 1600, fabric.y[u]! / 1600, seed + 92))))) fresh[u] = 1;
  }
  for (let u = 0; u < fabric.count; u++) {
    if (weight[u] === 0) continue;
    if (fresh[u]) {
      fabric.households[u] = Math.round(random.range(70, 200));
      fabric.before[u] = Math.round(random.range(4, 22));
      fixed += fabric.households[u]! - 12;
    }
  }
  const scale = (total - fixed) / sum;
  for (let u = 0; u < fabric.count; u++) {
    if (weight[u] === 0 || fresh[u]) continue;
    const h = Math.min(150, Math.round(weight[u]! * scale));
    // Old quarters thin out, others fill up: a drift that whole neighbourhoods share.
    const drift = 1 + 0.24 * noise(fabric.x[u]! / 620, fabric.y[u]! / 620, seed + 93) + 0.05 * random.normal();
    fabric.households[u] = h;
    fabric.before[u] = Math.max(0, Math.round(h * drift));
  }
}

/** One to six households a row of houses; some hamlets have lost a third or half of theirs. */
function populateVillages(fabric: Fabric, density: Density, total: number, random: Random): void {
  const lost = density.hamlets.map(() => (random.chance(0.32) ? random.range(0.28, 0.6) : random.chance(0.13) ? random.range(-0.55, -0.25) : random.range(-0.06, 0.09)));
  let sum = 0;
  const raw = new Float64Array(fabric.count);
  for (let u = 0; u < fabric.count; u++) {
    if (fabric.use[u] === 'hamlet') raw[u] = Math.min(6.4, Math.max(0.8, fabric.area[u]! / 290)) * random.range(0.75, 1.3) * (1 - lost[fabric.hamlet[u]!]!);
    else if ((fabric.use[u] === 'farmland' || fabric.use[u] === 'woodland') && random.chance(0.035)) raw[u] = random.range(0.6, 2.2);
    sum += raw[u]!;
  }
  const scale = total / sum;
  for (let u = 0; u < fabric.count; u++) {
    if (raw[u] === 0) continue;
    const most = fabric.use[u] === 'hamlet' ? 6 : 2;
    fabric.households[u] = Math.min(most, Math.floor(raw[u]! * scale + random.next()));
    const was = fabric.use[u] === 'hamlet' ? 1 - lost[fabric.hamlet[u]!]! : 1;
    fabric.before[u] = Math.max(0, Math.round(fabric.households[u]! / was + random.range(-0.3, 0.3)));
  }
}

/** The last households go where there is room, so that the district has exactly as many as planned. */
function settleRest(fabric: Fabric, total: number): void {
  let rest = total;
  for (let u = 0; u < fabric.count; u++) rest -= fabric.households[u]!;
  const homes = Array.from({ length: fabric.count }, (_, u) => u).filter((u) => fabric.use[u] === 'housing' && fabric.households[u]! > 3 && fabric.households[u]! < 120);
  for (let i = 0; rest !== 0 && homes.length; i = (i + 7919) % homes.length) {
    const u = homes[i]!, step = Math.sign(rest);
    if (fabric.households[u]! + step < 1) continue;
    fabric.households[u]! += step;
    fabric.before[u] = Math.max(0, fabric.before[u]! + step);
    rest -= step;
  }
}

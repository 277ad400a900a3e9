/** A year of incidents and a month, for last year's figures beside this: drawn by habit, day, hour and place, then followed through the loop and sorted by opening. */
import { labelPoint } from '../coverage/labelPoint.ts';
import { INCIDENT_SOURCES } from '../district.ts';
import type { IncidentColumns, UnitUse } from '../district.ts';
import type { Built } from './buildings.ts';
import { dayNumber, dayStartS } from './calendar.ts';
import { HABITS } from './categories.ts';
import type { Where } from './categories.ts';
import type { Fabric } from './fabric.ts';
import { hotSpots } from './hotspots.ts';
import { runLoop } from './loop.ts';
import type { Mesh } from './mesh.ts';
import { noise } from './noise.ts';
import { CENTRE_LAT, CENTRE_LON, toPosition } from './plane.ts';
import type { SamplePlan } from './plan.ts';
import { createAlias } from './random.ts';
import type { Random } from './random.ts';
import { dayWeights, drawWeather, HOURS } from './rhythms.ts';

/** How much each use draws incidents of a kind of place, beside its households. */
const DRAW: Record<Where, Partial<Record<UnitUse, number>>> = {
  homes: { housing: 2, hamlet: 0.7, commerce: 0.8 },
  shops: { commerce: 9, market: 60, housing: 0.6, hospital: 10, school: 6 },
  works: { industry: 9, commerce: 0.6, other: 0.8, housing: 0.4 },
  villages: { hamlet: 2.2, farmland: 0.9, woodland: 0.25, other: 0.6, water: 0.5 },
  roads: { commerce: 4, housing: 2, hamlet: 0.4, school: 8, industry: 1.5, farmland: 0.12, market: 8 },
  green: { park: 30, water: 2, housing: 1.2, other: 1.5, hamlet: 0.4 },
};
const BY_HOUSEHOLD: Record<Where, number> = { homes: 0.42, shops: 0.06, works: 0.02, villages: 0.25, roads: 0.09, green: 0.12 };

/** Days back to the first incident. */
const PAST_DAYS = 396;

export interface IncidentPlaces { communityIndex: Int32Array; gridIndex: Int32Array; unitIndex: Int32Array }

export function drawIncidents(fabric: Fabric, mesh: Mesh, built: Built, places: IncidentPlaces, plan: SamplePlan, seed: number, today: string, nowS: number, random: Random, report: (done: number) => void): IncidentColumns {
  const n = Math.round((plan.incidents * PAST_DAYS) / 365), days = PAST_DAYS + 1, firstDay = dayNumber(today) - PAST_DAYS, earliestS = nowS - PAST_DAYS * 86400;
  const weather = drawWeather(firstDay, days, random), mood = Float64Array.from({ length: days }, () => Math.exp(0.055 * random.normal()));
  const dayOf = HABITS.map((habit) => createAlias(dayWeights(habit, firstDay, days, weather, mood)));
  const hourOf = HABITS.map((habit) => createAlias(HOURS[habit.hours]));
  const unitOf = new Map((Object.keys(DRAW) as Where[]).map((where) => [where, createAlias(unitWeights(fabric, where, plan, seed))]));
  const spots = hotSpots(fabric, plan, days), spotOf = createAlias([...spots.map((s) => s.share), 1 - spots.reduce((sum, s) => sum + s.share, 0)]);
  const habitOf = createAlias(HABITS.map((h) => h.weight));
  const slow = plan.streets.map((s) => (s.name === '望潮' ? 1.14 : s.name === '松源' ? 1.18 : random.range(0.88, 1.06)));
  const usual = HABITS.map((h) => INCIDENT_SOURCES.indexOf(h.source)), other = createAlias([38, 16, 24, 8, 4, 7, 3]);
  const at = new Int32Array(2), point = pointMaker(fabric, mesh, built, random, at), town = plan.streets.findLast((s) => s.kind === '街道')!, fallback = toPosition(town.at[0] * 1000, town.at[1] * 1000).map((d) => Math.round(d * 1e6));
  const raw = emptyColumns(n);

  for (let i = 0; i < n; i++) {
    const spot = spots[spotOf(random)];
    const h = spot ? spot.habits[random.int(spot.habits.length)]! : habitOf(random), habit = HABITS[h]!;
    let openedS = 0;
    do {
      const d = spot ? spot.day(random) : dayOf[h]!(random), hour = spot?.hour ? spot.hour(random) : hourOf[h]!(random);
      openedS = dayStartS(firstDay + d) + hour * 3600 + random.int(3600);
    } while (openedS > nowS || openedS <= earliestS);
    const u = spot ? spot.unit(random) : unitOf.get(habit.where)!(random);
    const loop = runLoop(habit, openedS, slow[fabric.street[u]!]!, random);
    let state = 0;
    while (state < 6 && loop.times[state]! <= nowS) state++;
    const where = random.next(), located = where < 0.03 ? 1 : where < 0.045 ? 2 : 0;
    raw.category[i] = h;
    raw.source[i] = random.chance(0.55) ? usual[h]! : other(random);
    raw.state[i] = state;
    raw.located[i] = located;
    raw.community[i] = located === 2 && random.chance(0.4) ? -1 : places.communityIndex[u]!;
    raw.grid[i] = located === 0 ? places.gridIndex[u]! : -1;
    raw.unit[i] = located === 0 ? places.unitIndex[u]! : -1;
    if (located === 0) {
      point(u, habit.where);
      raw.lonE6[i] = at[0]!;
      raw.latE6[i] = at[1]!;
    } else if (located === 1) {
      raw.lonE6[i] = fallback[0]!;
      raw.latE6[i] = fallback[1]!;
    }
    raw.openedS[i] = openedS;
    const columns = [raw.acceptedS, raw.dispatchedS, raw.handledS, raw.answeredS, raw.verifiedS, raw.closedS];
    for (let k = 0; k < state; k++) columns[k]![i] = loop.times[k]!;
    raw.dueS[i] = loop.dueS;
    raw.reworked[i] = loop.reworked && state >= 5 ? 1 : 0;
    if (i % 50_000 === 0) report(i);
  }
  return sorted(raw, n);
}

/** How likely each unit is to have an incident of a kind of place: by use and households, on streets that differ. */
function unitWeights(fabric: Fabric, where: Where, plan: SamplePlan, seed: number): Float64Array {
  const draw = DRAW[where], by = BY_HOUSEHOLD[where], rural = where === 'villages';
  return Float64Array.from({ length: fabric.count }, (_, u) => {
    const base = (draw[fabric.use[u]!] ?? 0) * Math.min(3, fabric.area[u]! / 2500) ** 0.5 + by * fabric.households[u]!;
    const town = fabric.urban[u]! > 0.36 ? (rural ? 0.03 : 0.75 + 0.6 * fabric.urban[u]!) : 1;
    return base * town * plan.streets[fabric.street[u]!]!.zeal * Math.exp(0.55 * noise(fabric.x[u]! / 1400, fabric.y[u]! / 1400, seed + 111) + 0.5 * noise(fabric.x[u]! / 260, fabric.y[u]! / 260, seed + 112));
  });
}

/** Draws a point of a unit into `out`, in 1e-6 degrees: at a building, by the road, or anywhere on the plot; always inside it. */
function pointMaker(fabric: Fabric, mesh: Mesh, built: Built, random: Random, out: Int32Array): (u: number, where: Where) => void {
  const start = new Int32Array(fabric.count + 1), xs: number[] = [], ys: number[] = [];
  const safeX = fabric.x.slice(), safeY = fabric.y.slice();
  const inside = (u: number, x: number, y: number) => {
    let odd = false;
    for (let i = start[u]!, n = start[u + 1]!, j = n - 1; i < n; j = i++) {
      if (ys[i]! > y !== ys[j]! > y && x < ((xs[j]! - xs[i]!) * (y - ys[i]!)) / (ys[j]! - ys[i]!) + xs[i]!) odd = !odd;
    }
    return odd;
  };
  for (let u = 0; u < fabric.count; u++) {
    const ring = mesh.ring(fabric.face[u]!);
    for (const [x, y] of ring) { xs.push(x); ys.push(y); }
    start[u + 1] = xs.length;
    if (!inside(u, fabric.x[u]!, fabric.y[u]!)) [safeX[u], safeY[u]] = labelPoint([ring]) as [number, number];
  }
  const [lon0, lat0] = toPosition(0, 0), [lon1, lat1] = toPosition(1000, 1000), perX = (lon1 - lon0) * 1000, perY = (lat1 - lat0) * 1000;
  return (u, where) => {
    const s = start[u]!, corners = start[u + 1]! - s, count = built.count[u]!;
    let x = safeX[u]!, y = safeY[u]!;
    for (let attempt = 0; attempt < 4; attempt++) {
      let px: number, py: number;
      if (count > 0 && where !== 'roads' && random.chance(0.75)) {
        const b = built.start[u]! + random.int(count);
        px = built.x[b]! + random.range(-12, 12);
        py = built.y[b]! + random.range(-12, 12);
      } else {
        const a = s + random.int(corners), b = s + random.int(corners), t = random.next(), far = where === 'roads' ? random.range(0.75, 0.97) : random.range(0, 0.95);
        px = safeX[u]! + (xs[a]! * t + xs[b]! * (1 - t) - safeX[u]!) * far;
        py = safeY[u]! + (ys[a]! * t + ys[b]! * (1 - t) - safeY[u]!) * far;
      }
      if (inside(u, px, py)) { x = px; y = py; break; }
    }
    out[0] = Math.round(CENTRE_LON * 1e6 + x * perX);
    out[1] = Math.round(CENTRE_LAT * 1e6 + y * perY);
  };
}

function emptyColumns(n: number): IncidentColumns {
  const u32 = () => new Uint32Array(n);
  return {
    length: n, category: new Uint16Array(n), source: new Uint8Array(n), state: new Uint8Array(n), located: new Uint8Array(n),
    lonE6: new Int32Array(n), latE6: new Int32Array(n), community: new Int32Array(n), grid: new Int32Array(n), unit: new Int32Array(n),
    openedS: u32(), acceptedS: u32(), dispatchedS: u32(), handledS: u32(), answeredS: u32(), verifiedS: u32(), closedS: u32(), dueS: u32(), reworked: new Uint8Array(n),
  };
}

/** The columns in the order of their opening; equal times keep the order they were drawn in. */
function sorted(raw: IncidentColumns, n: number): IncidentColumns {
  const keys = new Float64Array(n), order = new Uint32Array(n), out = emptyColumns(n), room = 1048576;
  for (let i = 0; i < n; i++) keys[i] = raw.openedS[i]! * room + i;
  keys.sort();
  for (let i = 0; i < n; i++) order[i] = keys[i]! - Math.floor(keys[i]! / room) * room;
  for (const name of Object.keys(raw) as (keyof IncidentColumns)[]) {
    const from = raw[name], to = out[name];
    if (typeof from === 'number' || typeof to === 'number') continue;
    for (let i = 0; i < n; i++) to[i] = from[order[i]!]!;
  }
  return out;
}

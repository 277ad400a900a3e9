/** What the sample's parks, workshops and fields earned over the years, the villages they serve, and what those villages took in. */
import type { AreaRecord, IncomeReport, ParkKind, ParkRecord, VillageIncomeRecord } from '../district.ts';
import type { ParkSite } from './parks.ts';
import type { Random } from './random.ts';

/** Villages a project shares its income with, fewest and most. */
const REACH: Record<ParkKind, [least: number, most: number]> = { park: [8, 12], workshop: [2, 3], field: [2, 4] };
const GROWTH: Record<ParkKind, [least: number, most: number]> = { park: [0.05, 0.22], workshop: [-0.07, 0.21], field: [-0.05, 0.19] };
/** The one park that earns less this year than by this month of the last. */
const FALLING = 'P003';
const EARLIER_YEARS = 3;

/** The year and month that a day's newest reports reach to: those of the month before it. */
export function reportedOn(today: string): { year: number; months: number } {
  const [year, month] = today.split('-').map(Number) as [number, number];
  return month === 1 ? { year: year - 1, months: 12 } : { year, months: month - 1 };
}

/** Gives sites their villages, nearest first, and their reports: `incomeYuan` is what the last whole year brought. */
export function reportParks(sites: readonly ParkSite[], villages: readonly AreaRecord[], today: string, random: Random): ParkRecord[] {
  const { year, months } = reportedOn(today), lastWhole = months === 12 ? year : year - 1;
  return sites.map((site) => {
    const [least, most] = REACH[site.kind], [low, high] = GROWTH[site.kind];
    const villageCodes = nearest(site, villages, Math.round(random.range(least, most)));
    const years: IncomeReport[] = [];
    let incomeYuan = site.incomeYuan!;
    for (let y = lastWhole; y >= year - EARLIER_YEARS; y--) {
      years.unshift({ year: y, months: 12, incomeYuan: Math.round(incomeYuan) });
      incomeYuan /= 1 + random.range(low, high);
    }
    const growth = random.range(low, high);
    if (months < 12) {
      const soFar = site.incomeYuan! * (months / 12) * random.range(0.97, 1.03), drop = site.id === FALLING ? -0.04 : growth;
      years.splice(-1, 0, { year: lastWhole, months, incomeYuan: Math.round(soFar) });
      years.push({ year, months, incomeYuan: Math.round(soFar * (1 + drop)) });
    }
    return { ...site, villageCodes, incomes: years };
  });
}

/** What each village took in, year by year: more where more projects share with it. */
export function reportVillages(villages: readonly AreaRecord[], parks: readonly ParkRecord[], today: string, random: Random): VillageIncomeRecord[] {
  const { year, months } = reportedOn(today);
  const projects = new Map<string, number>();
  for (const park of parks) for (const code of park.villageCodes!) projects.set(code, (projects.get(code) ?? 0) + 1);
  return villages.flatMap(({ code: communityCode }) => {
    const shared = Math.min(projects.get(communityCode) ?? 0, 3);
    let incomeYuan = 200_000 * Math.exp(0.85 * random.normal()) * (0.8 + 0.25 * shared);
    return Array.from({ length: EARLIER_YEARS + 1 }, (_, i): VillageIncomeRecord => {
      if (i) incomeYuan *= 1 + (shared ? random.range(0.15, 0.5) + (incomeYuan < 200_000 ? 0.3 : 0) : random.range(0.02, 0.2));
      const whole = i < EARLIER_YEARS || months === 12;
      return { communityCode, year: year - EARLIER_YEARS + i, months: whole ? 12 : months, incomeYuan: Math.round(whole ? incomeYuan : incomeYuan * (months / 12)) };
    });
  });
}

/** Codes of the villages nearest to a site, its own first. */
function nearest({ communityCode, geometry }: ParkSite, villages: readonly AreaRecord[], count: number): string[] {
  const [lon, lat] = firstPoint(geometry.coordinates), narrow = Math.cos((lat * Math.PI) / 180);
  const far = (v: AreaRecord) => (v.code === communityCode ? -1 : Math.hypot((v.label!.coordinates[0] - lon) * narrow, v.label!.coordinates[1] - lat));
  return villages.map((v) => ({ code: v.code, far: far(v) })).sort((a, b) => a.far - b.far || (a.code < b.code ? -1 : 1)).slice(0, count).map(({ code }) => code);
}

/** A place of a geometry, near enough to say which villages are. */
const firstPoint = (coordinates: unknown): [number, number] => (Array.isArray((coordinates as unknown[])[0]) ? firstPoint((coordinates as unknown[])[0]) : (coordinates as [number, number]));

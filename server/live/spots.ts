/** Reports of the last 24 hours and of the same hours a week before, by place: what hot spots of now are found in. */
import { DAY_MS } from '../../geodata/density/days.ts';
import type { Sight } from '../rights/sight.ts';
import { showParts, type Lot } from '../rights/suppression.ts';
import type { LiveIncident } from './changes.ts';
import type { Spots } from './spotsSchema.ts';

const WEEK_MS = 7 * DAY_MS;

/** By grid, with the 小类 of the reports of now. */
export function spotsByGrid(incidents: Iterable<LiveIncident>, { area }: Sight, until: number): NonNullable<Spots['grids']> {
  const grids: NonNullable<Spots['grids']> = {};
  for (const { times, grid, category } of incidents) {
    if (!grid?.startsWith(area)) continue;
    const at = times[0]!, isNow = at > until - DAY_MS && at <= until;
    if (!isNow && !(at > until - WEEK_MS - DAY_MS && at <= until - WEEK_MS)) continue;
    const counted = (grids[grid] ??= { now: 0, before: 0, categories: {} });
    if (isNow) { counted.now++; counted.categories[category] = (counted.categories[category] ?? 0) + 1; } else counted.before++;
  }
  return grids;
}

/** By community for who sees aggregates only, of the whole district: small ones and one more a street are left out of each of the two. */
export function spotsByCommunity(incidents: Iterable<LiveIncident>, until: number, threshold: number, lot: Lot): NonNullable<Spots['communities']> {
  const listed = [...incidents], now = countCommunities(listed, until), before = countCommunities(listed, until - WEEK_MS);
  const communities: NonNullable<Spots['communities']> = {};
  const shown = [shownOf(now, until, threshold, lot), shownOf(before, until - WEEK_MS, threshold, lot)] as const;
  for (const code of new Set([...shown[0].keys(), ...shown[1].keys()])) communities[code] = { now: shown[0].get(code) ?? null, before: shown[1].get(code) ?? null };
  return communities;
}

function countCommunities(incidents: Iterable<LiveIncident>, until: number): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { times, community } of incidents) if (community && times[0]! >= until - DAY_MS && times[0]! < until) counts.set(community, (counts.get(community) ?? 0) + 1);
  return counts;
}

/** The same lots as for the figures of that moment, so that nothing shows in a difference. */
function shownOf(counts: ReadonlyMap<string, number>, moment: number, threshold: number, lot: Lot): Map<string, number> {
  return new Map([...Map.groupBy(counts, ([code]) => code.slice(0, 9)).values()].flatMap((all) => {
    const shown = showParts(all.map(([code, count]) => ({ name: `live ${moment} ${code}`, count })), threshold, lot);
    return all.filter((_, i) => shown?.[i]);
  }));
}

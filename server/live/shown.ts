/**
 * What who sees aggregates only is told of categories and communities. Streets are told to the second: a street of
 * 20,000 households is too large for one case to single anybody out. A category or a community that moved at the same
 * moment would say which one it was; so these stand still for an hour and for six, and small ones are left out.
 */
import { DAY_MS } from '../../geodata/density/days.ts';
import { showParts, type Lot } from '../rights/suppression.ts';
import type { LiveIncident } from './changes.ts';
import type { Today } from './schema.ts';

export interface Shown { categoriesUntil: number; communitiesUntil: number; categories: Today['categories']; communities: Record<string, number> }

/** Of the whole district, once a moment: whoever asks later is told the same. */
export function makeShown(incidents: Iterable<LiveIncident>, { categoriesUntil, communitiesUntil, dayStart }: { categoriesUntil: number; communitiesUntil: number; dayStart: number }, threshold: number, lot: Lot): Shown {
  const categories = new Map<string, { opened: number; lastWeek: number }>(), places = new Map<string, Map<string, number>>();
  const inCategory = (code: string) => categories.get(code) ?? categories.set(code, { opened: 0, lastWeek: 0 }).get(code)!;
  const isIn = (at: number, from: number, until: number) => at >= from && at < until;
  for (const { times, category, community } of incidents) {
    const at = times[0]!, major = category.slice(0, 2);
    if (isIn(at, dayStart, categoriesUntil)) inCategory(major).opened++;
    if (isIn(at, dayStart - 7 * DAY_MS, categoriesUntil - 7 * DAY_MS)) inCategory(major).lastWeek++;
    if (!community || !isIn(at, communitiesUntil - DAY_MS, communitiesUntil)) continue;
    const street = community.slice(0, 9), ofStreet = places.get(street) ?? places.set(street, new Map()).get(street)!;
    ofStreet.set(community, (ofStreet.get(community) ?? 0) + 1);
  }
  const partsOf = (counts: [string, number][], moment: number) => showParts(counts.map(([name, count]) => ({ name: `live ${moment} ${name}`, count })), threshold, lot);
  const listed = [...categories], now = partsOf(nonzero(listed, 'opened'), categoriesUntil), before = partsOf(nonzero(listed, 'lastWeek'), categoriesUntil - 7 * DAY_MS);
  const shownNow = new Set(nonzero(listed, 'opened').filter((_, i) => now?.[i]).map(([code]) => code)), shownBefore = new Set(nonzero(listed, 'lastWeek').filter((_, i) => before?.[i]).map(([code]) => code));
  const communities: Record<string, number> = {};
  for (const counts of places.values()) {
    const all = [...counts], shown = partsOf(all, communitiesUntil);
    all.forEach(([code, count], i) => { if (shown?.[i]) communities[code] = count; });
  }
  return {
    categoriesUntil, communitiesUntil, communities,
    categories: listed.map(([code, counts]) => ({ code, ...counts })).filter(({ code, opened, lastWeek }) => (opened || lastWeek) && (!opened || shownNow.has(code)) && (!lastWeek || shownBefore.has(code)))
      .sort((a, b) => b.opened - a.opened || b.lastWeek - a.lastWeek || (a.code < b.code ? -1 : 1)),
  };
}

const nonzero = (categories: [string, { opened: number; lastWeek: number }][], of: 'opened' | 'lastWeek'): [string, number][] => categories.filter(([, counts]) => counts[of] > 0).map(([code, counts]) => [code, counts[of]]);

export const shownCommunities = ({ communities }: Shown, area: string): Record<string, number> => Object.fromEntries(Object.entries(communities).filter(([code]) => code.startsWith(area)));

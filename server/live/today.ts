/** The state of now, from the incidents of the last weeks. */
import { dayAt, DAY_MS, dayText, hourAt, startOf } from '../../geodata/density/days.ts';
import { INCIDENT_STATES } from '../../geodata/district.ts';
import type { Sight } from '../rights/sight.ts';
import { stateIndex, type LiveIncident } from './changes.ts';
import { shownCommunities, type Shown } from './shown.ts';
import type { Today } from './schema.ts';

const HOUR_MS = 3_600_000;
/** An incident that is not closed is looked for on today and so many days before. */
export const OPEN_DAYS = 30;
export const WEEKS = 8;
/** Of fewer weeks nothing is expected. */
export const FEWEST_WEEKS = 4;
const FEWEST_MEDIAN = 3, RECENT = 12;

/** What the figures are made of. */
export interface Ground {
  /** Every incident opened on today or the last `OPEN_DAYS` days, or on this weekday of the last `WEEKS` weeks; others may be among them. */
  incidents: Iterable<LiveIncident>;
  /** When the first on record was opened. */
  firstMs: number | null;
  /** Codes of all streets. */
  streets: readonly string[];
  change: number;
}

export const dayStartMs = (ms: number): number => startOf(dayAt(Math.floor(ms / 1000))) * 1000;
const hourOf = (ms: number) => hourAt(Math.floor(ms / 1000));

/** The figures of an area at `now` for who sees no more than `points` says; `shown` is what may be told of small places. */
export function todayOf({ incidents, firstMs, streets, change }: Ground, { area, points }: Sight, isDistrict: boolean, now: number, threshold: number, shown: Shown): Today {
  const start = dayStartMs(now), openFrom = start - OPEN_DAYS * DAY_MS, hourNow = hourOf(now);
  const weeks = Array.from({ length: WEEKS }, (_, k) => start - (k + 1) * 7 * DAY_MS).filter((day) => firstMs !== null && dayStartMs(firstMs) <= day);
  const past = new Map(weeks.map((day) => [day, { hours: Array.from({ length: 24 }, () => 0), until: 0 }]));
  const hours = Array.from({ length: 24 }, () => 0), categories = new Map<string, { opened: number; lastWeek: number }>();
  const reached = INCIDENT_STATES.map(() => 0), durations: number[][] = INCIDENT_STATES.map(() => []);
  const ofStreet = new Map(streets.filter((code) => code.startsWith(area) || area.startsWith(code)).map((code) => [code, { last24h: 0, overdue: 0, last: null as LiveIncident | null }]));
  const grids: Record<string, number> = {};
  let opened = 0, open = 0, overdue = 0, recent: LiveIncident[] = [];
  const inCategory = (code: string) => categories.get(code) ?? categories.set(code, { opened: 0, lastWeek: 0 }).get(code)!;

  for (const incident of incidents) {
    const { community, times, dueMs, category, grid, state } = incident;
    if (!isDistrict && !community?.startsWith(area)) continue;
    const at = times[0]!, day = dayStartMs(at), street = community && ofStreet.get(community.slice(0, 9));
    const week = past.get(day);
    if (week) {
      week.hours[hourOf(at)]!++;
      if (at - day <= now - start) {
        week.until++;
        if (day === weeks[0] && day === start - 7 * DAY_MS) inCategory(category).lastWeek++;
      }
    }
    if (at < openFrom || at >= start + DAY_MS) continue;
    if (state !== 'closed') {
      open++;
      if (dueMs && dueMs < now) {
        overdue++;
        if (street) street.overdue++;
      }
    }
    if (day === start) {
      opened++;
      // A source's clock may be a little ahead.
      hours[Math.min(hourOf(at), hourNow)]!++;
      inCategory(category).opened++;
      for (let k = stateIndex(state); k >= 0; k--) reached[k]!++;
    }
    if (at > now - DAY_MS) {
      if (street) street.last24h++;
      if (grid) grids[grid] = (grids[grid] ?? 0) + 1;
      recent = newest(recent, incident);
    }
    if (street && (!street.last || at > street.last.times[0]!)) street.last = incident;
    let before = at;
    for (let k = 1; k < times.length; k++) {
      const reachedAt = times[k]!;
      if (!reachedAt) continue;
      if (reachedAt > now - DAY_MS && reachedAt <= now) durations[k]!.push((reachedAt - before) / 1000);
      before = reachedAt;
    }
  }

  const known = weeks.length >= FEWEST_WEEKS, weeksOf = [...past.values()], fewest = points ? FEWEST_MEDIAN : Math.max(threshold, FEWEST_MEDIAN);
  return {
    change, now, day: dayText(dayAt(start / 1000)),
    opened, expected: known ? round(weeksOf.reduce((sum, { until }) => sum + until, 0) / weeksOf.length) : null,
    hours: hours.map((count, hour) => ({ opened: hour > hourNow ? null : count, ...(known ? band(weeksOf.map((week) => week.hours[hour]!)) : { low: null, high: null }) })),
    categories: points ? [...categories].map(([code, counts]) => ({ code, ...counts })).sort((a, b) => b.opened - a.opened || b.lastWeek - a.lastWeek || (a.code < b.code ? -1 : 1)) : isDistrict ? shown.categories : [],
    categoriesUntil: points ? now : shown.categoriesUntil,
    stages: INCIDENT_STATES.map((state, k) => ({ state, count: reached[k]!, medianS: durations[k]!.length >= fewest ? Math.round(quantile(durations[k]!.sort((a, b) => a - b), 0.5)) : null })),
    open, overdue,
    streets: [...ofStreet].map(([code, { last24h, overdue: late, last }]) => ({ code, last24h, overdue: late, lastAt: last && last.times[0]!, lastState: points && last ? last.state : null, lastCategory: points && last ? last.category : null })),
    grids: points ? grids : null, communities: points ? null : shownCommunities(shown, area), communitiesUntil: points ? now : shown.communitiesUntil,
    recent: points ? recent.map((each) => ({ id: each.id, at: positionOf(each), street: streetOf(each), category: each.category, state: each.state, atMs: each.times[0]! })) : null,
    threshold,
  };
}

export const streetOf = ({ community }: LiveIncident): string | null => community && community.slice(0, 9);
export const positionOf = ({ lonE6, latE6 }: LiveIncident): [number, number] | null => (lonE6 === null || latE6 === null ? null : [lonE6 / 1e6, latE6 / 1e6]);

/** The newest few, the latest first. */
function newest(list: LiveIncident[], incident: LiveIncident): LiveIncident[] {
  const at = incident.times[0]!, place = list.findIndex((each) => each.times[0]! < at || (each.times[0] === at && each.id < incident.id));
  if (place < 0) return list.length < RECENT ? [...list, incident] : list;
  return [...list.slice(0, place), incident, ...list.slice(place, RECENT - 1)];
}

const band = (counts: number[]) => { const sorted = counts.sort((a, b) => a - b); return { low: round(quantile(sorted, 0.1)), high: round(quantile(sorted, 0.9)) }; };

/** Between the two that it lies between, as spreadsheets do. */
export function quantile(sorted: readonly number[], share: number): number {
  const at = (sorted.length - 1) * share, below = Math.floor(at);
  return sorted[below]! + (sorted[Math.min(below + 1, sorted.length - 1)]! - sorted[below]!) * (at - below);
}

const round = (value: number) => Math.round(value * 10) / 10;

/** Ends of the last full hour, and of the last full quarter of a day in China. */
export const shownUntil = (now: number) => ({ categoriesUntil: Math.floor(now / HOUR_MS) * HOUR_MS, communitiesUntil: dayStartMs(now) + Math.floor((now - dayStartMs(now)) / (6 * HOUR_MS)) * 6 * HOUR_MS });

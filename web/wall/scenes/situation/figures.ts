/** What the situation says of today, made of the figures the server counts: pure, so that every sentence can be tested. */

export interface Against { by: number; share: number }

/** Less than this share off counts as usual. */
const USUAL = 0.05;

/** Today against what is expected by now; null without an expectation, `by` 0 where the two are as good as the same. */
export function against(opened: number, expected: number | null): Against | null {
  if (expected === null || !(expected > 0)) return null;
  const by = Math.round(opened - expected), share = opened / expected - 1;
  return Math.abs(share) < USUAL || by === 0 ? { by: 0, share: 0 } : { by, share };
}

export interface CategoryRow { code: string; opened: number; /** Share of 1 more or less than a week ago; null where that was too few to compare with. */ change: number | null; /** Rises so much that somebody should look. */ rises: boolean }

/** Fewer a week ago say nothing about a change. */
const LEAST_BEFORE = 10;
const RISES = 0.3, LEAST_RISE = 20;

/** 大类 with most reports today first; at most one is told to rise. */
export function categoryRows(categories: readonly { code: string; opened: number; lastWeek: number }[], most: number): CategoryRow[] {
  const main = [...Map.groupBy(categories, ({ code }) => code.slice(0, 2))].map(([code, parts]) => ({ code, opened: sum(parts, 'opened'), lastWeek: sum(parts, 'lastWeek') }));
  const rows = main.filter(({ opened, lastWeek }) => opened + lastWeek > 0).sort((a, b) => b.opened - a.opened || (a.code < b.code ? -1 : 1)).slice(0, most);
  const steepest = rows.filter(({ opened, lastWeek }) => lastWeek >= LEAST_BEFORE && opened - lastWeek >= LEAST_RISE && opened / lastWeek - 1 >= RISES)
    .sort((a, b) => b.opened / b.lastWeek - a.opened / a.lastWeek)[0];
  return rows.map(({ code, opened, lastWeek }) => ({ code, opened, change: lastWeek < LEAST_BEFORE ? null : opened / lastWeek - 1, rises: code === steepest?.code }));
}

const sum = <Key extends string>(parts: readonly Record<Key, number>[], key: Key): number => parts.reduce((total, part) => total + part[key], 0);

export interface PlaceRate { code: string; cases: number; households: number; /** Cases per 1,000 households. */ rate: number }

/** Fewer households and a rate says little: not ranked. */
const LEAST_HOUSEHOLDS = 500;

/** Places by cases per 1,000 households, the highest first; `mean` is of all their households together, null without any. */
export function rankPlaces(cases: ReadonlyMap<string, number>, places: readonly { code: string; households: number }[]): { rows: PlaceRate[]; mean: number | null } {
  const known = places.filter(({ code, households }) => cases.has(code) && households > 0).map(({ code, households }) => ({ code, households, cases: cases.get(code)!, rate: (cases.get(code)! / households) * 1000 }));
  const rows = known.filter(({ households }) => households >= LEAST_HOUSEHOLDS).sort((a, b) => b.rate - a.rate || (a.code < b.code ? -1 : 1));
  const households = sum(known, 'households');
  return { rows, mean: households ? (sum(known, 'cases') / households) * 1000 : null };
}

/** What is usual is dark, twice as much is bright, three times is the end of the ramp: shares of what is usual. */
const STEPS = [0.6, 1.1, 1.5, 2, 2.5, 3.2], RUNGS = [1, 1.5, 2, 3, 4, 5, 7, 10];

/** Six round breaks for rates of a day; they go with the mean in coarse rungs, so that colours do not move with every report. */
export function rateBreaks(mean: number | null): number[] {
  const usual = mean !== null && mean > 0 ? mean : 1, power = 10 ** Math.floor(Math.log10(usual));
  const rung = RUNGS.reduce((best, each) => (Math.abs(Math.log((each * power) / usual)) < Math.abs(Math.log((best * power) / usual)) ? each : best)) * power;
  return STEPS.map((step) => Number((step * rung).toPrecision(2)));
}

/** Tallest bar of the day's chart, for bars and bands from zero; at least 1. */
export const highest = (hours: readonly { opened: number | null; high: number | null }[]): number => Math.max(1, ...hours.map(({ opened, high }) => Math.max(opened ?? 0, high ?? 0)));

/** When the newest report came in, ms; null where none is known. */
export function newestAt(streets: readonly { lastAt: number | null }[]): number | null {
  const known = streets.flatMap(({ lastAt }) => lastAt ?? []);
  return known.length ? Math.max(...known) : null;
}

/** What parks, workshops and fields brought in, compared with the same months of the year before: pure, of what the API answers. */
import type { IncomeReport, ParkKind } from '../../../../geodata/district.ts';
import type { VillageIncomes } from '../../../../server/parks/schema.ts';
import type { ParkProperties } from '../../../api/types.ts';

/** The first `months` months of a year. */
export interface Period { year: number; months: number }

/** One project; `before` is of the same months of the year before, `change` a share of 1. Null: not reported. */
export interface ProjectRow { id: string; kind: ParkKind; name: string; communityCode: string; now: number | null; before: number | null; change: number | null }

/** The newest months anybody reported; null where nobody ever did. */
export function newestPeriod(parks: readonly Pick<ParkProperties, 'incomes'>[]): Period | null {
  let newest: Period | null = null;
  for (const { incomes } of parks) for (const { year, months } of incomes) if (!newest || year > newest.year || (year === newest.year && months > newest.months)) newest = { year, months };
  return newest;
}

const reported = (incomes: readonly IncomeReport[], year: number, months: number): number | null => incomes.find((each) => each.year === year && each.months === months)?.incomeYuan ?? null;

/** Projects by income, the highest first, those that did not report last. Without any report: what is known of a whole year. */
export function projectRows(parks: readonly ParkProperties[], period: Period | null): ProjectRow[] {
  return parks.map(({ id, kind, name, communityCode, incomeYuan, incomes }): ProjectRow => {
    const now = period ? reported(incomes, period.year, period.months) : incomeYuan, before = period && reported(incomes, period.year - 1, period.months);
    return { id, kind, name, communityCode, now, before, change: now !== null && before ? now / before - 1 : null };
  }).sort((a, b) => (b.now ?? -1) - (a.now ?? -1) || (a.id < b.id ? -1 : 1));
}

export interface Total { count: number; income: number; /** Like with like: projects that reported both. */ change: number | null; silent: number; areaM2: number; jobs: number; /** Some jobs are not told: there are more than `jobs`. */ jobsHidden: boolean }

/** The sums of some projects. */
export function totalOf(rows: readonly ProjectRow[], parks: ReadonlyMap<string, Pick<ParkProperties, 'areaM2' | 'jobs'>>): Total {
  const total: Total = { count: rows.length, income: 0, change: null, silent: 0, areaM2: 0, jobs: 0, jobsHidden: false };
  let now = 0, before = 0;
  for (const row of rows) {
    const park = parks.get(row.id);
    total.areaM2 += park?.areaM2 ?? 0;
    if (park?.jobs == null) total.jobsHidden = true; else total.jobs += park.jobs;
    if (row.now === null) { total.silent++; continue; }
    total.income += row.now;
    if (row.before !== null) { now += row.now; before += row.before; }
  }
  if (before > 0) total.change = now / before - 1;
  return total;
}

/** Projects that earn less than a year ago, parks before others, the greatest loss first. */
export const falling = (rows: readonly ProjectRow[]): ProjectRow[] => rows.filter(({ change }) => change !== null && Math.round(change * 100) < 0)
  .sort((a, b) => Number(b.kind === 'park') - Number(a.kind === 'park') || (a.now! - a.before!) - (b.now! - b.before!));

/** Numbers of villages in each band, of one report of a year. */
export interface BandYear extends Period { villages: number[]; total: number }

/** The newest report of each year, streets together, oldest first: at most `most` years. */
export function bandYears(reports: VillageIncomes['reports'], most: number): BandYear[] {
  const years = new Map<number, BandYear>();
  for (const { year, months, villages } of reports) {
    const known = years.get(year);
    if (!known || known.months < months) years.set(year, { year, months, villages: [...villages], total: sum(villages) });
    else if (known.months === months) { villages.forEach((n, band) => { known.villages[band]! += n; }); known.total += sum(villages); }
  }
  return [...years.values()].sort((a, b) => a.year - b.year).slice(-most);
}

/** Streets with villages in the lowest band of a report, most first. */
export const lowestByStreet = (reports: VillageIncomes['reports'], { year, months }: Period): { street: string; n: number }[] =>
  reports.filter((each) => each.year === year && each.months === months && each.villages[0]! > 0).map(({ streetCode, villages }) => ({ street: streetCode, n: villages[0]! })).sort((a, b) => b.n - a.n || (a.street < b.street ? -1 : 1));

/** Codes of villages that no project serves. */
export function withoutProject(villages: readonly { code: string }[], parks: readonly Pick<ParkProperties, 'villageCodes'>[]): string[] {
  const served = new Set(parks.flatMap(({ villageCodes }) => villageCodes));
  return villages.flatMap(({ code }) => (served.has(code) ? [] : code));
}

/** How many of some codes lie in each street, most first. */
export const byStreet = (codes: readonly string[]): { street: string; n: number }[] =>
  [...Map.groupBy(codes, (code) => code.slice(0, 9))].map(([street, own]) => ({ street, n: own.length })).sort((a, b) => b.n - a.n || (a.street < b.street ? -1 : 1));

const sum = (list: readonly number[]): number => list.reduce((total, each) => total + each, 0);

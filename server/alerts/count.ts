/** What the rules look at, counted in the store by short stretches of the index of opening times. */
import { DAY_MS } from '../../geodata/density/days.ts';
import type { Queryable } from '../database/database.ts';
import { dayStartMs, OPEN_DAYS, WEEKS } from '../live/today.ts';
import type { Counted } from './judge.ts';
import type { AlertRule } from './schema.ts';

const WEEK_MS = 7 * DAY_MS, MIN_MS = 60_000;

interface OpenedRow { week: number; community: string | null; category: string; count: number; last: number }

/** Reports of the minutes up to `now`, and of the same minutes of the weeks before. */
export const selectOpenedCounts = (database: Queryable, district: string, now: number, minutes: number) => database.query<OpenedRow>(`
  select w.week, i.community_code as community, i.category_code as category, count(*)::int as count, (max(date_part('epoch', i.opened_at)) * 1000)::float8 as last
  from generate_series(0, $4::int) as w(week)
  join incidents i on i.district_code = $1 and i.opened_at > to_timestamp(($2::float8 - w.week * ${WEEK_MS}::float8 - $3::float8) / 1000) and i.opened_at <= to_timestamp(($2::float8 - w.week * ${WEEK_MS}::float8) / 1000)
  group by 1, 2, 3`, [district, now, minutes * MIN_MS, WEEKS]);

/** What is open and past due at `now` and was `minutes` ago, of incidents opened in the last weeks. */
export const selectOverdueCounts = (database: Queryable, district: string, now: number, minutes: number) => database.query<{ community: string | null; now: number; before: number }>(`
  select community_code as community,
    count(*) filter (where due_at < to_timestamp($2::float8 / 1000) and (closed_at is null or closed_at > to_timestamp($2::float8 / 1000)))::int as now,
    count(*) filter (where due_at < to_timestamp($3::float8 / 1000) and (closed_at is null or closed_at > to_timestamp($3::float8 / 1000)))::int as before
  from incidents
  where district_code = $1 and opened_at >= to_timestamp($4::float8 / 1000) and due_at < to_timestamp($2::float8 / 1000) and (closed_at is null or closed_at > to_timestamp($3::float8 / 1000))
  group by 1`, [district, now, now - minutes * MIN_MS, dayStartMs(now) - OPEN_DAYS * DAY_MS]);

/** When the last incident of each area was opened, of the last weeks; '' for the district. */
export const selectLastOpened = (database: Queryable, district: string, now: number) => database.query<{ community: string | null; last: number }>(`
  select community_code as community, (max(date_part('epoch', opened_at)) * 1000)::float8 as last
  from incidents where district_code = $1 and opened_at > to_timestamp($2::float8 / 1000) and opened_at <= to_timestamp($3::float8 / 1000) group by 1`, [district, now - WEEK_MS, now]);

/** Counts of a rule for every one of these areas. `firstMs` is when the records begin. */
export function countFor({ kind, category, minutes }: AlertRule, areas: readonly string[], opened: readonly OpenedRow[], overdue: readonly { community: string | null; now: number; before: number }[], last: readonly { community: string | null; last: number }[], { district, firstMs, now }: { district: string; firstMs: number | null; now: number }): Map<string, Counted> {
  const weeks = Array.from({ length: WEEKS }, (_, k) => k + 1).filter((week) => firstMs !== null && firstMs <= now - week * WEEK_MS - minutes * MIN_MS);
  const counts = new Map(areas.map((area) => [area, { byWeek: new Map<number, number>(), overdue: 0, overdueBefore: 0, lastAt: null as number | null }]));
  const digits = areas[0]?.length ?? 0;
  const of = (community: string | null) => counts.get(digits === district.length ? district : community?.slice(0, digits) ?? '');
  for (const { week, community, category: own, count } of kind === 'overdue' ? [] : opened) {
    const each = category === null || own.startsWith(category) ? of(community) : undefined;
    each?.byWeek.set(week, (each.byWeek.get(week) ?? 0) + count);
  }
  for (const row of kind === 'overdue' ? overdue : []) {
    const each = of(row.community);
    if (each) [each.overdue, each.overdueBefore] = [each.overdue + row.now, each.overdueBefore + row.before];
  }
  for (const row of kind === 'silent' ? last : []) {
    const each = of(row.community);
    if (each && row.last > (each.lastAt ?? 0)) each.lastAt = row.last;
  }
  return new Map([...counts].map(([area, { byWeek, ...rest }]) => [area, { now: byWeek.get(0) ?? 0, weeks: weeks.map((week) => byWeek.get(week) ?? 0), ...rest }]));
}

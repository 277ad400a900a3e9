/** Reading incident_sums. */
import type { Tally } from '../../geodata/density/measures.ts';
import type { Queryable } from '../database/database.ts';
import type { Span } from './sums.ts';

/** Days or whole months of one of the periods that a question compares, `to` exclusive. */
export interface Window { period: number; span: Span; from: string; to: string }

export type SumRow = Tally & { area: string; period: number; unlocated: number; defaultLocated: number };
export interface ListRow { area: string; period: number; list: 'hour' | 'source' | 'state' | 'bin'; at: number; n: number }

// One range of the key for each place, category and window: left to itself, a planner reads millions of sums to find thousands.
const SUMS_IN_WINDOWS = `unnest($2::int[], $3::text[], $4::date[], $5::date[]) as w(period, span, first, after)
  cross join unnest($6::text[]) as place(code) cross join unnest($7::text[]) as category(code)
  cross join lateral (
    select * from incident_sums where district_code = $1 and area_code = place.code and category_code = category.code and span = w.span and first_day >= w.first and first_day < w.after
    offset 0) as s`;
const parameters = (district: string, windows: readonly Window[], areas: readonly string[], categories: readonly string[]) =>
  [district, windows.map(({ period }) => period), windows.map(({ span }) => span), windows.map(({ from }) => from), windows.map(({ to }) => to), areas, categories];

export const selectTallies = (database: Queryable, district: string, windows: readonly Window[], areas: readonly string[], categories: readonly string[]) => database.query<SumRow>(`
  select s.area_code as area, w.period, sum(s.opened)::int as opened, sum(s.due)::int as due, sum(s.due_closed)::int as "dueClosed", sum(s.due_on_time)::int as "dueOnTime",
    sum(s.closed)::int as closed, sum(s.closed_reworked)::int as "closedReworked", sum(s.unlocated)::int as unlocated, sum(s.default_located)::int as "defaultLocated"
  from ${SUMS_IN_WINDOWS}
  group by 1, 2`, parameters(district, windows, areas, categories));

/** The lists of some places summed up, by place: hours of the week from Monday, sources, states, bins of hours to close. */
export const selectLists = (database: Queryable, district: string, windows: readonly Window[], areas: readonly string[], categories: readonly string[], lists: readonly ListRow['list'][]) => database.query<ListRow>(`
  select s.area_code as area, w.period, l.list, l.at, sum(l.n)::int as n
  from ${SUMS_IN_WINDOWS}
  cross join lateral (
    select 'hour' as list, (case s.span when 'day' then (date_part('isodow', s.first_day)::int - 1) * 24 else 0 end + i - 1)::int as at, n from unnest(s.by_hour) with ordinality as u(n, i) where 'hour' = any($8::text[])
    union all select 'source', (i - 1)::int, n from unnest(s.by_source) with ordinality as u(n, i) where 'source' = any($8::text[])
    union all select 'state', (i - 1)::int, n from unnest(s.by_state) with ordinality as u(n, i) where 'state' = any($8::text[])
    union all select 'bin', (i - 1)::int, n from unnest(s.close_hours) with ordinality as u(n, i) where 'bin' = any($8::text[])) as l
  where l.n <> 0
  group by 1, 2, 3, 4`, [...parameters(district, windows, areas, categories), lists]);

export const selectCategorySums = (database: Queryable, district: string, windows: readonly Window[], area: string, categories: readonly string[]) => database.query<{ code: string; period: number; opened: number }>(`
  select s.category_code as code, w.period, sum(s.opened)::int as opened
  from ${SUMS_IN_WINDOWS}
  group by 1, 2 having sum(s.opened) <> 0`, parameters(district, windows, [area], categories));

export const selectDaySums = (database: Queryable, district: string, area: string, categories: readonly string[]) => database.query<{ day: string; opened: number }>(`
  select first_day as day, sum(opened)::int as opened from incident_sums
  where district_code = $1 and area_code = $2 and category_code = any($3::text[]) and span = 'day' and opened <> 0
  group by 1`, [district, area, categories]);

/** The first and the last day that incidents were opened on, wherever they are. */
export async function selectKnownDays(database: Queryable, district: string): Promise<{ first: string | null; last: string | null }> {
  const [row] = await database.query<{ first: string | null; last: string | null }>(`
    select min(first_day) as first, max(first_day) as last from incident_sums
    where district_code = $1 and area_code = $1 and category_code = '' and span = 'day' and (opened > 0 or default_located > 0 or unlocated > 0)`, [district]);
  return row!;
}

/** How many incidents there are in an area, wherever in it. */
export async function selectIncidentCount(database: Queryable, district: string, area: string): Promise<number> {
  const [row] = await database.query<{ count: number }>(`
    select coalesce(sum(opened + default_located + unlocated), 0)::int as count from incident_sums
    where district_code = $1 and area_code = $2 and category_code = '' and span = 'month'`, [district, area]);
  return row!.count;
}

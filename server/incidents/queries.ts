import type { Queryable } from '../database/database.ts';
import { nextMonth } from './months.ts';

export interface IncidentFilter { from: string; to: string; category?: string; area?: string }

/** What indexes of grids refer to, and the day whose editions are today's. */
export interface GridKeys { grids: readonly string[]; today: string }

/** Columns of incidents in opening order. */
export interface PackedIncidents {
  /** Big-endian int32, base64. Times are seconds since 1970 minus 2^31. Null where there is no row. */
  lon: string | null;
  lat: string | null;
  opened: string | null;
  closed: string | null;
  due: string | null;
  /** Words with commas between. */
  category: string | null;
  source: string | null;
  state: string | null;
  community: string | null;
  located: string | null;
  /** Indexes of grids, −1 for none: of the day it was opened, and of the edition in force today. */
  grid: string | null;
  gridNow: string | null;
  /** 0 or 1. */
  reworked: string | null;
  defaultLocated: number;
  unlocated: number;
}

// One row of packed columns: ten times faster out of the embedded engine than a row an incident.
const packed = (value: string) => `encode(string_agg(int4send(${value}), ''), 'base64')`;
// Where nothing is trusted, nothing is told.
const position = (column: string) => packed(`case when located = 'exact' then ${column} else 0 end`);
const packedTime = (column: string) => packed(`(coalesce(date_part('epoch', ${column}), 0) - 2147483648)::int`);
const words = (column: string) => `string_agg(${column}, ',')`;

/**
 * Incidents opened from `from` up to and without `to` (days in China), a calendar month at a time: the embedded engine
 * answers one question after another, and a whole year in one would keep all others waiting for seconds.
 */
export async function* selectIncidents(database: Queryable, district: string, filter: IncidentFilter, keys: GridKeys): AsyncGenerator<PackedIncidents> {
  for (let from = filter.from; from < filter.to;) {
    const to = nextMonth(from) < filter.to ? nextMonth(from) : filter.to;
    yield await selectSlice(database, district, { ...filter, from, to }, keys);
    from = to;
  }
}

/** Those of at most a calendar month. */
export async function selectSlice(database: Queryable, district: string, { from, to, category, area }: IncidentFilter, { grids, today }: GridKeys): Promise<PackedIncidents> {
  const [row] = await database.query<PackedIncidents>(`
    select
      ${position('lon_e6')} as lon, ${position('lat_e6')} as lat,
      ${packedTime('opened_at')} as opened, ${packedTime('closed_at')} as closed, ${packedTime('due_at')} as due,
      ${words('category_code')} as category, ${words('source')} as source, ${words('state')} as state, ${words(`coalesce(community_code, '')`)} as community,
      ${words('located')} as located, ${packed('reworked::int')} as reworked, ${packed('coalesce(grid_at, -1)')} as grid, ${packed('coalesce(grid_now_at, -1)')} as "gridNow",
      count(*) filter (where located = 'default') as "defaultLocated", count(*) filter (where located = 'none') as unlocated
    from (
      select i.*, (own.at - 1)::int as grid_at, (now.at - 1)::int as grid_now_at
      from incidents i
      left join unnest($6::text[]) with ordinality as own(code, at) on own.code = i.grid_code
      left join edition_communities e on e.district_code = $1 and e.community_code = i.community_code and e.valid_from <= $7::date and (e.valid_to is null or e.valid_to > $7::date)
      left join grid_units u on u.district_code = $1 and u.edition_id = e.edition_id and u.unit_code = i.unit_code
      left join unnest($6::text[]) with ordinality as now(code, at) on now.code = u.grid_code
      where i.district_code = $1 and i.opened_at >= $2::timestamptz and i.opened_at < $3::timestamptz
        and ($4::text is null or starts_with(i.category_code, $4))
        and ($5::text is null or starts_with(i.community_code, $5))
      order by i.opened_at, i.id
    ) ordered`,
  [district, midnight(from), midnight(to), category ?? null, area ?? null, grids, today]);
  return row!;
}

const midnight = (day: string) => `${day}T00:00:00+08:00`;

/** The grids of every edition, in order. */
export async function selectGridCodes(database: Queryable, district: string): Promise<string[]> {
  const rows = await database.query<{ code: string }>(`select distinct code collate "C" as code from grids where district_code = $1 order by 1`, [district]);
  return rows.map(({ code }) => code);
}

/** The months that incidents were opened in, from the first to the last. */
export async function selectMonths(database: Queryable, district: string): Promise<string[]> {
  const [row] = await database.query<{ from: string | null; to: string | null }>(`
    select to_char(min(opened_at) at time zone interval '8 hours', 'YYYY-MM') as from, to_char(max(opened_at) at time zone interval '8 hours', 'YYYY-MM') as to from incidents where district_code = $1`, [district]);
  const { from, to } = row!, months: string[] = [];
  if (from && to) for (let month = `${from}-01`; month.slice(0, 7) <= to; month = nextMonth(month)) months.push(month.slice(0, 7));
  return months;
}

/** Names which edition is in force where on a day: what `gridNow` follows from. */
export async function selectEditionsInForce(database: Queryable, district: string, day: string): Promise<string> {
  const [row] = await database.query<{ names: string | null }>(`
    select md5(string_agg(community_code || ' ' || edition_id, ',' order by community_code)) as names
    from edition_communities where district_code = $1 and valid_from <= $2::date and (valid_to is null or valid_to > $2::date)`, [district, day]);
  return row!.names ?? '';
}

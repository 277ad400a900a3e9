import type { IncidentLocated } from '../../geodata/district.ts';
import type { Queryable } from '../database/database.ts';
import { LOOP, stateOf, type Known, type LoopTime } from './mergeReports.ts';

/** Whoever takes reports waits here for whoever does already: ids follow each other, and no report overtakes another of the same incident. */
export const waitForTurn = (inside: Queryable, district: string) => inside.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`incidents ${district}`]);

export interface Key { source: string; externalId: string }
type Stored = Key & Omit<Known, LoopTime | 'dueAt'> & Record<LoopTime | 'dueAt', Date | null> & { id: number; community: string | null };

/** What the store knows of these incidents. */
export async function selectKnown(inside: Queryable, district: string, keys: Key[]): Promise<(Key & { id: number; community: string | null; known: Known })[]> {
  const rows = await inside.query<Stored>(`
    select i.source, i.external_id as "externalId", i.id::int as id, i.community_code as community, i.category_code as category, i.lon_e6 as "lonE6", i.lat_e6 as "latE6",
      i.opened_at as "openedAt", i.accepted_at as "acceptedAt", i.dispatched_at as "dispatchedAt", i.handled_at as "handledAt", i.answered_at as "answeredAt", i.verified_at as "verifiedAt", i.closed_at as "closedAt",
      i.due_at as "dueAt", i.reworked
    from jsonb_to_recordset($2::jsonb) as k("source" text, "externalId" text)
    join incidents i on i.district_code = $1 and i.source = k."source" and i.external_id = k."externalId"`, [district, JSON.stringify(keys)]);
  const ms = (at: Date | null) => at && at.getTime();
  return rows.map(({ source, externalId, id, community, category, lonE6, latE6, reworked, dueAt, ...times }) => ({
    source, externalId, id, community,
    known: { category, lonE6, latE6, reworked, dueAt: ms(dueAt), ...(Object.fromEntries(LOOP.map(([name]) => [name, ms(times[name])])) as Record<LoopTime, number | null>) },
  }));
}

/** Those of these codes that are 小类 of the district. */
export async function selectKnownCategories(inside: Queryable, district: string, codes: string[]): Promise<Set<string>> {
  const rows = await inside.query<{ code: string }>('select code from categories where district_code = $1 and length(code) = 4 and code = any($2::text[])', [district, codes]);
  return new Set(rows.map(({ code }) => code));
}

export interface Place { isInside: boolean; located: IncidentLocated; community: string | null; unit: string | null; grid: string | null }

/** Where points lie, in their order: in which unit, and in which grid of the day in China that `openedAt` (ms) falls on. A district without a shape holds every point. */
export async function selectPlaces(inside: Queryable, district: string, points: { lonE6: number; latE6: number; openedAt: number }[]): Promise<Place[]> {
  return inside.query<Place>(`
    with points as (
      select n, "lonE6", "latE6", (to_timestamp("openedAt" / 1000.0) at time zone 'Asia/Shanghai')::date as day, ST_SetSRID(ST_MakePoint("lonE6" / 1e6, "latE6" / 1e6), 4326) as geom
      from rows from (jsonb_to_recordset($2::jsonb) as ("lonE6" int, "latE6" int, "openedAt" float8)) with ordinality as p("lonE6", "latE6", "openedAt", n)
    ), placed as (
      select p.*, u.code as unit, coalesce(u.community_code, a.code) as community,
        exists (select 1 from incidents i where i.district_code = $1 and i.located = 'default' and i.lon_e6 = p."lonE6" and i.lat_e6 = p."latE6") as is_default,
        not exists (select 1 from areas d where d.district_code = $1 and d.level = 'district' and d.geom is not null)
          or exists (select 1 from areas d where d.district_code = $1 and d.level = 'district' and ST_Covers(d.geom, p.geom)) as is_inside
      from points p
      left join lateral (select code, community_code from units where district_code = $1 and ST_Covers(geom, p.geom) order by code limit 1) u on true
      left join lateral (select code from areas where district_code = $1 and level = 'community' and ST_Covers(geom, p.geom) order by code limit 1) a on true
    )
    select is_inside as "isInside", case when is_default then 'default' else 'exact' end as located, case when not is_default then community end as community,
      case when not is_default then unit end as unit, case when not is_default then g.grid_code end as grid
    from placed p
    left join edition_communities e on e.district_code = $1 and e.community_code = p.community and e.valid_from <= p.day and (e.valid_to is null or e.valid_to > p.day)
    left join grid_units g on g.district_code = $1 and g.edition_id = e.edition_id and g.unit_code = p.unit
    order by n`, [district, JSON.stringify(points)]);
}

export const selectLastId = async (inside: Queryable, district: string): Promise<number> =>
  (await inside.query<{ id: number }>('select coalesce(max(id), 0)::int as id from incidents where district_code = $1', [district]))[0]!.id;

/** One incident as it is to be; `place` is null where its position did not change. */
export interface Write extends Key { id: number; known: Known; place: Place | null }

const TIMES = ['opened_at', 'accepted_at', 'dispatched_at', 'handled_at', 'answered_at', 'verified_at', 'closed_at'] as const;
const COLUMNS = ['id bigint', 'external_id text', 'category_code text', 'source text', 'state text', 'located text', 'lon_e6 int', 'lat_e6 int', 'community_code text', 'grid_code text', 'unit_code text', ...TIMES.map((time) => `${time} timestamptz`), 'due_at timestamptz', 'reworked boolean'];
const NAMES = COLUMNS.map((column) => column.split(' ')[0]!);

function row({ id, source, externalId, known, place }: Write): Record<string, unknown> {
  const iso = (ms: number | null) => (ms === null ? null : new Date(ms).toISOString());
  return {
    id, external_id: externalId, category_code: known.category, source, state: stateOf(known), located: place?.located ?? 'none', lon_e6: known.lonE6, lat_e6: known.latE6,
    community_code: place?.community ?? null, grid_code: place?.grid ?? null, unit_code: place?.unit ?? null,
    ...Object.fromEntries(LOOP.map(([name], i) => [TIMES[i], iso(known[name])])), due_at: iso(known.dueAt), reworked: known.reworked,
  };
}

export const insertIncidents = (inside: Queryable, district: string, writes: Write[]) => inside.query(`
  insert into incidents (district_code, ${NAMES.join(', ')})
  select $1, ${NAMES.map((name) => `r.${name}`).join(', ')} from jsonb_to_recordset($2::jsonb) as r(${COLUMNS.join(', ')})`, [district, JSON.stringify(writes.map(row))]);

const LOOP_COLUMNS = ['category_code', 'state', ...TIMES, 'due_at', 'reworked'];
const PLACE_COLUMNS = ['located', 'lon_e6', 'lat_e6', 'community_code', 'grid_code', 'unit_code'];

/** Incidents as they are now known; where they lie only for those whose position changed. */
export async function updateIncidents(inside: Queryable, district: string, writes: Write[]): Promise<void> {
  for (const [moved, names] of [[false, LOOP_COLUMNS], [true, [...LOOP_COLUMNS, ...PLACE_COLUMNS]]] as const) {
    const own = writes.filter(({ place }) => (place !== null) === moved);
    if (own.length) await inside.query(`
      update incidents i set ${names.map((name) => `${name} = r.${name}`).join(', ')} from jsonb_to_recordset($2::jsonb) as r(${COLUMNS.join(', ')})
      where i.district_code = $1 and i.id = r.id`, [district, JSON.stringify(own.map(row))]);
  }
}

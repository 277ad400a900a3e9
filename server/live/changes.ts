/** The log of what the intake changed. */
import { INCIDENT_STATES, type IncidentState } from '../../geodata/district.ts';
import type { Queryable } from '../database/database.ts';
import { tellLive } from './publish.ts';

/** So many are kept; who missed more asks for everything anew. */
const KEPT = 20_000;

export interface Written { id: number; was: IncidentState | null; state: IncidentState }

/** Notes what the intake writes in this transaction, in which it has its turn: numbers ascend in the order of commits. */
export async function noteChanges(inside: Queryable, district: string, written: readonly Written[], nowMs: number): Promise<void> {
  if (!written.length) return;
  const [row] = await inside.query<{ change: number }>(`
    with head as (select coalesce(max(change), 0) as change from incident_changes where district_code = $1), noted as (
      insert into incident_changes (district_code, change, incident_id, at, was, state)
      select $1, head.change + w.n, w.id, to_timestamp($3::float8 / 1000), w.was, w.state
      from head, rows from (jsonb_to_recordset($2::jsonb) as (id bigint, was text, state text)) with ordinality as w(id, was, state, n)
      returning change)
    select max(change) as change from noted`, [district, JSON.stringify(written), nowMs]);
  const { change } = row!;
  await inside.query('delete from incident_changes where district_code = $1 and change <= $2', [district, change - KEPT]);
  await tellLive(inside, { change });
}

/** Tells the triggers that the log knows of what this transaction writes. */
export const announceIntake = (inside: Queryable) => inside.query(`select set_config('jingwei.intake', 'on', true)`);

export const selectNewestChange = async (database: Queryable, district: string): Promise<number> =>
  (await database.query<{ change: number }>('select coalesce(max(change), 0) as change from incident_changes where district_code = $1', [district]))[0]!.change;

/** An incident as streams and figures need it. Times are ms since 1970, 0 where not reached. */
export interface LiveIncident {
  id: number;
  category: string;
  state: IncidentState;
  /** 1e-6 degree; null without a trusted position. */
  lonE6: number | null;
  latE6: number | null;
  community: string | null;
  grid: string | null;
  /** opened, accepted, dispatched, handled, answered, verified, closed. */
  times: number[];
  dueMs: number;
}

export interface LoggedChange { change: number; atMs: number; was: IncidentState | null; state: IncidentState; incident: LiveIncident }

// One text of many lines: ten times faster out of the embedded engine than a row an incident.
const ms = (column: string) => `coalesce(round(date_part('epoch', i.${column}) * 1000), 0)::bigint`;
const LINE = `concat_ws(',', i.id, i.category_code, i.state, case when i.located = 'exact' then i.lon_e6::text else '' end, case when i.located = 'exact' then i.lat_e6::text else '' end,
  coalesce(i.community_code, ''), coalesce(i.grid_code, ''), ${ms('due_at')}, ${['opened_at', 'accepted_at', 'dispatched_at', 'handled_at', 'answered_at', 'verified_at', 'closed_at'].map(ms).join(', ')})`;

function parseLine(line: string): LiveIncident {
  const [id, category, state, lon, lat, community, grid, due, ...times] = line.split(',') as [string, string, IncidentState, string, string, string, string, string, ...string[]];
  return { id: Number(id), category, state, lonE6: lon === '' ? null : Number(lon), latE6: lat === '' ? null : Number(lat), community: community || null, grid: grid || null, dueMs: Number(due), times: times.map(Number) };
}

/** Changes after a number, the earliest first, with the incidents as they are now. */
export async function selectChanges(database: Queryable, district: string, after: number, most: number): Promise<LoggedChange[]> {
  const rows = await database.query<{ change: number; atMs: number; was: IncidentState | null; state: IncidentState; line: string }>(`
    select c.change, ${ms('at').replace('i.at', 'c.at')} as "atMs", c.was, c.state, ${LINE} as line
    from incident_changes c join incidents i on i.district_code = $1 and i.id = c.incident_id
    where c.district_code = $1 and c.change > $2 order by c.change limit $3`, [district, after, most]);
  return rows.map(({ line, ...change }) => ({ ...change, incident: parseLine(line) }));
}

/** The number before the last `most` changes. */
export const selectChangeBefore = async (database: Queryable, district: string, most: number): Promise<number> =>
  (await database.query<{ change: number }>(`
    select coalesce(min(change) - 1, 0) as change from (select change from incident_changes where district_code = $1 order by change desc limit $2) as last`, [district, most]))[0]!.change;

/** Incidents opened from `from` up to and without `to` (ms). */
export async function selectOpened(database: Queryable, district: string, { from, to }: { from: number; to: number }): Promise<LiveIncident[]> {
  const [row] = await database.query<{ lines: string | null }>(`
    select string_agg(${LINE}, E'\\n') as lines from incidents i
    where i.district_code = $1 and i.opened_at >= to_timestamp($2::float8 / 1000) and i.opened_at < to_timestamp($3::float8 / 1000)`, [district, from, to]);
  return row!.lines ? row!.lines.split('\n').map(parseLine) : [];
}

/** When the first incident on record was opened, ms; null where there is none. */
export const selectFirstOpened = async (database: Queryable, district: string): Promise<number | null> =>
  (await database.query<{ first: Date | null }>('select min(opened_at) as first from incidents where district_code = $1', [district]))[0]!.first?.getTime() ?? null;

export const stateIndex = (state: IncidentState): number => INCIDENT_STATES.indexOf(state);

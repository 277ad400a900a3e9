import type { Queryable } from '../database/database.ts';
import type { GridKind, MultiPolygon, Point } from '../../geodata/district.ts';
import type { Change, Draft } from './draft.ts';
import type { Assignment, LogEntry } from './editSchema.ts';
import type { PlanRules } from './schema.ts';

export interface LockedPlan { id: string; name: string; scope: string; state: 'draft' | 'review' | 'published'; seq: number; rules: PlanRules }

/** The plan, which nobody else changes until the transaction ends; null where there is none. */
export async function lockPlan(inside: Queryable, district: string, id: string): Promise<LockedPlan | null> {
  const [plan] = await inside.query<LockedPlan>('select id, name, scope_code as scope, state, seq, rules from plans where district_code = $1 and id = $2 for update', [district, id]);
  return plan ?? null;
}

/** Rows of a plan whose code, in `column`, begins with one of the communities $3; the index finds them. */
const ofCommunities = (table: string, column: string, digits: number) =>
  `unnest($3::text[]) c(code) join ${table} t on t.district_code = $1 and t.plan_id = $2 and t.${column} between c.code || '${'0'.repeat(digits)}' and c.code || '${'9'.repeat(digits)}'`;

/** Whole communities of a plan as they stand; `units` names all units of each. */
export async function readDraft(database: Queryable, district: string, plan: string, units: ReadonlyMap<string, readonly string[]>): Promise<Draft> {
  const communities = [...units.keys()];
  const placed = await database.query<{ unit: string; grid: string; locked: boolean; seq: number }>(
    `select t.unit_code as unit, t.grid_code as grid, t.locked, t.seq from ${ofCommunities('plan_units', 'unit_code', 5)}`, [district, plan, communities]);
  const grids = await database.query<{ code: string; kind: GridKind; frozen: boolean; reason: string | null; units: number; seq: number }>(
    `select t.code, t.kind, t.frozen, t.reason, t.unit_count as units, t.seq from ${ofCommunities('plan_grids', 'code', 3)}`, [district, plan, communities]);
  const used = await database.query<{ code: string }>(`
    select distinct g.code from grids g
    where g.district_code = $1 and g.community_code = any($3::text[]) and not exists (
      select from plan_bases b join grids o on o.district_code = b.district_code and o.edition_id = b.edition_id
      where b.district_code = g.district_code and b.plan_id = $2 and b.community_code = g.community_code and o.code = g.code)`, [district, plan, communities]);
  const draft: Draft = { units: new Map(), grids: new Map(grids.map(({ code, ...grid }) => [code, grid])), used: new Set(used.map(({ code }) => code)) };
  for (const codes of units.values()) for (const code of codes) draft.units.set(code, { grid: null, locked: false, seq: 0 });
  for (const { unit, ...state } of placed) if (draft.units.has(unit)) draft.units.set(unit, state);
  return draft;
}

/** Who made these edits, by their numbers. */
export async function selectAuthors(database: Queryable, district: string, plan: string, numbers: Iterable<number>): Promise<Map<number, string>> {
  const rows = await database.query<{ seq: number; name: string }>('select seq, by_name as name from plan_edits where district_code = $1 and plan_id = $2 and seq = any($3::int[])', [district, plan, [...numbers]]);
  return new Map(rows.map(({ seq, name }) => [seq, name]));
}

/** The numbers of those of these edits that are in the log. */
export async function selectKnownEdits(database: Queryable, district: string, plan: string, ids: string[]): Promise<Map<string, number>> {
  const rows = await database.query<{ id: string; seq: number }>('select edit_id as id, seq from plan_edits where district_code = $1 and plan_id = $2 and edit_id = any($3::text[])', [district, plan, ids]);
  return new Map(rows.map(({ id, seq }) => [id, seq]));
}

export interface Author { kind: string; id: string; name: string }
export interface NewEntry { seq: number; id: string; tool: string; undoes?: string; redoes?: string; job?: string; communities: string[]; change: Change }

export async function insertEdits(inside: Queryable, district: string, plan: string, author: Author, entries: NewEntry[]): Promise<void> {
  await inside.query(`
    insert into plan_edits (district_code, plan_id, seq, edit_id, by_kind, by_id, by_name, tool, undoes, redoes, job_id, communities, change)
    select $1, $2, e.seq, e.id, $3, $4, $5, e.tool, e.undoes, e.redoes, e.job, e.communities, e.change
    from jsonb_to_recordset($6::jsonb) as e(seq int, id text, tool text, undoes text, redoes text, job text, communities text[], change jsonb)`,
  [district, plan, author.kind, author.id, author.name, JSON.stringify(entries)]);
  await inside.query('update plans set seq = $3, updated_at = now() where district_code = $1 and id = $2', [district, plan, entries.at(-1)!.seq]);
}

export async function writeUnits(inside: Queryable, district: string, plan: string, units: { unit: string; grid: string | null; locked: boolean; seq: number }[]): Promise<void> {
  const gone = units.flatMap(({ unit, grid }) => (grid === null ? [unit] : []));
  if (gone.length) await inside.query('delete from plan_units where district_code = $1 and plan_id = $2 and unit_code = any($3::text[])', [district, plan, gone]);
  const placed = units.filter(({ grid }) => grid !== null);
  if (placed.length) {
    await inside.query(`
      insert into plan_units (district_code, plan_id, unit_code, grid_code, locked, seq)
      select $1, $2, u.unit, u.grid, u.locked, u.seq from jsonb_to_recordset($3::jsonb) as u(unit text, grid text, locked boolean, seq int)
      on conflict (district_code, plan_id, unit_code) do update set grid_code = excluded.grid_code, locked = excluded.locked, seq = excluded.seq`, [district, plan, JSON.stringify(placed)]);
  }
}

/** A grid as land; without units there is none. */
export interface Shape { households: number; areaM2: number; geometry: MultiPolygon | null; label: Point | null }
export interface GridRow extends Shape { code: string; kind: GridKind; frozen: boolean; reason: string | null; units: number; seq: number }

export async function writeGrids(inside: Queryable, district: string, plan: string, grids: GridRow[]): Promise<void> {
  if (!grids.length) return;
  await inside.query(`
    insert into plan_grids (district_code, plan_id, code, community_code, kind, frozen, reason, households, unit_count, area_m2, seq, geom, label)
    select $1, $2, g.code, left(g.code, 12), g.kind, g.frozen, g.reason, g.households, g.units, g."areaM2", g.seq, ST_GeomFromGeoJSON(nullif(g.geometry, 'null'::jsonb)), ST_GeomFromGeoJSON(nullif(g.label, 'null'::jsonb))
    from jsonb_to_recordset($3::jsonb) as g(code text, kind text, frozen boolean, reason text, households int, units int, "areaM2" float8, seq int, geometry jsonb, label jsonb)
    on conflict (district_code, plan_id, code) do update set kind = excluded.kind, frozen = excluded.frozen, reason = excluded.reason, households = excluded.households,
      unit_count = excluded.unit_count, area_m2 = excluded.area_m2, seq = excluded.seq, geom = excluded.geom, label = excluded.label`, [district, plan, JSON.stringify(grids)]);
}

/** Grids that only say something else of themselves: their land stays. */
export async function markGrids(inside: Queryable, district: string, plan: string, grids: Pick<GridRow, 'code' | 'kind' | 'frozen' | 'reason' | 'seq'>[]): Promise<void> {
  if (!grids.length) return;
  await inside.query(`
    update plan_grids g set kind = m.kind, frozen = m.frozen, reason = m.reason, seq = m.seq
    from jsonb_to_recordset($3::jsonb) as m(code text, kind text, frozen boolean, reason text, seq int)
    where g.district_code = $1 and g.plan_id = $2 and g.code = m.code`, [district, plan, JSON.stringify(grids)]);
}

type LogRow = Omit<LogEntry, 'at' | 'mine' | keyof Change> & { at: Date; byKind: string; byId: string; change: Change };

/** Entries of the log after a number, or the newest before one; the oldest first. `mine` are those of this author; `brief` leaves out what the engine moved. */
export async function selectLog(database: Queryable, district: string, plan: string, { after, before, limit, author, brief = false }: { after?: number; before?: number; limit: number; author: Author; brief?: boolean }): Promise<LogEntry[]> {
  const rows = await database.query<LogRow>(`
    select seq, edit_id as id, by_kind as "byKind", by_id as "byId", by_name as by, at, tool, undoes, redoes, job_id as job, communities, ${brief ? `case when tool = 'redraw' then '{}' else change end as change` : 'change'} from plan_edits
    where district_code = $1 and plan_id = $2 and ${before === undefined ? 'seq > $3 order by seq' : 'seq < $3 order by seq desc'} limit $4`, [district, plan, before ?? after ?? 0, limit]);
  if (before !== undefined) rows.reverse();
  return rows.map(({ change, byKind, byId, at, ...row }) => ({ ...row, mine: byKind === author.kind && byId === author.id, at: at.toISOString(), ...change }));
}

interface AssignmentRow { seq: number; code: string; units: string[]; locked: number[]; grids: Assignment['communities'][number]['grids']; taken: string[] }

/** Units, grids and locks of a plan inside `area`, of one moment. */
export async function selectAssignment(database: Queryable, district: string, plan: string, area: string): Promise<AssignmentRow[]> {
  return database.query<AssignmentRow>(`
    with placed as (
      select u.community_code as code, array_agg(coalesce(t.grid_code, '') order by u.code collate "C") as units,
        array_agg(coalesce(t.locked, false) order by u.code collate "C") as locked
      from units u left join plan_units t on t.district_code = u.district_code and t.plan_id = $2 and t.unit_code = u.code
      where u.district_code = $1 and starts_with(u.community_code, $3) group by u.community_code),
    drawn as (
      select community_code as code, array_agg(code) as codes,
        coalesce(jsonb_agg(jsonb_build_object('code', code, 'kind', kind, 'frozen', frozen, 'reason', reason, 'seq', seq) order by code collate "C") filter (where unit_count > 0), '[]') as grids
      from plan_grids where district_code = $1 and plan_id = $2 and starts_with(community_code, $3) group by community_code),
    ever as (select community_code as code, array_agg(distinct code) as codes from grids where district_code = $1 and starts_with(community_code, $3) group by community_code)
    select p.seq, placed.code, placed.units, array(select n::int - 1 from unnest(placed.locked) with ordinality as l(locked, n) where l.locked) as locked,
      coalesce(drawn.grids, '[]') as grids, coalesce(drawn.codes, '{}') || coalesce(ever.codes, '{}') as taken
    from plans p left join placed on true left join drawn on drawn.code = placed.code left join ever on ever.code = placed.code
    where p.district_code = $1 and p.id = $2 order by placed.code collate "C"`, [district, plan, area]);
}

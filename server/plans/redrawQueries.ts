import { defaultWindow, type HouseholdWindow } from '../../geodata/codes/codes.ts';
import type { GridKind } from '../../geodata/district.ts';
import type { Queryable } from '../database/database.ts';
import type { CommunityInput } from './communityProblem.ts';
import type { Draft } from './draft.ts';
import { selectBarriers, type Community } from './queries.ts';
import type { CommunityOutcome } from './redrawCommunity.ts';
import type { PlanReport, PlanRules } from './schema.ts';

/** The window of a community: that of the plan, else its own. */
export const windowFor = ({ window }: Pick<PlanRules, 'window'>, { urbanRuralClass, min, max }: Pick<Community, 'urbanRuralClass' | 'min' | 'max'>): HouseholdWindow =>
  window ?? (min !== null && max !== null ? { min, max } : defaultWindow(urbanRuralClass));

interface UnitRow { code: string; households: number; geometry: string; base: string | null; grid: string | null; locked: boolean }

/** A community of a plan as it stands, with all that a worker needs to redraw it; the queries are not of one moment. */
export async function readCommunity(database: Queryable, district: string, plan: { id: string; rules: PlanRules }, community: Community): Promise<CommunityInput> {
  const { code } = community, { rules } = plan;
  const units = await database.query<UnitRow>(`
    select u.code, u.households, ST_AsGeoJSON(u.geom, 7) as geometry, gu.grid_code as base, t.grid_code as grid, coalesce(t.locked, false) as locked
    from units u
    left join plan_bases b on b.district_code = u.district_code and b.plan_id = $3 and b.community_code = u.community_code
    left join grid_units gu on gu.district_code = u.district_code and gu.edition_id = b.edition_id and gu.unit_code = u.code
    left join plan_units t on t.district_code = u.district_code and t.plan_id = $3 and t.unit_code = u.code
    where u.district_code = $1 and u.community_code = $2
    order by u.code collate "C"`, [district, code, plan.id]);
  const rows = await database.query<{ code: string; kind: GridKind; frozen: boolean; units: number; own: boolean }>(`
    select g.code, g.kind, g.frozen, g.unit_count as units, not exists (select from grids o where o.district_code = g.district_code and o.code = g.code) as own
    from plan_grids g where g.district_code = $1 and g.community_code = $2 and g.plan_id = $3`, [district, code, plan.id]);
  const ever = await database.query<{ code: string }>('select distinct code from grids where district_code = $1 and community_code = $2', [district, code]);
  const barriers = rules.barriers.length ? await selectBarriers(database, district, code) : [];
  return {
    code, rules, window: windowFor(rules, community), units,
    grids: rows.filter((row) => row.units > 0).map(({ code: grid, kind, frozen }) => ({ code: grid, kind, frozen })),
    usedCodes: [...ever, ...rows].map((row) => row.code), ownCodes: rows.filter(({ own, kind, frozen }) => own && kind === 'basic' && !frozen).map((row) => row.code),
    barriers: barriers.filter(({ class: kind }) => (rules.barriers as string[]).includes(kind)),
  };
}

/** Whether nobody changed the community since it was read. */
export const isAsRead = (draft: Draft, { units, grids }: CommunityInput): boolean =>
  units.every(({ code, grid, locked }) => draft.units.get(code)?.grid === grid && draft.units.get(code)!.locked === locked)
  && grids.every(({ code, kind, frozen }) => draft.grids.get(code)?.kind === kind && draft.grids.get(code)!.frozen === frozen);

/** What the engine said of communities of a plan, as they were after edit `seq`; only by one job, where it is named. */
export async function selectOutcomes(database: Queryable, district: string, plan: string, job: string | null = null): Promise<Map<string, { seq: number; outcome: CommunityOutcome }>> {
  const rows = await database.query<{ code: string; seq: number; outcome: CommunityOutcome }>(`
    select community_code as code, seq, outcome from plan_communities where district_code = $1 and plan_id = $2 and ($3::text is null or job_id = $3)`, [district, plan, job]);
  return new Map(rows.map(({ code, ...row }) => [code, row]));
}

export async function writeOutcome(inside: Queryable, district: string, plan: string, job: string, seq: number, outcome: CommunityOutcome): Promise<void> {
  await inside.query(`
    insert into plan_communities (district_code, plan_id, community_code, outcome, seq, job_id) values ($1, $2, $3, $4, $5, $6)
    on conflict (district_code, plan_id, community_code) do update set outcome = excluded.outcome, seq = excluded.seq, job_id = excluded.job_id`, [district, plan, outcome.code, JSON.stringify(outcome), seq, job]);
}

/** The newest edit of each community of a plan, 0 where there is none. */
export async function selectTouched(database: Queryable, district: string, plan: string): Promise<Map<string, number>> {
  const rows = await database.query<{ community: string; seq: number }>(`
    select community, max(seq) as seq from plan_edits, unnest(communities) as community where district_code = $1 and plan_id = $2 group by community`, [district, plan]);
  return new Map(rows.map(({ community, seq }) => [community, seq]));
}

/** What the last run of the engine left undone; the rest of the report is made of what the plan is. */
export type RunReport = Pick<PlanReport, 'stopped' | 'keptCommunities' | 'undrawnCommunities'>;

export async function writeRun(inside: Queryable, district: string, plan: string, run: RunReport): Promise<void> {
  await inside.query('update plans set report = $3, updated_at = now() where district_code = $1 and id = $2', [district, plan, JSON.stringify(run)]);
}

/** Communities, of these, in which the plan has grids. */
export async function selectWithGrids(database: Queryable, district: string, plan: string, communities: string[]): Promise<Set<string>> {
  const rows = await database.query<{ code: string }>('select distinct left(unit_code, 12) as code from plan_units where district_code = $1 and plan_id = $2 and left(unit_code, 12) = any($3::text[])', [district, plan, communities]);
  return new Set(rows.map(({ code }) => code));
}

/** Communities that a cancelled run did not come to: their grids in force become part of the plan as they are. */
import { communityOf, type HouseholdWindow } from '../../geodata/codes/codes.ts';
import { shortfall } from '../../geodata/redraw/cost.ts';
import { deviationOf } from '../../geodata/redraw/problem.ts';
import type { Queryable } from '../database/database.ts';
import type { GridKind } from '../../geodata/district.ts';
import type { CommunityOutcome } from './redrawCommunity.ts';

/** Grids in force on a day, in the communities named, that have units today. */
const IN_FORCE = `
  select g.*, sum(u.households)::int as now, count(*)::int as units
  from edition_communities e
  join grids g on g.district_code = e.district_code and g.edition_id = e.edition_id and g.community_code = e.community_code
  join grid_units gu on gu.district_code = g.district_code and gu.edition_id = g.edition_id and gu.grid_code = g.code
  join units u on u.district_code = gu.district_code and u.code = gu.unit_code
  where e.district_code = $1 and e.community_code = any($2::text[]) and e.valid_from <= $3::date and (e.valid_to is null or e.valid_to > $3::date)
  group by g.district_code, g.edition_id, g.code`;

interface GridInForce { code: string; kind: GridKind; households: number; units: number }

/** What the grids in force of these communities are worth; communities without any are left out. `windowOf` is each community's window. */
export async function judgeInForce(database: Queryable, district: string, communities: string[], day: string, windowOf: (community: string) => HouseholdWindow): Promise<CommunityOutcome[]> {
  const grids = await database.query<GridInForce>(`select code, kind, now as households, units from (${IN_FORCE}) as f order by code collate "C"`, [district, communities, day]);
  return [...Map.groupBy(grids, ({ code }) => communityOf(code))].map(([code, own]) => outcomeOf(code, own, windowOf(code)));
}

/** Takes the grids in force of these communities into a plan. */
export async function keepInForce(inside: Queryable, district: string, plan: string, communities: string[], day: string): Promise<void> {
  await inside.query(`
    insert into plan_grids (district_code, plan_id, code, community_code, kind, households, unit_count, area_m2, geom, label)
    select district_code, $4, code, community_code, kind, now, units, area_m2, geom, label from (${IN_FORCE}) as f`, [district, communities, day, plan]);
  await inside.query(`
    insert into plan_units (district_code, plan_id, unit_code, grid_code)
    select gu.district_code, $4, gu.unit_code, gu.grid_code
    from edition_communities e
    join grid_units gu on gu.district_code = e.district_code and gu.edition_id = e.edition_id and left(gu.grid_code, 12) = e.community_code
    join units u on u.district_code = gu.district_code and u.code = gu.unit_code
    where e.district_code = $1 and e.community_code = any($2::text[]) and e.valid_from <= $3::date and (e.valid_to is null or e.valid_to > $3::date)`, [district, communities, day, plan]);
}

function outcomeOf(code: string, grids: GridInForce[], { min, max }: HouseholdWindow): CommunityOutcome {
  const basic = grids.filter(({ kind }) => kind === 'basic');
  const off = (grid: GridInForce) => deviationOf(grid.households, min, max);
  const outside = basic.filter((grid) => off(grid) > 0);
  const total = (pick: (grid: GridInForce) => number, of = basic) => of.reduce((sum, grid) => sum + pick(grid), 0);
  const over = outside.filter(({ households }) => households > max).length;
  // What single units are above the window is not looked at here: a bound still, if not the best one.
  const bound = shortfall(total(({ households }) => households), min, max);
  const deviation = total(off), inWindow = basic.length - outside.length;
  return {
    code,
    units: total(({ units }) => units, grids),
    violations: outside.map((grid) => ({ gridCode: grid.code, communityCode: code, households: grid.households, off: grid.households > max ? off(grid) : -off(grid), reason: 'not_redrawn', unitCodes: [] })),
    judgement: { deviation, grids: grids.length, inWindow, under: outside.length - over, over, dedicated: grids.length - basic.length, borderM: 0, barrierM: 0, movedHouseholds: 0 },
    community: basic.length ? {
      units: total(({ units }) => units), households: total(({ households }) => households), grids: basic.length, inWindow, pieces: 1, deviation, lockCost: 0,
      bound, proof: deviation === bound ? 'bound' : null, moved: 0, movedBound: 0,
    } : null,
  };
}

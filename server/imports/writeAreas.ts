/** Area drafts into the store: in place of the areas of the same district. */
import { parentOf } from '../../geodata/codes/codes.ts';
import { OperatorError } from '../database/database.ts';
import { startingWindow, type AreaDrafts } from './areas.ts';
import { deriveShapes } from './derive.ts';
import { stageMended } from './features.ts';
import type { Run } from './request.ts';
import { overlappingShapes } from './shapes.ts';

/** Overlaps smaller than this are two people's rounding. */
const OVERLAP_M2 = 100;
const OVERLAP_SHARE = 0.001;

/** Replaces the areas of the district. Throws an OperatorError when records that stay would lose their community. */
export async function writeAreas(run: Run, { district, areas }: AreaDrafts): Promise<number> {
  const { inside, findings, report } = run;
  report('Areas', 0, areas.length);
  await refuseOrphans(run, district.code, new Set(areas.map((area) => area.code)));
  const shapes = areas.flatMap((area, key) => (area.geometry ? [{ key, geometry: area.geometry }] : []));
  await stageMended(run, shapes, (key) => areas[key]!.at);
  for (const { a, b, areaM2 } of await overlappingShapes(inside, OVERLAP_M2, OVERLAP_SHARE)) {
    if (areas[a]!.level !== areas[b]!.level) continue;
    findings.add('noted', 'two areas of one level lie on the same land', areas[a]!.at, { found: `${areas[a]!.name} and ${areas[b]!.name} (${areas[b]!.at}) share ${Math.round(areaM2)} m²`, expected: 'a border in common and no land' });
  }
  await inside.query('delete from areas where district_code = $1', [district.code]);
  await inside.query(`delete from settings where key = 'derivedShapes'`);
  await inside.copyFrom('areas', ['district_code', 'code', 'level', 'parent_code', 'name', 'urban_rural_class', 'window_min', 'window_max'],
    areas.map((area) => {
      const window = startingWindow(area);
      return [district.code, area.code, area.level, parentOf(area.code), area.name, area.class, window?.min ?? null, window?.max ?? null];
    }));
  await inside.query(`
    update areas a set geom = s.geom from import_shapes s, unnest($2::int[], $3::text[]) as k(key, code)
    where s.key = k.key and a.district_code = $1 and a.code = k.code`, [district.code, shapes.map(({ key }) => key), shapes.map(({ key }) => areas[key]!.code)]);
  const derived = await deriveShapes(inside, district.code);
  if (derived.length) findings.add('noted', 'shapes made from the areas or units below them', district.name, { found: derived.join(', ') });
  report('Areas', areas.length, areas.length);
  return areas.length;
}

async function refuseOrphans({ inside }: Run, district: string, codes: Set<string>): Promise<void> {
  for (const [noun, table] of [['units', 'units'], ['grids', 'grids'], ['parks', 'parks'], ['village incomes', 'village_incomes'], ['places', 'places']] as const) {
    const used = await inside.query<{ code: string }>(`select distinct community_code as code from ${table} where district_code = $1 order by 1`, [district]);
    const orphans = used.filter(({ code }) => !codes.has(code)).map(({ code }) => code);
    if (orphans.length) throw new OperatorError(`The ${noun} in the store stand in ${orphans.length} communities that these areas do not have (${orphans.slice(0, 5).join(', ')}${orphans.length > 5 ? ' …' : ''}). Nothing was changed. Add --replace to empty the store first and import the ${noun} again after, or add those communities to the areas.`);
  }
}

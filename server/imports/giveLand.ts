/** Units that come as points or scattered buildings: each is given the land of its community that is nearest to it. */
import { sharedBorders } from '../../geodata/coverage/borders.ts';
import { buildCoverage } from '../../geodata/coverage/coverage.ts';
import { tessellate } from '../../geodata/coverage/tessellate.ts';
import type { LineString, MultiPolygon, Point } from '../../geodata/district.ts';
import { derivedCodes } from './derive.ts';
import type { Run } from './request.ts';
import type { UnitDraft } from './units.ts';

/** The land of each unit by its place in the list; none for those that are refused or whose community is not known. */
export async function giveLand(run: Run, units: UnitDraft[], codes: Map<string, string>, district: string): Promise<Map<number, MultiPolygon>> {
  const { findings } = run;
  const land = new Map<number, MultiPolygon>();
  const members = Map.groupBy(units.keys(), (unit) => codes.get(units[unit]!.community));
  const shapes = await selectShapes(run, district, [...members.keys()].filter((code) => code !== undefined));
  for (const [code, own] of members) {
    if (code === undefined) continue;
    const geometries = own.map((unit) => units[unit]!.geometry), area = shapes.get(code);
    const refuse = (unit: number, rule: string, found: string, fix: string) => findings.add('refused', rule, units[unit]!.at, { field: 'geometry', found, fix });
    if (!area || (!geometries.some(isPoint) && !areScattered(geometries as MultiPolygon[]))) {
      own.forEach((unit, i) => {
        const geometry = geometries[i]!;
        if (isPoint(geometry)) refuse(unit, 'it is a point, and its community has no polygon', 'a Point', 'import the polygons of the communities first: npm run import -- areas');
        else land.set(unit, geometry);
      });
      continue;
    }
    const { cells, shared } = tessellate(area, geometries, await selectLines(run, district, code));
    findings.add('mended', 'units without land of their own: each is given what is nearest to it in its community', units[own[0]!]!.at, { field: 'geometry', found: `${own.length} units of ${units[own[0]!]!.community}, points or buildings that do not touch` });
    for (const group of shared) findings.add('noted', 'units at one and the same place: they share its land', units[own[group[0]!]!]!.at, { found: group.slice(1).map((at) => units[own[at]!]!.at).join(', ') });
    own.forEach((unit, i) => {
      if (cells[i]!.coordinates.length) land.set(unit, cells[i]!);
      else refuse(unit, 'no land is left for it', `outside ${units[unit]!.community}, or under other buildings`, 'correct its place or its community');
    });
  }
  return land;
}

const isPoint = (geometry: MultiPolygon | Point): geometry is Point => geometry.type === 'Point';

/** Whether most of the polygons share a border with none of the others: buildings, not land. */
function areScattered(polygons: MultiPolygon[]): boolean {
  if (polygons.length < 2) return false;
  const { offset } = sharedBorders(buildCoverage(polygons));
  return polygons.filter((_, unit) => offset[unit] === offset[unit + 1]).length * 2 > polygons.length;
}

/** Polygons that were given, not made of units. */
async function selectShapes({ inside }: Run, district: string, codes: string[]): Promise<Map<string, MultiPolygon>> {
  const rows = await inside.query<{ code: string; geometry: string }>(`
    select code, ST_AsGeoJSON(geom, 15) as geometry from areas
    where district_code = $1 and code = any($2::text[]) and geom is not null and code <> all($3::text[])`, [district, codes, await derivedCodes(inside)]);
  return new Map(rows.map(({ code, geometry }) => [code, JSON.parse(geometry) as MultiPolygon]));
}

/** Rivers, expressways, railways and primary roads that part the land of a community. */
async function selectLines({ inside }: Run, district: string, code: string): Promise<LineString['coordinates'][]> {
  const rows = await inside.query<{ geometry: string }>(`
    with area as (select geom from areas where district_code = $1 and code = $2)
    select ST_AsGeoJSON(r.geom, 15) as geometry from roads r, area
    where r.district_code = $1 and r.class in ('expressway', 'railway', 'primary') and r.geom && area.geom
    union all
    select ST_AsGeoJSON(bank.geom, 15) from land l, area, ST_Dump(ST_ClipByBox2D(ST_Boundary(l.geom), ST_Envelope(area.geom))) bank
    where l.district_code = $1 and l.kind = 'river' and l.geom && area.geom and ST_GeometryType(bank.geom) = 'ST_LineString'`, [district, code]);
  return rows.map(({ geometry }) => (JSON.parse(geometry) as LineString).coordinates);
}

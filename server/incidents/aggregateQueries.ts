import type { Queryable } from '../database/database.ts';
import type { CellCount, DayCount } from './aggregates.ts';

/** Edges of a cell in 1e-6 degree; cells are counted from longitude and latitude 0. */
export interface CellSteps { lonE6: number; latE6: number }

const METRES_A_DEGREE = 111_320;

/** Steps for cells about so many metres wide and high in this district: by the middle of its communities, to the whole degree, so that they stay as they are. */
export async function selectCellSteps(database: Queryable, district: string, metres: number): Promise<CellSteps> {
  const [row] = await database.query<{ latitude: number | null }>(`select round(avg(ST_Y(label))) as latitude from areas where district_code = $1 and level = 'community'`, [district]);
  const latE6 = Math.round((metres / METRES_A_DEGREE) * 1e6);
  return { latE6, lonE6: Math.round(latE6 / Math.cos(((row?.latitude ?? 0) * Math.PI) / 180)) };
}

// Days in China. Incidents at a geocoder's fallback point are nowhere, and those outside every community in no count.
const IN_MONTH = `district_code = $1 and opened_at >= $2::timestamptz and opened_at < $3::timestamptz and located = 'exact' and community_code is not null`;
const bounds = (month: string) => [`${month}-01T00:00:00+08:00`, `${nextMonth(month)}-01T00:00:00+08:00`];

export const selectCellCounts = (database: Queryable, district: string, month: string, { lonE6, latE6 }: CellSteps) => database.query<CellCount>(`
  select community_code as community, floor(lon_e6::float8 / $4)::int as "column", floor(lat_e6::float8 / $5)::int as row, left(category_code, 2) as category, count(*)::int as count
  from incidents where ${IN_MONTH}
  group by 1, 2, 3, 4 order by community_code collate "C", 3, 2, 4`, [district, ...bounds(month), lonE6, latE6]);

export const selectDayCounts = (database: Queryable, district: string, month: string) => database.query<DayCount>(`
  select community_code as community, (opened_at at time zone 'Asia/Shanghai')::date as day, count(*)::int as count
  from incidents where ${IN_MONTH}
  group by 1, 2 order by community_code collate "C", 2`, [district, ...bounds(month)]);

function nextMonth(month: string): string {
  const [year, number] = month.split('-').map(Number) as [number, number];
  return number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, '0')}`;
}
